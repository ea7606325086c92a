"""The full tally of the district and its communes.

    python -m bench.tally [--members 40000]

The baseline counts the same figures in the same run unit by unit, as twenty single tallies.
"""

import argparse

from bench.base import open_book, ratio, say, statements, table, timed

PERIOD = "2023"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--members", type=int, default=40_000)
    options = parser.parse_args()
    open_book(f"members-{options.members}", members=options.members)
    from chapters.counting import tally
    from chapters.models import Unit
    from core.periods import Period
    from reports.services import unit_and_children

    period = Period.parse(PERIOD)
    units = unit_and_children(Unit.objects.get(key="di-linh"), period.closing_day)

    def together():
        return tally(period, units)

    def apart():
        return {pk: row for unit in units for pk, row in tally(period, [unit]).items()}

    if together() != apart():
        raise SystemExit("The two ways of counting differ.")
    quick, slow = timed(together, times=5, warm=1), timed(apart, times=3, warm=0)
    say(f"Tally of {PERIOD}: {len(units)} units, {options.members:,} members.")
    table(
        ["way", "statements", "median"],
        [
            ["all units at once", statements(together), f"{quick.median:.2f} s"],
            ["unit by unit (baseline)", statements(apart), f"{slow.median:.2f} s"],
        ],
    )
    say(f"Baseline / ours: {ratio(slow.median, quick.median)}")


if __name__ == "__main__":
    main()
