"""What becomes of an admission list: approved, sent back, taken back, printed."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import require
from accounts.permissions import Permission
from audit.log import record
from audit.models import Verb
from members import admissions
from members.enums import AdmissionState
from members.forms.admissions import ApproveForm, ReasonForm
from members.models import AdmissionEntry
from members.papers import admission_list_pdf
from members.views.admissions import the_list
from members.views.pages import CHANGE, REVEAL, answer, as_pdf, typed

ADMIT = Permission.MEMBER_ADMIT
PAGE = ["GET", "POST"]


@require(ADMIT)
@require_http_methods(PAGE)
def admission_approve(request, pk):
    listed = the_list(request, pk, ADMIT)
    form = ApproveForm(typed(request))
    number = listed.entries.count()
    words = ngettext(
        "%(n)s woman becomes a member. With one that cannot be admitted nobody is.",
        "%(n)s women become members. With one that cannot be admitted nobody is.",
        number,
    )
    return answer(
        request,
        form,
        lambda: admissions.admit_list(list_id=pk, by=request.user, **form.cleaned_data),
        said=_("All of them are members now."),
        then=listed,
        title=_("Approve the admission list"),
        lead=f"{capfirst(str(listed))} · {words % {'n': number}}",
        back=listed.get_absolute_url(),
    )


@require(ADMIT)
@require_http_methods(PAGE)
def admission_send_back(request, pk):
    listed = the_list(request, pk, ADMIT)
    hint = _("Say what is to be put right; whoever sent it in reads this.")
    form = ReasonForm(typed(request), words=_("Send back"), hint=hint)
    return answer(
        request,
        form,
        lambda: admissions.send_back_list(list_id=pk, by=request.user, **form.cleaned_data),
        said=_("Sent back."),
        then=listed,
        title=_("Send the list back"),
        lead=capfirst(str(listed)),
        back=listed.get_absolute_url(),
    )


@require(ADMIT)
@require_http_methods(PAGE)
def admission_take_back(request, pk):
    """What rests on the list is told first; nothing of it is lost."""
    listed = the_list(request, pk, ADMIT)
    form = ReasonForm(typed(request), words=_("Take the whole list back"))
    recorded = listed.state == AdmissionState.RECORDED
    return answer(
        request,
        form,
        lambda: admissions.take_back(list_id=pk, by=request.user, **form.cleaned_data),
        said=_("Taken back: nobody is a member by this list any more."),
        then=listed,
        template="members/admission_take_back.html",
        title=_("Take the admission list back"),
        listed=listed,
        obstacles=admissions.obstacles_of(listed) if recorded else [],
    )


@require(CHANGE)
@require_http_methods(PAGE)
def admission_paper(request, pk):
    """The list on A4 to sign. By POST with ethnic groups, for those who may reveal them."""
    revealed = request.method == "POST"
    listed = the_list(request, pk, REVEAL if revealed else CHANGE)
    entries = AdmissionEntry.objects.visible_to(request.user).filter(admission=listed).of_list()
    entries = list(entries.select_related("unit", "ethnicity", "member__ethnicity"))
    told = {"by": request.user, "target": listed, "unit": listed.unit}
    details = {"what": "admission_paper", "rows": len(entries)}
    if revealed:
        record(Verb.REVEALED, details=details | {"fields": ["ethnicity"]}, **told)
    record(Verb.PRINTED, details=details, **told)
    paper = admission_list_pdf(listed, entries, with_ethnicity=revealed)
    return as_pdf(paper, f"danh-sach-ket-nap-{listed.pk}.pdf")
