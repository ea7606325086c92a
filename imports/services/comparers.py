"""Which comparer fits a batch."""

from imports.comparing import Comparer
from imports.enums import BatchKind
from imports.grids import HouseholdComparer

_COMPARERS = {BatchKind.REGISTER: Comparer, BatchKind.REVIEW: HouseholdComparer}


def comparer_for(batch):
    return _COMPARERS[batch.kind](batch)
