"""How the papers of a unit are headed and signed."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import require
from accounts.permissions import Permission
from chapters import services
from chapters.models import PaperSettings, Unit
from chapters.papers import heading_of
from chapters.scope import get_visible_or_404
from core.exceptions import DomainError, StaleEdit
from reports.forms import PaperSettingsForm


@require(Permission.UNIT_CHANGE)
@require_http_methods(["GET", "POST"])
def paper_settings(request, pk):
    """Shows the usual heading until the unit has saved its own."""
    unit = get_visible_or_404(Unit, request, Permission.UNIT_CHANGE, pk=pk)
    row = _settings_of(unit, request.user)
    form = PaperSettingsForm(request.POST or None, instance=row)
    if form.is_valid() and _saved(form, unit, request.user):
        messages.success(request, _("The head of the papers is saved."))
        return redirect("reports:list")
    return render(request, "reports/paper_settings.html", {"form": form, "unit": unit})


def _settings_of(unit, user):
    rows = PaperSettings.objects.visible_to(user, Permission.UNIT_CHANGE)
    own = rows.filter(unit=unit).first()
    return own or PaperSettings(unit=unit, **heading_of(unit))


def _saved(form, unit, user):
    try:
        version = form.cleaned_data["version"]
        services.save_paper_settings(unit_id=unit.pk, by=user, version=version, **form.facts())
    except StaleEdit as error:
        form.show_conflict(error, _settings_of(unit, user))
    except DomainError as error:
        form.add_error(None, error.message)
    else:
        return True
    return False
