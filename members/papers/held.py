"""The print that a woman may ask for: everything that the Union holds about her."""

from pathlib import Path

from django.conf import settings
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.text import capfirst

from audit.models import Entry, Verb
from audit.telling import is_whole, told_about
from core.typesetting import compile_pdf
from members.papers.heads import born, home_in_words, issuer_of

TEMPLATE = Path(__file__).parent / "held.typ"


def data_held_pdf(member, user):
    """Everything held about her that `user` may know of, sensitive values in clear.

    Where there are tables that `user` may not know of, the paper says so, whether or not anything
    stands in them: that a referral exists is itself closed.
    """
    with translation.override("vi"):
        return compile_pdf(TEMPLATE, _data(member, user))


def _data(member, user):
    now = timezone.localtime()
    told = told_about(member.pk, user)
    return {
        **issuer_of(member.home_unit),
        "name": member.full_name,
        "born": born(member),
        "code": member.code,
        "home": home_in_words(member.home_unit),
        "own": _pairs(told[0].rows[0]),
        "sections": [
            {"title": capfirst(section.title), "rows": [_pairs(row) for row in section.rows]}
            for section in told[1:]
        ],
        "history": member.events.count(),
        "reveals": _reveals(member),
        "whole": is_whole(user),
        "years": settings.MEMBER_KEPT_YEARS,
        "reply_days": settings.DATA_REQUEST_REPLY_WORKING_DAYS,
        "footer": f"Người in: {user}, lúc {now:%H:%M %d/%m/%Y}",
    }


def _pairs(row):
    return [[capfirst(label), value] for label, value in row]


def _reveals(member):
    """How often the closed part was opened before, and when last."""
    opened = Entry.objects.about(member).filter(verb=Verb.REVEALED)
    last = opened.aggregate(last=Max("at"))["last"]
    when = f"{timezone.localtime(last):%d/%m/%Y}" if last else ""
    return {"number": opened.count(), "last": when}
