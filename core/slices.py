"""Long lists in handy parts."""

from itertools import islice


def slices(rows, size):
    """Tuples of at most `size` of `rows`, in order; the last may be shorter."""
    waiting = iter(rows)
    while part := tuple(islice(waiting, size)):
        yield part
