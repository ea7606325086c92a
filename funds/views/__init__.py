"""Pages of dues and funds."""
