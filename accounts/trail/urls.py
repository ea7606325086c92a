from django.urls import path

from accounts.trail.views import trail

app_name = "audit"
urlpatterns = [path("", trail, name="list")]
