"""The Union's papers, drawn by typst from the same sheet that the page shows."""

from reports.papers.report import report_pdf

__all__ = ["report_pdf"]
