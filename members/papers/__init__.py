"""Papers about members: what they sign, and what they are told. Always in Vietnamese."""

from members.papers.admission import admission_list_pdf
from members.papers.consent import consent_list_pdf, consent_paper_pdf
from members.papers.held import data_held_pdf
from members.papers.reduction import reduction_list_pdf

__all__ = [
    "admission_list_pdf",
    "consent_list_pdf",
    "consent_paper_pdf",
    "data_held_pdf",
    "reduction_list_pdf",
]
