"""How long personal data are kept, what is past its time, and the women proposed from there."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import require
from accounts.permissions import Permission
from audit.keeping import rules_told
from chapters.scope import working_unit
from core.paging import page_of
from members.erasing.due import propose_due
from members.forms.exports import ids_of
from members.retention import by_reason, women_past_their_time
from members.state import left_in_words

PROPOSE = Permission.ERASURE_PROPOSE


@require(PROPOSE)
@require_http_methods(["GET", "POST"])
def retention(request):
    """The rules with what is past its time; women are ticked, or all of the page as shown."""
    if request.method == "POST":
        return _proposed(request)
    unit = working_unit(request, PROPOSE)
    women = women_past_their_time().visible_to(request.user, PROPOSE)
    women = women.under(unit) if unit else women
    page = page_of(women.with_state(timezone.localdate()).in_name_order(), request)
    parts = {
        "page": page,
        "unit": unit,
        "found": [(woman, left_in_words(woman.spells[0])) for woman in page],
        "reasons": by_reason(women),
        "rules": [(rule, rule.count_for(request.user, unit)) for rule in rules_told(request.user)],
    }
    return render(request, "members/retention.html", parts)


def _proposed(request):
    which = "shown" if "all" in request.POST else "ids"
    ids = ids_of(",".join(request.POST.getlist(which)))
    if not ids:
        messages.warning(request, _("Tick the women whom you mean, or choose all of this page."))
        return redirect(request.get_full_path())
    outcome = propose_due(member_ids=ids, by=request.user)
    words = ngettext(
        "%(n)s woman has been proposed. A second person of the district carries it out.",
        "%(n)s women have been proposed. A second person of the district carries it out.",
        len(outcome.made),
    )
    messages.success(request, words % {"n": len(outcome.made)})
    if passed := len(ids) - len(outcome.made):
        words = ngettext(
            "%(n)s woman was passed over: something has changed since you saw the list.",
            "%(n)s women were passed over: something has changed since you saw the list.",
            passed,
        )
        messages.warning(request, words % {"n": passed})
    return redirect(request.get_full_path())
