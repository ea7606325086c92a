"""What is done to a whole list: its columns, branches and letters, taking in and taking back."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import require
from core.http import row_key
from imports.services.accept import accept_batch
from imports.services.answers import choose_font, choose_places, correct_columns, start_again
from imports.services.ending import ask_to_take_back, obstacles_of, refuse_batch
from imports.views.pages import CHANGE, after, attempt, steps_of, the_batch


@require(CHANGE)
@require_POST
def columns(request, pk):
    """What the columns of one sheet hold, as she corrects it."""
    batch = the_batch(request, pk, CHANGE)
    fields = {
        index: value or None
        for name, value in request.POST.items()
        if name.startswith("c") and (index := row_key(name[1:])) is not None
    }
    where = {name: request.POST.get(name, "") for name in ("sheet", "block")}
    deed = {"batch_id": batch.pk, **where, "fields": fields, "by": request.user}
    attempt(request, lambda: correct_columns(**deed))
    return after(request, batch)


@require(CHANGE)
@require_POST
def places(request, pk):
    """To which unit each branch of the file belongs."""
    batch = the_batch(request, pk, CHANGE)
    keys, units = request.POST.getlist("key"), request.POST.getlist("unit")
    chosen = {key: row_key(unit) for key, unit in zip(keys, units, strict=False)}
    chosen = {key: unit for key, unit in chosen.items() if unit is not None}
    deed = {"batch_id": batch.pk, "chosen": chosen, "by": request.user}
    attempt(request, lambda: choose_places(**deed), _("Saved."))
    return after(request, batch)


@require(CHANGE)
@require_POST
def letters(request, pk):
    """Whether old letters were read rightly."""
    batch = the_batch(request, pk, CHANGE)
    font = request.POST.get("font", "")
    attempt(request, lambda: choose_font(batch_id=batch.pk, font=font, by=request.user))
    return after(request, batch)


@require(CHANGE)
@require_POST
def accept(request, pk):
    """Take the ready rows into the book; a worker does it, and the page tells how far it is."""
    batch = the_batch(request, pk, CHANGE)
    attempt(request, lambda: accept_batch(batch_id=batch.pk, by=request.user))
    return redirect(batch)


@require(CHANGE)
@require_POST
def refuse(request, pk):
    batch = the_batch(request, pk, CHANGE)
    said = _("Nothing of this list has gone into the book. Its file has been thrown away.")
    if attempt(request, lambda: refuse_batch(batch_id=batch.pk, by=request.user), said):
        return redirect("imports:list")
    return redirect(batch)


@require(CHANGE)
@require_http_methods(["GET", "POST"])
def take_back(request, pk):
    """Undo the list; first it is told what would stand in the way."""
    batch = the_batch(request, pk, CHANGE)
    if request.method == "POST":
        attempt(request, lambda: ask_to_take_back(batch_id=batch.pk, by=request.user))
        return redirect(batch)
    obstacles = obstacles_of(batch)
    parts = {"batch": batch, "obstacles": obstacles[:50], "number": len(obstacles)}
    parts["steps"] = steps_of(batch)
    return render(request, "imports/take_back.html", parts)


@require(CHANGE)
@require_POST
def again(request, pk):
    """Start work anew whose worker was lost, or that failed."""
    batch = the_batch(request, pk, CHANGE)
    attempt(request, lambda: start_again(batch_id=batch.pk, by=request.user))
    return redirect(batch)
