"""The search of the whole book: candidates by keys, weighed one by one, kept as pairs.

Searching twice changes nothing: pairs are inserted or brought up to date, and proposals that no
longer hold are taken away. Pairs told apart stay told apart, unless their citizen numbers have
become equal since. Memory is bounded: rows stream by, and what is found waits in the database.
"""

import json

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from chapters.models import Unit
from chapters.scope import holds_at
from core.exceptions import DomainError
from core.jobs import UNDER_WAY, run_job
from members.doubles.blocks import lay_out_candidates
from members.doubles.weighing import Weigher
from members.likeness import Kind
from members.models import DoublesScan

CHUNK = 5_000
LOCK = 7_310_001  # in the database: two searches at a time would write the same pairs

_PAIRS = """
    SELECT a.*, b.* FROM doubles_pair p
    JOIN doubles_woman a ON a.id = p.first JOIN doubles_woman b ON b.id = p.second
"""
_FOUND = """
    CREATE TEMP TABLE doubles_found (first bigint, second bigint, score int, evidence jsonb)
    ON COMMIT DROP
"""
_KEEP = """
    INSERT INTO doubles_found
    SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::int[], %s::jsonb[])
"""
_UPSERT = """
    INSERT INTO members_double (first_id, second_id, score, evidence, state, found_at)
    SELECT first, second, score, evidence, 'proposed', now() FROM doubles_found
    ON CONFLICT (first_id, second_id) DO UPDATE
    SET score = excluded.score, evidence = excluded.evidence, state = 'proposed',
        decided_at = NULL, decided_by_id = NULL
    WHERE (members_double.state = 'proposed'
           AND (members_double.score, members_double.evidence)
               IS DISTINCT FROM (excluded.score, excluded.evidence))
       OR (members_double.state = 'different'
           AND excluded.evidence @> %(number)s AND NOT members_double.evidence @> %(number)s)
"""
# What somebody pointed out by hand scores less than what a search keeps, and is left alone.
_NO_LONGER = """
    DELETE FROM members_double d
    USING members_member a, members_member b, chapters_unit ua, chapters_unit ub
    WHERE d.state = 'proposed' AND d.score >= %(look)s
      AND a.id = d.first_id AND b.id = d.second_id
      AND ua.id = a.home_unit_id AND ub.id = b.home_unit_id
      AND (starts_with(ua.path, %(path)s) OR starts_with(ub.path, %(path)s))
      AND NOT EXISTS (
          SELECT FROM doubles_found f WHERE f.first = d.first_id AND f.second = d.second_id)
"""


@transaction.atomic
def request_scan(*, unit_id, by):
    """Ask for a search among the women of a unit where `by` keeps the book.

    While one is under way there, that one is answered.
    """
    units = Unit.objects.visible_to(by, Permission.MEMBER_CHANGE)
    unit = units.select_for_update(of=("self",)).filter(pk=unit_id).first()
    if unit is None:
        raise DomainError(_("Choose a unit where you keep the book."))
    if scan := DoublesScan.objects.filter(unit=unit, state__in=UNDER_WAY).first():
        return scan
    scan = DoublesScan.objects.create(unit=unit, asked_by=by)
    scan.queue()
    return scan


def run_scan(scan_id):
    """Do one search; True when this call did it. See `core.jobs.run_job`."""
    return run_job(DoublesScan.objects.select_related("unit", "asked_by"), scan_id, _search)


def _search(scan):
    if not holds_at(scan.asked_by, Permission.MEMBER_CHANGE, scan.unit):
        raise DomainError(_("Whoever asked for this search no longer keeps the book there."))
    search(scan.unit.path, told=scan.tell)


@transaction.atomic
def search(path, *, told=lambda done, total: None):
    """Find the doubles of the women under `path`; how many pairs were weighed.

    `told(done, total)` hears how far it is.
    """
    told(0, 1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        weigher, done = Weigher(), 0
        total = lay_out_candidates(cursor, path, weigher)
        cursor.execute(_FOUND)
        for pairs in _pairs():
            done += len(pairs)
            told(done, total)
            if found := list(filter(None, map(weigher.weighed, pairs))):
                cursor.execute(_KEEP, [list(column) for column in zip(*found, strict=True)])
        cursor.execute(_UPSERT, {"number": json.dumps([[Kind.NUMBER_EQUAL]])})
        cursor.execute(_NO_LONGER, {"path": path, "look": settings.DOUBLES_LOOK})
    return total


def _pairs():
    """Rows of `_PAIRS`, a chunk at a time."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(_PAIRS)
        while rows := cursor.fetchmany(CHUNK):
            yield rows
