"""Opening, renaming, moving and closing units; people in charge; headcounts."""

import datetime

import pytest
from django.utils import timezone, translation

from accounts.roles import Role
from audit.models import Entry
from chapters import services
from chapters.enums import Level, Title
from chapters.models import Headcount, Officer, Placement, Unit, UnitSetting
from core.exceptions import DomainError, StaleEdit
from core.locking import NotHers
from tests.factories.accounts import days_ago
from tests.factories.chapters import OfficerFactory, UnitFactory, UnitSettingFactory, group_of
from tests.factories.members import MemberFactory

pytestmark = pytest.mark.django_db

MODELS = (Unit, Placement, Officer, Headcount, UnitSetting, Entry)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def officer(world):
    return world.user(Role.CHAPTER_OFFICER)


@pytest.fixture
def staff(world):
    return world.user(Role.DISTRICT_STAFF)


def everything():
    return {model: list(model.objects.order_by("pk").values()) for model in MODELS}


def refused(service, **facts):
    """The error of a service that refuses; nothing may have been written."""
    before = everything()
    with pytest.raises(DomainError) as caught:
        service(**facts)
    assert everything() == before
    return caught.value


class Broken(Exception):
    pass


# ---- Opening ----------------------------------------------------------------------------------


def test_open_unit_places_it_under_its_parent(world, officer):
    since = days_ago(40)
    facts = {"level": Level.BRANCH, "name": " Thôn  12 ", "since": since}
    unit = services.open_unit(parent_id=world.home.pk, by=officer, **facts)
    unit.refresh_from_db()
    assert (unit.name, unit.order, unit.key) == ("Thôn 12", 12, "xa-nha/thon-12")
    assert unit.path == f"{world.home.path}{unit.pk}."
    assert (unit.valid.lower, unit.valid.upper) == (since, None)
    placement = unit.placements.get()
    assert (placement.parent, placement.during, placement.recorded_by) == (
        world.home,
        unit.valid,
        officer,
    )


def test_open_unit_without_a_day_exists_since_ever(world):
    unit = services.open_unit(
        parent_id=world.home.pk, level=Level.BRANCH, name="Thôn Bù Nho", by=None
    )
    assert Unit.objects.valid_on(datetime.date(1950, 1, 1)).filter(pk=unit.pk).exists()
    assert unit.order == 1000


def test_open_unit_finds_a_free_key(world):
    made = []
    for name in ("Kao Kuil", "Kao-Kuil.", "K'ao Kuil"):
        made.append(
            services.open_unit(parent_id=world.home.pk, level=Level.BRANCH, name=name, by=None)
        )
    assert [unit.key for unit in made] == [
        "xa-nha/kao-kuil",
        "xa-nha/kaokuil",
        "xa-nha/kao-kuil-2",
    ]


@pytest.mark.parametrize(
    ("name", "level", "field"),
    [
        ("thôn 1", Level.BRANCH, "name"),
        ("", Level.BRANCH, "name"),
        ("Tổ 9", Level.GROUP, "parent"),
        ("Xã Mới", Level.COMMUNE, "parent"),
    ],
)
def test_open_unit_refuses(world, officer, name, level, field):
    facts = {"parent_id": world.home.pk, "level": level, "name": name, "by": officer}
    assert refused(services.open_unit, **facts).field == field


def test_open_unit_refuses_a_day_to_come_and_one_before_the_parent(world, officer):
    facts = {"parent_id": world.home.pk, "level": Level.BRANCH, "name": "Thôn 8", "by": officer}
    tomorrow = days_ago(-1)
    assert refused(services.open_unit, since=tomorrow, **facts).field == "since"
    too_early = refused(services.open_unit, since=datetime.date(1999, 12, 31), **facts)
    assert "01/01/2000" in too_early.message


def test_open_unit_outside_scope_is_not_hers(world, officer):
    with pytest.raises(NotHers):
        services.open_unit(
            parent_id=world.next_door.pk, level=Level.BRANCH, name="Thôn 8", by=officer
        )


# ---- Renaming ---------------------------------------------------------------------------------


def test_rename_unit_counts_the_version_up(world, officer):
    services.rename_unit(unit_id=world.branch.pk, version=1, by=officer, name="Thôn 7")
    unit = Unit.objects.get(pk=world.branch.pk)
    assert (unit.name, unit.order, unit.version) == ("Thôn 7", 7, 2)


def test_rename_unit_refuses_a_stale_edit(world, officer):
    services.rename_unit(unit_id=world.branch.pk, version=1, by=officer, name="Thôn 7")
    facts = {"unit_id": world.branch.pk, "version": 1, "by": officer, "name": "Thôn 8"}
    assert isinstance(refused(services.rename_unit, **facts), StaleEdit)


def test_rename_unit_may_keep_its_own_name(world, officer):
    services.rename_unit(unit_id=world.branch.pk, version=1, by=officer, name="thôn 1")
    assert Unit.objects.get(pk=world.branch.pk).name == "thôn 1"


def test_rename_unit_refuses_the_name_of_a_sister(world, officer):
    facts = {"unit_id": world.branch.pk, "version": 1, "by": officer, "name": "Thôn 2"}
    assert refused(services.rename_unit, **facts).field == "name"


def test_nobody_changes_the_unit_she_is_posted_at(world, officer):
    facts = {"unit_id": world.home.pk, "by": officer}
    refused(services.rename_unit, version=1, name="Xã Khác", **facts)
    refused(services.close_unit, on=days_ago(0), **facts)


def test_district_renames_a_commune(world, staff):
    facts = {"unit_id": world.home.pk, "version": 1, "by": staff, "name": "Xã Mới"}
    services.rename_unit(code="90009", order=5, **facts)
    unit = Unit.objects.get(pk=world.home.pk)
    assert (unit.name, unit.code, unit.order) == ("Xã Mới", "90009", 5)


# ---- Closing ----------------------------------------------------------------------------------


def test_close_unit_ends_it_with_its_placement_and_offices(world, officer):
    unit = world.other_branch
    head = OfficerFactory(unit=unit, title=Title.BRANCH_HEAD)
    day = days_ago(2)
    services.close_unit(unit_id=unit.pk, on=day, by=officer, version=1)
    unit.refresh_from_db()
    head.refresh_from_db()
    assert (unit.valid.upper, unit.version) == (day, 2)
    assert unit.placements.get().during.upper == day
    assert head.during.upper == day
    assert not Unit.objects.open().filter(pk=unit.pk).exists()


def test_close_unit_says_how_many_members_and_units_it_has(world, officer):
    MemberFactory.create_batch(2, home_unit=world.branch)
    error = refused(services.close_unit, unit_id=world.branch.pk, on=days_ago(0), by=officer)
    assert "1 unit below it, 2 members" in error.message


def test_close_unit_refuses_a_day_to_come_or_before_it_began(world, officer):
    for day in (days_ago(-1), datetime.date(2000, 1, 1)):
        facts = {"unit_id": world.other_branch.pk, "on": day, "by": officer}
        assert refused(services.close_unit, **facts).field == "on"


def test_close_unit_twice_is_refused(world, officer):
    services.close_unit(unit_id=world.other_branch.pk, on=days_ago(2), by=officer)
    refused(services.close_unit, unit_id=world.other_branch.pk, on=days_ago(1), by=officer)


def test_reopen_unit_takes_the_closing_back(world, officer):
    unit = world.other_branch
    before = list(Placement.objects.filter(unit=unit).values())
    services.close_unit(unit_id=unit.pk, on=days_ago(2), by=officer)
    services.reopen_unit(unit_id=unit.pk, by=officer)
    assert list(Placement.objects.filter(unit=unit).values()) == before
    assert Unit.objects.open().filter(pk=unit.pk).exists()


def test_reopen_unit_refuses_when_a_sister_has_its_name(world, officer):
    services.close_unit(unit_id=world.other_branch.pk, on=days_ago(2), by=officer)
    facts = {"level": Level.BRANCH, "name": "Thôn 2", "by": officer}
    services.open_unit(parent_id=world.home.pk, **facts)
    assert refused(services.reopen_unit, unit_id=world.other_branch.pk, by=officer).field == "name"


def test_reopen_unit_that_is_open_is_refused(world, officer):
    refused(services.reopen_unit, unit_id=world.branch.pk, by=officer)


# ---- Moving -----------------------------------------------------------------------------------


def test_move_unit_moves_the_paths_below_and_no_member_row(world, staff):
    member = MemberFactory(home_unit=world.group)
    before = list(type(member).objects.values())
    day = days_ago(10)
    services.move_unit(unit_id=world.branch.pk, parent_id=world.next_door.pk, on=day, by=staff)
    branch, group = Unit.objects.get(pk=world.branch.pk), Unit.objects.get(pk=world.group.pk)
    assert branch.path == f"{world.next_door.path}{branch.pk}."
    assert group.path == f"{branch.path}{group.pk}."
    assert list(type(member).objects.values()) == before
    old, new = branch.placements.order_by("during")
    assert (old.parent, old.during.upper) == (world.home, day)
    assert (new.parent, new.during.lower, new.during.upper) == (world.next_door, day, None)


def test_move_unit_of_a_day_to_come_waits_for_the_night(world, staff, monkeypatch):
    day = days_ago(-5)
    old = world.branch.path
    services.move_unit(unit_id=world.branch.pk, parent_id=world.next_door.pk, on=day, by=staff)
    assert services.follow_placements() == 0
    assert Unit.objects.get(pk=world.branch.pk).path == old
    monkeypatch.setattr(timezone, "localdate", lambda: day)
    assert services.follow_placements() == 2
    assert services.follow_placements() == 0
    group = Unit.objects.get(pk=world.group.pk)
    assert group.path == f"{world.next_door.path}{world.branch.pk}.{group.pk}."


@pytest.mark.parametrize("parent", ["home", "other_branch", "district"])
def test_move_unit_refuses_where_it_stands_and_other_levels(world, staff, parent):
    parent_id = getattr(world, parent).pk
    facts = {"unit_id": world.branch.pk, "parent_id": parent_id, "on": days_ago(1), "by": staff}
    assert refused(services.move_unit, **facts).field == "parent"


def test_move_unit_refuses_a_day_before_the_last_move(world, staff):
    unit = world.branch.pk
    services.move_unit(unit_id=unit, parent_id=world.next_door.pk, on=days_ago(5), by=staff)
    facts = {"unit_id": unit, "parent_id": world.home.pk, "on": days_ago(5), "by": staff}
    assert refused(services.move_unit, **facts).field == "on"


def test_move_unit_out_of_scope_is_not_hers(world, officer):
    with pytest.raises(NotHers):
        services.move_unit(
            unit_id=world.branch.pk, parent_id=world.next_door.pk, on=days_ago(1), by=officer
        )


def test_paths_are_compared_by_whole_steps(world, staff):
    """Unit 1 and unit 11 share a beginning of their numbers, not of their paths."""
    near = UnitFactory.create_batch(12, parent=world.home, level=Level.BRANCH)
    below = {unit.pk: group_of(unit).pk for unit in near}
    services.move_unit(unit_id=near[0].pk, parent_id=world.next_door.pk, on=days_ago(1), by=staff)
    for unit in near[1:]:
        assert Unit.objects.get(pk=below[unit.pk]).path == f"{unit.path}{below[unit.pk]}."


# ---- People and headcounts --------------------------------------------------------------------


def test_appoint_officer_and_end_office(world, officer):
    facts = {"full_name": "Ka  Dụ", "title": Title.BRANCH_HEAD, "since": days_ago(30)}
    head = services.appoint_officer(unit_id=world.branch.pk, by=officer, **facts)
    assert head.full_name == "Ka Dụ"
    services.end_office(officer_id=head.pk, on=days_ago(3), by=officer, version=1)
    head.refresh_from_db()
    assert (head.during.lower, head.during.upper) == (days_ago(30), days_ago(3))
    next_head = facts | {"full_name": "K'Bọt", "since": days_ago(3)}
    services.appoint_officer(unit_id=world.branch.pk, by=officer, **next_head)


def test_appoint_officer_refuses_a_second_head(world, officer):
    OfficerFactory(unit=world.branch, title=Title.BRANCH_HEAD)
    facts = {"full_name": "Ka Dụ", "title": Title.BRANCH_HEAD, "since": days_ago(30)}
    error = refused(services.appoint_officer, unit_id=world.branch.pk, by=officer, **facts)
    assert error.field == "since"
    facts["title"] = Title.BRANCH_DEPUTY
    services.appoint_officer(unit_id=world.branch.pk, by=officer, **facts)


def test_appoint_officer_refuses_a_title_of_another_level(world, officer):
    facts = {"full_name": "Ka Dụ", "title": Title.CHAIR, "since": days_ago(30)}
    error = refused(services.appoint_officer, unit_id=world.branch.pk, by=officer, **facts)
    assert error.field == "title"


def test_appoint_officer_refuses_an_end_before_the_beginning(world, officer):
    facts = {"full_name": "Ka Dụ", "title": Title.BRANCH_DEPUTY, "since": days_ago(30)}
    facts["until"] = days_ago(30)
    error = refused(services.appoint_officer, unit_id=world.branch.pk, by=officer, **facts)
    assert error.field == "until"


def test_end_office_refuses_what_has_ended(world, officer):
    head = OfficerFactory(unit=world.branch, title=Title.BRANCH_HEAD)
    services.end_office(officer_id=head.pk, on=days_ago(9), by=officer)
    assert refused(services.end_office, officer_id=head.pk, on=days_ago(3), by=officer)
    assert refused(services.end_office, officer_id=head.pk, on=days_ago(-1), by=officer)


def test_end_office_next_door_is_not_hers(world, officer):
    head = OfficerFactory(unit=world.foreign_branch, title=Title.BRANCH_HEAD)
    with pytest.raises(NotHers):
        services.end_office(officer_id=head.pk, on=days_ago(3), by=officer)


def test_record_headcount_corrects_the_same_day(world, officer):
    facts = {"unit_id": world.home.pk, "as_of": days_ago(5), "by": officer}
    services.record_headcount(women=3000, **facts)
    services.record_headcount(women=3250, **facts)
    assert Headcount.objects.get().women == 3250


def test_record_headcount_refuses_branches_and_days_to_come(world, officer):
    facts = {"women": 300, "by": officer}
    branch = {"unit_id": world.branch.pk, "as_of": days_ago(5)}
    assert refused(services.record_headcount, **branch, **facts).field == "unit"
    tomorrow = {"unit_id": world.home.pk, "as_of": days_ago(-1)}
    assert refused(services.record_headcount, **tomorrow, **facts).field == "as_of"


# ---- Half-way ---------------------------------------------------------------------------------


def moves(world, by):
    """Each service with facts that it accepts."""
    branch, other, home = world.branch.pk, world.other_branch.pk, world.home.pk
    facts = {"by": by}
    return {
        "open_unit": facts | {"parent_id": home, "level": Level.BRANCH, "name": "Thôn 8"},
        "rename_unit": facts | {"unit_id": branch, "version": 1, "name": "Thôn 7"},
        "close_unit": facts | {"unit_id": other, "on": days_ago(1)},
        "move_unit": facts
        | {"unit_id": branch, "parent_id": world.next_door.pk, "on": days_ago(1)},
        "appoint_officer": facts
        | {
            "unit_id": branch,
            "full_name": "Ka Dụ",
            "title": Title.BRANCH_DEPUTY,
            "since": days_ago(1),
        },
        "end_office": facts | {"officer_id": OfficerFactory(unit=world.home).pk, "on": days_ago(1)},
        "record_headcount": facts | {"unit_id": home, "as_of": days_ago(1), "women": 5},
        "reopen_unit": facts | {"unit_id": closed_branch(world)},
        "save_paper_settings": facts | {"unit_id": home, "place": "Di Linh"},
        "set_value": facts | {"unit_id": home, "key": "dues", "value": 9, "since": days_ago(1)},
        "inherit_value": facts
        | {
            "unit_id": UnitSettingFactory(unit=world.home, key="ask_again", value=2).unit_id,
            "key": "ask_again",
            "since": days_ago(1),
        },
    }


def closed_branch(world):
    unit = UnitFactory(parent=world.home, level=Level.BRANCH, name="Thôn 99")
    services.close_unit(unit_id=unit.pk, on=days_ago(9), by=None)
    return unit.pk


NAMES = sorted(set(services.__all__) - {"follow_placements"})


@pytest.mark.parametrize("name", NAMES)
def test_service_that_fails_half_way_writes_nothing(world, staff, name, monkeypatch):
    facts = moves(world, staff)[name]
    before = everything()

    def broken(*args, **kwargs):
        raise Broken

    with monkeypatch.context() as patch:
        for module in ("units", "people", "papers", "settings"):
            patch.setattr(f"chapters.services.{module}.record", broken)
        with pytest.raises(Broken):
            getattr(services, name)(**facts)
    assert everything() == before
    getattr(services, name)(**facts)
    assert everything() != before


def test_follow_placements_fails_half_way(world, monkeypatch):
    Unit.objects.filter(pk=world.branch.pk).update(path="9.")
    Unit.objects.filter(pk=world.group.pk).update(path="9.9.")
    before = everything()
    save = Unit.objects.bulk_update

    def broken(rows, *args, **kwargs):
        save(rows[:1], *args, **kwargs)
        raise Broken

    monkeypatch.setattr(Unit.objects, "bulk_update", broken)
    with pytest.raises(Broken):
        services.follow_placements()
    assert everything() == before


def test_every_write_leaves_a_line_in_the_trail(world, staff):
    for name, facts in moves(world, staff).items():
        before = Entry.objects.count()
        getattr(services, name)(**facts)
        assert Entry.objects.count() == before + 1, name
        entry = Entry.objects.latest("pk")
        assert (entry.actor_id, bool(entry.unit_path)) == (staff.pk, True)
        assert not entry.details.keys() - {
            *("on", "until", "from", "to", "count", "setting", "value", "inherited")
        }
