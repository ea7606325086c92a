"""Finding a member to link: a few rows by name, with what tells two women of one name apart."""

from accounts.permissions import Permission
from core.text import fold
from members.models import Member

AT_MOST = 12


def find_members(user, words):
    """Members she may see whose name holds every word, or whose words name her birth year."""
    rows = Member.objects.visible_to(user, Permission.MEMBER_VIEW).named()
    rows = rows.select_related("home_unit")
    wanted = fold(words).split()
    if not wanted:
        return rows.none()
    for word in wanted:
        if word.isascii() and word.isdigit() and len(word) == 4:
            rows = rows.filter(birth_year=int(word))
        else:
            rows = rows.filter(name_folded__contains=word)
    return rows.in_name_order()


def member_line(member):
    """Never the name alone: name · birth year · branch."""
    parts = [member.full_name, str(member.birth_year or ""), member.home_unit.name]
    return " · ".join(part for part in parts if part)
