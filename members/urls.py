from django.urls import path

from members.views import consents, exports, households, people, spells, standings

app_name = "members"

urlpatterns = [
    path("", people.member_list, name="list"),
    path("new/", people.member_new, name="new"),
    path("export/", exports.export, name="export"),
    path("exports/", exports.exports, name="exports"),
    path("exports/fetch/", exports.fetch_export, name="fetch_export"),
    path("<int:pk>/", people.member_detail, name="detail"),
    path("<int:pk>/edit/", people.member_edit, name="edit"),
    path("<int:pk>/sensitive/", people.member_sensitive, name="sensitive"),
    path("<int:pk>/reveal/", people.member_reveal, name="reveal"),
    path("<int:pk>/history/", people.member_history, name="history"),
    path("<int:pk>/leave/", spells.member_leave, name="leave"),
    path("<int:pk>/readmit/", spells.member_readmit, name="readmit"),
    path("<int:pk>/transfer/", spells.member_transfer, name="transfer"),
    path("<int:pk>/spells/<int:spell>/", spells.spell_correct, name="spell"),
    path("<int:pk>/away/", standings.member_away, name="away"),
    path("<int:pk>/core/", standings.member_core, name="core"),
    path("<int:pk>/party/", standings.member_party, name="party"),
    path("<int:pk>/consent/", consents.member_consent, name="consent"),
    path("<int:pk>/consent/<int:consent>/", consents.consent_withdraw, name="withdraw_consent"),
    path("<int:pk>/consent/paper/", consents.consent_paper, name="consent_paper"),
    path("consents/", consents.consents, name="consents"),
    path("consents/list/<int:unit>/", consents.consent_list, name="consent_list"),
    path("<int:pk>/household/", households.member_household, name="household"),
    path("transfers/", spells.transfer_list, name="transfers"),
    path("transfers/<int:pk>/accept/", spells.transfer_accept, name="accept_transfer"),
    path("transfers/<int:pk>/refuse/", spells.transfer_refuse, name="refuse_transfer"),
    path("transfers/<int:pk>/withdraw/", spells.transfer_withdraw, name="withdraw_transfer"),
    path("households/", households.household_list, name="household_list"),
    path("households/choices/", households.household_choices_part, name="household_choices"),
    path("households/new/", households.household_new, name="household_new"),
    path("households/<int:pk>/", households.household_detail, name="household_detail"),
    path("households/<int:pk>/edit/", households.household_edit, name="household_edit"),
    path("households/<int:pk>/end/", households.household_end, name="household_end"),
    path("households/<int:pk>/listing/", households.household_listing, name="household_listing"),
]
