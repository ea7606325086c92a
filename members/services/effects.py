"""What taking something out of the book would do to its figures, told before it is done."""

from itertools import groupby

from django.utils import timezone

from chapters.effects import effects_of
from chapters.enums import Level
from chapters.models import Unit
from core.periods import Kind, Period
from members.services.consents import KEPT_FOR, withdraw_consent

# The figures that read a sensitive field of hers.
FIGURES_OF = {"ethnicity": "A15", "religion": "A16"}
TOLD = (Level.BRANCH, Level.COMMUNE, Level.DISTRICT)


def effects_of_withdrawal(consent, *, by):
    """Figures of her branch and of those above it, as far as `by` reaches, that would move.

    Pairs of (code, unit) and its effects, the latest period first.
    """
    fields = [name for name in KEPT_FOR[consent.purpose] if name in FIGURES_OF]
    if not fields:
        return []
    today = timezone.localdate()
    found = effects_of(
        lambda: withdraw_consent(
            member_id=consent.member_id, consent_id=consent.pk, on=today, by=by
        ),
        units=units_above(consent.member, by),
        periods=periods_around(today),
        codes=[FIGURES_OF[name] for name in fields],
    )
    return by_figure(found)


def by_figure(effects):
    """`[((code, unit), effects)]`: one entry a figure of a unit, whatever the number of periods."""

    def key(effect):
        return effect.code, TOLD.index(effect.unit.level)

    groups = groupby(sorted(effects, key=key), key=lambda effect: (effect.code, effect.unit))
    return [(figure, list(of_figure)) for figure, of_figure in groups]


def units_above(member, by):
    """Her branch, commune and district, as far as `by` sees them, the smallest first."""
    way = Unit.objects.visible_to(by).filter(pk__in=member.home_unit.ancestor_ids).at(*TOLD)
    return sorted(way, key=lambda unit: TOLD.index(unit.level))


def periods_around(today):
    """The quarter of `today` and the one before, the year and the one before."""
    quarter, year = (Period.containing(today, kind) for kind in (Kind.QUARTER, Kind.YEAR))
    return [quarter, quarter.previous(), year, year.previous()]
