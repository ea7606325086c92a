"""The Union's papers, drawn by typst from the same sheet that the page shows."""

from reports.papers.report import heading_of, report_pdf

__all__ = ["heading_of", "report_pdf"]
