"""A form whose sender had to sign in first, or whose page was too old, is not lost."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import JsonResponse
from django.test import Client
from django.urls import path, reverse

from accounts import held as holding
from accounts.models import User
from accounts.roles import Role
from config.urls import urlpatterns as every_route

LOGIN = reverse("accounts:login")
TOKEN = holding.CROSS_SITE_FIELD
PASSWORD_PAGE = reverse("accounts:password")
OURS = {"HTTP_ORIGIN": "http://testserver"}
TYPED = {
    "full_name": ["Nguyễn Thị Hoa"],
    "note": ["dòng một\r\ndòng hai"],
    "group": ["1", "3"],
    "empty": [""],
    "<b>&\"'": ["<script>alert(1)</script>"],
}


def take(request):
    """A page that saves a form: it answers with what it was sent."""
    data = dict(request.POST.lists())
    data.pop(TOKEN, None)
    return JsonResponse(data)


urlpatterns = [path("take/", take, name="take"), *every_route]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def officer(world):
    return world.user(Role.CHAPTER_OFFICER)


@pytest.fixture
def strict():
    """A browser whose cross-site tokens are checked, as they are outside tests."""
    return Client(enforce_csrf_checks=True)


def hidden_inputs(answer):
    """What the (only) form with a primary button would send, read from the page itself."""
    page = answer.content.decode()
    form = page[page.index('<form method="post" action="', page.index("<h1>")) :]
    return fields_of(form[: form.index("</form>")])


def fields_of(form):
    data = {}
    for tag in re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", form):
        name = re.search(r"name=\"([^\"]*)\"", tag)[1]
        value = re.search(r"value=\"([^\"]*)\"", tag)[1]
        data.setdefault(html.unescape(name), []).append(html.unescape(value))
    return data


def action_of(answer):
    page = answer.content.decode()
    return page[page.index("<h1>") :].split('action="', 1)[1].split('"', 1)[0].replace("&amp;", "&")


def sign_in_with(client, page, user, **headers):
    data = hidden_inputs(page)
    data.update({"username": user.username, "password": "mùa-sen-nở-1930"})
    return client.post(LOGIN, data, **headers)


def test_expired_session_costs_one_sign_in_and_one_click(client, officer):
    page = client.post("/take/?a=1", TYPED)
    assert page.status_code == 401
    assert "accounts/sign_in.html" in [template.name for template in page.templates]
    again = sign_in_with(client, page, officer)
    assert again.status_code == 200
    assert client.session["_auth_user_id"] == str(officer.pk)
    assert action_of(again) == "/take/?a=1"
    sent = hidden_inputs(again)
    sent.pop(TOKEN)
    assert sent == TYPED
    assert client.post(action_of(again), sent).json() == TYPED


def test_what_she_typed_is_shown_and_not_run(client, officer):
    again = sign_in_with(client, client.post("/take/", TYPED), officer)
    assert again.context["held"].typed == [
        "Nguyễn Thị Hoa",
        "dòng một\r\ndòng hai",
        "<script>alert(1)</script>",
    ]
    assert "<script>alert" not in again.content.decode()


def test_wrong_password_on_the_way_loses_nothing(client, officer):
    page = client.post("/take/", TYPED)
    data = hidden_inputs(page)
    data.update({"username": officer.username, "password": "wrong"})
    for _ in range(2):
        page = client.post(LOGIN, data)
        data = hidden_inputs(page)
        data.update({"username": officer.username, "password": "wrong"})
    again = sign_in_with(client, page, officer)
    assert dict(again.context["held"].fields) == {
        name: values[-1] for name, values in TYPED.items()
    }


def test_passwords_and_tokens_are_never_held(client, db):
    page = client.post("/take/", {"new_password": "x", "Password1": "y", TOKEN: "z"})
    assert page.context["held"].fields == ()


def test_hand_made_password_field_is_not_passed_on(client, officer):
    data = {
        holding.MARK: "1",
        "held:password": "x",
        "held:csrfmiddlewaretoken": "y",
        "next": "/take/",
        "username": officer.username,
        "password": "mùa-sen-nở-1930",
    }
    assert client.post(LOGIN, data).context["held"].fields == ()


def test_a_button_without_fields_is_offered_again_too(client, officer):
    again = sign_in_with(client, client.post("/take/"), officer)
    assert (action_of(again), again.context["held"].fields) == ("/take/", ())


def test_files_are_told_to_be_chosen_again(client, officer):
    page = client.post("/take/", {"name": "Sổ cũ", "sheet": SimpleUploadedFile("a.xlsx", b"x")})
    again = sign_in_with(client, page, officer)
    assert again.context["held"].had_files
    assert again.context["held"].fields == (("name", "Sổ cũ"),)


@pytest.mark.parametrize("next_", ["https://evil.example/take/", "//evil.example/", "javascript:x"])
def test_held_form_never_goes_to_another_site(client, officer, next_):
    data = {
        holding.MARK: "1",
        "held:full_name": "Hoa",
        "next": next_,
        "username": officer.username,
        "password": "mùa-sen-nở-1930",
    }
    answer = client.post(LOGIN, data)
    assert (answer.status_code, answer.url) == (302, "/")


def test_foreign_page_cannot_put_words_in_her_form(strict, officer):
    for headers in ({"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_ORIGIN": "null"}, {}):
        for address in ("/take/", LOGIN):
            answer = strict.post(address, {**TYPED, holding.MARK: "1"}, **headers)
            assert answer.status_code == 403
            assert "Nguyễn Thị Hoa" not in answer.content.decode()


def test_page_older_than_the_last_sign_in_keeps_what_was_typed(strict, officer):
    strict.force_login(officer)
    stale = {**TYPED, TOKEN: "x" * 64}
    answer = strict.post("/take/", stale, **OURS)
    assert answer.status_code == 403
    sent = hidden_inputs(answer)
    assert len(sent[TOKEN][0]) == 64
    assert strict.post("/take/", sent, **OURS).json() == TYPED


def test_old_page_and_ended_session_together(strict, officer):
    answer = strict.post("/take/", TYPED, HTTP_REFERER="http://testserver/members/new/")
    assert answer.status_code == 403
    again = sign_in_with(strict, answer, officer, **OURS)
    sent = hidden_inputs(again)
    assert strict.post("/take/", sent, **OURS).json() == TYPED


def test_old_sign_in_page_is_drawn_anew_and_carries_on(strict, officer):
    carried = {holding.MARK: "1", "held:full_name": "Hoa", "next": "/take/", "username": "x"}
    answer = strict.post(LOGIN, carried, **OURS)
    assert answer.context["held"].fields == (("full_name", "Hoa"),)
    plain = strict.post(LOGIN, {"username": "x", "password": "y"}, **OURS)
    assert (plain.status_code, plain.context["held"]) == (403, None)


def test_second_sign_in_in_another_tab_is_just_led_on(strict, officer):
    strict.force_login(officer)
    answer = strict.post(LOGIN, {"username": "x", "next": "/accounts/me/"}, **OURS)
    assert (answer.status_code, answer.url) == (302, "/accounts/me/")


@pytest.mark.parametrize("method", ["get", "post"])
def test_part_of_a_page_leads_the_whole_page_to_the_door(client, db, method):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/members/?q=hoa&page=2"}
    answer = getattr(client, method)("/take/", headers=headers)
    assert answer.status_code == 401
    assert answer["HX-Redirect"] == f"{LOGIN}?next=%2Fmembers%2F%3Fq%3Dhoa%26page%3D2"


def test_lookup_while_she_types_does_not_lead_her_away_from_her_form(client, db):
    answer = client.get("/take/", headers={"HX-Request": "true", "HX-Lookup": "true"})
    assert (answer.status_code, "HX-Redirect" in answer) == (401, False)


class TestOneTimePassword:
    @pytest.fixture
    def newcomer(self, officer):
        User.objects.filter(pk=officer.pk).update(must_change_password=True)
        return User.objects.get(pk=officer.pk)

    def choose(self, client, page=None):
        data = hidden_inputs(page) if page else {}
        data.update(
            {
                "old_password": "mùa-sen-nở-1930",
                "new_password": "ba con voi rừng",
                "new_password_again": "ba con voi rừng",
            }
        )
        return client.post(PASSWORD_PAGE, data)

    def test_she_chooses_her_own_before_anything_else(self, client, newcomer):
        answer = sign_in_with(client, client.get(f"{LOGIN}?next=/take/"), newcomer)
        assert answer.url == f"{PASSWORD_PAGE}?next=%2Ftake%2F"
        assert client.get("/take/?a=1").url == f"{PASSWORD_PAGE}?next=%2Ftake%2F%3Fa%3D1"
        assert self.choose(client, client.get(answer.url)).url == "/take/"
        assert client.get("/take/").status_code == 200

    def test_form_waits_for_sign_in_and_password(self, client, newcomer):
        page = sign_in_with(client, client.post("/take/", TYPED), newcomer)
        again = self.choose(client, page)
        assert client.post("/take/", hidden_inputs(again)).json() == TYPED

    def test_form_sent_before_the_password_is_chosen_waits(self, client, newcomer):
        client.force_login(newcomer)
        page = client.post("/take/", TYPED)
        assert page.status_code == 403
        assert client.post("/take/", hidden_inputs(self.choose(client, page))).json() == TYPED

    def test_part_of_a_page_leads_to_the_password(self, client, newcomer):
        client.force_login(newcomer)
        answer = client.get("/take/", headers={"HX-Request": "true"})
        assert answer["HX-Redirect"] == PASSWORD_PAGE

    def test_she_may_leave_and_change_the_language(self, client, newcomer):
        client.force_login(newcomer)
        answer = client.post(reverse("set_language"), {"language": "en", "next": "/take/"})
        assert answer.url == "/take/"
        assert client.post(reverse("accounts:logout")).url == LOGIN


def test_own_password_must_be_known_new_and_typed_twice(client, officer):
    client.force_login(officer)
    old = "mùa-sen-nở-1930"
    wrong = {
        "old_password": ("wrong", "ba con voi rừng", "ba con voi rừng"),
        "new_password": (old, old, old),
        "new_password_again": (old, "ba con voi rừng", "ba con voi khác"),
    }
    for field, typed in wrong.items():
        names = ("old_password", "new_password", "new_password_again")
        answer = client.post(PASSWORD_PAGE, dict(zip(names, typed, strict=True)))
        assert list(answer.context["form"].errors) == [field]
    assert client.get("/take/").status_code == 200


def test_own_password_keeps_this_session_and_ends_the_others(client, officer):
    other = Client()
    client.force_login(officer)
    other.force_login(officer)
    TestOneTimePassword().choose(client)
    assert client.get("/take/").status_code == 200
    assert other.get("/take/").status_code == 302


def test_language_can_be_chosen_before_sign_in(client, db):
    client.post(reverse("set_language"), {"language": "en", "next": LOGIN})
    assert "Sign in" in client.get(LOGIN).content.decode()
