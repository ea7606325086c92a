import pytest

from models_programs import reference
from models_programs.models import Campaign, CriteriaSet, Criterion

pytestmark = pytest.mark.django_db


def test_loading_twice_changes_nothing():
    reference.load()
    first = list(Criterion.objects.values_list("pk", "label"))
    reference.load()
    assert list(Criterion.objects.values_list("pk", "label")) == first
    assert (CriteriaSet.objects.count(), len(first), Campaign.objects.count()) == (3, 27, 1)


def test_what_the_administrator_edited_stays():
    reference.load()
    Criterion.objects.filter(criteria_set__key="5k3s", number=1).update(label="Không nghèo đói")
    reference.load()
    assert Criterion.objects.get(criteria_set__key="5k3s", number=1).label == "Không nghèo đói"


@pytest.mark.parametrize(
    ("year", "keys"),
    [
        (2009, []),
        (2015, ["5k3s"]),
        (2023, ["5k3s", "5c3s"]),
        (2025, ["5k3s", "5c3s"]),
        (2026, ["5k3s3a", "5c3s"]),
    ],
)
def test_sets_of_a_year_begin_with_the_main_one(year, keys):
    reference.load()
    assert [s.key for s in CriteriaSet.objects.of_year(year)] == keys


def test_third_child_is_asked_about_until_2024():
    reference.load()

    def numbers(year):
        rows = Criterion.objects.of_year(year).filter(criteria_set__key="5k3s")
        return list(rows.values_list("number", flat=True))

    assert numbers(2024) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert numbers(2025) == [1, 2, 3, 5, 6, 7, 8]
