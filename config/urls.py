from importlib.util import find_spec

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from config.health import healthz

MOUNTS = {
    "accounts/": "accounts",
    "chapters/": "chapters",
    "members/": "members",
    "funds/": "funds",
    "programs/": "models_programs",
    "referrals/": "referrals",
    "imports/": "imports",
    "audit/": "accounts.trail",
    "": "reports",
}

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("i18n/setlang/", login_not_required(set_language), name="set_language"),
    path("admin/", admin.site.urls),
    *(path(at, include(f"{app}.urls")) for at, app in MOUNTS.items() if find_spec(f"{app}.urls")),
]
