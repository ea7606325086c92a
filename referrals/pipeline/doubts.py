"""What is worth a second look but does not stop anybody: the rules' limits, votes, gaps, dates.

Warn, not block: exceptions exist (over 60, mountainous areas) and the Party decides, not we.
"""

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from core.dates import add_months
from members.enums import Schooling
from referrals.enums import Stage
from referrals.pipeline.moves import UNION_STEPS, skipped
from referrals.pipeline.stages import PAUSES

SCHOOLING_ORDER = list(Schooling)
PERSON_STAGES = (Stage.PROPOSED, Stage.INTRODUCED, Stage.CELL_RESOLUTION)
CERTIFICATE_STAGES = (Stage.DOSSIER, Stage.OPINION_GIVEN, Stage.CELL_RESOLUTION)


class Person(NamedTuple):
    """What the rules ask about her; None or "" where the book does not know."""

    birth_year: int | None = None
    birth_date: date | None = None
    schooling: str = ""
    is_party_member: bool = False


def doubts(case, stage, on, *, data, person, rules):
    """Sentences to show beside the step; an empty list when nothing is odd."""
    found = []
    if stage in PERSON_STAGES:
        found += _about_person(person, on, rules)
    if stage not in PAUSES:
        found += _about_order(case, stage, on)
    found += _about_votes(stage, data)
    found += _about_certificate(case, stage, on)
    found += _about_probation(case, stage, on, rules)
    return found


def _about_person(person, on, rules):
    if person.is_party_member:
        yield _("She is recorded as a Party member already.")
    if _younger(person, rules.min_age, on):
        yield _("She is not yet %(age)s years old on that day.") % {"age": rules.min_age}
    if _older(person, rules.max_age, on):
        yield _("She is over %(age)s years old on that day: only in exceptional cases.") % {
            "age": rules.max_age
        }
    yield from _about_schooling(person, rules)


def _about_schooling(person, rules):
    if not person.schooling:
        yield _("Her schooling is not recorded.")
    elif _below(person.schooling, rules.min_schooling_hardship):
        yield _("Her schooling (%(has)s) is below what the rules ask: %(least)s.") % {
            "has": Schooling(person.schooling).label,
            "least": Schooling(rules.min_schooling).label,
        }
    elif _below(person.schooling, rules.min_schooling):
        yield _("Her schooling (%(has)s) is enough only in mountainous and ethnic areas.") % {
            "has": Schooling(person.schooling).label
        }


def _below(schooling, least):
    return SCHOOLING_ORDER.index(schooling) < SCHOOLING_ORDER.index(least)


def _younger(person, age, on):
    """True when she surely is not `age` yet; by the year alone where only that is known."""
    if person.birth_date:
        return on < add_months(person.birth_date, 12 * age)
    return bool(person.birth_year) and on.year - person.birth_year < age


def _older(person, age, on):
    if person.birth_date:
        return on > add_months(person.birth_date, 12 * age)
    return bool(person.birth_year) and on.year - person.birth_year > age


def _about_order(case, stage, on):
    if missing := skipped(case, stage):
        steps = ", ".join(str(step.label) for step in missing)
        yield _("Not recorded yet: %(steps)s.") % {"steps": steps}
    latest = case.latest
    if latest and on < latest.on and stage not in UNION_STEPS:
        yield _("The day lies before “%(step)s” (%(day)s); the case stays where it stands.") % {
            "step": latest.stage.label,
            "day": f"{latest.on:%d/%m/%Y}",
        }


def _about_votes(stage, data):
    votes, total = data.get("votes_for"), data.get("votes_total")
    if votes is None or not total:
        return
    if stage == Stage.CELL_RESOLUTION and 3 * votes < 2 * total:
        yield _(
            "%(votes)s of %(total)s votes are fewer than two thirds of the official members."
        ) % {
            "votes": votes,
            "total": total,
        }
    if stage == Stage.DISTRICT_REVIEW and 2 * votes <= total:
        yield _("%(votes)s of %(total)s votes are no majority.") % {"votes": votes, "total": total}


def _about_certificate(case, stage, on):
    certified = case.last_of(Stage.CERTIFIED)
    if stage not in CERTIFICATE_STAGES or not certified or not certified.due_on:
        return
    day = f"{certified.due_on:%d/%m/%Y}"
    if certified.due_on < on:
        yield _("Her certificate of the awareness class expired on %(day)s.") % {"day": day}
    elif certified.due_on <= add_months(on, 6):
        yield _("Her certificate of the awareness class expires on %(day)s.") % {"day": day}


def _about_probation(case, stage, on, rules):
    admitted = case.last_of(Stage.PROBATIONARY)
    if stage != Stage.OFFICIAL or not admitted:
        return
    ends = add_months(admitted.on, rules.probation_months)
    if on != ends:
        yield _("By the rules she is official from the end of probation, %(day)s.") % {
            "day": f"{ends:%d/%m/%Y}"
        }
