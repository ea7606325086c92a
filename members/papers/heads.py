"""What papers about members share: who issues them, how a woman is told on paper."""

from django.utils import timezone

from chapters.enums import Level
from chapters.models import Unit
from chapters.papers import bare_name, date_in_words, heading_of

DOTS = "…………………………"


def chapter_above(unit):
    """The commune chapter at or above `unit`, which answers for the data; else the unit itself."""
    way = Unit.objects.filter(pk__in=unit.ancestor_ids, level=Level.COMMUNE)
    return way.first() or unit


def issuer_of(unit):
    """The head of a paper that the chapter of `unit` issues, and the place and day under it."""
    chapter = chapter_above(unit)
    heading = heading_of(chapter)
    return {
        "superior": heading["superior_line"],
        "issuer": heading["issuer_line"],
        "chapter": chapter.name,
        "place": heading["place"],
        "undated": f"{heading['place']}, ngày ….. tháng ….. năm 20…..",
        "date": f"{bare_name(chapter)}, {date_in_words(timezone.localdate())}",
    }


def born(member):
    """Day of birth, or the year, or dots to write on."""
    if member.birth_date:
        return f"{member.birth_date:%d/%m/%Y}"
    return str(member.birth_year) if member.birth_year else DOTS


def home_in_words(unit):
    """ "Tổ 1, Thôn 1, Xã Đồng Tâm": the home unit and those above it, up to the chapter."""
    levels = (Level.GROUP, Level.BRANCH, Level.COMMUNE)
    way = Unit.objects.filter(pk__in=unit.ancestor_ids, level__in=levels)
    return ", ".join(step.name for step in sorted(way, key=lambda step: levels.index(step.level)))
