from django.urls import path

from models_programs.views import (
    activities,
    assistance,
    campaigns,
    exemplars,
    household,
    overview,
    registrations,
    reviews,
    showcase,
)

app_name = "programs"

OF_BRANCH = "reviews/<int:pk>/<int:year>"
OF_HOUSEHOLD = "households/<int:pk>/<int:year>"

urlpatterns = [
    path("", overview.programs, name="list"),
    path("members/<int:pk>/", overview.of_member, name="of_member"),
    path("reviews/", reviews.reviews, name="reviews"),
    path(f"{OF_BRANCH}/", reviews.grid, name="grid"),
    path(f"{OF_BRANCH}/sheet/", reviews.sheet, name="review_sheet"),
    path(f"{OF_BRANCH}/carry-over/", reviews.carry_over, name="review_carry_over"),
    path(f"{OF_BRANCH}/register/", reviews.register_all, name="review_register"),
    path(f"{OF_HOUSEHOLD}/", household.review, name="review"),
    path(f"{OF_HOUSEHOLD}/row/", household.review_row, name="review_row"),
    path(f"{OF_HOUSEHOLD}/edit/", household.review_edit, name="review_edit"),
    path("findings/<int:pk>/resolve/", household.finding_resolve, name="review_resolve"),
    path("findings/<int:pk>/help/", assistance.assistance_new, name="assistance_new"),
    path("assistance/", assistance.assistance, name="assistance"),
    path("assistance/<int:pk>/", assistance.assistance_detail, name="assistance_detail"),
    path("assistance/<int:pk>/edit/", assistance.assistance_edit, name="assistance_edit"),
    path("assistance/<int:pk>/visit/", assistance.assistance_visit, name="assistance_visit"),
    path("assistance/<int:pk>/close/", assistance.assistance_close, name="assistance_close"),
    path("models/", showcase.models, name="models"),
    path("models/new/", showcase.model_new, name="model_new"),
    path("models/<int:pk>/", showcase.model_detail, name="model_detail"),
    path("models/<int:pk>/edit/", showcase.model_edit, name="model_edit"),
    path("models/<int:pk>/step/", showcase.model_step, name="model_step"),
    path("steps/<int:pk>/remove/", showcase.step_remove, name="step_remove"),
    path("models/<int:pk>/register/", registrations.model_register, name="model_register"),
    path(
        "registrations/<int:pk>/complete/",
        registrations.registration_complete,
        name="registration_complete",
    ),
    path(
        "registrations/<int:pk>/recognise/",
        registrations.registration_recognise,
        name="registration_recognise",
    ),
    path("models/<int:pk>/join/", registrations.participant_add, name="participant_add"),
    path("participations/<int:pk>/end/", registrations.participation_end, name="participation_end"),
    path("find-member/", registrations.find_member, name="find_member"),
    path("exemplars/", exemplars.exemplars, name="exemplars"),
    path("exemplars/new/", exemplars.exemplar_new, name="exemplar_new"),
    path("exemplars/<int:pk>/", exemplars.exemplar_detail, name="exemplar_detail"),
    path("exemplars/<int:pk>/edit/", exemplars.exemplar_edit, name="exemplar_edit"),
    path("activities/", activities.activities, name="activities"),
    path("activities/new/", activities.activity_new, name="activity_new"),
    path("activities/<int:pk>/", activities.activity_detail, name="activity_detail"),
    path("activities/<int:pk>/edit/", activities.activity_edit, name="activity_edit"),
    path("activities/<int:pk>/withdraw/", activities.activity_withdraw, name="activity_withdraw"),
    path("activities/<int:pk>/restore/", activities.activity_restore, name="activity_restore"),
    path("campaigns/", campaigns.campaigns, name="campaigns"),
    path(
        "campaigns/<slug:key>/<int:year>/register/",
        campaigns.campaign_register,
        name="campaign_register",
    ),
    path(
        "campaign-registrations/<int:pk>/withdraw/",
        campaigns.campaign_withdraw,
        name="campaign_withdraw",
    ),
]
