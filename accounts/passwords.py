"""One-time passwords: read out over the telephone, typed once, replaced at the first sign-in."""

import secrets

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # without i, l, o, 0, 1, which are mistaken
GROUPS, LENGTH = 3, 4


def one_time_password():
    """Twelve characters in three groups, 59 bits: `k7mq-x3nd-p9wf`."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(GROUPS))
