"""What leaves the book as a register comes back without a change."""

import datetime

import pytest
from django.utils import timezone

from accounts.roles import Role
from core.ranges import open_from
from imports.enums import Decision
from members.enums import ExportLayout, StandingKind
from members.exports import service
from members.exports.columns import REGISTER
from tests.factories.members import (
    EthnicGroupFactory,
    ExportJobFactory,
    HouseholdFactory,
    HouseholdListingFactory,
    MemberFactory,
    ReligionFactory,
    StandingFactory,
)
from tests.imports.desk import bring, digest_of_the_book, take_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(world):
    """Two women at home of whom everything, and next to nothing, is known."""
    home = HouseholdFactory(unit=world.branch, head_name="Trần Văn Tài")
    HouseholdListingFactory(household=home, year=timezone.localdate().year)
    hoa = MemberFactory(
        full_name="Nguyễn Thị Hoa",
        nickname="Hoa Tài",
        birth_date=datetime.date(1974, 3, 5),
        phone="0912345678",
        citizen_number="068174000123",
        ethnicity=EthnicGroupFactory(code="16"),
        religion=ReligionFactory(),
        home_unit=world.group,
        household=home,
        relation="wife",
        schooling="lower",
        schooling_detail="9/12",
        qualification="college",
        theory="elementary",
        occupation="farmer",
        address="Số 12, đường Hùng Vương",
        note="hay giúp đỡ chị em",
        spell__during=open_from(datetime.date(2001, 3, 8)),
    )
    for kind in (StandingKind.CORE, StandingKind.PARTY):
        StandingFactory(member=hoa, kind=kind)
    StandingFactory(member=hoa, kind=StandingKind.AWAY, place="Bình Dương")
    MemberFactory(full_name="Ka Dụ", birth_year=None, home_unit=world.other_branch)
    MemberFactory(full_name="K'Bọt", birth_year=1985, home_unit=world.other_branch)


@pytest.mark.parametrize("layout", ExportLayout.values)
def test_own_export_comes_back_the_same(world, book, layout):
    officer = world.user(Role.CHAPTER_OFFICER)
    job = ExportJobFactory.build(
        asked_by=officer, layout=layout, columns=[column.key for column in REGISTER]
    )
    service.prepare(job)
    with service.made(job) as file:
        content = file.read()
    batch = bring(world, officer, content, name="xuất.xlsx", as_of=timezone.localdate())
    asked = [(row.source_row, row.content["questions"], row.asked) for row in batch.rows.all()]
    assert batch.rows.all().counted() == {Decision.SAME: 3}, asked
    before = digest_of_the_book()
    take_in(batch, officer)
    assert digest_of_the_book() == before
