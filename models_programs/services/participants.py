"""Women who take part in a model or club."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from core.exceptions import DomainError
from core.ranges import closed_at, open_from
from members.models import Member
from models_programs.models import Participation, ShowcaseModel
from models_programs.services.rows import check_day, locked, written


@transaction.atomic
def add_participant(*, model_id, member_id, since, by, role=""):
    """She takes part from `since` on. Raises `DomainError` while she already does."""
    model = locked(ShowcaseModel.objects, by=by, pk=model_id)
    members = Member.objects.visible_to(by, Permission.MEMBER_VIEW).named()
    member = members.filter(pk=member_id).first()
    if member is None:
        raise DomainError(_("That member is not in your unit."), field="member")
    check_day(since, field="since", since=model.founded_on, since_words=_("the model was founded"))
    if model.ended_on and since >= model.ended_on:
        raise DomainError(_("This model has ended."), field="since")
    during = open_from(since)
    if model.participations.filter(member=member, during__overlap=during).exists():
        raise DomainError(
            _("%(name)s already takes part in this model.") % {"name": member.full_name},
            field="member",
        )
    return Participation.objects.create(
        model=model, member=member, during=during, role=role, recorded_by=by
    )


@transaction.atomic
def end_participation(*, participation_id, on, by):
    """She takes part no longer from `on` on; a spell without a day in it is taken back whole."""
    spell = locked(Participation.objects, by=by, pk=participation_id)
    if spell.during.upper:
        raise DomainError(_("She left on %(day)s.") % {"day": written(spell.during.upper)})
    check_day(on, field="on", since=spell.during.lower, since_words=_("she joined"))
    if on == spell.during.lower:
        spell.delete()
        return spell
    spell.during = closed_at(spell.during, on)
    spell.save(update_fields=["during"])
    return spell
