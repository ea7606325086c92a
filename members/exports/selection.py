"""Whom an export means: the filters of the list page, asked anew as the asking user, right now."""

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import Permission
from members.exports.columns import SENSITIVE
from members.forms.filters import MemberFilterForm, Shown, in_state, shown_of
from members.models import Member

# What a question holds beside filters, and what may tell of a woman: names, telephones.
NO_FILTERS = {"page", "q"}


def selected(job):
    """The members whom `job` means, as `job.asked_by` may export them at this moment.

    Whoever has had the use of her data restricted stays out.

    Where sensitive columns are asked for, only women whose sensitive fields she may reveal. What
    she typed in the address by hand cannot widen her scope: every condition narrows.
    """
    return meant(job).unrestricted()


def meant(job):
    """`selected`, and those left out at their own request."""
    rows = Member.objects.visible_to(job.asked_by, Permission.MEMBER_EXPORT)
    if SENSITIVE.intersection(job.columns):
        rows = rows.visible_to(job.asked_by, Permission.MEMBER_REVEAL)
    if job.under:
        rows = rows.under(job.under)
    return rows.filter(pk__in=job.ids) if job.ids else _as_on_screen(rows, job)


def _as_on_screen(rows, job):
    query = QueryDict(job.query)
    words = query.get("q", "").strip()
    rows = in_state(rows, shown_of(query, words), timezone.localdate())
    return _filters(job, query).narrow(rows).matching(words)


def _filters(job, query):
    return MemberFilterForm(query, user=job.asked_by, under=job.under)


def told_filter(job):
    """The question for the trail: every filter as it stood, but no words that may name a woman."""
    if job.ids:
        return {"chosen": len(job.ids)}
    query = QueryDict(job.query)
    told = {name: value for name, value in query.items() if value and name not in NO_FILTERS}
    return {**told, "searched": True} if query.get("q", "").strip() else told


def filter_in_words(job):
    """The question as the head of a list says it; what was typed in the search box stays out."""
    if number := len(job.ids):
        return [ngettext("%(n)s chosen member", "%(n)s chosen members", number) % {"n": number}]
    query = QueryDict(job.query)
    words = query.get("q", "").strip()
    told = [str(Shown(shown_of(query, words)).label)]
    filters = _filters(job, query)
    filters.is_valid()
    given = filters.cleaned_data
    if given.get("unit"):
        told.append(given["unit"].name)
    if given.get("born_from"):
        told.append(_("born from %(year)s") % {"year": given["born_from"]})
    if given.get("born_to"):
        told.append(_("born until %(year)s") % {"year": given["born_to"]})
    return [*told, _("found by a search")] if words else told
