"""A batch is a file on its way into the book: its rows are staged here and nowhere else."""

from imports.models.batches import Batch, BatchJob, BatchStep
from imports.models.habits import HeaderHabit
from imports.models.rows import BatchRow

__all__ = ["Batch", "BatchJob", "BatchRow", "BatchStep", "HeaderHabit"]
