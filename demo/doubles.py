"""A few women written down twice, as it happens between two lists: for searching and merging.

Women of whom nothing else tells are made into others' second records, so that no figure changes.
"""

from core.text import fold
from members.models import Member

# What the second writing got wrong; the last ones stand in another commune.
SLIPS = ("capitals", "no_marks", "day_and_month", "year_only", "capitals", "no_marks")
ELSEWHERE = 3
UNTOLD = ("referrals", "exemplars", "offices", "helps", "participations")


def plant(communes):
    """Make pairs: one in each of the first communes, and a few between the last ones and others."""
    for commune, slip in zip(communes, SLIPS, strict=False):
        _write_twice(_women(commune).first(), commune, slip)
    for number in range(ELSEWHERE):
        _write_twice(_women(communes[-1 - number]).first(), communes[number], "capitals")


def _women(commune):
    """Those of whom nothing else tells, the oldest first."""
    branches = [branch.id for branch in commune.branches]
    rows = Member.objects.filter(home_unit__in=branches, memberships__during__upper_inf=True)
    rows = rows.filter(**dict.fromkeys(UNTOLD)).exclude(birth_date=None).exclude(phone="")
    return rows.order_by("birth_year", "pk")


def _write_twice(woman, commune, slip):
    """Let a younger woman, who was of age when she joined, be the first one once more."""
    second = woman and _women(commune).filter(birth_year__gt=woman.birth_year).last()
    if not second:
        return  # a book too small
    second.full_name = _misspelt(woman.full_name, slip)
    second.birth_year, second.birth_date = woman.birth_year, _misread(woman.birth_date, slip)
    second.phone, second.ethnicity_id = woman.phone, woman.ethnicity_id
    second.national_id = second.national_id_hash = second.national_id_tail = ""
    second.save()


def _misspelt(name, slip):
    if slip == "no_marks":
        return fold(name).title()
    return name.upper() if slip == "capitals" else name


def _misread(day, slip):
    if slip == "year_only":
        return None
    if slip == "day_and_month" and day.day <= 12:
        return day.replace(day=day.month, month=day.day)
    return day
