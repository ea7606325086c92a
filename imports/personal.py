"""What uploaded lists keep about a woman: the row that told of her, sealed as it was read."""

from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from audit.holdings import Holding
from core.sealed import throw_away
from imports.enums import OPEN
from imports.models import Batch, BatchRow
from imports.querysets import Unnest

HOLDINGS = [
    Holding(
        BatchRow,
        "member",
        Permission.MEMBER_CHANGE,
        clear={"content": {}, "said": {}, "sheet": "", "block": "", "candidates": []},
        keep=(
            *("batch", "position", "source_row", "decision", "asked", "unit", "household"),
            *("elsewhere", "taken"),
        ),
        narrowed=True,
        untold=(
            *("position", "content", "said", "decision", "asked", "unit", "household"),
            *("candidates", "elsewhere", "taken"),
        ),
    ),
]


def hindrances(number):
    """A list that tells of her, or may, is taken in or refused first."""
    hers = BatchRow.objects.filter(Q(member=number) | Q(candidates__contains=[number]))
    for batch in Batch.objects.filter(stage__in=OPEN, pk__in=hers.values("batch")).order_by("pk"):
        yield _("The uploaded list “%(list)s” names her. Finish it first.") % {"list": batch}


def hindered():
    """Whom a list that is still going on names, or may."""
    open_rows = BatchRow.objects.filter(batch__stage__in=OPEN).order_by()
    yield open_rows.filter(member__isnull=False).values("member")
    yield open_rows.annotate(candidate=Unnest("candidates")).values("candidate")


def forget(numbers):
    """The files of lists that told of her; what the other rows became stays."""
    hers = BatchRow.objects.filter(member__in=numbers).values("batch")
    for batch in Batch.objects.filter(pk__in=hers).exclude(content=""):
        transaction.on_commit(partial(throw_away, batch.content))
        Batch.objects.filter(pk=batch.pk).update(content="")
