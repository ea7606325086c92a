"""The pages: what officers type is kept, met with the right words, and written as meant."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from audit.models import Entry, Verb
from members.models import Household, Member
from members.services.amending import face_of
from tests.factories.members import (
    ConsentFactory,
    EthnicGroupFactory,
    HouseholdFactory,
    MemberFactory,
    ReligionFactory,
    StandingFactory,
    TransferFactory,
)
from tests.statements import statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(world, client):
    user = world.user(Role.CHAPTER_OFFICER)
    client.force_login(user)
    return user


def page(client, name, *args, **query):
    return client.get(reverse(f"members:{name}", args=args), query)


def send(client, name, *args, **data):
    return client.post(reverse(f"members:{name}", args=args), data)


def new_member(client, world, **changes):
    given = {
        "full_name": "Ka Dụ",
        "birth": "5/3/85",
        "unit": world.branch.pk,
        "joined_on": "2/5/2023",
        "began_as": "admitted",
    }
    return send(client, "new", **{**given, **changes})


def names(response):
    return [member.full_name for member, _tags in response.context["found"]]


# ---- Entry --------------------------------------------------------------------------------------


def test_new_member_with_a_new_household(client, world, officer):
    answer = new_member(client, world, household_head="K'Brèo", relation="wife", address="Tổ 3")
    member = Member.objects.get()
    assert answer.url == member.get_absolute_url()
    assert (member.full_name, member.birth_date) == ("Ka Dụ", date(1985, 3, 5))
    assert (member.household.head_name, member.household.address) == ("K'Brèo", "Tổ 3")
    assert (member.relation, member.home_unit) == ("wife", world.branch)


def test_name_birth_year_and_branch_are_enough(client, world, officer):
    answer = new_member(client, world, birth="1985")
    assert answer.status_code == 302
    member = Member.objects.get()
    assert (member.birth_year, member.birth_date, member.household) == (1985, None, None)


def test_save_and_next_keeps_what_a_series_shares(client, world, officer):
    answer = new_member(client, world, more="1")
    again = client.get(answer.url)
    assert again.context["form"]["unit"].value() == str(world.branch.pk)
    assert again.context["form"]["joined_on"].value() == "2/5/2023"
    assert again.context["form"]["full_name"].value() is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"birth": "31/02/1985"}, "31/02/1985"),
        ({"phone": "0912"}, "0912"),
        ({"national_id": "68185000123"}, "068185000123"),
        ({"joined_on": "1/1/2999"}, "2999"),
        ({"birth": "2010"}, "2010"),
        ({"unit": ""}, "Chi hội"),
        ({"full_name": ""}, "Ka"),
    ],
)
def test_errors_name_the_value_and_keep_what_was_typed(client, world, officer, typed, words):
    answer = new_member(client, world, nickname="Dụ Brèo", note="ghi chú", **typed)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert words in text
    form = answer.context["form"]
    for name, value in {"nickname": "Dụ Brèo", "note": "ghi chú", **typed}.items():
        assert form[name].value() == value
    assert not Member.objects.exists()


def test_lost_zero_is_one_tap(client, world, officer):
    first = new_member(client, world, national_id="68 185 000 123")
    assert 'value="068185000123"' in first.content.decode()
    new_member(client, world, national_id="68 185 000 123", use_number="068185000123")
    assert Member.objects.get().national_id == "068185000123"


def test_existing_household_is_offered_and_chosen(client, world, officer):
    household = HouseholdFactory(unit=world.branch, head_name="Trần Văn Tài")
    HouseholdFactory(unit=world.foreign_branch, head_name="Trần Văn Tài")
    asked = new_member(client, world, household_head="van tai")
    assert asked.status_code == 422
    values = [value for value, _line in asked.context["form"].household_options]
    assert values == [str(household.pk), "new"]
    new_member(client, world, household_head="van tai", household=household.pk)
    assert Member.objects.get().household == household


def test_new_household_beside_one_of_the_same_name(client, world, officer):
    HouseholdFactory(unit=world.branch, head_name="Trần Văn Tài")
    new_member(client, world, household_head="Trần Văn Tài", household="new")
    assert Household.objects.filter(head_name="Trần Văn Tài").count() == 2


def test_head_of_her_own_household_needs_no_name(client, world, officer):
    new_member(client, world, relation="head")
    assert Member.objects.get().household.head_name == "Ka Dụ"


def test_household_of_another_unit_is_not_taken(client, world, officer):
    foreign = HouseholdFactory(unit=world.foreign_branch, head_name="Trần Văn Tài")
    answer = new_member(client, world, household_head="Trần Văn Tài", household=foreign.pk)
    assert answer.status_code == 302
    assert Member.objects.get().household.unit == world.branch


def test_household_choices_stay_in_scope(client, world, officer):
    HouseholdFactory(unit=world.branch, head_name="Trần Văn Tài")
    HouseholdFactory(unit=world.foreign_branch, head_name="Trần Văn Tính")
    near = page(client, "household_choices", unit=world.branch.pk, household_head="tran")
    assert [value for value, _ in near.context["options"]][-1] == "new"
    assert "Tài" in near.content.decode()
    far = page(client, "household_choices", unit=world.foreign_branch.pk, household_head="tran")
    assert far.context["options"] == []
    assert page(client, "household_choices", unit="x", household_head="tran").status_code == 200


# ---- Doubles ------------------------------------------------------------------------------------


def test_likely_double_is_shown_and_a_tick_goes_on(client, world, officer):
    known = MemberFactory(full_name="Ka Dụ", birth_year=1985, home_unit=world.other_branch)
    asked = new_member(client, world, full_name="KA DU")
    (found,) = asked.context["form"].doubles
    assert found[0] == known
    assert "Thôn 2" in asked.content.decode()
    assert new_member(client, world, full_name="KA DU", different="on").status_code == 302
    assert Member.objects.count() == 2


@pytest.mark.parametrize(
    "typed", [{"national_id": "068185000123"}, {"phone": "0912345678"}, {"full_name": "Ka Dụ"}]
)
def test_double_of_another_unit_tells_no_name(client, world, officer, typed):
    MemberFactory(
        full_name="Ka Dụ",
        nickname="Bí mật",
        birth_year=1985,
        phone="0912345678",
        citizen_number="068185000123",
        home_unit=world.foreign_branch,
    )
    asked = new_member(client, world, **{"full_name": "Người Khác", **typed})
    form = asked.context["form"]
    assert (form.doubles, form.doubles_elsewhere) == ([], True)
    text = asked.content.decode()
    assert "Bí mật" not in text
    assert "Kao Kuil" not in text
    assert "có thể trùng" in text.lower()


@pytest.mark.parametrize("typed", ["Ka Duj", "K'Dụ", "KaDu"])
def test_a_name_spelt_otherwise_is_found_with_what_speaks_for_it(client, world, officer, typed):
    known = MemberFactory(
        full_name="Ka Dụ", birth_date=date(1985, 3, 5), birth_year=1985, home_unit=world.branch
    )
    asked = new_member(client, world, full_name=typed)
    assert [woman for woman, _likeness in asked.context["form"].doubles] == [known]
    assert "cùng ngày sinh" in asked.content.decode()


def test_two_whole_dates_of_birth_tell_two_women_apart(client, world, officer):
    MemberFactory(
        full_name="Ka Dụ", birth_year=1985, birth_date=date(1985, 9, 9), home_unit=world.branch
    )
    assert new_member(client, world).status_code == 302


# ---- The list -----------------------------------------------------------------------------------


def test_list_finds_by_parts_of_the_name_year_phone_code_and_head(client, world, officer):
    tai = HouseholdFactory(unit=world.branch, head_name="Trần Văn Tài")
    hoa = MemberFactory(
        full_name="Nguyễn Thị Hoa",
        nickname="Hoa Bưởi",
        birth_year=1974,
        phone="0912345678",
        home_unit=world.branch,
        household=tai,
    )
    MemberFactory(full_name="Lê Thị Hòa", birth_year=1980, home_unit=world.other_branch)
    MemberFactory(full_name="K'Bọt", birth_year=1990, home_unit=world.branch)
    MemberFactory(full_name="Nguyễn Thị Hoa", birth_year=1974, home_unit=world.foreign_branch)
    for words, found in {
        "hoa 1974": ["Nguyễn Thị Hoa"],
        "hòa": ["Lê Thị Hòa", "Nguyễn Thị Hoa"],
        "HOA": ["Nguyễn Thị Hoa", "Lê Thị Hòa"],
        "buoi": ["Nguyễn Thị Hoa"],
        "hoa tài": ["Nguyễn Thị Hoa"],
        "cô Hoa vợ anh Tài": ["Nguyễn Thị Hoa"],
        "678": ["Nguyễn Thị Hoa"],
        "0912 345 678": ["Nguyễn Thị Hoa"],
        hoa.code: ["Nguyễn Thị Hoa"],
        "kbot": ["K'Bọt"],
        "k’bọt": ["K'Bọt"],
        "hoa 1990": [],
        "ao": [],
    }.items():
        assert names(page(client, "list", q=words)) == found, words


def test_list_narrows_by_state_branch_and_years_and_tells_the_count(client, world, officer):
    day = timezone.localdate()
    away = MemberFactory(full_name="Ka Away", birth_year=1990, home_unit=world.branch)
    StandingFactory(member=away, kind="away", place="Bình Dương")
    core = MemberFactory(full_name="Ka Core", birth_year=1980, home_unit=world.group)
    StandingFactory(member=core)
    left = MemberFactory(full_name="Ka Left", birth_year=1970, home_unit=world.other_branch)
    MemberFactory(
        full_name="Ka Honor", birth_year=1960, home_unit=world.branch, spell__kind="honorary"
    )
    send(client, "leave", left.pk, reason="died", on=f"{day:%d/%m/%Y}")
    for query, found in [
        ({}, ["Ka Away", "Ka Core", "Ka Honor"]),
        ({"state": "all"}, ["Ka Away", "Ka Core", "Ka Honor", "Ka Left"]),
        ({"state": "away"}, ["Ka Away"]),
        ({"state": "core"}, ["Ka Core"]),
        ({"state": "honorary"}, ["Ka Honor"]),
        ({"state": "left"}, ["Ka Left"]),
        ({"unit": world.branch.pk}, ["Ka Away", "Ka Core", "Ka Honor"]),
        ({"unit": world.group.pk}, ["Ka Core"]),
        ({"born_from": 1975, "born_to": 1985}, ["Ka Core"]),
        ({"born_from": "x", "born_to": 1985}, ["Ka Core", "Ka Honor"]),
        ({"q": "ka", "state": "left"}, ["Ka Left"]),
    ]:
        answer = page(client, "list", **query)
        assert names(answer) == found, query
        assert f"<b>{len(found)}</b>" in answer.content.decode()
    assert "Bình Dương" in page(client, "list", state="away").content.decode()


def test_list_shows_its_part_alone_to_htmx(client, world, officer):
    MemberFactory(full_name="Ka Dụ", home_unit=world.branch)
    part = client.get(reverse("members:list"), headers={"HX-Request": "true"})
    text = part.content.decode()
    assert "Ka Dụ" in text
    assert "<html" not in text


@pytest.mark.parametrize("role", [Role.CHAPTER_OFFICER, Role.DISTRICT_STAFF])
def test_list_runs_the_same_few_statements_whatever_its_length(client, world, role):
    client.force_login(world.user(role))
    counts = set()
    for more in (1, 2, 47):
        for member in MemberFactory.create_batch(more, home_unit=world.branch):
            StandingFactory(member=member)
        counts.add(statements(lambda: page(client, "list", q="hoa")))
    assert len(counts) == 1
    assert max(counts) <= 12


@pytest.mark.parametrize("role", [Role.CHAPTER_OFFICER, Role.DISTRICT_STAFF])
def test_record_runs_the_same_few_statements_whatever_her_history(client, world, role):
    client.force_login(world.user(role))
    member = MemberFactory(home_unit=world.branch)
    entered = statements(lambda: page(client, "detail", member.pk))
    send(client, "away", member.pk, on="1/1/2023")  # a day whose quarter may have been closed
    first = statements(lambda: page(client, "detail", member.pk))
    assert first == entered + 1
    send(client, "transfer", member.pk, unit=world.other_branch.pk, on="1/2/2023")
    send(client, "transfer", member.pk, unit=world.branch.pk, on="1/3/2023")
    send(client, "core", member.pk, on="1/4/2023")
    ConsentFactory(member=member)
    later = statements(lambda: page(client, "detail", member.pk))
    assert later == first <= 13


# ---- Her record ---------------------------------------------------------------------------------


def test_sensitive_part_is_masked_until_asked_for_and_the_asking_is_written_down(
    client, world, officer
):
    member = MemberFactory(
        home_unit=world.branch,
        citizen_number="068174000123",
        ethnicity=EthnicGroupFactory(code="16"),
        religion=ReligionFactory(),
    )
    StandingFactory(member=member, kind="party")
    for name in ("detail", "edit", "history"):
        text = page(client, name, member.pk).content.decode()
        assert "068174000123" not in text
        assert "Cơ-ho" not in text
        assert "Phật giáo" not in text
    assert not Entry.objects.filter(verb=Verb.REVEALED).exists()
    shown = send(client, "reveal", member.pk).content.decode()
    for value in ("068174000123", "Cơ-ho", "Phật giáo", "01/01/2020"):
        assert value in shown
    entry = Entry.objects.get(verb=Verb.REVEALED)
    assert (entry.actor_id, entry.target_id) == (officer.pk, str(member.pk))
    page(client, "sensitive", member.pk)
    assert Entry.objects.filter(verb=Verb.REVEALED).count() == 2


def test_sensitive_part_is_edited_by_itself(client, world, officer):
    member = MemberFactory(home_unit=world.branch)
    group = EthnicGroupFactory(code="16")
    send(
        client,
        "sensitive",
        member.pk,
        national_id="068174000123",
        ethnicity=group.pk,
        religion="",
        version=1,
    )
    member.refresh_from_db()
    assert (member.national_id_tail, member.ethnicity, member.version) == ("0123", group, 2)


def test_referral_part_is_asked_for_only_by_those_who_may_see_it(client, world, officer):
    member = MemberFactory(home_unit=world.branch)
    part = reverse("referrals:of_member", args=[member.pk])
    assert part not in page(client, "detail", member.pk).content.decode()
    client.force_login(world.user(Role.CHAPTER_LEAD))
    assert part in page(client, "detail", member.pk).content.decode()


def edit(client, member, **changes):
    given = {"full_name": member.full_name, "birth": "1974", "version": 1}
    return send(client, "edit", member.pk, **{**given, **changes})


def test_two_officers_at_once_see_both_values_and_lose_neither(client, world, officer):
    member = MemberFactory(home_unit=world.branch, address="Số 1")
    edit(client, member, address="Số 2", phone="0912345678")
    stale = edit(client, member, address="Số 3", nickname="Hoa Bưởi")
    assert stale.status_code == 422
    form = stale.context["form"]
    assert [row[2:] for row in form.conflicts] == [("Số 2", "Số 3")]
    shown = {name: form[name].value() for name in ("address", "nickname", "phone", "version")}
    assert shown == {
        "address": "Số 3",
        "nickname": "Hoa Bưởi",
        "phone": "0912 345 678",
        "version": "2",
    }
    edit(client, member, **shown)
    member.refresh_from_db()
    assert (member.address, member.nickname, member.phone) == ("Số 3", "Hoa Bưởi", "0912345678")


def test_edit_of_one_field_leaves_the_sensitive_part_alone(client, world, officer):
    member = MemberFactory(home_unit=world.branch, citizen_number="068174000123")
    edit(client, member, note="Vừa sinh cháu")
    member.refresh_from_db()
    assert (member.national_id, member.note) == ("068174000123", "Vừa sinh cháu")


def test_moves_are_written_and_told(client, world, officer):
    member = MemberFactory(home_unit=world.branch)
    send(client, "away", member.pk, on="1/2/2023", place="Bình Dương", phone="0912345678")
    send(client, "away", member.pk, on="1/6/2023")
    send(client, "core", member.pk, on="1/2/2023")
    send(client, "leave", member.pk, reason="resigned", on="1/7/2023", note="theo con")
    send(client, "readmit", member.pk, unit=world.other_branch.pk, on="1/8/2023", kind="ordinary")
    send(client, "consent", member.pk, purposes=["membership"], given_on="1/8/2023", form="paper")
    text = page(client, "detail", member.pk).content.decode()
    for words in ("Bình Dương", "0912 345 678", "01/07/2023", "01/08/2023", "theo con", "Thôn 2"):
        assert words in text


def test_leaving_with_a_wrong_date_says_so_and_keeps_the_words(client, world, officer):
    member = MemberFactory(home_unit=world.branch)
    answer = send(client, "leave", member.pk, reason="resigned", on="1/1/2019", note="theo con")
    assert answer.status_code == 422
    assert answer.context["form"]["note"].value() == "theo con"
    assert "01/01/2020" in answer.content.decode()


def test_transfer_to_another_chapter_shows_waiting_at_both_ends(client, world, officer):
    member = MemberFactory(full_name="Ka Dụ", home_unit=world.branch)
    send(client, "transfer", member.pk, chapter=world.next_door.pk, on="1/5/2023", note="lấy chồng")
    assert "Ka Dụ" in page(client, "transfers").content.decode()
    assert "Xã Hòa Bình" in page(client, "detail", member.pk).content.decode()
    offer = member.transfers.get()
    assert send(client, "accept_transfer", offer.pk, unit=world.branch.pk).status_code == 404
    client.force_login(world.stranger)
    assert "lấy chồng" in page(client, "transfers").content.decode()
    assert page(client, "detail", member.pk).status_code == 404
    send(client, "accept_transfer", offer.pk, unit=world.foreign_branch.pk)
    assert page(client, "detail", member.pk).status_code == 200


def test_transfer_needs_one_place(client, world, officer):
    member = MemberFactory(home_unit=world.branch)
    both = send(
        client,
        "transfer",
        member.pk,
        unit=world.other_branch.pk,
        chapter=world.next_door.pk,
        on="1/5/2023",
    )
    assert both.status_code == 422
    assert send(client, "transfer", member.pk, on="1/5/2023").status_code == 422


def test_transfer_is_refused_with_a_reason_or_withdrawn(client, world, officer):
    offers = [
        TransferFactory(member=MemberFactory(home_unit=world.branch), to_unit=world.next_door)
        for _ in range(2)
    ]
    send(client, "withdraw_transfer", offers[0].pk)
    client.force_login(world.stranger)
    assert send(client, "refuse_transfer", offers[1].pk, answer="").status_code == 422
    send(client, "refuse_transfer", offers[1].pk, answer="Chưa đến")
    text = page(client, "transfers").content.decode()
    assert "Chưa đến" in text
    assert send(client, "refuse_transfer", offers[1].pk, answer="Nữa").status_code == 422


# ---- Households ---------------------------------------------------------------------------------


def test_household_pages(client, world, officer):
    send(client, "household_new", unit=world.branch.pk, head_name="K'Brèo", address="Tổ 3")
    household = Household.objects.get()
    member = MemberFactory(full_name="Ka Dụ", home_unit=world.branch)
    asked = send(client, "household", member.pk, household_head="kbreo", relation="wife")
    assert asked.status_code == 422
    send(
        client,
        "household",
        member.pk,
        household_head="kbreo",
        household=household.pk,
        relation="wife",
    )
    text = page(client, "household_detail", household.pk).content.decode()
    assert "Ka Dụ · 1974 · Thôn 1" in text
    send(client, "household_listing", household.pk, year=2023, hardship="poor")
    send(client, "household_edit", household.pk, head_name="K'Brèo", address="Tổ 4", version=1)
    assert "Tổ 4" in page(client, "household_detail", household.pk).content.decode()
    assert send(client, "household_end", household.pk, on="1/1/2024").status_code == 422
    send(client, "household", member.pk, household_head="")
    send(client, "household_end", household.pk, on="1/1/2024")
    household.refresh_from_db()
    assert household.ended_on == date(2024, 1, 1)


def test_household_list_finds_the_head_and_counts_members(client, world, officer):
    household = HouseholdFactory(unit=world.branch, head_name="Trần Văn Tài")
    MemberFactory.create_batch(2, home_unit=world.branch, household=household)
    MemberFactory(
        home_unit=world.branch,
        household=household,
        spell__ended=True,
    )
    HouseholdFactory(unit=world.foreign_branch, head_name="Trần Văn Tài")
    rows = list(page(client, "household_list", q="tài").context["page"])
    assert [(row, row.women) for row in rows] == [(household, 2)]


def test_stale_household_shows_both_values(client, world, officer):
    household = HouseholdFactory(unit=world.branch, head_name="A", address="")
    send(client, "household_edit", household.pk, head_name="B", address="", version=1)
    stale = send(client, "household_edit", household.pk, head_name="C", address="", version=1)
    assert [row[2:] for row in stale.context["form"].conflicts] == [("B", "C")]
    send(client, "household_edit", household.pk, head_name="C", address="", version=2)
    household.refresh_from_db()
    assert household.head_name == "C"


def test_odd_citizen_number_is_kept_and_doubted_aloud(client, world, officer):
    answer = new_member(client, world, national_id="068190000123")
    assert answer.status_code == 302
    text = client.get(answer.url).content.decode()
    assert "1990" in text
    assert Member.objects.get().national_id == "068190000123"


def test_history_tells_the_old_date_of_a_spell_that_was_put_right(client, world, officer):
    member = MemberFactory(home_unit=world.branch)
    spell = member.memberships.get()
    given = {"begins_on": "5/2/2019", "why": "Ghi nhầm năm", "seen": face_of(spell)}
    send(client, "spell", member.pk, spell.pk, kind=spell.kind, **given)
    text = page(client, "history", member.pk).content.decode()
    assert "01/01/2020" in text
    assert "05/02/2019" in text
