"""Admission lists: drawn up, sent in, approved as a whole or not at all, taken back."""

import datetime
import io

import pghistory
import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.roles import Role
from audit.models import Entry, Verb
from chapters.counting import tally, things
from chapters.enums import Title
from chapters.indicators import REGISTRY
from core.exceptions import DomainError
from core.periods import Period
from core.ranges import days_from
from members import admissions, services
from members.enums import AdmissionState, Began, Ended, StandingKind
from members.erasing.service import anonymise
from members.models import AdmissionEntry, AdmissionList, Comparison, Member, Membership
from reports.duties.members import members_owed
from tests.factories.chapters import OfficerFactory, PaperSettingsFactory
from tests.factories.members import (
    AdmissionEntryFactory,
    AdmissionListFactory,
    DoubleFactory,
    EthnicGroupFactory,
    MemberFactory,
    MembershipFactory,
    StandingFactory,
)
from tests.statements import statements

pytestmark = pytest.mark.django_db

DAY = datetime.date(2023, 5, 2)
DECIDED = datetime.date(2023, 5, 10)
WOMAN = {
    "full_name": "Ka Dụ",
    "birth_year": 1985,
    "birth_date": datetime.date(1985, 3, 5),
    "national_id": "068185000123",
}


@pytest.fixture
def officer(world):
    return world.user(Role.CHAPTER_OFFICER)


@pytest.fixture
def lead(world):
    return world.user(Role.CHAPTER_LEAD)


@pytest.fixture
def draft(world, officer):
    return admissions.draw_up_list(unit_id=world.branch.pk, drawn_on=DAY, by=officer)


@pytest.fixture
def former(world):
    """A woman who left in 2021."""
    woman = MemberFactory(home_unit=world.group, full_name="K'Brộp", spell=None)
    MembershipFactory(
        member=woman,
        during=days_from(datetime.date(2015, 1, 1), datetime.date(2021, 6, 1)),
        ended_as=Ended.WORKS_AWAY,
        end_recorded_at=timezone.now(),
    )
    return woman


def add(listed, by, unit=None, **changes):
    unit_id = (unit or listed.unit).pk
    details = {**WOMAN, **changes}
    return admissions.add_woman(list_id=listed.pk, unit_id=unit_id, details=details, by=by)


def submit(listed, by):
    return admissions.submit_list(list_id=listed.pk, by=by)


def approve(listed, by, **changes):
    given = {"decision_number": "12/NQ-BCH", "decision_on": DECIDED, **changes}
    listed = admissions.admit_list(list_id=listed.pk, by=by, **given)
    end_request()
    return listed


def end_request():
    """In life what follows is another request; the one transaction of a test would let the
    context of history go on."""
    with pghistory.context():
        AdmissionList.objects.filter(pk=0).update(note="")


def contents():
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in apps.get_app_config("members").get_models()
        if not hasattr(model, "pgh_tracked_model")
    }


def sent(draft, officer, former):
    """The list of two: a new woman and one who returns."""
    add(draft, officer)
    admissions.add_former_member(list_id=draft.pk, member_id=former.pk, by=officer)
    return submit(draft, officer)


# ---- Drawing up ---------------------------------------------------------------------------------


def test_until_it_is_approved_nobody_is_in_the_book(draft, officer, former):
    women = Member.objects.count()
    sent(draft, officer, former)
    assert (Member.objects.count(), Membership.objects.still_open().count()) == (women, 0)


@pytest.mark.parametrize("unit", ["group", "home", "foreign_branch"])
def test_a_list_is_of_a_branch_in_scope(world, officer, unit):
    with pytest.raises(DomainError) as refused:
        admissions.draw_up_list(unit_id=getattr(world, unit).pk, drawn_on=DAY, by=officer)
    assert refused.value.field == "unit"


def test_women_of_a_group_stand_on_the_list_of_their_branch(world, draft, officer):
    assert add(draft, officer, unit=world.group).unit == world.group
    with pytest.raises(DomainError, match="Thôn 1") as refused:
        add(draft, officer, unit=world.other_branch, full_name="Hoa")
    assert refused.value.field == "unit"


def test_the_same_woman_is_not_written_twice(draft, officer, former):
    add(draft, officer)
    with pytest.raises(DomainError, match="1985") as refused:
        add(draft, officer, full_name="KA DU")
    assert refused.value.field == "full_name"
    add(draft, officer, told_apart=True)
    admissions.add_former_member(list_id=draft.pk, member_id=former.pk, by=officer)
    with pytest.raises(DomainError, match="K'Brộp"):
        admissions.add_former_member(list_id=draft.pk, member_id=former.pk, by=officer)
    assert draft.entries.count() == 3


def test_only_a_former_member_of_the_unit_returns(world, draft, officer, former):
    foreign = MemberFactory(home_unit=world.foreign_branch, spell__ended=True)
    for woman in (MemberFactory(home_unit=world.branch), foreign):
        with pytest.raises(DomainError, match="Chị ấy đang là hội viên"):
            admissions.add_former_member(list_id=draft.pk, member_id=woman.pk, by=officer)
    entry = admissions.add_former_member(list_id=draft.pk, member_id=former.pk, by=officer)
    assert (entry.full_name, entry.unit) == ("K'Brộp", world.group)


def test_who_was_anonymised_is_not_offered_and_does_not_return(client, world, draft, former):
    """Nothing is written of her any more, so a list with her could never be approved."""
    officer = world.user(Role.CHAPTER_OFFICER)
    client.force_login(officer)
    offered = reverse("members:admission_return", args=[draft.pk])
    assert [woman for woman, _state in client.get(offered).context["found"]] == [former]
    anonymise(former)
    assert client.get(offered).context["found"] == []
    with pytest.raises(DomainError, match="Chị ấy đang là hội viên"):
        admissions.add_former_member(list_id=draft.pk, member_id=former.pk, by=officer)


def test_branch_stays_once_women_stand_on_it(world, draft, officer):
    change = {"list_id": draft.pk, "unit_id": world.other_branch.pk, "drawn_on": DAY, "by": officer}
    assert admissions.update_list(**change).unit == world.other_branch
    admissions.update_list(**change | {"unit_id": world.branch.pk})
    add(draft, officer)
    with pytest.raises(DomainError, match="Thôn 1"):
        admissions.update_list(**change)


def test_nothing_changes_after_it_was_sent_in(draft, officer, former):
    entry = add(draft, officer)
    submit(draft, officer)
    before = contents()
    for write in (
        lambda: add(draft, officer, full_name="Hoa"),
        lambda: admissions.drop_entry(list_id=draft.pk, entry_id=entry.pk, by=officer),
        lambda: admissions.discard_list(list_id=draft.pk, by=officer),
        lambda: submit(draft, officer),
        lambda: admissions.add_former_member(list_id=draft.pk, member_id=former.pk, by=officer),
    ):
        with pytest.raises(DomainError, match="chờ duyệt"):
            write()
    assert contents() == before


def test_an_empty_list_is_not_sent_in(draft, officer):
    with pytest.raises(DomainError, match="chưa có ai"):
        submit(draft, officer)


def test_whoever_sent_it_in_recalls_it_and_the_lead_sends_it_back(draft, officer, lead):
    add(draft, officer)
    submit(draft, officer)
    with pytest.raises(DomainError, match="Chị chapter-officer"):
        admissions.recall_list(list_id=draft.pk, by=lead)
    assert admissions.recall_list(list_id=draft.pk, by=officer).is_draft
    submit(draft, officer)
    with pytest.raises(DomainError):
        admissions.send_back_list(list_id=draft.pk, reason="", by=lead)
    back = admissions.send_back_list(list_id=draft.pk, reason="Thiếu địa chỉ", by=lead)
    assert (back.state, back.sent_back_reason) == (AdmissionState.DRAFT, "Thiếu địa chỉ")
    assert submit(draft, officer).sent_back_reason == ""


def test_discarding_a_draft_leaves_nothing_of_its_women(draft, officer, former):
    add(draft, officer)
    admissions.add_former_member(list_id=draft.pk, member_id=former.pk, by=officer)
    admissions.discard_list(list_id=draft.pk, by=officer)
    assert not AdmissionList.objects.exists()
    assert not AdmissionEntry.objects.exists()
    assert Member.objects.filter(pk=former.pk).exists()


def test_history_of_an_entry_never_holds_what_is_sensitive():
    columns = {f.name for f in AdmissionEntry.events.rel.related_model._meta.fields}
    assert columns.isdisjoint(AdmissionEntry.SENSITIVE)
    assert "full_name" in columns


# ---- Approving ----------------------------------------------------------------------------------


def test_approval_admits_everybody_with_the_list_as_their_source(
    world, draft, officer, lead, former
):
    listed = approve(sent(draft, officer, former), lead)
    spells = Membership.objects.still_open().order_by("member__full_name")
    assert [
        (s.member.full_name, s.unit, s.during.lower, s.began_as, s.decision_number, s.decision_on)
        for s in spells
    ] == [
        ("K'Brộp", world.group, DECIDED, Began.ADMITTED, "12/NQ-BCH", DECIDED),
        ("Ka Dụ", world.branch, DECIDED, Began.ADMITTED, "12/NQ-BCH", DECIDED),
    ]
    assert {spell.admission for spell in spells} == {listed}
    assert (listed.state, listed.decided_by) == (AdmissionState.RECORDED, lead)
    assert former.memberships.count() == 2


def test_the_figure_of_the_period_is_the_names_of_the_list(world, draft, officer, lead, former):
    listed = approve(sent(draft, officer, former), lead)
    period = Period.parse("2023-Q2")
    counted = things(REGISTRY["A6"], period, world.home)
    assert {spell.member for spell in counted} == {
        entry.member for entry in AdmissionEntry.objects.filter(admission=listed)
    }
    assert tally(period, [world.home], ["A6"])[world.home.pk]["A6"] == 2


def test_what_is_sensitive_moves_to_her_record(draft, officer, lead):
    group = EthnicGroupFactory(code="16")
    add(draft, officer, ethnicity=group)
    submit(draft, officer)
    approve(draft, lead)
    entry = AdmissionEntry.objects.get()
    assert (entry.national_id, entry.ethnicity) == ("", None)
    assert (entry.member.national_id, entry.member.ethnicity) == (WOMAN["national_id"], group)
    assert list(Member.objects.matching("068185000123")) == [entry.member]


def test_members_from_a_day_after_the_resolution(draft, officer, lead):
    add(draft, officer)
    submit(draft, officer)
    later = DECIDED + datetime.timedelta(days=5)
    assert approve(draft, lead, on=later).admitted_on == later
    assert Membership.objects.get().during.lower == later


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"decision_number": ""}, "decision_number"),
        ({"decision_on": DAY - datetime.timedelta(days=1)}, "decision_on"),
        ({"decision_on": datetime.date(2999, 1, 1)}, "decision_on"),
        ({"on": DECIDED - datetime.timedelta(days=1)}, "on"),
    ],
)
def test_resolution_has_a_number_and_days_that_fit(draft, officer, lead, changes, field):
    add(draft, officer)
    submit(draft, officer)
    with pytest.raises(DomainError) as refused:
        approve(draft, lead, **changes)
    assert refused.value.field == field
    assert not Member.objects.exists()


def test_nobody_approves_the_list_that_she_sent_in(world, draft, lead):
    add(draft, lead)
    submit(draft, lead)
    with pytest.raises(DomainError, match="người khác"):
        approve(draft, lead)
    with pytest.raises(IntegrityError), transaction.atomic():
        AdmissionList.objects.update(decided_by=lead)
    assert approve(draft, world.user(Role.DISTRICT_LEAD)).state == AdmissionState.RECORDED


@pytest.mark.parametrize("role", [Role.CHAPTER_OFFICER, Role.DISTRICT_STAFF, Role.INSPECTOR])
def test_approving_needs_the_lead(world, draft, officer, role):
    add(draft, officer)
    submit(draft, officer)
    with pytest.raises(DomainError):
        approve(draft, world.user(role))
    with pytest.raises(DomainError):
        approve(draft, world.stranger)
    assert not Member.objects.exists()


def test_whoever_is_asked_about_goes_to_the_district(world, draft, officer, lead):
    add(draft, officer, ask_district=True)
    submit(draft, officer)
    approve(draft, lead)
    assert Comparison.objects.waiting().get().member == AdmissionEntry.objects.get().member


# ---- Who cannot be admitted ---------------------------------------------------------------------


def too_young(world, draft, officer):
    add(draft, officer, full_name="Hoa", birth_year=2010, birth_date=None, national_id="")


def man(world, draft, officer):
    add(draft, officer, full_name="Hoa", national_id="068085000123")


def member_here(world, draft, officer):
    MemberFactory(home_unit=world.other_branch, full_name="Bà Tư", citizen_number="068185000999")
    add(draft, officer, full_name="Hoa", national_id="068185000999", told_apart=True)


def member_elsewhere(world, draft, officer):
    MemberFactory(home_unit=world.foreign_branch, full_name="Bà Tư", citizen_number="068185000999")
    add(draft, officer, full_name="Hoa", national_id="068185000999", told_apart=True)


def known_from_before(world, draft, officer):
    MemberFactory(home_unit=world.branch, citizen_number="068185000999", spell__ended=True)
    add(draft, officer, full_name="Hoa", national_id="068185000999")


def number_twice(world, draft, officer):
    add(draft, officer, full_name="Hoa", birth_year=1990, birth_date=None)


def back_already(world, draft, officer):
    woman = MemberFactory(home_unit=world.branch, full_name="Hoa", spell__ended=True)
    admissions.add_former_member(list_id=draft.pk, member_id=woman.pk, by=officer)
    services.readmit_member(
        member_id=woman.pk, unit_id=world.branch.pk, on=datetime.date(2023, 7, 1), by=officer
    )


def left_later(world, draft, officer):
    woman = MemberFactory(home_unit=world.branch, full_name="Hoa", spell__ended=True)
    admissions.add_former_member(list_id=draft.pk, member_id=woman.pk, by=officer)


def taken_in_elsewhere(world, draft, officer):
    back_already(world, draft, officer)
    woman = Member.objects.get(full_name="Hoa")
    services.move_member(
        member_id=woman.pk,
        to_unit_id=world.foreign_branch.pk,
        on=datetime.date(2023, 7, 5),
        by=world.user(Role.DISTRICT_STAFF),
    )


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (too_young, "2010"),
        (man, "nam giới"),
        (member_here, "Bà Tư"),
        (member_elsewhere, "đơn vị khác"),
        (known_from_before, "từng là hội viên"),
        (number_twice, "hai lần"),
        (back_already, "01/07/2023"),
        (left_later, "01/06/2023"),
        (taken_in_elsewhere, "sổ của đơn vị khác"),
    ],
)
def test_one_who_cannot_be_admitted_is_told_and_nobody_is_in(
    world, draft, officer, lead, spoil, words
):
    add(draft, officer)
    spoil(world, draft, officer)
    submit(draft, officer)
    before = contents()
    with pytest.raises(DomainError, match=words) as refused:
        approve(draft, lead)
    assert "Hoa" in refused.value.message
    assert "Ka Dụ" not in refused.value.message.replace("Ka Dụ · ", "")
    assert contents() == before


def test_a_foreign_woman_of_the_same_number_is_not_named(world, draft, officer, lead):
    add(draft, officer)
    member_elsewhere(world, draft, officer)
    faults = admissions.faults_of(list(draft.entries.select_related("unit")), DECIDED, lead)
    assert len(faults) == 1
    assert "Bà Tư" not in faults[0].words
    by_district = admissions.faults_of(
        list(draft.entries.select_related("unit")), DECIDED, world.user(Role.DISTRICT_LEAD)
    )
    assert "Bà Tư" in by_district[0].words


def test_the_age_of_admission_is_a_setting(draft, officer, lead, settings):
    add(draft, officer, birth_year=2006, birth_date=None, national_id="")
    submit(draft, officer)
    with pytest.raises(DomainError, match="2006"):
        approve(draft, lead)
    settings.MEMBER_ADMISSION_AGE = 16
    assert approve(draft, lead).state == AdmissionState.RECORDED


# ---- Taking back --------------------------------------------------------------------------------


def test_taking_back_undoes_exactly_what_approval_wrote(draft, officer, lead, former):
    listed = sent(draft, officer, former)
    tables = ("Member", "Membership", "Standing", "Household", "Consent", "Comparison")
    before = {name: contents()[name] for name in tables}
    approve(listed, lead)
    assert {name: contents()[name] for name in tables} != before
    back = admissions.take_back(list_id=draft.pk, reason="Nghị quyết bị hủy", by=lead)
    assert {name: contents()[name] for name in tables} == before
    assert (back.state, back.withdrawn_by) == (AdmissionState.WITHDRAWN, lead)
    assert back.decision_number == "12/NQ-BCH"
    names = AdmissionEntry.objects.of_list().values_list("full_name", "kind", "member")
    assert list(names) == [("Ka Dụ", "new", None), ("K'Brộp", "returning", former.pk)]


def test_household_that_she_left_by_coming_back_elsewhere_is_hers_again(
    world, draft, officer, lead, former
):
    household = services.open_household(
        unit_id=world.other_branch.pk, head_name="K'Brèo", on=DAY, by=officer
    )
    Member.objects.filter(pk=former.pk).update(household=household, home_unit=world.other_branch)
    former.memberships.update(unit=world.other_branch)
    admissions.add_former_member(list_id=draft.pk, member_id=former.pk, by=officer)
    submit(draft, officer)
    approve(draft, lead)
    former.refresh_from_db()
    assert (former.household, former.home_unit) == (None, world.branch)
    admissions.take_back(list_id=draft.pk, reason="Nhầm", by=lead)
    former.refresh_from_db()
    assert (former.household, former.home_unit) == (household, world.other_branch)


def transferred(world, woman, officer):
    services.move_member(
        member_id=woman.pk, to_unit_id=world.other_branch.pk, on=timezone.localdate(), by=officer
    )


def edited(world, woman, officer):
    services.update_member(
        member_id=woman.pk, changes={"phone": "0912345678"}, version=None, by=officer
    )


def became_core(world, woman, officer):
    StandingFactory(member=woman, kind=StandingKind.CORE)


def put_on_another_list(world, woman, officer):
    services.end_membership(
        member_id=woman.pk, reason=Ended.OTHER, on=timezone.localdate(), by=officer
    )
    another = AdmissionListFactory(unit=world.branch)
    admissions.add_former_member(list_id=another.pk, member_id=woman.pk, by=officer)


@pytest.mark.parametrize("later", [transferred, edited, became_core, put_on_another_list])
def test_what_came_later_keeps_the_list_and_is_named(world, draft, officer, lead, former, later):
    approve(sent(draft, officer, former), lead)
    woman = Member.objects.get(full_name="Ka Dụ")
    later(world, woman, officer)
    before = contents()
    told = admissions.obstacles_of(AdmissionList.objects.get(pk=draft.pk))
    assert {obstacle.woman for obstacle in told} == {woman}
    with pytest.raises(DomainError, match="Ka Dụ"):
        admissions.take_back(list_id=draft.pk, reason="Nhầm", by=lead)
    assert contents() == before


def test_a_pair_found_by_the_search_is_no_obstacle(world, draft, officer, lead):
    add(draft, officer)
    submit(draft, officer)
    approve(draft, lead)
    woman, other = Member.objects.get(), MemberFactory(home_unit=world.branch)
    DoubleFactory(first=woman, second=other)
    admissions.take_back(list_id=draft.pk, reason="Nhầm", by=lead)
    assert list(Member.objects.all()) == [other]


def test_taking_back_needs_the_lead_a_reason_and_an_approved_list(draft, officer, lead, former):
    listed = sent(draft, officer, former)
    with pytest.raises(DomainError, match="chờ duyệt"):
        admissions.take_back(list_id=draft.pk, reason="Nhầm", by=lead)
    approve(listed, lead)
    for by, reason in ((officer, "Nhầm"), (lead, "")):
        with pytest.raises(DomainError):
            admissions.take_back(list_id=draft.pk, reason=reason, by=by)
    assert Membership.objects.still_open().count() == 2


# ---- All or nothing -----------------------------------------------------------------------------


def scene(world, officer, former):
    listed = AdmissionListFactory(unit=world.branch)
    entry = AdmissionEntryFactory(admission=listed)
    waiting = AdmissionListFactory(unit=world.branch, sent=True, submitted_by=officer)
    AdmissionEntryFactory(admission=waiting)
    done = AdmissionListFactory(unit=world.branch, sent=True)
    AdmissionEntryFactory(admission=done)
    approve(done, world.user(Role.CHAPTER_LEAD))
    return {
        "draw_up_list": {"unit_id": world.branch.pk, "drawn_on": DAY},
        "update_list": {"list_id": listed.pk, "unit_id": world.branch.pk, "drawn_on": DECIDED},
        "add_woman": {"list_id": listed.pk, "unit_id": world.branch.pk, "details": WOMAN},
        "add_former_member": {"list_id": listed.pk, "member_id": former.pk},
        "update_entry": {
            "list_id": listed.pk,
            "entry_id": entry.pk,
            "unit_id": world.group.pk,
            "details": WOMAN,
        },
        "drop_entry": {"list_id": listed.pk, "entry_id": entry.pk},
        "submit_list": {"list_id": listed.pk},
        "discard_list": {"list_id": listed.pk},
        "recall_list": {"list_id": waiting.pk},
        "send_back_list": {"list_id": waiting.pk, "reason": "Thiếu địa chỉ"},
        "admit_list": {
            "list_id": waiting.pk,
            "decision_number": "12/NQ-BCH",
            "decision_on": DECIDED,
        },
        "take_back": {"list_id": done.pk, "reason": "Nhầm"},
    }


READERS = {"AtFault", "Obstacle", "faults_of", "obstacles_of"}
WRITERS = sorted(set(admissions.__all__) - READERS)
OF_THE_LEAD = {"send_back_list", "admit_list", "take_back"}


@pytest.mark.parametrize("name", WRITERS)
def test_service_that_fails_half_way_writes_nothing(
    name, world, officer, lead, former, monkeypatch
):
    given, before = scene(world, officer, former)[name], contents()

    def fail(*args, **kwargs):
        raise RuntimeError("the trail is full")

    monkeypatch.setattr("members.admissions.rows.record", fail)
    with pytest.raises(RuntimeError, match="the trail is full"):
        getattr(admissions, name)(**given, by=lead if name in OF_THE_LEAD else officer)
    assert contents() == before


@pytest.mark.parametrize("name", WRITERS)
def test_service_works_for_those_who_may_and_for_nobody_else(name, world, officer, lead, former):
    given, before = scene(world, officer, former)[name], contents()
    others = [world.user(Role.INSPECTOR), world.nobody, world.stranger]
    for other in [*others, *([officer] if name in OF_THE_LEAD else [])]:
        with pytest.raises(DomainError):
            getattr(admissions, name)(**given, by=other)
    assert contents() == before
    trail = Entry.objects.count()
    getattr(admissions, name)(**given, by=lead if name in OF_THE_LEAD else officer)
    assert contents() != before
    assert Entry.objects.count() > trail


# ---- Pages --------------------------------------------------------------------------------------


def url(name, *args):
    return reverse(f"members:{name}", args=args)


def test_pages_from_the_first_name_to_the_resolution(world, client, officer, lead, former):
    client.force_login(officer)
    given = {"unit": world.branch.pk, "drawn_on": "2/5/2023"}
    client.post(url("admission_new"), given)
    listed = AdmissionList.objects.get()
    woman = {"full_name": "ka dụ ", "birth": "5/3/85", "unit": world.group.pk, "more": "1"}
    answer = client.post(url("admission_add", listed.pk), woman)
    assert answer.url == url("admission_add", listed.pk)
    client.post(url("admission_return", listed.pk), {"member": former.pk})
    entry = listed.entries.get(member=None)
    change = {**woman, "national_id": "068185000123"}
    client.post(url("admission_entry", listed.pk, entry.pk), change)
    entry.refresh_from_db()
    assert (entry.birth_year, entry.unit, entry.national_id) == (1985, world.group, "068185000123")
    client.post(url("admission_submit", listed.pk))
    page = client.get(url("admission", listed.pk)).content.decode()
    assert str(listed) == "danh sách kết nạp của Thôn 1, 02/05/2023"
    assert "người khác sẽ duyệt" in page.lower()
    assert url("admission_approve", listed.pk) not in page
    client.force_login(lead)
    assert (
        url("admission_approve", listed.pk)
        in client.get(listed.get_absolute_url()).content.decode()
    )
    resolution = {"decision_number": "12/NQ-BCH", "decision_on": "10/5/2023"}
    client.post(url("admission_approve", listed.pk), resolution)
    assert Membership.objects.still_open().filter(admission=listed).count() == 2
    member = entry.__class__.objects.get(pk=entry.pk).member
    assert listed.get_absolute_url() in client.get(member.get_absolute_url()).content.decode()
    page = client.get(url("admission_take_back", listed.pk)).content.decode()
    assert "Chưa có việc nào" in page
    client.post(url("admission_take_back", listed.pk), {"reason": "Nhầm"})
    assert not Membership.objects.still_open().exists()


def test_closed_values_of_an_entry_are_never_shown_and_stay_when_left_empty(client, world, officer):
    entry = AdmissionEntryFactory(
        admission__unit=world.branch,
        national_id="068185000123",
        ethnicity=EthnicGroupFactory(code="16"),
    )
    client.force_login(officer)
    address = url("admission_entry", entry.admission_id, entry.pk)
    page = client.get(address).content.decode()
    assert "068185000123" not in page
    assert "Đã ghi rồi" in page
    given = {"full_name": "Hoa", "birth": "1990", "unit": world.branch.pk}
    client.post(address, given)
    entry.refresh_from_db()
    assert (entry.full_name, entry.national_id) == ("Hoa", "068185000123")
    assert entry.ethnicity_id == "16"


def test_warning_of_doubles_is_that_of_the_new_member_page(client, world, officer):
    MemberFactory(home_unit=world.branch, full_name="Ka Dụ", birth_year=1985)
    listed = AdmissionListFactory(unit=world.branch)
    client.force_login(officer)
    given = {"full_name": "Ka Dụ", "birth": "1985", "unit": world.branch.pk}
    answer = client.post(url("admission_add", listed.pk), given)
    assert answer.status_code == 422
    assert "Có thể đã có trong sổ" in answer.content.decode()
    client.post(url("admission_add", listed.pk), {**given, "different": "on"})
    assert listed.entries.get().told_apart


def test_one_who_cannot_be_admitted_stands_on_the_page_of_the_list(client, world, officer):
    listed = AdmissionListFactory(unit=world.branch)
    AdmissionEntryFactory(admission=listed, birth_year=timezone.localdate().year - 10)
    client.force_login(officer)
    assert "chưa kết nạp được" in client.get(listed.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("admission_add", {"full_name": "", "birth": "31/02/1985", "unit": "x"}),
        ("admission_return", {"member": "x"}),
        ("admission_edit", {"unit": "9", "drawn_on": "hôm qua"}),
        ("admission_submit", {}),
        ("admission_recall", {}),
    ],
)
def test_bad_input_is_answered_in_words(client, world, officer, name, given):
    listed = AdmissionListFactory(unit=world.branch)
    client.force_login(officer)
    assert client.post(url(name, listed.pk), given, follow=True).status_code in (200, 422)
    assert not listed.entries.exists()


def test_a_letter_alone_is_no_name(client, world, officer):
    listed = AdmissionListFactory(unit=world.branch)
    client.force_login(officer)
    woman = {"full_name": "T", "birth": "1985", "unit": world.branch.pk}
    answer = client.post(url("admission_add", listed.pk), woman)
    assert answer.context["form"].errors["full_name"] == [
        "“T” quá ngắn, chưa phải họ tên. Chị ghi đầy đủ như trên giấy tờ."
    ]
    client.post(url("admission_add", listed.pk), {**woman, "full_name": "K'B"})
    assert listed.entries.get().full_name == "K'B"


def test_whoever_died_is_not_offered_to_come_back(client, world, draft, officer, former):
    dead = MemberFactory(home_unit=world.branch, full_name="Ka Mất", spell=None)
    MembershipFactory(
        member=dead,
        during=days_from(datetime.date(2015, 1, 1), datetime.date(2021, 6, 1)),
        ended_as=Ended.DIED,
        end_recorded_at=timezone.now(),
    )
    client.force_login(officer)
    found = client.get(url("admission_return", draft.pk)).context["found"]
    assert [woman for woman, _tags in found] == [former]


def test_lists_are_found_by_branch_and_state_and_only_in_scope(client, world, officer):
    mine = AdmissionListFactory(unit=world.branch)
    waiting = AdmissionListFactory(unit=world.other_branch, sent=True)
    foreign = AdmissionListFactory(unit=world.foreign_branch)
    client.force_login(officer)

    def found(**query):
        return set(client.get(url("admissions"), query).context["page"].object_list)

    assert found() == {mine, waiting}
    assert found(state="submitted") == {waiting}
    assert found(unit=world.branch.pk) == {mine}
    assert found(state="nonsense", unit="x") == {mine, waiting}
    client.force_login(world.stranger)
    assert found() == {foreign}


def test_empty_list_of_lists_offers_the_first_step(client, world, officer):
    client.force_login(officer)
    assert url("admission_new") in client.get(url("admissions")).content.decode()


def test_pages_run_the_same_statements_for_one_woman_as_for_three(client, world, lead):
    client.force_login(lead)

    def grown(number):
        listed = AdmissionListFactory(unit=world.branch, sent=True)
        for count in range(number):
            AdmissionEntryFactory(admission=listed, national_id=f"06819000000{count}")
            woman = MemberFactory(home_unit=world.branch, spell__ended=True)
            AdmissionEntryFactory(admission=listed, member=woman, kind="returning")
        return listed

    one, three = grown(1), grown(3)
    assert statements(lambda: client.get(one.get_absolute_url())) == statements(
        lambda: client.get(three.get_absolute_url())
    )


def test_list_of_lists_runs_the_same_statements_for_one_as_for_three(client, world, lead):
    client.force_login(lead)
    AdmissionListFactory(unit=world.branch)
    one = statements(lambda: client.get(url("admissions")))
    AdmissionListFactory.create_batch(2, unit=world.branch)
    assert statements(lambda: client.get(url("admissions"))) == one


# ---- On paper -----------------------------------------------------------------------------------


def printed(answer):
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


@pytest.fixture
def on_paper(world):
    OfficerFactory(unit=world.branch, title=Title.BRANCH_HEAD, full_name="Ka Hem")
    PaperSettingsFactory(unit=world.home, signer_name="Ka Him", signer_title="CHỦ TỊCH")
    listed = AdmissionListFactory(unit=world.branch)
    group = EthnicGroupFactory(code="16")
    AdmissionEntryFactory(
        admission=listed, full_name="Ka Dụ", unit=world.group, address="Xóm 3", ethnicity=group
    )
    woman = MemberFactory(home_unit=world.branch, full_name="Ka Brộp", birth_year=1979, spell=None)
    AdmissionEntryFactory(
        admission=listed, full_name="Ka Brộp", member=woman, kind="returning", note="Về quê"
    )
    return listed


def test_list_to_sign_says_who_and_leaves_ethnic_groups_out(client, officer, on_paper):
    client.force_login(officer)
    text = printed(client.get(url("admission_paper", on_paper.pk)))
    for told in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "DANH SÁCH ĐỀ NGHỊ KẾT NẠP HỘI VIÊN",
        "Chi hội Thôn 1",
        "(Lập ngày 02 tháng 5 năm 2023)",
        "Ka Dụ 1990 Tổ 1; Xóm 3",
        "Ka Brộp 1979 Thôn 1 Hội viên cũ trở lại, Về quê",
        "Danh sách có 02 người.",
        "CHI HỘI TRƯỞNG",
        "Ka Hem",
        "CHỦ TỊCH",
        "Ka Him",
    ):
        assert told in text
    assert "Cơ-ho" not in text
    assert "Số:" not in text
    assert list(Entry.objects.filter(verb__in=[Verb.PRINTED, Verb.REVEALED])) == [
        Entry.objects.get(verb=Verb.PRINTED, details__what="admission_paper")
    ]


def test_ethnic_groups_are_printed_when_asked_for_and_that_is_on_the_trail(
    client, officer, on_paper
):
    client.force_login(officer)
    assert "Ka Dụ 1990 Cơ-ho" in printed(client.post(url("admission_paper", on_paper.pk)))
    assert Entry.objects.get(verb=Verb.REVEALED).details["fields"] == ["ethnicity"]


def test_approved_list_names_its_resolution(client, officer, lead, draft):
    add(draft, officer)
    submit(draft, officer)
    approve(draft, lead)
    client.force_login(officer)
    text = printed(client.get(url("admission_paper", draft.pk)))
    assert "DANH SÁCH KẾT NẠP HỘI VIÊN" in text
    assert "(Kèm theo Nghị quyết số 12/NQ-BCH ngày 10 tháng 5 năm 2023)" in text
    admissions.take_back(list_id=draft.pk, reason="Nhầm", by=lead)
    assert "(Danh sách đã hủy" in printed(client.get(url("admission_paper", draft.pk)))


# ---- The front page -----------------------------------------------------------------------------


def test_lists_that_wait_are_on_the_front_page_of_those_who_may_approve(world, officer, lead):
    AdmissionListFactory(unit=world.branch, sent=True, submitted_by=lead)
    AdmissionListFactory(unit=world.foreign_branch, sent=True, submitted_by=officer)

    def owed(user, unit):
        duties = members_owed(user, unit, timezone.localdate())
        return [duty.words for duty in duties if "danh sách kết nạp" in duty.words]

    assert owed(lead, world.home) == []  # her own
    assert owed(officer, world.home) == []
    AdmissionListFactory(unit=world.branch, sent=True, submitted_by=officer)
    assert owed(lead, world.home) == ["1 danh sách kết nạp chờ duyệt"]
    assert owed(world.user(Role.DISTRICT_LEAD), world.district) == ["3 danh sách kết nạp chờ duyệt"]
