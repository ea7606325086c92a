"""What `manage.py check_integrity` compares in the member book."""

from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from audit.forgetting import left_over
from core.crypto import keyed_hash
from members.enums import Ended
from members.models import Member, Membership, Merge


def home_units_follow_spells():
    """Her home unit is that of her current or last spell."""
    last = Membership.objects.filter(member=OuterRef("pk")).order_by("-during").values("unit")[:1]
    members = Member.objects.annotate(wanted=Subquery(last)).order_by("pk")
    for member in members.filter(wanted=None):
        yield f"{member.code}: has no spell of membership"
    for member in members.exclude(wanted=F("home_unit")).exclude(wanted=None):
        yield f"{member.code}: home unit is {member.home_unit_id}, last spell says {member.wanted}"


def transfers_meet():
    """A spell that came from another one begins on the day that one ended, as a transfer."""
    seams = Membership.objects.exclude(came_from=None).order_by("pk")
    apart = seams.exclude(
        during__startswith=F("came_from__during__endswith"),
        came_from__ended_as=Ended.TRANSFERRED,
        kind=F("came_from__kind"),
    )
    for spell in apart.select_related("member"):
        yield f"{spell.member.code}: spell {spell.pk} does not meet the one it came from"


def citizen_numbers_can_be_found():
    """The hash and the last four digits beside a citizen number are those of the number."""
    for member in Member.objects.exclude(Q(national_id="") & Q(national_id_hash="")).order_by("pk"):
        kept = (member.national_id_hash, member.national_id_tail)
        if kept != (keyed_hash(member.national_id), member.national_id[-4:]):
            yield f"{member.code}: hash or last digits differ from the citizen number"


def heads_can_be_searched():
    """The head of the household beside each member is that of her household."""
    members = Member.objects.named()
    members = members.annotate(wanted=Coalesce("household__head_name", Value("")))
    for member in members.exclude(wanted=F("head_name")).order_by("pk"):
        yield f"{member.code}: searched by head “{member.head_name}”, not “{member.wanted}”"


def forgotten_are_forgotten():
    """Of whoever was anonymised nothing is left that the statements of personal data empty."""
    for number in Member.objects.exclude(anonymised_on=None).values_list("pk", flat=True):
        for what in left_over(Merge.objects.numbers_of(number)):
            yield f"HV{number:07d}: anonymised, and still holds {what}"
