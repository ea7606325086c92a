"""What the member book adds to the forgetting of a woman: why not yet, and what no column says."""

from django.db.models import Q
from django.utils.translation import gettext as _

from audit.history import snapshot_model
from audit.holdings import UNNAMED
from audit.models import Entry
from core.text import fold
from members.enums import Relation, RequestKind
from members.exports.service import throw_away_of
from members.models import (
    Comparison,
    DataRequest,
    Double,
    Household,
    HouseholdChange,
    Member,
    Membership,
    Merge,
    Relocation,
    Transfer,
)


def hindrances(number):
    """What of hers is still going on in the book."""
    if Membership.objects.filter(member=number).still_open().exists():
        yield _("She is a member at present. Write down the end of her membership first.")
    if Transfer.objects.filter(member=number).waiting().exists():
        yield _("A transfer of hers waits for an answer. Have it answered first.")
    if Comparison.objects.filter(member=number).waiting().exists():
        yield _("The district has been asked to compare her record. Wait for the answer.")
    others = DataRequest.objects.filter(member=number).open().exclude(kind=RequestKind.DELETION)
    for asked in others:
        yield _("Her request “%(what)s” is still open. Answer it first.") % {
            "what": asked.get_kind_display()
        }


def hindered():
    """The numbers of all to whom one of the above applies."""
    yield Membership.objects.still_open().values("member")
    yield Transfer.objects.waiting().values("member")
    yield Comparison.objects.waiting().values("member")
    yield DataRequest.objects.open().exclude(kind=RequestKind.DELETION).values("member")


def forget(numbers):
    """Proposed pairs, sealed ledgers, files and homes that name her."""
    for number in numbers:
        Double.objects.proposed().of(number).delete()
        Merge.objects.forget(number)
    units = Membership.objects.filter(member__in=numbers).values_list("unit", flat=True)
    homes = Member.objects.filter(pk__in=numbers).values_list("home_unit", flat=True)
    throw_away_of({*units, *homes})
    for woman in Member.objects.filter(pk__in=numbers):
        for home in _homes_of(woman, numbers):
            _unname_chronicle(home, woman)
            _unname(home, woman)


def _homes_of(woman, numbers):
    """Where she lives, and lived as far as history tells."""
    snapshots = snapshot_model(Member).objects.filter(pgh_obj__in=numbers)
    left = Relocation.objects.filter(member=woman).values_list("left", flat=True)
    known = {woman.household_id, *snapshots.values_list("household", flat=True), *left} - {None}
    return Household.objects.select_for_update().filter(pk__in=known).order_by("pk")


def _unname_chronicle(home, woman):
    """The chronicle of a home where she lived tells of heads by their names."""
    hers, kept = fold(woman.full_name), snapshot_model(HouseholdChange).objects
    for model in (HouseholdChange.objects, kept):
        for told in model.filter(Q(household=home) | Q(other=home)):
            names = ("head_before", "head_after")
            changes = {name: UNNAMED for name in names if fold(getattr(told, name)) == hers}
            if changes:
                model.filter(pk=told.pk).update(**changes)


def _unname(home, woman):
    """A home of which she is the head loses that name. It is emptied with the last of its women
    only if nobody else is its head, or once it is dissolved: a husband's home goes on."""
    hers = fold(woman.full_name)
    is_head = home.pk == woman.household_id and woman.relation == Relation.HEAD
    is_head = is_head or fold(home.head_name) == hers
    others = Member.objects.named().filter(household=home).exclude(pk=woman.pk)
    ends = (is_head or home.ended_on is not None) and not others.exists()
    if not (is_head or ends):
        return
    changes = {"head_name": UNNAMED, **({"address": ""} if ends else {})}
    Household.objects.filter(pk=home.pk).update(**changes, version=home.version + 1)
    snapshots = snapshot_model(Household).objects.filter(pgh_obj=home.pk)
    for snapshot in snapshots:
        if ends or (is_head and fold(snapshot.head_name) in {hers, fold(home.head_name)}):
            type(snapshot).objects.filter(pk=snapshot.pk).update(**changes)
    _unname_lines(home)


def _unname_lines(home):
    """The trail names a home, and what hangs on it, by its head."""
    Entry.objects.unname(Household, [home.pk])
    for link in Household._meta.related_objects:
        if link.related_model is not Member and not hasattr(link.related_model, "pgh_obj"):
            rows = link.related_model._base_manager.filter(**{link.field.name: home.pk})
            Entry.objects.unname(link.related_model, list(rows.values_list("pk", flat=True)))
