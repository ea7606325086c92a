"""Forms of the member book."""
