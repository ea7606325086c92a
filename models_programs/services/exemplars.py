"""People and collectives held up as examples."""

from django.db import transaction

from core.forms import check_version
from core.locking import refuse_forgotten
from members.enums import Purpose
from members.models import Consent
from models_programs.models import Exemplar
from models_programs.services.rows import assign, check_day, check_still_hers, locked


@transaction.atomic
def introduce_exemplar(*, by, **fields):
    """Write an exemplar down; a member's own name is used when she is linked."""
    exemplar = Exemplar(recorded_by=by, **_named(fields))
    check_day(exemplar.introduced_on, field="introduced_on")
    exemplar.save()
    check_still_hers(exemplar, by=by)
    return exemplar


@transaction.atomic
def update_exemplar(*, exemplar_id, version, by, **changes):
    """Change an exemplar. Raises `StaleEdit`, or `DomainError` for a day to come."""
    exemplar = locked(Exemplar.objects, by=by, pk=exemplar_id)
    check_version(exemplar, version)
    assign(exemplar, _named(changes, linked=exemplar.member_id))
    check_day(exemplar.introduced_on, field="introduced_on")
    exemplar.save()
    check_still_hers(exemplar, by=by)
    return exemplar


def agreed_to_publicity(exemplar):
    """Whether a linked member's consent to publish stands; a collective, or a name, needs none."""
    if exemplar.member_id is None:
        return True
    consents = Consent.objects.in_force().filter(purpose=Purpose.PUBLICITY)
    return consents.filter(member=exemplar.member_id).exists()


def _named(fields, linked=None):
    member = fields.get("member")
    if member and member.pk != linked:
        refuse_forgotten(member)
    if fields.get("is_collective"):
        return {**fields, "member": None}
    return {**fields, "name": fields.get("name") or member.full_name} if member else fields
