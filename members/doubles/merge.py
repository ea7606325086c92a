"""Two records of one woman become one: in one transaction, or not at all.

The record with the lower number stays, the other is deleted and not hidden, so that no count, list
or search has to know of it (docs/adr: one record, no tombstones). Its number leads to her.
"""

from dataclasses import dataclass, field

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from audit.log import record
from audit.models import Verb
from core.exceptions import DomainError
from core.forms import check_version
from members.doubles import choices
from members.doubles.ledger import Ledger
from members.doubles.rules import Union, relations, rule_of
from members.enums import Purpose
from members.models import Consent, Double, Member, Merge
from members.services.rows import locked, same_home, settle_home


@dataclass(frozen=True)
class Wish:
    """What was chosen: the side of each question, and whose spells win where they overlap."""

    take: dict = field(default_factory=dict)
    spells: str = choices.KEPT


def survivor_of(number):
    """The number of the record into which `number` went; None of no merging. Look at scope next."""
    return Merge.objects.survivor_of(number)


def numbers_of(number):
    """Every number under which she ever stood: hers, and those that went into it."""
    return Merge.objects.numbers_of(number)


def merge_members(*, pair_id, versions, wish, by):
    """Make the two women of a pair one; the `Merge`, by which they can be parted again.

    `versions` are those of both rows as they were shown. Raises `StaleEdit` when somebody saved
    either since, `DomainError` where rows of both cannot stand side by side.
    """
    try:
        return _merged(pair_id, versions, wish, by)
    except IntegrityError as clash:  # a constraint of which no rule knows: refused, never a loss
        raise DomainError(
            _("Something of both records cannot stand side by side. Nothing has been changed.")
        ) from clash


@transaction.atomic
def _merged(pair_id, versions, wish, by):
    pair = Double.objects.visible_to(by).filter(pk=pair_id).first()
    if pair is None:
        raise DomainError(_("This pair is no longer there, or not yours to decide."))
    women = Member.objects.select_related("household__unit", "home_unit")
    kept, gone = (locked(women, by=by, pk=pk) for pk in (pair.first_id, pair.second_id))
    for woman, version in zip((kept, gone), versions, strict=True):
        check_version(woman, version)
    units = kept.home_unit, gone.home_unit
    ledger = Ledger()
    ledger.about_to_change(kept)
    ledger.about_to_change(gone)
    wins = gone.pk if wish.spells == choices.GONE else kept.pk
    values = choices.chosen(kept, gone, wish.take)
    _move_rows(Union(kept, gone, wins, by, ledger))
    _delete(gone)
    _write(kept, values)
    merge = Merge.objects.create(
        kept_number=kept.pk,
        gone_number=gone.pk,
        unit=units[0],
        gone_unit=units[1],
        ledger=ledger.as_text(),
        merged_by=by,
    )
    _tell(kept, units, by)
    return merge


def _move_rows(union):
    for relation in relations():
        rule = rule_of(relation)
        if rule is None:
            raise DomainError(
                _("Records that have %(what)s cannot be merged yet.")
                % {"what": relation.related_model._meta.verbose_name_plural}
            )
        rule.unite(union, relation)


def _delete(gone):
    """Delete the row alone. What still pointed at it would be an error at once, never a loss."""
    rows = Member.objects.filter(pk=gone.pk)
    rows._raw_delete(rows.db)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _write(kept, values):
    for name, value in values.items():
        setattr(kept, name, value)
    kept.save()
    settle_home(kept)
    kept.refresh_from_db()
    _leave_what_does_not_fit(kept)


def _leave_what_does_not_fit(kept):
    """Her household stands in her branch; without her consent no group and no religion is kept."""
    if kept.household and not same_home(kept.household, kept.home_unit):
        kept.household, kept.relation = None, ""
    statistics = Consent.objects.filter(member=kept, purpose=Purpose.STATISTICS)
    if statistics.exclude(withdrawn_on=None).exists() and not statistics.in_force().exists():
        kept.ethnicity = kept.religion = None
    kept.save()


def _tell(kept, units, by):
    """On the trail of both units; neither line names the record of another unit."""
    record(Verb.CHANGED, by=by, target=kept, unit=kept.home_unit, details={"what": "merged"})
    for unit in {unit.pk: unit for unit in units}.values():
        if unit.pk != kept.home_unit_id:
            details = {"what": "merged_elsewhere"}
            record(Verb.CHANGED, by=by, target=None, unit=unit, details=details)
