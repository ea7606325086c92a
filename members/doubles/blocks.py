"""Candidates for doubles, in the database: women who share a key, never everybody with everybody.

Each block is a key under which likely doubles meet; one that more women share than `BLOCK` is
passed over, so that the number of pairs grows with the book and not with its square. What a key
cannot tell, the weighing tells (`members.likeness`). All tables live until the transaction ends.
"""

from itertools import islice

from django.conf import settings

from core.text import given_name
from members.likeness import BOOK, WEIGHTS, Kind
from members.models import Member
from members.names import spelling_key

BLOCK = 120  # women under one key at most
RARE, RAREST = 20, 5  # bearers of a name that is looked for beside its year, and in any year
AT_ONCE = 20_000

_CLEARED = """
    DROP TABLE IF EXISTS pg_temp.doubles_name, pg_temp.doubles_woman, pg_temp.doubles_key,
        pg_temp.doubles_pair, pg_temp.doubles_place, pg_temp.doubles_found
"""
_PLACES = """
    CREATE TEMP TABLE doubles_place ON COMMIT DROP AS
    SELECT * FROM unnest(%s::bigint[], %s::bigint[]) AS place (unit, chapter)
"""
_NAMES = """
    CREATE TEMP TABLE doubles_name (full_name text, spelt text, given text, bearers int)
    ON COMMIT DROP
"""
_BEARERS = """
    UPDATE doubles_name n SET bearers = counted.bearers FROM (
        SELECT o.spelt, count(*) AS bearers
        FROM members_member m JOIN doubles_name o USING (full_name) GROUP BY o.spelt
    ) counted WHERE counted.spelt = n.spelt
"""
_WOMEN = """
    CREATE TEMP TABLE doubles_woman ON COMMIT DROP AS
    SELECT m.id, m.full_name, m.nickname, m.birth_year, m.birth_date, m.phone, m.household_id,
           h.head_search, m.home_unit_id, m.ethnicity_id, m.national_id_hash, m.national_id,
           n.spelt, n.given, n.bearers
    FROM members_member m
    JOIN doubles_name n ON n.full_name = m.full_name
    LEFT JOIN members_household h ON h.id = m.household_id
    WHERE m.anonymised_on IS NULL
"""
# A key of which a part is not known is null, and no key. Two rows with one number are one block.
# Of a common name a year is not enough in two chapters, nor a branch without a year: see `common`.
_KEYS = """
    CREATE TEMP TABLE doubles_key ON COMMIT DROP AS
    SELECT w.id AS member, hashtextextended(k.words, k.block) AS key
    FROM doubles_woman w
    JOIN doubles_place p ON p.unit = w.home_unit_id
    CROSS JOIN LATERAL (VALUES
        (1, nullif(w.national_id_hash, '')),
        (2, CASE WHEN w.bearers <= %(common)s THEN w.spelt || '|' || w.birth_year END),
        (3, CASE WHEN w.bearers <= %(common)s THEN w.spelt || '|' || w.home_unit_id END),
        (13, CASE WHEN w.bearers > %(common)s
                  THEN w.spelt || '|' || w.birth_year || '|' || p.chapter END),
        (4, CASE WHEN w.bearers <= %(rarest)s THEN w.spelt END),
        (5, CASE WHEN w.bearers <= %(rare)s THEN w.spelt || '|' || w.birth_year END),
        (5, CASE WHEN w.bearers <= %(rare)s THEN w.spelt || '|' || w.birth_year + 1 END),
        (6, nullif(w.phone, '') || '|' || w.given),
        (7, nullif(w.phone, '') || '|' || w.birth_year),
        (8, w.birth_date || '|' || w.given),
        (9, w.birth_date || '|' || w.home_unit_id),
        (10, w.household_id || '|' || w.given),
        (11, w.household_id || '|' || w.birth_year),
        (12, w.head_search || '|' || w.given || '|' || w.birth_year)
    ) AS k (block, words)
    WHERE k.words IS NOT NULL
"""
_PAIRS = """
    CREATE TEMP TABLE doubles_pair ON COMMIT DROP AS
    WITH block AS (
        SELECT key FROM doubles_key GROUP BY key HAVING count(*) BETWEEN 2 AND %(block)s
    ), here AS (
        SELECT w.id FROM doubles_woman w JOIN chapters_unit u ON u.id = w.home_unit_id
        WHERE starts_with(u.path, %(path)s)
    )
    SELECT DISTINCT a.member AS first, b.member AS second
    FROM block JOIN doubles_key a USING (key) JOIN doubles_key b USING (key)
    WHERE a.member < b.member
      AND (a.member IN (SELECT id FROM here) OR b.member IN (SELECT id FROM here))
"""


def lay_out_candidates(cursor, path, weigher):
    """Fill `doubles_pair` with candidates of which one belongs under `path`; their number.

    `doubles_woman` holds what is to be weighed of every woman.
    """
    cursor.execute("SET LOCAL work_mem = '64MB'")
    cursor.execute(_CLEARED)  # of an earlier search in this transaction
    cursor.execute(_PLACES, [list(column) for column in zip(*weigher.chapters, strict=True)])
    _name_keys(cursor)
    cursor.execute(_WOMEN)
    cursor.execute("ALTER TABLE doubles_woman ADD PRIMARY KEY (id)")
    cursor.execute("ANALYZE doubles_woman")
    limits = {"rare": RARE, "rarest": RAREST, "common": _common(weigher.book)}
    cursor.execute(_KEYS, limits)
    cursor.execute("ANALYZE doubles_key")
    cursor.execute(_PAIRS, {"block": BLOCK, "path": path})
    number = cursor.rowcount
    cursor.execute("ANALYZE doubles_pair")
    return number


def _common(book):
    """Bearers above which a name with its year of birth cannot reach the lower threshold when the
    chapters differ: what would bring it there (a day, phone, head) is a key of its own."""
    needed = settings.DOUBLES_LOOK - WEIGHTS[Kind.BORN_SAME_YEAR] - WEIGHTS[Kind.CHAPTER_DIFFERS]
    return int(max(book, BOOK) / 2 ** (needed - 0.5))


def _name_keys(cursor):
    """How each name is spelt for comparing, and how many bear it under any spelling."""
    cursor.execute(_NAMES)
    names = Member.objects.order_by().values_list("full_name", flat=True).distinct().iterator()
    while some := list(islice(names, AT_ONCE)):
        spelt = [spelling_key(name) for name in some]
        given = [given_name(key) for key in spelt]
        cursor.execute(
            "INSERT INTO doubles_name SELECT * FROM unnest(%s::text[], %s::text[], %s::text[])",
            [some, spelt, given],
        )
    cursor.execute(_BEARERS)
    cursor.execute("ANALYZE doubles_name")
