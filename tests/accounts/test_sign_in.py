"""Coming in and going out, and what the trail says of it."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from accounts.services import set_one_time_password
from audit.models import Entry
from tests.factories.accounts import PASSWORD

LOGIN = reverse("accounts:login")


def lines():
    return list(Entry.objects.order_by("pk").values_list("verb", "actor_name", "target_label"))


def enter(client, username, password=PASSWORD, **more):
    return client.post(LOGIN, {"username": username, "password": password, **more})


@pytest.fixture
def officer(world):
    return world.user(Role.CHAPTER_OFFICER)


@pytest.mark.parametrize("typed", ["chapter-officer", "  Chapter-OFFICER "])
def test_right_password_opens_the_first_page(client, officer, typed):
    answer = enter(client, typed)
    assert (answer.status_code, answer.url) == (302, "/")
    assert client.session["_auth_user_id"] == str(officer.pk)
    assert lines() == [("signed_in", officer.full_name, "")]


@pytest.mark.parametrize("password", ["wrong-password", PASSWORD.upper(), f"{PASSWORD} "])
def test_wrong_password_stays_and_keeps_the_name(client, officer, password):
    answer = enter(client, "chapter-officer", password)
    assert answer.status_code == 200
    assert answer.context["form"]["username"].value() == "chapter-officer"
    assert password not in answer.content.decode()
    assert lines() == [("sign_in_failed", "", officer.full_name)]


def test_unknown_name_is_not_kept_in_the_trail(client, world):
    enter(client, "a-password-typed-in-the-wrong-box")
    assert lines() == [("sign_in_failed", "", "")]


def test_disabled_account_reads_the_same_as_a_wrong_password(client, officer):
    wrong = enter(client, "chapter-officer", "wrong-password").context["form"].errors
    officer.is_active = False
    officer.save()
    assert enter(client, "chapter-officer").context["form"].errors == wrong


@pytest.mark.parametrize("next_", ["https://e.example", "//e.example", "javascript:1", "\\\\e"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_foreign_next_leads_to_the_first_page(client, officer, next_, method):
    if method == "get":
        page = client.get(LOGIN, {"next": next_})
        assert page.context["next"] == "/"
    assert enter(client, "chapter-officer", next=next_).url == "/"


def test_next_leads_to_the_page_she_wanted(client, officer):
    wanted = reverse("accounts:profile") + "?a=1&b=2"
    page = client.get(wanted)
    assert page.url == f"{LOGIN}?next=/accounts/me/%3Fa%3D1%26b%3D2"
    assert client.get(page.url).context["next"] == wanted
    assert enter(client, "chapter-officer", next=wanted).url == wanted


def test_who_is_in_does_not_sign_in_again(client, officer):
    client.force_login(officer)
    assert client.get(LOGIN, {"next": "/accounts/me/"}).url == "/accounts/me/"


def test_signing_out_needs_a_post(client, officer):
    client.force_login(officer)
    assert client.get(reverse("accounts:logout")).status_code == 405
    assert client.post(reverse("accounts:logout")).url == LOGIN
    assert "_auth_user_id" not in client.session
    assert lines()[-1] == ("signed_out", officer.full_name, "")


def test_signing_out_twice_is_no_fault(client, db):
    assert client.post(reverse("accounts:logout")).url == LOGIN
    assert lines() == []


class TestLockOut:
    @pytest.fixture(autouse=True)
    def _axes(self, settings):
        settings.AXES_ENABLED = True

    def fail(self, client, times, username="chapter-officer"):
        return [enter(client, username, "wrong-password") for _ in range(times)][-1]

    def test_sixth_failure_says_how_long_to_wait(self, client, officer):
        assert self.fail(client, 5).status_code == 200
        answer = self.fail(client, 1)
        assert answer.status_code == 429
        (sentence,) = answer.context["form"].non_field_errors()
        assert "chapter-officer" in sentence
        assert "15" in sentence
        assert [line[0] for line in lines()][-1] == "sign_in_failed"
        assert Entry.objects.filter(details={"what": "locked_out"}).count() == 1

    def test_right_password_waits_too_and_does_not_lengthen_the_wait(
        self, client, officer, time_machine
    ):
        start = datetime.datetime(2026, 5, 4, 3, tzinfo=datetime.UTC)
        time_machine.move_to(start, tick=False)
        self.fail(client, 6)
        time_machine.move_to(start + datetime.timedelta(minutes=10), tick=False)
        answer = enter(client, "CHAPTER-officer")
        assert answer.status_code == 429
        assert "5" in answer.context["form"].non_field_errors()[0]
        time_machine.move_to(start + datetime.timedelta(minutes=16), tick=False)
        assert enter(client, "chapter-officer").status_code == 302

    def test_capitals_do_not_give_more_tries(self, client, officer):
        self.fail(client, 3)
        self.fail(client, 2, "CHAPTER-OFFICER")
        assert self.fail(client, 1, "Chapter-Officer").status_code == 429

    def test_others_at_the_same_machine_may_go_on(self, client, officer, world):
        self.fail(client, 6)
        assert enter(client, world.user(Role.CHAPTER_LEAD).username).status_code == 302

    def test_new_one_time_password_ends_the_wait(self, client, officer, world):
        self.fail(client, 6)
        password = set_one_time_password(user_id=officer.pk, by=world.user(Role.SYSTEM_ADMIN))
        assert enter(client, "chapter-officer", password).status_code == 302


def test_posting_that_ended_leaves_a_session_without_rights(client, officer):
    client.force_login(officer)
    officer.postings.all().delete()
    assert client.get(reverse("accounts:profile")).status_code == 200
    assert client.get(reverse("accounts:list")).status_code == 403


def test_sign_in_page_may_not_be_framed_or_stored(client, db):
    answer = client.get(LOGIN)
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Frame-Options"] == "DENY"


def test_session_lasts_four_hours_from_the_last_page(client, officer):
    start = timezone.now()
    client.force_login(officer)
    for hours in (0, 3, 6):
        with time_machine.travel(start + datetime.timedelta(hours=hours)):
            assert client.get("/").status_code == 200
    with time_machine.travel(start + datetime.timedelta(hours=10, minutes=1)):
        assert client.get("/").status_code == 302


def test_pages_within_a_minute_write_the_session_once(client, officer):
    start = timezone.now()
    client.force_login(officer)

    def written(seconds):
        moment = time_machine.travel(start + datetime.timedelta(seconds=seconds), tick=False)
        with moment, CaptureQueriesContext(connection) as caught:
            client.get("/")
        return sum(q["sql"].startswith('UPDATE "django_session"') for q in caught)

    assert [written(seconds) for seconds in (0, 1, 59, 60, 61)] == [1, 0, 0, 1, 0]
