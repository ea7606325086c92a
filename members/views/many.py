"""One deed for many women of the list: what must be known, whom it touches, then done."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import require
from audit.log import record
from audit.models import Verb
from chapters.scope import working_unit
from members.forms.many import PLANS, Chosen, Deed
from members.models import Member
from members.services.many import SetChanged, do_many, try_many
from members.views.pages import CHANGE, VIEW, render_form, typed

NAMED = 50  # women of each kind who are named in a preview


@require(CHANGE)
@require_http_methods(["GET", "POST"])
def many(request):
    """The address says which women and which deed; the form asks the rest. A first POST shows
    whom it touches, and a second one with `expected` does it."""
    asked = request.GET.get("deed", "")
    deed = Deed(asked) if asked in Deed.values else None
    chosen = Chosen(request.GET, user=request.user, under=working_unit(request, VIEW))
    if deed and deed.format and (chosen.ticked or chosen.everybody):
        return redirect(_export_address(chosen, deed))
    ids = chosen.ids()
    if problem := chosen.problem(ids) if deed else _("Choose what to do with them."):
        messages.warning(request, problem)
        return redirect(_list_address(chosen))
    form = PLANS[deed].form(typed(request), request.user)
    if form.is_bound and form.is_valid():
        return _shown_or_done(request, chosen, deed, form, ids)
    return render_form(request, "members/many.html", form, **_page(chosen, deed, ids))


def _shown_or_done(request, chosen, deed, form, ids):
    """The preview; or, once confirmed, the deed, unless the women are no longer those shown."""

    def run(member_id):
        return PLANS[deed].run(form.cleaned_data, member_id, request.user)

    status = 200
    if expected := request.POST.get("expected"):
        try:
            outcome = do_many(ids, run, expected=expected, by=request.user)
            messages.success(request, _said(deed, len(outcome.done)))
            return redirect(_list_address(chosen))
        except SetChanged as changed:
            messages.warning(request, changed.message)
            outcome, status = changed.outcome, 409
    else:
        outcome = try_many(ids, run, by=request.user)
    if chosen.reveals:
        _tell(request, chosen, ids)
    parts = {
        "outcome": outcome,
        "done": outcome.done[:NAMED],
        "refused": outcome.refused[:NAMED],
        "more_done": max(len(outcome.done) - NAMED, 0),
        "more_refused": max(len(outcome.refused) - NAMED, 0),
        "hidden": [field.as_hidden() for field in form],
        "answers": [(field.label, _shown(form, field)) for field in form if _given(form, field)],
        **_page(chosen, deed, ids),
    }
    return render(request, "members/many_preview.html", parts, status=status)


def _page(chosen, deed, ids):
    return {"deed": deed, "count": len(ids), "back": _list_address(chosen)}


def _given(form, field):
    return form.cleaned_data.get(field.name)


def _shown(form, field):
    value = form.cleaned_data[field.name]
    return form.fields[field.name].prepare_value(value) if hasattr(value, "year") else str(value)


def _said(deed, number):
    words = ngettext(
        "Done for %(n)s member: %(deed)s.", "Done for %(n)s members: %(deed)s.", number
    )
    return words % {"n": number, "deed": deed.label}


def _tell(request, chosen, ids):
    """She reads of each what the filter asks, as on the list itself; the trail says so."""
    details = {"rows": len(ids), "filter": chosen.filters.told()}
    record(
        Verb.REVEALED,
        by=request.user,
        targets=(Member, ids),
        unit=chosen.under,
        details=details,
    )


def _list_address(chosen):
    return f"{reverse('members:list')}?{chosen.back()}"


def _export_address(chosen, deed):
    """The page that asks for the purpose of a list: of those ticked, or of the filters."""
    ids = "".join(f"&ids={pk}" for pk in chosen.ticked)
    return f"{reverse('members:export')}?{chosen.back()}&format={deed.format}{ids}"
