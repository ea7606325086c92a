"""Which household took in which: what is still open at one that was dissolved goes on at its heir.

Read from the events of households. Nothing is written twice, so whatever becomes of an event, the
answer follows it.
"""

from collections import defaultdict

from django.db import connection

_HEIRS = """
    WITH RECURSIVE way(gone, heir, since) AS (
        SELECT other_id, household_id, "on" FROM members_householdchange
        WHERE kind = 'merged' AND other_id = ANY(%s)
        UNION
        SELECT way.gone, next.household_id, next."on"
        FROM way JOIN members_householdchange next
             ON next.kind = 'merged' AND next.other_id = way.heir
    )
    SELECT gone, heir, since FROM way ORDER BY gone, since
"""
_TAKEN_IN = """
    WITH RECURSIVE way(heir, gone) AS (
        SELECT household_id, other_id FROM members_householdchange
        WHERE kind = 'merged' AND household_id = ANY(%s)
        UNION
        SELECT way.heir, next.other_id
        FROM way JOIN members_householdchange next
             ON next.kind = 'merged' AND next.household_id = way.gone
    )
    SELECT gone, heir FROM way
"""


def heirs_of(household_ids):
    """`{gone: [(heir, since), ...]}`: who took a household in, and who took that one in, by day."""
    heirs = defaultdict(list)
    for gone, heir, since in _rows(_HEIRS, household_ids):
        heirs[gone].append((heir, since))
    return dict(heirs)


def taken_in(household_ids):
    """`{gone: heir}` of all that these households took in, themselves or with one taken in."""
    return dict(_rows(_TAKEN_IN, household_ids))


def _rows(sql, household_ids):
    ids = list(household_ids)
    if not ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, [ids])
        return cursor.fetchall()
