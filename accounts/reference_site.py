"""Django's admin site serves reference data, to those who manage it, through our own sign-in."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission


class ReferenceSite(AdminSite):
    site_header = site_title = _("Reference data")
    index_title = _("Lists that every unit uses")

    def has_permission(self, request):
        return request.user.is_authenticated and request.user.may(Permission.REFERENCE_MANAGE)

    @method_decorator(login_not_required)
    def login(self, request, extra_context=None):
        """The house has one door. Who is in and still lands here may not manage this data."""
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(
            request.GET.get("next") or reverse("admin:index"), reverse(settings.LOGIN_URL)
        )

    def password_change(self, request, extra_context=None):
        return redirect("accounts:password")
