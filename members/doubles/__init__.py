"""One woman, two rows: found, judged, merged, and parted again if it was wrong."""
