from django.urls import path

from chapters import views

app_name = "chapters"

urlpatterns = [
    path("", views.unit_list, name="list"),
    path("switch/", views.switch, name="switch"),
    path("officers/<int:pk>/end/", views.end_office, name="end_office"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/new/", views.new, name="new"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/close/", views.close, name="close"),
    path("<int:pk>/reopen/", views.reopen, name="reopen"),
    path("<int:pk>/move/", views.move, name="move"),
    path("<int:pk>/officers/new/", views.appoint, name="appoint"),
    path("<int:pk>/settings/", views.settings, name="settings"),
    path("<int:pk>/settings/<slug:key>/", views.set_value, name="set_value"),
    path("<int:pk>/settings/<slug:key>/inherit/", views.inherit_value, name="inherit_value"),
    path("<int:pk>/headcount/", views.headcount, name="headcount"),
]
