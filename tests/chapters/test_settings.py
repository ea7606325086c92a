"""Numbers that a unit sets from a day on, and takes from above until it does."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from chapters import services
from chapters.enums import SettingKey
from chapters.models import UnitSetting
from chapters.settings import DECLARED, settings_of, value_of, values_of
from core.exceptions import DomainError
from core.ranges import days_from, open_from
from tests.chapters.histories import days, histories, write
from tests.factories.accounts import days_ago
from tests.factories.chapters import UnitSettingFactory, branch_of
from tests.statements import statements

pytestmark = pytest.mark.django_db

DUES, AWAY = SettingKey.DUES, SettingKey.AWAY_MONTHS


@pytest.fixture
def lead(client, world):
    client.force_login(world.user(Role.CHAPTER_LEAD))
    return world.user(Role.CHAPTER_LEAD)


def own(unit, key=DUES):
    rows = UnitSetting.objects.filter(unit=unit, key=key).order_by("during")
    return [(row.value, row.during.lower, row.during.upper) for row in rows]


def set_dues(world, value, since, unit=None):
    unit, by = unit or world.home, world.user(Role.CHAPTER_LEAD)
    return services.set_value(unit_id=unit.pk, key=DUES, value=value, since=since, by=by)


# ---- Reading ----------------------------------------------------------------------------------


def test_the_nearest_unit_above_decides(world):
    today = timezone.localdate()
    UnitSettingFactory(unit=world.district, value=12_000)
    UnitSettingFactory(unit=world.home, value=24_000)
    UnitSettingFactory(unit=world.branch, value=30_000, key=AWAY)
    units = [world.province, world.district, world.home, world.group, world.foreign_group]
    assert list(values_of(units, DUES, today).values()) == [None, 12_000, 24_000, 24_000, 12_000]


def test_without_a_value_the_default_holds(world):
    today = timezone.localdate()
    held = settings_of([world.branch], SettingKey, today)[world.branch.pk]
    assert {key: each.value for key, each in held.items()} == {
        key: declared.default for key, declared in DECLARED.items()
    }
    assert {each.set_by for each in held.values()} == {None}


def test_every_setting_is_declared_and_its_default_fits():
    assert list(DECLARED) == list(SettingKey)
    for declared in DECLARED.values():
        assert declared.default is None or declared.least <= declared.default <= declared.most


def nearest(history, node, set_here, on):
    """The value by plain Python: upwards until a unit has one for the day."""
    while node is not None:
        for owner, value, since, until in set_here:
            if owner is node and since <= on and (until is None or on < until):
                return value
        node = node.parent_on(on)
    return None


@st.composite
def settled(draw):
    """A history, and values that some of its units set for a time, each at most once."""
    history = draw(histories())
    found = []
    for node in draw(st.lists(st.sampled_from(history.nodes), unique_by=id)):
        since, until = sorted(draw(st.lists(days, min_size=2, max_size=2, unique=True)))
        value = draw(st.integers(1, 1000))
        found.append((node, value, since, until if draw(st.booleans()) else None))
    return history, found


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(drawn=settled(), on=days)
def test_value_is_that_of_the_units_above_on_that_day(db, drawn, on):
    history, set_here = drawn
    with transaction.atomic():
        write(history)
        for node, value, since, until in set_here:
            UnitSettingFactory(unit=node.row, value=value, during=days_from(since, until))
        found = values_of([node.row for node in history.nodes], DUES, on)
        expected = [nearest(history, node, set_here, on) for node in history.nodes]
        assert [found[node.row.pk] for node in history.nodes] == expected
        transaction.set_rollback(True)


def test_many_units_take_one_statement(world):
    UnitSettingFactory(unit=world.district)
    count = statements(lambda: settings_of(world.units, SettingKey, timezone.localdate()))
    assert count == 1


# ---- Setting ----------------------------------------------------------------------------------


def test_what_held_before_stays_as_it_was(world):
    set_dues(world, 12_000, days_ago(400))
    set_dues(world, 24_000, days_ago(30))
    assert own(world.home) == [
        (12_000, days_ago(400), days_ago(30)),
        (24_000, days_ago(30), None),
    ]
    assert value_of(world.branch, DUES, days_ago(31)) == 12_000
    assert value_of(world.branch, DUES, days_ago(30)) == 24_000
    assert value_of(world.branch, DUES, days_ago(401)) is None


def test_a_value_for_an_earlier_day_holds_until_the_one_that_is_there(world):
    set_dues(world, 24_000, days_ago(30))
    set_dues(world, 12_000, days_ago(400))
    assert own(world.home) == [
        (12_000, days_ago(400), days_ago(30)),
        (24_000, days_ago(30), None),
    ]


def test_set_again_for_the_same_day_replaces_it(world):
    first = set_dues(world, 12_000, days_ago(30))
    again = set_dues(world, 24_000, days_ago(30))
    assert first.pk == again.pk
    assert own(world.home) == [(24_000, days_ago(30), None)]


def test_inherited_again_from_a_day(world, lead):
    UnitSettingFactory(unit=world.district, value=36_000)
    set_dues(world, 12_000, days_ago(30))
    services.inherit_value(unit_id=world.home.pk, key=DUES, since=days_ago(10), by=lead)
    assert value_of(world.home, DUES, days_ago(11)) == 12_000
    assert value_of(world.home, DUES, days_ago(10)) == 36_000
    set_dues(world, 15_000, days_ago(20))
    assert own(world.home)[-1] == (15_000, days_ago(20), days_ago(10))


def test_inherited_from_its_first_day_it_never_was(world, lead):
    set_dues(world, 12_000, days_ago(30))
    services.inherit_value(unit_id=world.home.pk, key=DUES, since=days_ago(30), by=lead)
    assert own(world.home) == []


def test_refuses_to_inherit_where_nothing_is_set(world, lead):
    with translation.override("en"), pytest.raises(DomainError, match="no value of its own"):
        services.inherit_value(unit_id=world.home.pk, key=DUES, since=days_ago(30), by=lead)


@pytest.mark.parametrize("value", [0, 121])
def test_refuses_what_is_out_of_bounds(world, lead, value):
    with translation.override("en"), pytest.raises(DomainError, match="from 1 to 120") as caught:
        services.set_value(unit_id=world.home.pk, key=AWAY, value=value, since=days_ago(1), by=lead)
    assert caught.value.field == "value"
    assert own(world.home, AWAY) == []


def test_the_database_refuses_two_values_on_one_day(world):
    UnitSettingFactory(unit=world.home)
    with pytest.raises(IntegrityError, match="one_value_at_a_time"), transaction.atomic():
        UnitSettingFactory(unit=world.home, during=open_from(days_ago(3)))


def test_the_database_refuses_an_unknown_key(world):
    with pytest.raises(IntegrityError, match="setting_is_known"), transaction.atomic():
        UnitSettingFactory(unit=world.home, key="weather")


# ---- The pages --------------------------------------------------------------------------------


def test_page_tells_where_each_value_comes_from(client, world, lead):
    UnitSettingFactory(unit=world.district, value=12_000)
    UnitSettingFactory(unit=world.home, key=AWAY, value=6)
    UnitSettingFactory(
        unit=world.branch, key=AWAY, value=9, during=open_from(datetime.date(2090, 1, 1))
    )
    answer = client.get(reverse("chapters:settings", args=[world.branch.pk]))
    told = {line.held.key: (line.held.value, line.source) for line in answer.context["lines"]}
    assert told[DUES] == (12_000, world.district)
    assert told[AWAY] == (6, world.home)
    assert told[SettingKey.ASK_AGAIN] == (3, None)
    for words in ("12.000", "Huyện Sơn Hà", "01/01/2090", "đã đặt trước"):
        assert words in answer.text


def test_page_names_nobody_elses_values(client, world, lead):
    UnitSettingFactory(unit=world.next_door, value=77_000)
    assert UnitSetting.objects.filter(unit=world.next_door).exists()
    answer = client.get(reverse("chapters:settings", args=[world.home.pk]))
    assert "77.000" not in answer.text


def test_a_reader_is_offered_nothing_to_change(client, world):
    client.force_login(world.user(Role.INSPECTOR))
    answer = client.get(reverse("chapters:settings", args=[world.home.pk]))
    assert reverse("chapters:set_value", args=[world.home.pk, "dues"]) not in answer.text


def test_setting_a_value_from_a_day(client, world, lead):
    address = reverse("chapters:set_value", args=[world.home.pk, "dues"])
    answer = client.post(address, {"value": "24.000", "since": "01/01/2026"})
    assert answer.url == reverse("chapters:settings", args=[world.home.pk])
    assert own(world.home) == [(24_000, datetime.date(2026, 1, 1), None)]
    assert "24.000" in client.get(address).text


@pytest.mark.parametrize(
    ("value", "words"), [("x", "“x” không phải"), ("", "value"), ("99.999.999", "99.999.999")]
)
def test_what_cannot_be_read_is_said_and_kept(client, world, lead, value, words):
    address = reverse("chapters:set_value", args=[world.home.pk, "dues"])
    answer = client.post(address, {"value": value, "since": "01/01/2026"})
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert words in answer.text
    assert own(world.home) == []


def test_unknown_setting_is_not_there(client, world, lead):
    for name in ("set_value", "inherit_value"):
        assert client.get(reverse(f"chapters:{name}", args=[world.home.pk, "x"])).status_code == 404


def test_inheriting_again_on_the_page(client, world, lead):
    set_dues(world, 12_000, days_ago(30))
    address = reverse("chapters:inherit_value", args=[world.home.pk, "dues"])
    assert client.post(address, {"since": f"{days_ago(5):%d/%m/%Y}"}).status_code == 302
    assert own(world.home) == [(12_000, days_ago(30), days_ago(5))]
    answer = client.post(address, {"since": f"{days_ago(60):%d/%m/%Y}"})
    assert (answer.status_code, bool(answer.context["form"].errors)) == (200, True)


def test_page_takes_as_many_statements_for_any_number_of_values(client, world, lead):
    address = reverse("chapters:settings", args=[world.home.pk])
    few = statements(lambda: client.get(address))
    UnitSettingFactory(unit=world.district)
    UnitSettingFactory(unit=branch_of(world.home, "Thôn 9"))
    for key in (DUES, AWAY):
        for year in (2021, 2022, 2023):
            during = days_from(datetime.date(year, 1, 1), datetime.date(year + 1, 1, 1))
            UnitSettingFactory(unit=world.home, key=key, value=5, during=during)
    assert statements(lambda: client.get(address)) <= few + 1  # the units that set something
