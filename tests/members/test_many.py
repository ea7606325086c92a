"""One deed for many women: tried, shown, confirmed; all that were shown, or nobody."""

import datetime

import pytest
from django.utils import timezone

from accounts.roles import Role
from audit.models import Entry, Verb
from core.exceptions import DomainError
from members import services as one
from members.enums import StandingKind, TransferState
from members.forms.many import PLANS, Deed
from members.models import Member, Membership, Standing, Transfer
from members.services import many as services
from tests.factories.members import (
    EthnicGroupFactory,
    MemberFactory,
    StandingFactory,
    TransferFactory,
)
from tests.members.test_services import contents
from tests.statements import statements

pytestmark = pytest.mark.django_db
URL = "/members/many/"
ON = "2/5/2023"


@pytest.fixture
def officer(world, client):
    user = world.user(Role.CHAPTER_OFFICER)
    client.force_login(user)
    return user


@pytest.fixture
def women(world):
    """Two who can become core members, one who is it, one who has left, one next door."""
    du = MemberFactory(full_name="Ka Dụ", home_unit=world.branch)
    hoa = MemberFactory(full_name="Nguyễn Thị Hoa", home_unit=world.other_branch)
    core = StandingFactory(member__home_unit=world.branch, member__full_name="Lê Nòng Cốt").member
    left = MemberFactory(full_name="Lê Đã Đi", home_unit=world.branch)
    foreign = MemberFactory(full_name="Bên Cạnh", home_unit=world.foreign_branch)
    one.end_membership(
        member_id=left.pk,
        reason="resigned",
        on=datetime.date(2023, 1, 1),
        by=world.user(Role.CHAPTER_OFFICER),
    )
    return {"du": du, "hoa": hoa, "core": core, "left": left, "foreign": foreign}


def address(deed, *women, **query):
    asked = "".join(f"&ids={getattr(woman, 'pk', woman)}" for woman in women)
    more = "".join(f"&{name}={value}" for name, value in query.items())
    return f"{URL}?deed={deed}{asked}{more}"


def preview(client, where, **given):
    return client.post(where, {"on": ON, **given})


def confirm(client, where, shown, **given):
    digest = shown.context["outcome"].digest
    return client.post(where, {"on": ON, **given, "expected": digest})


def told(answer):
    return [str(message) for message in answer.context["messages"]]


def named(answer):
    outcome = answer.context["outcome"]
    refused = [woman.full_name for woman, _reason in outcome.refused]
    return [woman.full_name for woman in outcome.done], refused


def core_members():
    rows = Standing.objects.filter(kind=StandingKind.CORE, during__contains=timezone.localdate())
    return set(rows.values_list("member__full_name", flat=True))


# ---- Preview and deed ---------------------------------------------------------------------------


def test_preview_tells_whom_it_touches_and_whom_not_and_why_and_writes_nothing(
    client, officer, women
):
    where = address("core", *women.values())
    before, entries = contents(), Entry.objects.count()
    assert client.get(where).context["count"] == 4
    shown = preview(client, where)
    assert named(shown) == (["Ka Dụ", "Nguyễn Thị Hoa"], ["Lê Nòng Cốt", "Lê Đã Đi"])
    reasons = dict(shown.context["outcome"].refused)
    assert reasons[women["core"]] == "Đã ghi “hội viên nòng cốt” từ ngày 01/01/2020."
    assert all(reason in shown.text for reason in reasons.values())
    assert "Bên Cạnh" not in shown.text
    assert (contents(), Entry.objects.count()) == (before, entries)


def test_confirmed_deed_is_done_for_all_who_were_shown(client, officer, women):
    where = address("core", *women.values(), held="not_away", q="lan")
    answer = confirm(client, where, preview(client, where, note="Đại hội"), note="Đại hội")
    assert answer.url == "/members/?held=not_away&q=lan"
    assert core_members() == {"Ka Dụ", "Nguyễn Thị Hoa", "Lê Nòng Cốt"}
    begun = Standing.objects.filter(note="Đại hội").order_by("pk")
    assert {(row.during.lower, row.recorded_by) for row in begun} == {
        (datetime.date(2023, 5, 2), officer)
    }
    assert Entry.objects.filter(verb=Verb.CHANGED, details={"began": "core"}).count() == 2


def test_each_deed_does_what_its_service_does(world, client, officer, women):
    away = StandingFactory(member=women["core"], kind="away")

    def done(deed, woman, **given):
        where = address(deed, woman)
        return confirm(client, where, preview(client, where, **given), **given)

    done("move", women["du"], unit=world.group.pk)
    done("move", women["hoa"], chapter=world.next_door.pk, note="Lấy chồng")
    done("core_ends", women["core"])
    done("away_ends", women["core"])
    done("away", women["du"], place="Bình Dương")
    women["du"].refresh_from_db()
    away.refresh_from_db()
    assert women["du"].home_unit == world.group
    offer = Transfer.objects.get()
    assert (offer.member, offer.to_unit, offer.state, offer.note) == (
        women["hoa"],
        world.next_door,
        TransferState.PROPOSED,
        "Lấy chồng",
    )
    assert core_members() == set()
    assert away.during.upper == datetime.date(2023, 5, 2)
    assert Standing.objects.get(member=women["du"]).place == "Bình Dương"


def test_whole_filtered_list_is_asked_anew(world, client, officer, women):
    where = address("away", everybody=1, unit=world.branch.pk, held="core")
    shown = preview(client, where)
    assert named(shown) == (["Lê Nòng Cốt"], [])
    by_words = preview(client, address("away", women["core"], everybody=1, q="du"))
    assert named(by_words) == (["Ka Dụ"], [])


def test_waiting_transfer_is_a_reason(world, client, officer, women):
    TransferFactory(member=women["du"], to_unit=world.next_door)
    shown = preview(client, address("move", women["du"], women["hoa"]), chapter=world.next_door.pk)
    assert named(shown) == (["Nguyễn Thị Hoa"], ["Ka Dụ"])


def test_where_nobody_can_be_changed_there_is_nothing_to_confirm(client, officer, women):
    shown = preview(client, address("core", women["core"]))
    assert named(shown) == ([], ["Lê Nòng Cốt"])
    assert 'name="expected"' not in shown.text


def test_only_a_page_of_names_is_told(client, world, officer):
    MemberFactory.create_batch(52, home_unit=world.branch)
    shown = preview(client, address("core", everybody=1))
    assert len(shown.context["outcome"].done) == 52
    assert shown.text.count("· 1974 ·") == 50
    assert "và 2 người nữa" in shown.text


# ---- What happens in between --------------------------------------------------------------------


def test_somebody_who_came_since_is_shown_again_and_nothing_is_done(world, client, officer, women):
    where = address("core", everybody=1)
    shown = preview(client, where)
    MemberFactory(full_name="Người Mới", home_unit=world.branch)
    again = confirm(client, where, shown)
    assert again.status_code == 409
    assert "chưa lưu gì" in told(again)[0]
    assert named(again) == (["Ka Dụ", "Nguyễn Thị Hoa", "Người Mới"], ["Lê Nòng Cốt"])
    assert core_members() == {"Lê Nòng Cốt"}
    assert confirm(client, where, again).status_code == 302
    assert core_members() == {"Ka Dụ", "Nguyễn Thị Hoa", "Người Mới", "Lê Nòng Cốt"}


def test_one_who_moved_away_since_undoes_all(world, client, officer, women):
    where = address("core", women["du"], women["hoa"])
    shown = preview(client, where)
    Member.objects.filter(pk=women["hoa"].pk).update(home_unit=world.foreign_branch)
    again = confirm(client, where, shown)
    assert (again.status_code, named(again)) == (409, (["Ka Dụ"], []))
    assert core_members() == {"Lê Nòng Cốt"}


def test_one_who_can_no_longer_be_done_undoes_all(client, officer, women):
    where = address("core", women["du"], women["hoa"])
    shown = preview(client, where)
    StandingFactory(member=women["hoa"])
    again = confirm(client, where, shown)
    assert (again.status_code, named(again)) == (409, (["Ka Dụ"], ["Nguyễn Thị Hoa"]))
    assert core_members() == {"Lê Nòng Cốt", "Nguyễn Thị Hoa"}


def test_another_day_than_the_one_shown_is_shown_again_where_it_changes_something(
    client, officer, women
):
    where = address("core", women["du"])
    shown = preview(client, where)
    answer = confirm(client, where, shown, on="1/1/2019")
    assert answer.status_code == 409
    assert named(answer) == ([], ["Ka Dụ"])


@pytest.mark.parametrize("deed", list(PLANS))
def test_failure_half_way_writes_nothing(world, officer, women, monkeypatch, deed):
    """The trail is full after the first woman of two."""
    for woman in (women["du"], women["hoa"]):
        if deed in (Deed.CORE_ENDS, Deed.AWAY_ENDS):
            StandingFactory(member=woman, kind=deed.value.removesuffix("_ends"))
    given = {"on": datetime.date(2023, 5, 2)}
    if deed == Deed.MOVE:
        given |= {"unit": world.group, "chapter": None}

    def run(pk):
        return PLANS[deed].run(given, pk, officer)

    ids = [women["du"].pk, women["hoa"].pk]
    expected = services.try_many(ids, run, by=officer)
    assert len(expected.done) == 2
    before, entries, calls = contents(), Entry.objects.count(), []

    def fails_at_the_second(pk):
        calls.append(pk)
        if len(calls) == 2:
            raise RuntimeError("the trail is full")
        return run(pk)

    with pytest.raises(RuntimeError, match="the trail is full"):
        services.do_many(ids, fails_at_the_second, expected=expected.digest, by=officer)
    assert calls == sorted(ids)
    assert (contents(), Entry.objects.count()) == (before, entries)


# ---- Scope and rights ---------------------------------------------------------------------------


def test_foreign_numbers_in_a_hand_made_address_are_passed_over(world, client, women):
    """The officer of the next commune asks for the women here, by GET, preview and deed."""
    client.force_login(world.stranger)
    here = [woman for name, woman in women.items() if name != "foreign"]
    for where in (address("core", *here), address("core", *here, everybody=0)):
        for answer in (
            client.get(where, follow=True),
            client.post(where, {"on": ON}, follow=True),
            client.post(where, {"on": ON, "expected": "x"}, follow=True),
        ):
            assert answer.status_code == 200
            assert told(answer) == [
                "Không có hội viên nào trong số này thuộc quyền sửa của chị lúc này."
            ]
            assert "Nguyễn Thị Hoa" not in answer.text
    mixed = preview(client, address("core", *women.values()))
    assert named(mixed) == (["Bên Cạnh"], [])
    unit = preview(client, address("core", everybody=1, unit=world.branch.pk))
    assert named(unit) == (["Bên Cạnh"], [])
    assert core_members() == {"Lê Nòng Cốt"}


def test_service_itself_passes_over_whom_she_may_not_change(world, women):
    for other in (world.stranger, world.user(Role.INSPECTOR), world.nobody):
        called = []
        outcome = services.try_many([women["du"].pk], called.append, by=other)
        assert (outcome.done, outcome.refused, called) == ([], [], [])
        with pytest.raises(DomainError):
            services.do_many([women["du"].pk], called.append, expected="x", by=other)


def test_move_to_a_unit_that_is_not_hers_is_refused_in_words(world, client, officer, women):
    where = address("move", women["du"])
    answer = preview(client, where, unit=world.foreign_branch.pk)
    assert answer.status_code == 422
    assert Membership.objects.filter(unit=world.foreign_branch).count() == 1


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("deed=core", "Xin đánh dấu những hội viên cần làm, hoặc chọn cả danh sách."),
        ("deed=nonsense&ids=1", "Xin chọn việc cần làm."),
        ("ids=1", "Xin chọn việc cần làm."),
        ("deed=core&ids=x&ids=" + "9" * 30, "Xin đánh dấu những hội viên cần làm"),
        ("deed=core&everybody=1&born_from=2099", "Không có hội viên nào"),
        ("deed=export", "Xin đánh dấu những hội viên cần làm"),
    ],
)
def test_what_makes_no_sense_leads_back_with_a_sentence(client, officer, women, query, words):
    answer = client.get(f"{URL}?{query}", follow=True)
    assert answer.redirect_chain[0][0].startswith("/members/?")
    assert told(answer)[0].startswith(words)


def test_too_many_at_once_are_refused(client, officer, women, settings):
    settings.MEMBERS_AT_ONCE = 1
    answer = client.get(address("core", everybody=1), follow=True)
    assert told(answer) == [
        "Một lần chỉ làm được cho tối đa 1 người. Xin lọc danh sách bớt lại trước."
    ]


def test_bad_form_and_bad_digest_never_break(client, officer, women):
    where = address("core", women["du"])
    assert client.post(where, {"on": "32/1/2023"}).status_code == 422
    answer = client.post(where, {"on": ON, "expected": "x"})
    assert answer.status_code == 409
    assert core_members() == {"Lê Nòng Cốt"}


def test_asking_by_a_sensitive_filter_is_on_the_trail(world, client, officer, women):
    group = EthnicGroupFactory(code="16")
    Member.objects.filter(pk=women["du"].pk).update(ethnicity=group)
    shown = preview(client, address("core", everybody=1, ethnicity=16))
    assert named(shown) == (["Ka Dụ"], [])
    entry = Entry.objects.get(verb=Verb.REVEALED)
    assert entry.target_ids == [women["du"].pk]
    assert entry.details == {"rows": 1, "filter": {"ethnicity": True}}


# ---- Lists that leave the book ------------------------------------------------------------------


def test_export_and_print_ask_for_the_purpose_with_the_same_women(client, officer, women):
    answer = client.get(address("export", women["du"], women["foreign"], held="not_away"))
    asked = client.get(answer.url)
    assert asked.context["count"] == 1
    assert asked.context["form"]["format"].value() == "xlsx"
    answer = client.get(address("print", everybody=1, held="core"))
    asked = client.get(answer.url)
    assert asked.context["count"] == 1
    assert asked.context["form"]["format"].value() == "list"
    paper = client.post(
        answer.url,
        {"format": "list", "layout": "one_list", "purpose": "contact", "purpose_note": "Họp"},
    )
    assert paper.content.startswith(b"%PDF")
    entry = Entry.objects.get(verb=Verb.EXPORTED)
    assert entry.details["filter"] == {"held": "core"}


def test_deeds_stand_on_the_list_for_those_who_may(world, client, officer, women):
    assert 'name="ids"' in client.get("/members/").text
    client.force_login(world.user(Role.INSPECTOR))
    shown = client.get("/members/")
    assert shown.context["found"]
    assert 'name="ids"' not in shown.text
    assert 'name="deed"' not in shown.text


def test_preview_costs_the_same_for_each_woman(client, world, officer):
    """What surrounds the women costs nothing more for each; what the service costs is its own."""
    counts, where = [], address("core", everybody=1)
    for _more in range(3):
        MemberFactory(home_unit=world.branch)
        counts.append(statements(lambda: preview(client, where)))
    assert counts[2] - counts[1] == counts[1] - counts[0] <= 12
