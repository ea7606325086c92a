"""What two records hold, and what one record of both would hold, before anything is written."""

from dataclasses import dataclass, replace

from django.db import transaction

from members.doubles import choices
from members.doubles.merge import merge_members
from members.doubles.rules import relations
from members.enums import StandingKind
from members.models import Double, Household, Member, Standing


@dataclass(frozen=True)
class Side:
    """One record with its spells (latest first), standings, and (words, number) of what points at
    it, as far as the reader may see it; in a result `left` is the household that she loses."""

    member: Member
    spells: list
    standings: list
    held: list
    left: Household | None = None


def side_of(member, user):
    """Party membership is left out, as in every list; cases are told to those who may see them."""
    standings = Standing.objects.filter(member=member).exclude(kind=StandingKind.PARTY)
    return Side(
        member=member,
        spells=list(member.memberships.select_related("unit").order_by("-during")),
        standings=list(standings),
        held=[(words, number) for words, number in _held(member, user) if number],
    )


TOLD_APART = ("memberships", "standings")


def _held(member, user):
    for link in relations():
        model = link.related_model
        if model is Double or link.get_accessor_name() in TOLD_APART:
            continue
        if hasattr(model.objects, "visible_to"):
            rows = model.objects.visible_to(user).filter(**{link.field.name: member})
            yield model._meta.verbose_name_plural, rows.count()


def result_of(*, pair, versions, wish, by):
    """The `Side` and the answers that a merging would leave: it is done, read and rolled back.

    Raises what the merging would raise.
    """
    with transaction.atomic():
        merge_members(pair_id=pair.pk, versions=versions, wish=wish, by=by)
        rows = Member.objects.select_related(
            "household__unit", "home_unit", "ethnicity", "religion"
        )
        member = rows.get(pk=pair.first_id)
        side = replace(side_of(member, by), left=_left(pair, wish, member))
        said = [question for question in choices.questions(member, member) if question.kept]
        transaction.set_rollback(True)
    return side, said


def _left(pair, wish, member):
    """The household that was chosen, if she cannot live in it where she belongs from now on."""
    chosen = pair.second if wish.take.get("household") == choices.GONE else pair.first
    return chosen.household if chosen.household and not member.household else None
