import datetime

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction

from accounts import services
from accounts.models import Posting, User
from accounts.roles import Role
from audit.models import Entry
from chapters.models import Unit
from core.exceptions import DomainError
from core.locking import NotHers
from core.ranges import open_from
from tests.factories.accounts import PASSWORD, PostingFactory, UserFactory, days_ago, user_with
from tests.factories.chapters import UnitFactory

TODAY = datetime.date(2026, 5, 4)
TOMORROW = datetime.date(2026, 5, 5)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime.datetime(2026, 5, 4, 10, tzinfo=datetime.UTC), tick=False)


@pytest.fixture
def admin(world):
    return world.user(Role.SYSTEM_ADMIN)


@pytest.fixture
def officer(world):
    return world.user(Role.CHAPTER_OFFICER)


def invite(world, admin, **changes):
    facts = {
        "username": "Hoa.DinhLac",
        "full_name": "Nguyễn Thị Hoa",
        "role": Role.CHAPTER_OFFICER,
        "unit_id": world.home.pk,
        "since": TODAY,
        "by": admin,
    }
    return services.invite_user(**{**facts, **changes})


def deeds():
    return [(line.verb, line.details.get("what", "")) for line in Entry.objects.order_by("pk")]


def test_invited_person_can_sign_in_and_must_choose_a_password(world, admin, rf):
    user, password = invite(world, admin)
    assert (user.username, user.must_change_password) == ("hoa.dinhlac", True)
    assert authenticate(rf.post("/"), username="HOA.dinhlac", password=password) == user
    (posting,) = user.current_postings
    assert (posting.role, posting.unit, posting.recorded_by) == (
        Role.CHAPTER_OFFICER,
        world.home,
        admin,
    )
    assert deeds() == [("changed", "posting_given"), ("created", "")]
    assert password not in str(list(Entry.objects.values()))


def test_taken_name_is_refused(world, admin):
    invite(world, admin)
    with pytest.raises(DomainError, match=r"hoa\.dinhlac") as refused:
        invite(world, admin)
    assert refused.value.field == "username"


def test_invitation_with_an_unfit_posting_leaves_nothing(world, admin):
    with pytest.raises(DomainError):
        invite(world, admin, role=Role.DISTRICT_LEAD)
    assert not User.objects.filter(username="hoa.dinhlac").exists()
    assert deeds() == []


@pytest.mark.parametrize(
    ("role", "at", "fits"),
    [
        (Role.CHAPTER_LEAD, "home", True),
        (Role.CHAPTER_LEAD, "district", False),
        (Role.DISTRICT_STAFF, "district", True),
        (Role.DISTRICT_STAFF, "home", False),
        (Role.SYSTEM_ADMIN, "home", False),
        (Role.INSPECTOR, "home", True),
        (Role.INSPECTOR, "district", True),
        (Role.REFERRAL_OFFICER, "district", False),
    ],
)
def test_role_works_at_its_level_alone(world, admin, officer, role, at, fits):
    officer.postings.all().delete()
    facts = {"user_id": officer.pk, "role": role, "since": TODAY, "by": admin}
    officer.postings.create(role=Role.REFERRAL_OFFICER, unit=world.home, during=open_from(TODAY))
    unit = getattr(world, at)
    if fits:
        assert services.give_posting(unit_id=unit.pk, **facts).unit == unit
    else:
        with pytest.raises(DomainError) as refused:
            services.give_posting(unit_id=unit.pk, **facts)
        assert refused.value.field == "unit"


@pytest.mark.parametrize("where", ["branch", "elsewhere"])
def test_nobody_is_posted_at_a_branch_or_out_of_scope(world, admin, officer, where):
    unit = world.branch if where == "branch" else UnitFactory(key="huyen-khac", level="district")
    with pytest.raises(Unit.DoesNotExist):
        services.give_posting(
            user_id=officer.pk, role=Role.CHAPTER_LEAD, unit_id=unit.pk, since=TODAY, by=admin
        )


def test_nobody_posts_herself(world, admin):
    with pytest.raises(DomainError):
        services.give_posting(
            user_id=admin.pk,
            role=Role.DISTRICT_LEAD,
            unit_id=world.district.pk,
            since=TODAY,
            by=admin,
        )


def test_posting_counts_its_last_day(world, admin, officer, time_machine):
    posting = services.give_posting(
        user_id=officer.pk,
        role=Role.CHAPTER_LEAD,
        unit_id=world.home.pk,
        since=TODAY,
        until=TOMORROW,
        by=admin,
    )
    assert (posting.first_day, posting.last_day) == (TODAY, TOMORROW)
    held = Posting.objects.filter(pk=posting.pk)
    assert [held.current(day).exists() for day in (TODAY, TOMORROW, datetime.date(2026, 5, 6))] == [
        True,
        True,
        False,
    ]


def test_end_before_the_beginning_is_refused(world, admin, officer):
    with pytest.raises(DomainError, match="03/05/2026") as refused:
        services.give_posting(
            user_id=officer.pk,
            role=Role.CHAPTER_LEAD,
            unit_id=world.home.pk,
            since=TODAY,
            until=days_ago(1),
            by=admin,
        )
    assert refused.value.field == "until"


def test_same_posting_twice_is_refused_kindly(world, admin, officer):
    with pytest.raises(DomainError) as refused:
        services.give_posting(
            user_id=officer.pk,
            role=Role.CHAPTER_OFFICER,
            unit_id=world.home.pk,
            since=TODAY,
            by=admin,
        )
    assert refused.value.field == "role"


def test_the_database_too_refuses_the_same_posting_twice(world, officer):
    with pytest.raises(IntegrityError, match="posting_not_twice"), transaction.atomic():
        PostingFactory(user=officer, role=Role.CHAPTER_OFFICER, unit=world.home)


def test_ended_posting_ends_with_its_last_day(world, admin, officer):
    posting = services.end_posting(posting_id=officer.postings.get().pk, last=TODAY, by=admin)
    assert Posting.objects.current(TODAY).contains(posting)
    assert not Posting.objects.current(TOMORROW).contains(posting)
    assert deeds() == [("changed", "posting_ended")]


def test_posting_cannot_end_before_it_began_nor_be_made_longer(world, admin, officer):
    posting = PostingFactory(
        user=officer, role=Role.CHAPTER_LEAD, unit=world.home, during=open_from(TODAY)
    )
    with pytest.raises(DomainError, match="04/05/2026"):
        services.end_posting(posting_id=posting.pk, last=days_ago(1), by=admin)
    services.end_posting(posting_id=posting.pk, last=TODAY, by=admin)
    with pytest.raises(DomainError, match="04/05/2026"):
        services.end_posting(posting_id=posting.pk, last=TOMORROW, by=admin)


def test_nobody_ends_her_own_last_administrator_posting(world, admin):
    own = admin.postings.get()
    with pytest.raises(DomainError):
        services.end_posting(posting_id=own.pk, last=TODAY, by=admin)
    PostingFactory(user=admin, role=Role.SYSTEM_ADMIN, unit=world.province)
    assert services.end_posting(posting_id=own.pk, last=TODAY, by=admin).last_day == TODAY


def test_posting_out_of_scope_cannot_be_ended(world, admin):
    elsewhere = PostingFactory(unit=UnitFactory(key="xa-xa"))
    with pytest.raises(NotHers):
        services.end_posting(posting_id=elsewhere.pk, last=TODAY, by=admin)


def test_disabled_and_enabled(world, admin, officer):
    assert not services.disable_user(user_id=officer.pk, by=admin).is_active
    assert User.objects.get(pk=officer.pk).permissions == set()
    assert services.enable_user(user_id=officer.pk, by=admin).is_active
    assert deeds() == [("changed", "disabled"), ("changed", "enabled")]


def test_nobody_disables_herself(admin):
    with pytest.raises(DomainError):
        services.disable_user(user_id=admin.pk, by=admin)


def test_one_time_password_replaces_the_old_one(world, admin, officer, rf):
    password = services.set_one_time_password(user_id=officer.pk, by=admin)
    officer.refresh_from_db()
    assert officer.must_change_password
    assert authenticate(rf.post("/"), username=officer.username, password=password) == officer
    assert authenticate(rf.post("/"), username=officer.username, password=PASSWORD) is None
    with pytest.raises(DomainError):
        services.set_one_time_password(user_id=admin.pk, by=admin)


def test_own_password(officer):
    services.change_password(user=officer, password="ba con voi rừng")
    officer.refresh_from_db()
    assert (officer.check_password("ba con voi rừng"), officer.must_change_password) == (
        True,
        False,
    )
    assert deeds() == [("changed", "password_changed")]


def test_details_are_corrected(world, admin, officer):
    services.update_user(
        user_id=officer.pk, full_name="Lê Thị Mới", phone="0912345678", email="", by=admin
    )
    officer.refresh_from_db()
    assert (officer.full_name, officer.phone) == ("Lê Thị Mới", "0912345678")


@pytest.mark.parametrize("move", ["update", "give", "end", "disable", "enable", "reset", "own"])
def test_service_that_fails_half_way_writes_nothing(world, admin, officer, monkeypatch, move):
    """The trail is written last; when it cannot be, nothing is."""
    before = _state_of(officer)
    monkeypatch.setattr(services, "record", _fail)
    with pytest.raises(RuntimeError):
        _moves(world, admin, officer)[move]()
    assert _state_of(officer) == before


def test_invitation_that_fails_half_way_writes_nothing(world, admin, monkeypatch):
    monkeypatch.setattr(services, "record", _fail)
    with pytest.raises(RuntimeError):
        invite(world, admin)
    assert not User.objects.filter(username="hoa.dinhlac").exists()


def _fail(*args, **kwargs):
    raise RuntimeError


def _state_of(user):
    return (
        User.objects.filter(pk=user.pk).values().get(),
        list(Posting.objects.filter(user=user).values()),
    )


def _moves(world, admin, officer):
    who = {"user_id": officer.pk, "by": admin}
    return {
        "update": lambda: services.update_user(full_name="X", phone="", email="", **who),
        "give": lambda: services.give_posting(
            role=Role.CHAPTER_LEAD, unit_id=world.home.pk, since=TODAY, **who
        ),
        "end": lambda: services.end_posting(
            posting_id=officer.postings.get().pk, last=TODAY, by=admin
        ),
        "disable": lambda: services.disable_user(**who),
        "enable": lambda: services.enable_user(**who),
        "reset": lambda: services.set_one_time_password(**who),
        "own": lambda: services.change_password(user=officer, password="ba con voi rừng"),
    }


def test_people_of_another_district_are_not_managed(world, admin):
    stranger = user_with(Role.CHAPTER_OFFICER, UnitFactory(key="xa-xa"))
    with pytest.raises(NotHers):
        services.disable_user(user_id=stranger.pk, by=admin)


def test_who_may_not_manage_manages_nobody(world, officer):
    nobody = UserFactory()
    with pytest.raises(NotHers):
        services.disable_user(user_id=nobody.pk, by=officer)
