"""Papers of the funds."""

from funds.papers.book import book_pdf

__all__ = ["book_pdf"]
