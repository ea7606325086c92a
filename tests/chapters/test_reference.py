"""`manage.py load_reference` and `manage.py check_integrity`."""

import datetime

import pytest
from django.core.management import CommandError, call_command

from chapters import reference
from chapters.enums import Level
from chapters.models import Placement, Term, Unit
from core.models import Holiday

pytestmark = pytest.mark.django_db


def rows_of_everything():
    return {
        model: list(model.objects.order_by("pk").values())
        for model in (Unit, Placement, Term, Holiday)
    }


def test_twice_changes_nothing():
    call_command("load_reference", verbosity=0)
    before = rows_of_everything()
    call_command("load_reference", verbosity=0)
    assert rows_of_everything() == before


def test_district_has_its_nineteen_communes_the_town_first():
    reference.load()
    district = Unit.objects.get(key="di-linh")
    communes = list(Unit.objects.under(district).at(Level.COMMUNE).in_order())
    assert len(communes) == 19
    assert communes[0].name == "Thị trấn Di Linh"
    assert [unit.order for unit in communes] == list(range(1, 20))
    province = Unit.objects.get(key="lam-dong")
    assert district.path == f"{province.pk}.{district.pk}."
    assert all(unit.path == f"{district.path}{unit.pk}." for unit in communes)


def test_units_exist_on_any_day():
    reference.load()
    for day in (datetime.date(1990, 1, 1), datetime.date(2030, 1, 1)):
        assert Unit.objects.valid_on(day).count() == 21
        assert Placement.objects.filter(during__contains=day).count() == 20


def test_what_was_edited_stays():
    reference.load()
    Unit.objects.filter(key="xa-gia-bac").update(name="Xã Gia Bắc cũ")
    reference.load()
    assert Unit.objects.get(key="xa-gia-bac").name == "Xã Gia Bắc cũ"


def test_holidays_know_tet():
    call_command("load_reference", verbosity=0)
    days = set(Holiday.objects.values_list("day", flat=True))
    tet = ["2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06"]
    assert {datetime.date.fromisoformat(day) for day in tet} <= days
    assert {day.year for day in days} == set(range(2022, 2028))


def test_integrity_is_told_clean():
    reference.load()
    call_command("check_integrity", verbosity=0)


def test_integrity_names_a_wrong_path(capsys):
    reference.load()
    Unit.objects.filter(key="xa-gia-bac").update(path="1.2.3.")
    with pytest.raises(CommandError):
        call_command("check_integrity")
    assert "xa-gia-bac: path is '1.2.3.'" in capsys.readouterr().err


def test_integrity_names_a_placement_outside_the_life_of_its_unit(capsys):
    reference.load()
    unit = Unit.objects.get(key="xa-gia-bac")
    Unit.objects.filter(pk=unit.pk).update(valid=(None, datetime.date(2024, 1, 1)))
    with pytest.raises(CommandError):
        call_command("check_integrity")
    assert "xa-gia-bac: placed in" in capsys.readouterr().err
