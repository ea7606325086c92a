"""The admission list of a branch as it is signed: proposed, or attached to the resolution."""

from pathlib import Path

from django.utils import timezone

from chapters.enums import Title
from chapters.models import Officer
from chapters.papers import date_in_words, figure, head_of
from core.typesetting import compile_pdf
from members.enums import AdmissionState
from members.papers.heads import born, chapter_above

TEMPLATE = Path(__file__).parent / "admission.typ"


def admission_list_pdf(listed, entries, *, with_ethnicity=False):
    """The list on A4. Ethnic groups only where whoever prints may see them and asks for them."""
    proposed = listed.state != AdmissionState.RECORDED
    title = "DANH SÁCH ĐỀ NGHỊ KẾT NẠP HỘI VIÊN" if proposed else "DANH SÁCH KẾT NẠP HỘI VIÊN"
    branch = listed.unit
    data = {
        **head_of(chapter_above(branch), title=title, subject=f"Chi hội {branch.name}"),
        "number": "",
        "attached": _attached(listed),
        "with_ethnicity": with_ethnicity,
        "women": [_woman(entry, with_ethnicity) for entry in entries],
        "count": figure(len(entries), in_text=True),
        "branch_head": head_name(branch),
    }
    return compile_pdf(TEMPLATE, data)


def head_name(branch):
    """Who leads the branch today; nobody where none is written down."""
    heads = Officer.objects.filter(unit=branch, title=Title.BRANCH_HEAD)
    head = heads.serving_on(timezone.localdate()).order_by("pk").first()
    return head.full_name if head else ""


def _attached(listed):
    """Which resolution the list belongs to; what became of one that was taken back."""
    if listed.state == AdmissionState.WITHDRAWN:
        day = date_in_words(timezone.localdate(listed.withdrawn_at))
        return f"(Danh sách đã hủy {day}: {listed.withdrawn_reason})"
    if not listed.decision_number:
        return f"(Lập {date_in_words(listed.drawn_on)})"
    decided = date_in_words(listed.decision_on)
    return f"(Kèm theo Nghị quyết số {listed.decision_number} {decided})"


def _woman(entry, with_ethnicity):
    person = entry.member or entry
    returning = "Hội viên cũ trở lại" if entry.is_returning else ""
    group = person.ethnicity if with_ethnicity else None
    return {
        "name": entry.full_name,
        "born": born(person),
        "ethnicity": group.name if group else "",
        "home": "; ".join(words for words in (entry.unit.name, person.address) if words),
        "note": ", ".join(words for words in (returning, entry.note) if words),
    }
