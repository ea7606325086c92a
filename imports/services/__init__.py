"""Everything that happens to a batch, from the upload to the end of its file."""
