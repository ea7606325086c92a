"""Who helps which household with which criterion, and what came of it."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from core.exceptions import DomainError
from core.forms import check_version
from members.heirs import heirs_of, taken_in
from members.models import Member
from models_programs.enums import HelpResult, Result
from models_programs.models import Assistance, AssistanceVisit, Finding, Review
from models_programs.services.reviews import may_reveal
from models_programs.services.rows import CHANGE, check_day, locked, written


@transaction.atomic
def assign_help(*, finding_id, helper_name, helper, started_on, until, by, note=""):
    """Assign a helper (a member, or a name) to the household of an unmet criterion.

    Raises `DomainError` when the criterion is met by now, is helped already, or the days are wrong.
    """
    finding = Finding.objects.visible_to(by, CHANGE).filter(pk=finding_id).first()
    review = locked(Review.objects, by=by, pk=finding.review_id if finding else None)
    finding = review.findings.open().unmet().filter(pk=finding_id).first()
    if finding is None or (finding.criterion.sensitive and not may_reveal(by, review.unit)):
        raise DomainError(_("This criterion is met by now, so there is nothing to help with."))
    _check_days(started_on, until)
    homes = [review.household_id, *taken_in([review.household_id])]
    rows = Assistance.objects.open().filter(
        household__in=homes, criterion=finding.criterion_id, year=review.year
    )
    if already := rows.first():
        raise DomainError(
            _("%(helper)s already helps with this criterion. Close that help first.")
            % {"helper": already.helper_name}
        )
    return Assistance.objects.create(
        household_id=review.household_id,
        unit_id=review.unit_id,
        criterion_id=finding.criterion_id,
        year=review.year,
        started_on=started_on,
        until=until,
        note=note,
        recorded_by=by,
        **_helper(helper_name, helper, by),
    )


def _helper(helper_name, helper, by):
    """The name is kept even with a member, so that the line stays readable when she leaves."""
    members = Member.objects.visible_to(by, Permission.MEMBER_VIEW).named()
    if helper and not members.filter(pk=helper.pk).exists():
        raise DomainError(_("That member is not in your unit."), field="member")
    if not (helper or helper_name):
        raise DomainError(_("Write who helps: a name, or a member."), field="helper_name")
    return {"helper": helper, "helper_name": helper.full_name if helper else helper_name}


def _check_days(started_on, until):
    check_day(started_on, field="started_on")
    if until < started_on:
        raise DomainError(
            _("%(until)s is before the help begins (%(start)s). Write a later day.")
            % {"until": written(until), "start": written(started_on)},
            field="until",
        )


def _open(assistance_id, by):
    help_ = locked(Assistance.objects, by=by, pk=assistance_id)
    if help_.closed_on:
        raise DomainError(_("This help was closed on %(day)s.") % {"day": written(help_.closed_on)})
    return help_


@transaction.atomic
def update_help(*, assistance_id, version, helper_name, helper, until, by, note=""):
    """Change who helps and until when, while it is open."""
    help_ = _open(assistance_id, by)
    check_version(help_, version)
    _check_days(help_.started_on, until)
    for name, value in _helper(helper_name, helper, by).items():
        setattr(help_, name, value)
    help_.until, help_.note = until, note
    help_.save()
    return help_


@transaction.atomic
def add_visit(*, assistance_id, on, note, by):
    """Write down one visit or piece of help."""
    help_ = _open(assistance_id, by)
    check_day(on, field="on", since=help_.started_on, since_words=_("the help began"))
    return AssistanceVisit.objects.create(assistance=help_, on=on, note=note, recorded_by=by)


@transaction.atomic
def close_help(*, assistance_id, result, on, by, note=""):
    """Close the help with a result; "now met" also resolves the finding of the year, and that of
    the household in which it came along."""
    help_ = _open(assistance_id, by)
    check_day(on, field="on", since=help_.started_on, since_words=_("the help began"))
    help_.result, help_.closed_on = result, on
    help_.note = note or help_.note
    help_.version += 1
    help_.save()
    if result == HelpResult.MET:
        _resolve(help_, on)
    return help_


def _resolve(help_, on):
    heirs = heirs_of([help_.household_id]).get(help_.household_id, ())
    findings = Finding.objects.open().filter(
        review__household__in=[help_.household_id, *(heir for heir, since in heirs if since <= on)],
        review__year=help_.year,
        criterion=help_.criterion_id,
        result=Result.UNMET,
    )
    for finding in findings.select_for_update(of=("self",), no_key=True):
        finding.resolved_on = max(on, finding.found_on)
        finding.save(update_fields=["resolved_on"])
        Review.objects.filter(pk=finding.review_id).update(version=F("version") + 1)
