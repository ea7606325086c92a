"""The list of members who left in a period, as a chapter sends it on."""

from pathlib import Path

from django.utils import translation
from django.utils.text import capfirst

from chapters.enums import Level
from chapters.papers import figure, head_of
from chapters.places import Places
from core.typesetting import compile_pdf
from members.papers.heads import born, chapter_above

TEMPLATE = Path(__file__).parent / "reduction.typ"


def reduction_list_pdf(unit, period, words, spells, known):
    """`spells` ended in `period` by the line that `words` tells, each with `joined`. The address
    is that of her record, so only of women in `known`, whose records may be read."""
    issuer = unit if unit.level == Level.DISTRICT else chapter_above(unit)
    with translation.override("vi"):
        places = Places(unit)
        data = {
            **head_of(
                issuer,
                title="DANH SÁCH HỘI VIÊN GIẢM",
                subject=f"{unit.name} – {capfirst(period.label)}",
            ),
            "number": "",
            "line": capfirst(str(words)),
            "women": [_woman(spell, places, known) for spell in spells],
            "count": figure(len(spells), in_text=True),
        }
        return compile_pdf(TEMPLATE, data)


def _woman(spell, places, known):
    member = spell.member
    reason = capfirst(spell.get_ended_as_display())
    return {
        "name": member.full_name,
        "born": born(member),
        "home": places(spell.unit),
        "address": member.address if member.pk in known else "",
        "joined": f"{spell.joined:%Y}",
        "left": f"{spell.during.upper:%d/%m/%Y}",
        "reason": f"{reason}: {spell.end_note}" if spell.end_note else reason,
    }
