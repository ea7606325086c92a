"""Address labels and membership cards, as PDF."""

from pathlib import Path

from django.utils import timezone

from core.identity import show_phone
from core.typesetting import compile_pdf
from members.enums import MembershipKind

FOLDER = Path(__file__).parent
LIST, LABELS, CARDS = FOLDER / "list.typ", FOLDER / "labels.typ", FOLDER / "cards.typ"


def list_pdf(register, marks):
    """A list with room to write on, A4 landscape; nothing sensitive stands in it."""
    return compile_pdf(LIST, {**marks, "women": [_row(*each) for each in register.women()]})


def labels_pdf(register, marks):
    """Address labels of 63.5 × 38.1 mm, 21 on A4; `marks` are the words on every page."""
    labels = [_label(woman, place) for woman, place in register.women()]
    return compile_pdf(LABELS, {**marks, "labels": labels})


def cards_pdf(register, marks):
    """Membership cards of 85 × 54 mm, 10 on A4; nothing sensitive stands on a card."""
    cards = [_card(woman, place) for woman, place in register.women()]
    issued = f"{timezone.localdate():%d/%m/%Y}"
    return compile_pdf(CARDS, {**marks, "issued": issued, "cards": cards})


def _row(woman, place):
    return {
        "name": woman.full_name,
        "born": _born(woman),
        "code": woman.code,
        "place": ", ".join(name for name in (_branch(place), place.chapter) if name),
        "phone": show_phone(woman.phone) if woman.phone else "",
    }


def _label(woman, place):
    household = woman.household
    home = woman.address or (household.address if household else "")
    honorary = bool(woman.spells) and woman.spells[0].kind == MembershipKind.HONORARY
    return {
        "to": "Ông/Bà" if honorary else "Chị",  # an honorary member may be a man
        "name": woman.full_name,
        "lines": [line for line in (home, _branch(place)) if line],
        "around": ", ".join(name for name in (place.chapter, place.district) if name),
        "phone": show_phone(woman.phone) if woman.phone else "",
    }


def _card(woman, place):
    return {
        "issuer": f"HỘI LHPN {place.chapter}".upper(),
        "name": woman.full_name.upper(),
        "born": _born(woman),
        "branch": _branch(place),
        "joined": f"{woman.spells[-1].during.lower:%d/%m/%Y}" if woman.spells else "",
        "code": woman.code,
    }


def _born(woman):
    return f"{woman.birth_date:%d/%m/%Y}" if woman.birth_date else str(woman.birth_year or "")


def _branch(place):
    """ "Tổ 1, Chi hội Thôn 3"."""
    branch = place.branch if place.branch.startswith("Chi hội") else f"Chi hội {place.branch}"
    return ", ".join(name for name in (place.group, branch) if name)
