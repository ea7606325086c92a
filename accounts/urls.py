from django.urls import path

from accounts.views import doors, own, people

app_name = "accounts"
urlpatterns = [
    path("login/", doors.sign_in, name="login"),
    path("logout/", doors.sign_out, name="logout"),
    path("me/", own.profile, name="profile"),
    path("me/password/", own.password, name="password"),
    path("", people.person_list, name="list"),
    path("new/", people.person_new, name="new"),
    path("<int:pk>/", people.person_detail, name="detail"),
    path("<int:pk>/edit/", people.person_edit, name="edit"),
    path("<int:pk>/disable/", people.disable, name="disable"),
    path("<int:pk>/enable/", people.enable, name="enable"),
    path("<int:pk>/password/", people.one_time_password, name="one_time_password"),
    path("<int:pk>/postings/new/", people.posting_new, name="posting_new"),
    path("postings/<int:pk>/end/", people.posting_end, name="posting_end"),
]
