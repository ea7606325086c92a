"""Forms of dues and funds."""
