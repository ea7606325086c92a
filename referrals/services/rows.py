"""What every step of a case begins with: the locked case, what it says, the rules of the day."""

from django.utils.translation import gettext as _

from accounts.permissions import Permission
from chapters.scope import holds_at
from core import locking
from core.exceptions import DomainError
from members.enums import Purpose, StandingKind
from members.models import Consent, Membership, Standing
from referrals import pipeline
from referrals.enums import Stage
from referrals.models import Milestone, Referral, RuleSet


def locked(referral_id, by):
    """The case, read anew under a lock; `NotHers` when it is not hers to see. Whether she may do
    what she is about to is asked of the case."""
    rows = Referral.objects.select_related("member", "unit")
    return locking.locked(rows, by=by, permission=Permission.REFERRAL_VIEW, pk=referral_id)


def case_of(referral):
    """The case as its valid milestones say, for the tables of the pipeline."""
    rows = Milestone.objects.valid().filter(referral=referral).order_by("pk")
    steps = tuple(
        pipeline.Step(Stage(row.stage), row.on, row.recorded_by_id, row.data, row.due_on)
        for row in rows
    )
    return pipeline.Case(steps, referral.recorded_by_id, has_consent(referral.member_id))


def has_consent(member_id):
    """Whether her consent to the referral is recorded and not withdrawn."""
    given = Consent.objects.in_force().filter(member=member_id, purpose=Purpose.REFERRAL)
    return given.exists()


def may(by, permission, referral):
    """Whether `by` holds `permission` at the case."""
    return holds_at(by, permission, referral.unit)


def person_of(member, on):
    """What the rules ask about her."""
    in_party = Standing.objects.on(on).filter(member=member, kind=StandingKind.PARTY).exists()
    return pipeline.Person(member.birth_year, member.birth_date, member.schooling, in_party)


def rules_on(day):
    """The rule set in force on `day`; a gap in the table is told, not guessed over."""
    rules = RuleSet.objects.in_force(day).first()
    if rules is None:
        raise DomainError(
            _("No rule set is in force on %(day)s. Ask the administrator to add it.")
            % {"day": f"{day:%d/%m/%Y}"},
            field="on",
        )
    return rules


def unit_on(referral, day):
    """The branch she belonged to on `day`; that of the case when no spell covers it."""
    spell = Membership.objects.active_on(day).filter(member=referral.member_id).first()
    return spell.unit if spell else referral.unit


def check_kept(referral):
    """A case of which the words are forgotten has ended for good."""
    if referral.emptied_on:
        raise DomainError(
            _("What this case said was forgotten on %(day)s; it stays closed. Open a new one.")
            % {"day": f"{referral.emptied_on:%d/%m/%Y}"}
        )


def has_other_open(referral):
    """Whether the woman has an open case besides this one, in whichever unit."""
    others = Referral.objects.open().filter(member=referral.member_id)
    return others.exclude(pk=referral.pk).exists()
