"""A number is its names: for every code and unit, the list is exactly as long as the figure."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from chapters.counting import tally, things
from chapters.indicators import REGISTRY, Ratio
from reports.periods import period_of
from tests.factories.members import MemberFactory

COUNTED = sorted(code for code, e in REGISTRY.items() if not isinstance(e, Ratio) and not e.amount)


@pytest.mark.django_db
def test_pages_open(client, world):
    MemberFactory.create_batch(3, home_unit=world.branch)
    client.force_login(world.user(Role.DISTRICT_LEAD))
    for unit in (world.district, world.home):
        for name in ("report", "by_unit", "counting"):
            response = client.get(reverse(f"reports:{name}", args=[unit.pk, "2026-Q3"]))
            assert response.status_code == 200, name
        for code in REGISTRY:
            url = reverse("reports:names", args=[unit.pk, "2026-Q3", code])
            assert client.get(url).status_code == 200, code
    assert client.get(reverse("reports:list")).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("code", COUNTED)
def test_list_is_as_long_as_the_figure(world, code):
    MemberFactory.create_batch(3, home_unit=world.branch)
    period, entry = period_of("2026-Q3"), REGISTRY[code]
    figures = tally(period, [world.district], [code])
    assert things(entry, period, world.district).count() == figures[world.district.pk][code]
