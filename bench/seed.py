"""How long the demonstration book takes to write, and how much memory.

    python -m bench.seed [--members 12000 200000 1000000]

The baseline is the first size: a ratio of times near the ratio of sizes says that it scales.
"""

import argparse
import subprocess
import sys
import time

from bench.base import open_book, peak_memory, ratio, say, table


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--members", type=int, nargs="+", default=[12_000, 200_000])
    parser.add_argument("--alone", type=int, help="one size, raw figures")
    options = parser.parse_args()
    if options.alone:
        _measure(options.alone)
        return
    rows = [(size, *_of_size(size)) for size in options.members]
    table(
        ["members", "time", "peak memory", "size ratio", "time ratio"],
        [
            [
                *(f"{size:,}", f"{seconds:.1f} s", f"{memory:.0f} MB"),
                *(ratio(size, rows[0][0]), ratio(seconds, rows[0][1])),
            ]
            for size, seconds, memory in rows
        ],
    )


def _of_size(size):
    """In a process of its own, whose memory is its own."""
    command = [sys.executable, "-m", "bench.seed", "--alone", str(size)]
    told = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout
    return map(float, told.splitlines()[-1].split())


def _measure(size):
    open_book("seed", members=None)
    from django.db import transaction

    from demo.seed import seed

    begun = time.perf_counter()
    with transaction.atomic():
        seed(members=size)
        seconds = time.perf_counter() - begun
        memory = peak_memory()
        transaction.set_rollback(True)
    say(f"{seconds} {memory}")


if __name__ == "__main__":
    main()
