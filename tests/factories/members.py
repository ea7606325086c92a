"""Members, households and what is dated of them.

A member comes with one spell in her branch from 2020 on, as the services would leave her;
`spell=None` makes the bare row, and `spell__during=…`, `spell__kind=…` change the spell.
"""

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from chapters.models import Unit
from core.crypto import keyed_hash
from core.ranges import DateRange, days_from, open_from
from members import models
from members.enums import (
    AdmissionState,
    Began,
    Ended,
    ErasureGround,
    ErasureState,
    ExportFormat,
    ExportPurpose,
    Hardship,
    HouseholdDeed,
    Purpose,
    RequestChannel,
    RequestKind,
    RequestState,
    StandingKind,
    Worry,
)
from members.enums import ConsentForm as Form
from tests.factories.chapters import UnitFactory

SINCE = datetime.date(2020, 1, 1)


class EthnicGroupFactory(DjangoModelFactory):
    class Meta:
        model = models.EthnicGroup
        django_get_or_create = ("code",)

    code = "01"
    name = factory.LazyAttribute(lambda row: {"01": "Kinh", "16": "Cơ-ho"}.get(row.code, row.code))


class ReligionFactory(DjangoModelFactory):
    class Meta:
        model = models.Religion
        django_get_or_create = ("code",)

    code = "01"
    name = factory.LazyAttribute(
        lambda row: {"01": "Phật giáo", "99": "Không"}.get(row.code, f"Tôn giáo {row.code}")
    )


class HouseholdFactory(DjangoModelFactory):
    class Meta:
        model = models.Household

    unit = factory.SubFactory(UnitFactory)
    head_name = factory.Sequence(lambda n: f"Trần Văn Chủ {n}")
    address = "Số 12, đường Hùng Vương"


class HouseholdListingFactory(DjangoModelFactory):
    class Meta:
        model = models.HouseholdListing

    household = factory.SubFactory(HouseholdFactory)
    year = 2023
    hardship = Hardship.POOR


class HouseholdChangeFactory(DjangoModelFactory):
    """Another head, on a day long gone."""

    class Meta:
        model = models.HouseholdChange

    household = factory.SubFactory(HouseholdFactory)
    kind = HouseholdDeed.HEAD
    on = datetime.date(2023, 3, 1)
    head_before = "Trần Văn Cũ"
    head_after = factory.SelfAttribute("household.head_name")


class RelocationFactory(DjangoModelFactory):
    class Meta:
        model = models.Relocation

    member = factory.SubFactory("tests.factories.members.MemberFactory")
    left = factory.SubFactory(HouseholdFactory, unit=factory.SelfAttribute("..member.home_unit"))
    on = datetime.date(2023, 3, 1)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = models.Membership

    class Params:
        ended = factory.Trait(
            during=days_from(SINCE, datetime.date(2023, 6, 1)),
            ended_as=Ended.RESIGNED,
            end_recorded_at=factory.LazyFunction(timezone.now),
        )

    member = factory.SubFactory("tests.factories.members.MemberFactory", spell=None)
    unit = factory.SelfAttribute("member.home_unit")
    during = open_from(SINCE)
    began_as = Began.ENTERED


class MemberFactory(DjangoModelFactory):
    class Meta:
        model = models.Member
        skip_postgeneration_save = True

    class Params:
        citizen_number = ""

    full_name = factory.Sequence(lambda n: f"Nguyễn Thị Hoa {n}")
    birth_year = 1974
    home_unit = factory.SubFactory(UnitFactory)
    national_id = factory.SelfAttribute("citizen_number")
    national_id_hash = factory.LazyAttribute(lambda row: keyed_hash(row.national_id))
    national_id_tail = factory.LazyAttribute(lambda row: row.national_id[-4:])
    spell = factory.RelatedFactory(MembershipFactory, factory_related_name="member")


class StandingFactory(DjangoModelFactory):
    class Meta:
        model = models.Standing

    member = factory.SubFactory(MemberFactory)
    kind = StandingKind.CORE
    during = open_from(SINCE)


class ConsentFactory(DjangoModelFactory):
    class Meta:
        model = models.Consent

    member = factory.SubFactory(MemberFactory)
    purpose = Purpose.MEMBERSHIP
    given_on = SINCE
    form = Form.PAPER


class AskingFactory(DjangoModelFactory):
    class Meta:
        model = models.Asking

    member = factory.SubFactory(MemberFactory)
    worry = Worry.AWAY
    on = factory.LazyFunction(timezone.localdate)
    note = "Cháu vẫn làm ở Bình Dương, Tết mới về"


class RetirementAgeFactory(DjangoModelFactory):
    """57 years, whenever born."""

    class Meta:
        model = models.RetirementAge

    born = DateRange(None, None)
    months = 57 * 12


class TransferFactory(DjangoModelFactory):
    class Meta:
        model = models.Transfer

    member = factory.SubFactory(MemberFactory)
    from_unit = factory.SelfAttribute("member.home_unit")
    to_unit = factory.SubFactory(UnitFactory)
    on = datetime.date(2023, 5, 1)


class DataRequestFactory(DjangoModelFactory):
    """A restriction asked for today; `granted` is in force, so that it can be lifted."""

    class Meta:
        model = models.DataRequest

    class Params:
        granted = factory.Trait(
            state=RequestState.DONE,
            answer="Đã hạn chế từ hôm nay",
            answered_on=factory.LazyFunction(timezone.localdate),
        )

    member = factory.SubFactory(MemberFactory)
    kind = RequestKind.RESTRICTION
    received_on = factory.LazyFunction(timezone.localdate)
    channel = RequestChannel.PERSON
    words = "Xin đừng gọi điện cho tôi nữa"
    reply_by = factory.LazyAttribute(lambda row: row.received_on + datetime.timedelta(days=2))
    due_by = factory.LazyAttribute(lambda row: row.received_on + datetime.timedelta(days=15))


class ExportJobFactory(DjangoModelFactory):
    class Meta:
        model = models.ExportJob

    asked_by = factory.SubFactory("tests.factories.accounts.UserFactory")
    format = ExportFormat.XLSX
    purpose = ExportPurpose.CONTACT
    purpose_note = "Mời họp ngày 8/3"
    columns = ["phone"]
    expires_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=7))


class SavedListFactory(DjangoModelFactory):
    class Meta:
        model = models.SavedList

    owner = factory.SubFactory("tests.factories.accounts.UserFactory")
    name = factory.Sequence(lambda n: f"Nòng cốt {n}")
    query = "held=core"


class DoubleFactory(DjangoModelFactory):
    class Meta:
        model = models.Double

    first = factory.SubFactory(MemberFactory)
    second = factory.SubFactory(MemberFactory)
    score = 30
    evidence = [["name_same", 13], ["born_same_day", 13], ["branch_same", 4]]


class DoublesScanFactory(DjangoModelFactory):
    class Meta:
        model = models.DoublesScan

    unit = factory.SubFactory(UnitFactory)
    asked_by = factory.SubFactory("tests.factories.accounts.UserFactory")


class ComparisonFactory(DjangoModelFactory):
    class Meta:
        model = models.Comparison

    member = factory.SubFactory(MemberFactory)
    label = factory.LazyAttribute(lambda row: f"{row.member.full_name} · {row.member.code}")
    unit = factory.SubFactory(UnitFactory)
    to_unit = factory.LazyAttribute(
        lambda row: (
            Unit.objects.get(pk=row.unit.ancestor_ids[-2])
            if len(row.unit.ancestor_ids) > 1
            else row.unit
        )
    )


class ErasureFactory(DjangoModelFactory):
    class Meta:
        model = models.Erasure

    class Params:
        dropped = factory.Trait(
            state=ErasureState.DROPPED,
            decided_at=factory.LazyFunction(timezone.now),
            decided_by=factory.SelfAttribute("recorded_by"),
        )

    member = factory.SubFactory(MemberFactory)
    ground = ErasureGround.REQUEST
    recorded_by = factory.SubFactory("tests.factories.accounts.UserFactory")


class MergeFactory(DjangoModelFactory):
    """A merging long done, of which nothing is left to take back."""

    class Meta:
        model = models.Merge

    kept_number = factory.LazyAttribute(lambda row: MemberFactory(home_unit=row.unit).pk)
    gone_number = factory.Sequence(lambda n: 9_000_000 + n)
    unit = factory.SubFactory(UnitFactory)
    gone_unit = factory.SelfAttribute("unit")
    ledger = "[]"
    merged_by = factory.SubFactory("tests.factories.accounts.UserFactory")


class AdmissionListFactory(DjangoModelFactory):
    """A draft; `sent` waits for approval, sent in by somebody."""

    class Meta:
        model = models.AdmissionList

    class Params:
        sent = factory.Trait(
            state=AdmissionState.SUBMITTED,
            submitted_at=factory.LazyFunction(timezone.now),
            submitted_by=factory.SubFactory("tests.factories.accounts.UserFactory"),
        )

    unit = factory.SubFactory(UnitFactory)
    drawn_on = datetime.date(2023, 5, 2)


class AdmissionEntryFactory(DjangoModelFactory):
    class Meta:
        model = models.AdmissionEntry

    admission = factory.SubFactory(AdmissionListFactory)
    unit = factory.SelfAttribute("admission.unit")
    full_name = factory.Sequence(lambda n: f"Lê Thị Mới {n}")
    birth_year = 1990
