from django.urls import path

from referrals import views

app_name = "referrals"

urlpatterns = [
    path("", views.board, name="board"),
    path("new/", views.new, name="new"),
    path("new/<int:pk>/", views.new_for, name="new_for"),
    path("of-member/<int:pk>/", views.of_member, name="of_member"),
    path("classes/", views.class_list, name="classes"),
    path("classes/new/", views.class_new, name="class_new"),
    path("classes/<int:pk>/", views.class_detail, name="class_detail"),
    path("classes/<int:pk>/send/", views.class_send, name="class_send"),
    path("classes/<int:pk>/certify/", views.class_certify, name="class_certify"),
    path("steps/<int:pk>/void/", views.void, name="void"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/hand-over/", views.hand_over, name="hand_over"),
    path("<int:pk>/opinion/", views.opinion, name="opinion"),
    path("<int:pk>/note/", views.note, name="note"),
    path("<int:pk>/record/<str:stage>/", views.record, name="record"),
]
