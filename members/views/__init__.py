"""Pages of the member book."""
