"""Whom an export means: the filters of the list page, asked anew as the asking user, right now."""

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import Permission
from members.exports.columns import SENSITIVE
from members.forms.chips import in_words
from members.forms.filters import MemberFilterForm
from members.models import Member


def selected(job):
    """The members whom `job` means, as `job.asked_by` may export them at this moment.

    Whoever has had the use of her data restricted stays out.

    Where sensitive columns are asked for, only women whose sensitive fields she may reveal. What
    she typed in the address by hand cannot widen her scope: every condition narrows.
    """
    return meant(job).unrestricted()


def meant(job):
    """`selected`, and those left out at their own request; nobody who has been anonymised."""
    rows = Member.objects.visible_to(job.asked_by, Permission.MEMBER_EXPORT).named()
    if SENSITIVE.intersection(job.columns):
        rows = rows.visible_to(job.asked_by, Permission.MEMBER_REVEAL)
    if job.under:
        rows = rows.under(job.under)
    return rows.filter(pk__in=job.ids) if job.ids else _as_on_screen(rows, job)


def _as_on_screen(rows, job):
    query = QueryDict(job.query)
    words = _words(query)
    return _filters(job, query).narrow(rows, words).matching(words)


def _filters(job, query):
    return MemberFilterForm(query, user=job.asked_by, under=job.under)


def _words(query):
    """What was typed in the search box; it may tell of a woman: her name, her telephone."""
    return query.get("q", "").strip()


def told_filter(job):
    """The question for the trail: every filter that held, but no words that may name a woman and
    not which ethnic group."""
    if job.ids:
        return {"chosen": len(job.ids)}
    query = QueryDict(job.query)
    told = {"searched": True} if _words(query) else {}
    return {**_filters(job, query).told(), **told}


def filter_in_words(job):
    """The question as the head of a list says it; what was typed in the search box stays out."""
    if number := len(job.ids):
        return [ngettext("%(n)s chosen member", "%(n)s chosen members", number) % {"n": number}]
    query = QueryDict(job.query)
    words, filters = _words(query), _filters(job, query)
    told = [str(filters.shown(words).label), *(said for _name, _value, said in in_words(filters))]
    return [*told, _("found by a search")] if words else told
