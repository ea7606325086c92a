"""Pages of the batches."""
