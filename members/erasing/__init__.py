"""A woman's data are anonymised: proposed by one, carried out by another, never taken back."""
