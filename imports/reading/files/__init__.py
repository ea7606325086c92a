"""From bytes to grids of cells: what kind of file it is, whether it is safe, what stands in it."""

from imports.reading.files.grids import Grid
from imports.reading.files.kinds import open_file

__all__ = ["Grid", "open_file"]
