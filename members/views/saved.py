"""Her own lists above the list of members: kept, opened, renamed, thrown away."""

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import require
from chapters.models import Unit
from chapters.scope import working_unit
from core.exceptions import DomainError
from core.http import row_key
from members.forms.chips import in_words
from members.forms.filters import MemberFilterForm, ethnic_choices
from members.forms.lists import ListNameForm
from members.models import SavedList
from members.services import saved_lists as services
from members.views.pages import VIEW, answer, typed

PAGE = ["GET", "POST"]


@require(VIEW)
@require_http_methods(PAGE)
def new_list(request):
    """Give the filters in the address a name; what cannot be read of them is not kept."""
    filters = _filters(request, request.GET)
    query = filters.as_query().urlencode()
    form = ListNameForm(typed(request))
    words = ", ".join(_told(filters))
    return answer(
        request,
        form,
        lambda: services.save_list(query=query, by=request.user, **form.cleaned_data),
        said=_("The list has been saved. It stands above the members."),
        then=_address(query),
        title=_("Save this list"),
        lead=words,
        back=_address(query),
        notice=_left_out(filters, request.GET),
    )


@require(VIEW)
@require_GET
def open_list(request):
    """The list of members narrowed as she once saved it, by what she may see today."""
    saved = _one(request, request.GET.get("list", ""))
    if saved is None:
        messages.warning(request, _("This list is no longer kept."))
        return redirect("members:list")
    asked = QueryDict(saved.query)
    filters = _filters(request, asked)
    if lost := _left_out(filters, asked):
        messages.warning(request, f"“{saved.name}”: {lost}")
    return redirect(_address(filters.as_query().urlencode()))


@require(VIEW)
@require_GET
def saved_lists(request):
    """All her lists with what each asks for, to rename or throw away."""
    rows = SavedList.objects.visible_to(request.user)
    lists = list(zip(rows, _all_told(request, [QueryDict(row.query) for row in rows]), strict=True))
    return render(request, "members/saved_lists.html", {"lists": lists})


@require(VIEW)
@require_http_methods(PAGE)
def rename_list(request):
    saved = _one(request, request.GET.get("list", ""))
    if saved is None:
        messages.warning(request, _("This list is no longer kept."))
        return redirect("members:saved_lists")
    form = ListNameForm(typed(request), initial={"name": saved.name})
    return answer(
        request,
        form,
        lambda: services.rename_list(list_id=saved.pk, by=request.user, **form.cleaned_data),
        said=_("The list has its new name."),
        then="members:saved_lists",
        title=_("Rename a list"),
        back="members:saved_lists",
    )


@require(VIEW)
@require_POST
def drop_list(request):
    asked = request.POST.get("list", "")
    try:
        name = services.drop_list(list_id=row_key(asked), by=request.user)
        messages.success(request, _("The list “%(name)s” has been deleted.") % {"name": name})
    except DomainError as error:
        messages.warning(request, error.message)
    return redirect("members:saved_lists")


def _one(request, key):
    return SavedList.objects.visible_to(request.user).filter(pk=row_key(key)).first()


def _filters(request, query):
    return MemberFilterForm(query, user=request.user, under=working_unit(request, VIEW))


def _told(filters):
    return [str(filters.shown("").label), *(said for _name, _value, said in in_words(filters))]


def _all_told(request, queries):
    """The words of each question; units and groups are read once for all of them."""
    asked = [query.get("unit", "") for query in queries]
    units = Unit.objects.visible_to(request.user, VIEW)
    units = units.in_bulk({row_key(key) for key in asked} - {None})
    groups = ethnic_choices()
    for query, key in zip(queries, asked, strict=True):
        narrowed = query.copy()
        narrowed.pop("unit", None)
        filters = MemberFilterForm(narrowed, user=request.user, groups=groups)
        unit = units.get(row_key(key))
        where = [unit.name if unit else _("a unit that is no longer yours")] if key else []
        yield [*where, *_told(filters)]


def _left_out(filters, asked):
    """A sentence that names the filters which hold no longer, or ""."""
    kept, names = filters.as_query(), type(filters).base_fields
    lost = [
        str(names[name].label or "")
        for name in asked
        if name in names and any(value for value in asked.getlist(name)) and name not in kept
    ]
    if not lost:
        return ""
    return _(
        "Left out, for it is not yours to ask now or lies outside the unit in which you work: "
        "%(filters)s."
    ) % {"filters": ", ".join(lost)}


def _address(query):
    return f"{reverse('members:list')}?{query}"
