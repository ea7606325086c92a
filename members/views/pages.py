"""How every page of this app that writes answers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.permissions import Permission
from chapters.scope import get_visible_or_404
from core.exceptions import DomainError
from members.models import Member

VIEW, CHANGE, REVEAL = (
    Permission.MEMBER_VIEW,
    Permission.MEMBER_CHANGE,
    Permission.MEMBER_REVEAL,
)
READING = (VIEW, Permission.AUDIT_VIEW)


def the_member(request, pk, permission=CHANGE, **told):
    """The woman whom the page is about, with her state, or 404. `told` is what to read beside it.

    Once her data were anonymised, her record is read and nothing is done with it.
    """
    rows = Member.objects.with_state(timezone.localdate()).annotate(**told)
    rows = rows if permission in READING else rows.named()
    return get_visible_or_404(rows, request, permission, pk=pk)


def typed(request):
    """What was posted, or None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def attempt(form, write):
    """Call `write()`; a rule that refuses becomes an error of the form, and None is returned."""
    try:
        return write()
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
    return None


def answer(request, form, write, *, said, then, template="members/act.html", **page):
    """Show `form` alone on a page; a good POST writes, says `said`, and goes to `then`.

    `page` fills the template: `title`, `who` (the woman it is about), `back`, `lead`, `notice`.
    """
    if form.is_bound and form.is_valid() and attempt(form, write) is not None:
        messages.success(request, said)
        return redirect(then)
    return render_form(request, template, form, **page)


def render_form(request, template, form, **page):
    """The page of a form; 422 when it was refused, so that caches and scripts can tell."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {"form": form, **page}, status=status)


def as_pdf(paper, name):
    """A paper with personal data, shown in the browser and kept by nobody on the way."""
    response = HttpResponse(paper, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "no-store, private"
    return response
