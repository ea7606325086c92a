"""How every form page of this app answers."""

from django.contrib import messages
from django.shortcuts import redirect, render

from core.exceptions import DomainError, StaleEdit


def attempt(form, write, current=None):
    """Call `write()`; what the domain refuses becomes an error of the form, and None is returned.

    `current()` reads the row anew, so that a stale edit can be shown beside what stands now.
    """
    try:
        return write()
    except StaleEdit as error:
        if current and hasattr(form, "show_conflict"):
            form.show_conflict(error, current())
        else:
            form.add_error(None, error.message)
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
    return None


def answer_form(request, form, write, *, said, then=None, current=None, **page):
    """Show `form`; a good POST writes, says `said`, and goes to `then` (or to the row written).

    `page` fills the template: `title`, `back` and `back_words`, and perhaps `lead` and `notice`.
    """
    if form.is_bound and form.is_valid():
        row = attempt(form, write, current)
        if row is not None:
            messages.success(request, said)
            return redirect(then or row)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "models_programs/form.html", {"form": form, **page}, status=status)


def typed(request):
    """What was posted, or None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def retyped(form_class, request, **options):
    """The form for `request`; the button "find" leaves it unbound, so that nothing is refused."""
    if request.method == "POST" and "find" in request.POST:
        given = {name: value for name, value in request.POST.items() if value}
        return form_class(initial=given, **options)
    return form_class(typed(request), **options)
