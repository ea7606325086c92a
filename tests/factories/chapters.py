"""Units with their placement and path; terms, people in charge, headcounts.

`UnitFactory(parent=chapter)` is one level below its parent, stands under it since the beginning of
time here, and has the path that the services would have written.
"""

import datetime

import factory

from chapters.enums import PARENT_LEVEL, Level, SettingKey, Title
from chapters.models import Headcount, Officer, PaperSettings, Placement, Term, Unit, UnitSetting
from core.ranges import open_from

BEGINNING = datetime.date(2000, 1, 1)
BELOW = {above: level for level, above in PARENT_LEVEL.items()}


class UnitFactory(factory.django.DjangoModelFactory):
    """A commune chapter on its own, or one level below `parent`; `since` begins both ranges."""

    class Meta:
        model = Unit
        exclude = ["since"]

    since = BEGINNING
    parent = None
    level = factory.LazyAttribute(lambda u: BELOW[u.parent.level] if u.parent else Level.COMMUNE)
    key = factory.Sequence(lambda n: f"don-vi-{n}")
    name = factory.Sequence(lambda n: f"Đơn vị {n}")
    valid = factory.LazyAttribute(lambda u: open_from(u.since))

    @classmethod
    def _create(cls, model_class, *args, parent=None, **kwargs):
        unit = model_class.objects.create(*args, **kwargs)
        unit.path = f"{parent.path if parent else ''}{unit.pk}."
        unit.save(update_fields=["path"])
        if parent:
            Placement.objects.create(unit=unit, parent=parent, during=kwargs["valid"])
        return unit


def branch_of(chapter, name="Thôn 1", **kwargs):
    """A branch (chi hội) of a commune chapter."""
    return UnitFactory(parent=chapter, level=Level.BRANCH, name=name, **kwargs)


def group_of(branch, name="Tổ 1", **kwargs):
    """A group (tổ phụ nữ) of a branch."""
    return UnitFactory(parent=branch, level=Level.GROUP, name=name, **kwargs)


class TermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Term

    level = Level.COMMUNE
    name = factory.Sequence(lambda n: f"Nhiệm kỳ {n}")
    during = open_from(datetime.date(2021, 1, 1))


class OfficerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Officer

    unit = factory.SubFactory(UnitFactory)
    full_name = factory.Sequence(lambda n: f"Nguyễn Thị Cán Bộ {n}")
    title = Title.CHAIR
    during = open_from(datetime.date(2021, 1, 1))


class HeadcountFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Headcount

    unit = factory.SubFactory(UnitFactory)
    as_of = datetime.date(2023, 1, 1)
    women = 1000


class PaperSettingsFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PaperSettings

    unit = factory.SubFactory(UnitFactory)
    superior_line = "HỘI LHPN TỈNH LÂM ĐỒNG"
    issuer_line = "HỘI LHPN HUYỆN DI LINH"
    place = "Di Linh"
    signer_title = "CHỦ TỊCH"
    signer_name = "Nguyễn Thị Hòa"
    recipients = "Hội LHPN tỉnh\nLưu: VT"


class UnitSettingFactory(factory.django.DjangoModelFactory):
    """Dues of 24.000 a year unless told otherwise, since the beginning."""

    class Meta:
        model = UnitSetting

    unit = factory.SubFactory(UnitFactory)
    key = SettingKey.DUES
    value = 24_000
    during = open_from(BEGINNING)
