"""Figures of campaigns, households, models, exemplars and activities.

Units as in the appendix of the quarterly report. Every figure opens its names to those who may
see programmes; which household fails a sensitive criterion, only to those who may reveal.
"""

import csv
from functools import partial

from django.db.models import Exists, OuterRef

from accounts.permissions import Permission
from chapters.enums import Level
from chapters.indicators import Kind, ratio
from chapters.indicators import indicator as declare
from members.enums import Hardship
from members.models import Household, HouseholdListing, Member
from models_programs.enums import GATHERINGS, ActivityKind, ExemplarField, HelpResult
from models_programs.models import (
    Activity,
    Assistance,
    CampaignRegistration,
    Criterion,
    Exemplar,
    Participation,
    Registration,
    Review,
    ShowcaseModel,
)
from models_programs.reference import CRITERIA

indicator = partial(declare, permission=Permission.PROGRAM_VIEW)
of_households = {"counts": "household", "thing": Household}
of_models = {"unit": "model__unit", "counts": "model", "thing": ShowcaseModel}

COMMUNE_OR_BELOW = (Level.COMMUNE, Level.BRANCH, Level.GROUP)


# ---- The movement, and who is active ----------------------------------------------------------


@indicator("P1", kind=Kind.STOCK, per=Level.COMMUNE)
def communes_in_the_movement(period):
    """Communes that registered for the emulation movement of the year by the closing day."""
    day = period.closing_day
    return CampaignRegistration.objects.filter(
        campaign__is_emulation=True, year=day.year, registered_on__lte=day
    )


@indicator("P2", kind=Kind.FLOW, per=Level.BRANCH)
def active_branches(period):
    """Branches that held at least one activity in the period, those of their groups included."""
    return Activity.objects.held_in(period)


ratio("P3", part="P2", whole="A2")


# ---- Sessions and those who came --------------------------------------------------------------


@indicator("B1", kind=Kind.FLOW)
def gatherings(period):
    """Propaganda sessions, meetings, trainings, contests and dialogues held in the period."""
    return Activity.objects.held_in(period).gatherings()


def _gatherings_of(kind):
    @indicator(f"B1.{kind.value}", kind=Kind.FLOW)
    def gatherings_of_kind(period):
        """Gatherings of one kind held in the period."""
        return gatherings(period).filter(kind=kind)


for _kind in GATHERINGS:
    _gatherings_of(_kind)


@indicator("B2", kind=Kind.FLOW, amount="attendance")
def attendance(period):
    """Participations in the gatherings of B1: somebody who came twice counts twice."""
    return gatherings(period).filter(attendance__gt=0)


@indicator("I1", kind=Kind.FLOW)
def inspections(period):
    """Inspections, supervisions, feedback and proposals made in the period."""
    return Activity.objects.held_in(period).filter(kind=ActivityKind.INSPECTION)


# ---- Models and clubs -------------------------------------------------------------------------


@indicator("B3", kind=Kind.FLOW)
def models_founded(period):
    """Models and clubs founded in the period."""
    return ShowcaseModel.objects.founded_in(period)


@indicator("B4", kind=Kind.STOCK)
def models_running(period):
    """Models and clubs founded by the closing day and not ended by then."""
    return ShowcaseModel.objects.running_on(period.closing_day)


def _participations(period):
    running = models_running(period).values("pk")
    return Participation.objects.on(period.closing_day).filter(model__in=running)


@indicator("B5", kind=Kind.STOCK, unit="model__unit", counts="member", thing=Member)
def women_in_models(period):
    """Women who take part in a running model on the closing day, each counted once."""
    return _participations(period)


@indicator("B5l", kind=Kind.STOCK, unit="model__unit")
def participations(period):
    """Participations in running models on the closing day: a woman in two models counts twice."""
    return _participations(period)


# ---- Exemplars --------------------------------------------------------------------------------


@indicator("B6", kind=Kind.FLOW)
def exemplars(period):
    """People and collectives introduced as good examples in the period."""
    return Exemplar.objects.introduced_in(period)


def _exemplars_in(field):
    @indicator(f"B6.{field.value}", kind=Kind.FLOW)
    def exemplars_in_field(period):
        """Exemplars of one field introduced in the period."""
        return exemplars(period).filter(field=field)


for _field in ExemplarField:
    _exemplars_in(_field)


# ---- Households: registered, reviewed, helped -------------------------------------------------


def _of_the_year(period):
    return Review.objects.for_year(period.closing_day.year)


@indicator("C0", kind=Kind.STOCK, **of_households)
def reviewed(period):
    """Households reviewed for the year of the closing day, by that day: the whole of C6."""
    return _of_the_year(period).reviewed_by(period.closing_day)


@indicator("C1", kind=Kind.STOCK, **of_households)
def registered(period):
    """Households registered for the year of the closing day, by that day."""
    return _of_the_year(period).filter(registered_on__lte=period.closing_day)


@indicator("C2", kind=Kind.STOCK, **of_households)
def unmet_at_start(period):
    """Households whose first review of the year found a criterion unmet, whatever came after."""
    return reviewed(period).unmet_at_start()


@indicator("C3", kind=Kind.FLOW, **of_households)
def helped(period):
    """Households for which somebody was assigned to help in the period."""
    return Assistance.objects.begun_in(period)


@indicator("C4", kind=Kind.FLOW, **of_households)
def met_after_help(period):
    """Households whose help was closed in the period as "now met"."""
    return Assistance.objects.closed_in(period).filter(result=HelpResult.MET)


@indicator("C5", kind=Kind.STOCK, **of_households)
def met(period):
    """Households that meet every criterion of the year's set on the closing day."""
    return _of_the_year(period).met_on(period.closing_day)


ratio("C6", part="C5", whole="C0")


@indicator("C7", kind=Kind.STOCK, **of_households)
def unmet(period):
    """Households with at least one criterion of the year unmet on the closing day."""
    return _of_the_year(period).unmet_on(period.closing_day)


def _numbers():
    """Numbers of the criteria of the main sets, and whether one of that number is sensitive."""
    found = {}
    with CRITERIA.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["main"] == "yes":
                number = int(row["number"])
                found[number] = found.get(number, False) or row["sensitive"] == "yes"
    return found


def _unmet_criterion(number, permission):
    @declare(f"C7.{number}", kind=Kind.STOCK, permission=permission, **of_households)
    def unmet_criterion(period):
        """Households that do not meet one criterion of the year's main set on the closing day."""
        return (
            _of_the_year(period)
            .filter(criteria_set__is_main=True)
            .unmet_on(period.closing_day, criterion__number=number)
        )


for _number, _sensitive in _numbers().items():
    _unmet_criterion(_number, Permission.MEMBER_REVEAL if _sensitive else Permission.PROGRAM_VIEW)


def criterion_labels(period):
    """`{"C7.<n>": label}` of the main set in the year of the closing day; rows without one wait."""
    year = period.closing_day.year
    criteria = Criterion.objects.of_year(year).main_of(year)
    return {f"C7.{number}": label for number, label in criteria.values_list("number", "label")}


@indicator("E2", kind=Kind.FLOW, **of_households)
def poor_households_helped(period):
    """Households listed as poor or near-poor in the year of the help, assigned in the period."""
    listed = HouseholdListing.objects.filter(
        household=OuterRef("household"),
        year=OuterRef("year"),
        hardship__in=(Hardship.POOR, Hardship.NEAR_POOR),
    )
    return helped(period).filter(Exists(listed))


# ---- Skilful mobilisation (Dân vận khéo) ------------------------------------------------------


@indicator("D1a", kind=Kind.FLOW, **of_models)
def registered_by_the_district(period):
    """Models hosted by the district that registered as Dân vận khéo in the period."""
    return Registration.objects.registered_in(period).filter(model__unit__level=Level.DISTRICT)


def _registered_below(period):
    return Registration.objects.registered_in(period).filter(
        model__unit__level__in=COMMUNE_OR_BELOW
    )


@indicator("D1b", kind=Kind.FLOW, **of_models)
def registered_by_communes(period):
    """Models hosted by a commune or below that registered as Dân vận khéo in the period."""
    return _registered_below(period)


@indicator("D1c", kind=Kind.FLOW, unit="model__unit", per=Level.COMMUNE)
def communes_with_a_registration(period):
    """Communes where at least one model registered as Dân vận khéo in the period."""
    return _registered_below(period)


@indicator("D2a", kind=Kind.FLOW, **of_models)
def recognised_at_the_district(period):
    """Models hosted by the district that were recognised as Dân vận khéo in the period."""
    return Registration.objects.recognised_in(period).filter(model__unit__level=Level.DISTRICT)


@indicator("D2b", kind=Kind.FLOW, **of_models)
def recognised_at_communes(period):
    """Models hosted by a commune or below that were recognised as Dân vận khéo in the period."""
    return Registration.objects.recognised_in(period).filter(
        model__unit__level__in=COMMUNE_OR_BELOW
    )
