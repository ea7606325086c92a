"""Workbooks as grids, taken apart by a process that may end without harm: see `taking_apart`."""

import pickle
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path

from imports.reading import limits
from imports.reading.files import packages
from imports.reading.files.grids import Grid, trimmed
from imports.reading.results import Unreadable

_SCRIPT = Path(__file__).with_name("taking_apart.py")
_REFUSALS = {"locked": packages.locked, "damaged": packages.damaged}


def grids_of(content):
    """The `Grid`s of the sheets of a workbook (bytes). Raises `Unreadable`, also where the parser
    came to grief over it."""
    with _taken_apart(content) as stream:
        return list(_grids(stream))


@contextmanager
def _taken_apart(content):
    """What the process tells, as a stream; it is gone afterwards, whatever it was at."""
    bounds = (limits.PARSER_SECONDS, limits.PARSER_BYTES, limits.SHEETS)
    command = [sys.executable, "-I", str(_SCRIPT), *map(str, bounds)]
    pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nothing) as process:
        try:
            with suppress(BrokenPipeError):  # it has come to its end already: what it told says how
                process.stdin.write(content)
                process.stdin.close()
            yield process.stdout
        except (EOFError, pickle.UnpicklingError) as error:
            raise Unreadable(packages.damaged()) from error
        finally:
            process.kill()


def _grids(stream):
    rows = 0
    while (told := _next(stream)) is not None:
        if isinstance(told, str):
            raise Unreadable(_REFUSALS[told]())
        grid = _grid(stream, *told)
        rows += len(grid.rows)
        packages.check_rows(rows)
        yield grid


def _grid(stream, name, hidden, width, merged):
    packages.check_span(1, width)
    grid, rows = Grid(name, merged=merged, hidden=hidden), _rows(stream)
    grid.rows, grid.cut = trimmed(rows, limits.ROWS)
    for _row in rows:  # those beyond the limit are passed over
        pass
    return grid


def _rows(stream):
    while rows := _next(stream):
        yield from rows


def _next(stream):
    return pickle.load(stream)  # noqa: S301  written by our own process, of plain values alone
