from importlib.util import find_spec

from django.contrib import admin
from django.urls import include, path

from config.health import healthz

MOUNTS = {
    "accounts/": "accounts",
    "chapters/": "chapters",
    "members/": "members",
    "programs/": "models_programs",
    "referrals/": "referrals",
    "audit/": "audit",
    "": "reports",
}

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("admin/", admin.site.urls),
    *(path(at, include(f"{app}.urls")) for at, app in MOUNTS.items() if find_spec(f"{app}.urls")),
]
