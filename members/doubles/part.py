"""A merging is taken back: both records as they were, unless later edits rest on it."""

import json

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from audit.log import record
from audit.models import Verb
from core.exceptions import DomainError
from members.doubles.ledger import model_of, python_values, values_of
from members.models import Consent, Double, Member, Membership, Merge, Standing
from members.services.rows import locked

TOLD = 5  # later edits that are named
DATED = (Membership, Standing, Consent)  # a later change of any column tells another story


class RestsOnIt(DomainError):
    """Later edits rest on the merging; the message names them."""


@transaction.atomic
def part_again(*, merge_id, by):
    """Bring both records back as they were before the merging.

    What was written since and touches nothing that the merging changed stays with the record that
    stayed. Raises `RestsOnIt` when a value or row that the merging changed was changed again.
    """
    merges = Merge.objects.visible_to(by).in_force().select_for_update(of=("self",))
    merge = merges.select_related("unit", "gone_unit").filter(pk=merge_id).first()
    if merge is None:
        raise DomainError(_("This merging is no longer in force, or not yours to take back."))
    _refuse_later_merging(merge)
    entries = json.loads(merge.ledger)
    if not entries:
        raise DomainError(_("What this merging changed is no longer kept."))
    locked(Member.objects.all(), by=by, pk=merge.kept_number)
    if later := [words for entry in entries for words in _changed_since(entry)]:
        raise RestsOnIt(_and_then(later))
    _restore(entries, merge)
    merge.undone_at, merge.undone_by = timezone.now(), by
    merge.save(update_fields=["undone_at", "undone_by"])
    for number in (merge.kept_number, merge.gone_number):
        woman = Member.objects.select_related("home_unit").get(pk=number)
        record(Verb.VOIDED, by=by, target=woman, unit=woman.home_unit, details={"what": "parted"})
    return merge


def women_of(merge):
    """(name, birth year) of both records before they became one; none for an old merging whose
    ledger has been emptied."""
    entries = [entry for entry in json.loads(merge.ledger) if model_of(entry) is Member]
    entries.sort(key=lambda entry: entry["pk"] != merge.kept_number)
    return [(entry["before"]["full_name"], entry["before"]["birth_year"]) for entry in entries]


def _refuse_later_merging(merge):
    numbers = [merge.kept_number, merge.gone_number]
    later = Merge.objects.in_force().filter(pk__gt=merge.pk)
    later = later.filter(kept_number__in=numbers) | later.filter(gone_number__in=numbers)
    if following := later.order_by("-pk").first():
        raise RestsOnIt(
            _("A later merging rests on this one: %(merging)s. Take that one back first.")
            % {"merging": following}
        )


def _changed_since(entry):
    """What was changed again of a row that the merging changed, in words."""
    model, before, after = model_of(entry), entry["before"], entry["after"]
    if after is None or model is Double:
        return
    row = model._base_manager.filter(pk=entry["pk"]).first()
    if row is None:
        yield _("%(what)s: deleted since") % {"what": capfirst(model._meta.verbose_name)}
        return
    now = values_of(row)
    fields = {field.attname: field for field in model._meta.concrete_fields}
    for name in after if model in DATED else _changed(before, after):
        if now.get(name) != after[name]:
            what, field = capfirst(model._meta.verbose_name), fields[name].verbose_name
            yield f"{what}: {field}"


def _changed(before, after):
    """Columns that the merging changed; a version only counts up."""
    return [name for name in after if before.get(name) != after[name] and name != "version"]


def _and_then(later):
    said = "; ".join(dict.fromkeys(later[:TOLD]))
    return (
        _("These were changed after the merging, so it cannot simply be taken back: %(what)s.")
        % {"what": said}
        + " "
        + _("Put them right by hand, or ask the district.")
    )


def _restore(entries, merge):
    """First her row, then what goes back to her, then the rest: no two rows ever collide."""
    women = [entry for entry in entries if model_of(entry) is Member]
    rows = [entry for entry in entries if model_of(entry) is not Member]
    for entry in women:
        if entry["after"] is None:
            _insert(entry, version=entry["before"]["version"] + 1)
    stood = [entry for entry in rows if entry["after"] is not None]
    _let_go_of_earlier_spells(stood)
    for entry in sorted(stood, key=lambda entry: not _goes_back(entry, merge)):
        _put_back(entry)
    for entry in rows:
        if entry["after"] is None:
            _insert(entry)
    for entry in women:
        if entry["after"] is not None:
            _put_back(entry)
            Member.objects.filter(pk=entry["pk"]).update(version=F("version") + 1)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _let_go_of_earlier_spells(stood):
    """Spells that get another one before them point at none first: no two ever point at one."""
    moved = [
        entry["pk"]
        for entry in stood
        if model_of(entry) is Membership
        and entry["before"]["came_from_id"] != entry["after"]["came_from_id"]
    ]
    Membership.objects.filter(pk__in=moved).update(came_from=None)


def _goes_back(entry, merge):
    return any(
        entry["before"].get(name) == merge.gone_number and value == merge.kept_number
        for name, value in entry["after"].items()
    )


def _insert(entry, **values):
    model = model_of(entry)
    row = model(**python_values(model, entry["before"]) | values)
    row.save_base(raw=True, force_insert=True)


def _put_back(entry):
    model, before = model_of(entry), entry["before"]
    values = {name: before[name] for name in _changed(before, entry["after"]) if name in before}
    rows = model._base_manager.filter(pk=entry["pk"])
    if model is Double and _decided_since(rows, entry):
        return
    if not rows.exists():
        _insert(entry)
    elif values:
        rows.update(**python_values(model, values))


def _decided_since(rows, entry):
    """Whether somebody told a pair apart, or took that back, after the merging: that stands."""
    now = rows.first()
    return now is not None and now.state != entry["after"]["state"]
