"""The board: one list of cards by deadline, which a desktop sets out in columns by phase."""

from typing import NamedTuple

from django.db.models import Count, Q
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from accounts.access import require
from accounts.permissions import Permission
from chapters.enums import Level
from chapters.models import Unit
from chapters.scope import working_unit
from core.http import row_key, wants_part
from core.paging import page_of
from referrals import pipeline
from referrals.enums import Stage
from referrals.models import Referral

OVERDUE, PAUSED, CLOSED = "overdue", "paused", "closed"


class Card(NamedTuple):
    """One case on the board; `column` counts the phases from 1."""

    referral: Referral
    stage: str
    next: pipeline.NextStep | None
    column: int


class Chip(NamedTuple):
    """A filter with its count; the empty key shows every open case."""

    key: str
    label: str
    count: int


@require(Permission.REFERRAL_VIEW)
@require_GET
@vary_on_headers("HX-Request", "HX-Boosted")
def board(request):
    """Open cases of her units: overdue first; filters by chapter and phase stand in the address."""
    today = timezone.localdate()
    units = Unit.objects.visible_to(request.user, Permission.REFERRAL_VIEW).open()
    unit = chosen_unit(request, units)
    rows = Referral.objects.visible_to(request.user)
    rows = rows.under(unit) if unit else rows
    show = request.GET.get("show", "")
    shown = narrowed(rows, show, today).select_related("unit", "member__home_unit")
    page = page_of(shown.with_consent().by_deadline(), request)
    context = {
        "page": page,
        "cards": [card_of(row, today) for row in page],
        "chips": chips_of(rows, today),
        "show": show,
        "unit": unit,
        "units": units.at(Level.DISTRICT, Level.COMMUNE).in_order(),
        "phases": pipeline.PHASES,
        "in_columns": show in ("", OVERDUE),
    }
    part = wants_part(request)
    return render(request, "referrals/_cards.html" if part else "referrals/board.html", context)


def chosen_unit(request, units):
    """The unit asked for, if it is hers to see; else the one she works in."""
    found = units.filter(pk=row_key(request.GET.get("unit", ""))).first()
    return found or working_unit(request, Permission.REFERRAL_VIEW)


def narrowed(rows, show, today):
    """The cases that a filter shows; an unknown one shows every open case."""
    if show == CLOSED:
        return rows.exclude(closed_on=None).with_stage()
    if show == OVERDUE:
        return rows.overdue(today)
    if show == PAUSED:
        return rows.open().with_stage().filter(paused=True)
    stages = {phase.key: phase.stages for phase in pipeline.PHASES}.get(show)
    rows = rows.open().with_stage()
    return rows.filter(stage__in=stages, paused=False) if stages else rows


def chips_of(rows, today):
    """Every filter with its count; three statements."""
    staged = rows.open().with_stage().filter(paused=False).order_by()
    by_stage = dict(staged.values_list("stage").annotate(n=Count("pk")))
    closed = Count("pk", filter=~Q(closed_on=None))
    totals = rows.order_by().aggregate(open=Count("pk", filter=Q(closed_on=None)), closed=closed)
    chips = [
        Chip("", _("All open"), totals["open"]),
        Chip(OVERDUE, _("Overdue"), rows.overdue(today).count()),
    ]
    for phase in pipeline.PHASES:
        chips.append(
            Chip(phase.key, phase.label, sum(by_stage.get(stage, 0) for stage in phase.stages))
        )
    paused = totals["open"] - sum(by_stage.values())
    return [*chips, Chip(PAUSED, _("Paused"), paused), Chip(CLOSED, _("Closed"), totals["closed"])]


def card_of(referral, today):
    """What a card says: where she stands, what comes next, by when."""
    stage = Stage(referral.stage) if referral.stage else None
    told = stage and pipeline.next_steps(
        stage,
        due_on=referral.due_on,
        today=today,
        paused=referral.paused,
        consented=referral.consented,
    )
    columns = {s: n for n, phase in enumerate(pipeline.PHASES, start=1) for s in phase.stages}
    return Card(referral, stage.label if stage else "", told, columns.get(stage, 0))
