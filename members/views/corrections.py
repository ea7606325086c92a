"""Past facts of her record are put right: spells of membership and standings."""

from django.http import Http404
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import require
from core.exceptions import StaleEdit
from members import services
from members.corrected import days_in_words
from members.enums import StandingKind
from members.forms.corrections import SpellForm, StandingCorrectionForm, WithdrawStandingForm
from members.views.pages import CHANGE, REVEAL, answer, the_member, typed

PAGE = ["GET", "POST"]


def _chosen(rows, pk):
    if (row := rows.filter(pk=pk).first()) is None:
        raise Http404
    return row


def _answer(request, form, write, **page):
    """As `answer`; when the row has changed meanwhile, the page shows both values."""

    def save():
        try:
            return write(by=request.user, **form.cleaned_data)
        except StaleEdit as stale:
            form.show_conflict(stale, _as_it_is_now(form.row))
        return None

    return answer(request, form, save, then=page["who"], **page)


def _as_it_is_now(row):
    return type(row)._base_manager.filter(pk=row.pk).first() or row


@require(CHANGE)
@require_http_methods(PAGE)
def spell_correct(request, pk, spell):
    member = the_member(request, pk)
    chosen = _chosen(member.memberships.select_related("unit"), spell)
    return _answer(
        request,
        SpellForm(typed(request), row=chosen),
        lambda **given: services.correct_spell(member_id=pk, spell_id=spell, **given),
        said=_("The dates have been put right; the old ones stay in the history."),
        title=_("Put dates right"),
        who=member,
        lead=chosen.unit.name,
    )


def _standing(request, pk, standing):
    """The woman and her standing; Party membership is for those who may reveal it, 404 else."""
    member = the_member(request, pk)
    chosen = _chosen(member.standings.all(), standing)
    if chosen.kind == StandingKind.PARTY:
        the_member(request, pk, REVEAL)
    return member, chosen


def _line(standing):
    return f"{capfirst(standing.get_kind_display())}: {days_in_words(standing.during)}"


@require(CHANGE)
@require_http_methods(PAGE)
def standing_correct(request, pk, standing):
    member, chosen = _standing(request, pk, standing)
    here = {"member_id": pk, "standing_id": standing}
    return _answer(
        request,
        StandingCorrectionForm(typed(request), row=chosen),
        lambda **given: services.correct_standing(**{"kind": chosen.kind, **here, **given}),
        said=_("Put right; what stood before stays in the history."),
        title=_("Put a standing right"),
        who=member,
        lead=_line(chosen),
    )


@require(CHANGE)
@require_http_methods(PAGE)
def standing_withdraw(request, pk, standing):
    member, chosen = _standing(request, pk, standing)
    here = {"member_id": pk, "standing_id": standing}
    return _answer(
        request,
        WithdrawStandingForm(typed(request), row=chosen),
        lambda **given: services.withdraw_standing(**here, **given),
        said=_("Taken out; that it stood, and why it went, stays in the history."),
        title=_("Entered by mistake"),
        who=member,
        lead=_line(chosen),
        notice=_(
            "It goes from her record and from the figures of all days. If only a day or the kind "
            "is wrong, put it right instead."
        ),
    )
