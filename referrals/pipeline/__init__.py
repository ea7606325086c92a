"""The way to the Party as tables: stages, moves, who, what is needed, deadlines. No database.

`services.record_milestone` asks here what may be written; pages ask what comes next.
"""

from referrals.pipeline.deadlines import DEADLINES, certificate_expiry, due_date, probation_end
from referrals.pipeline.doubts import Person, doubts
from referrals.pipeline.facts import (
    ANSWER,
    DAY_LABELS,
    NEEDED,
    WITH_REASON,
    Fact,
    faults,
    needed_for,
)
from referrals.pipeline.moves import (
    AFTER,
    CONSENT_FIRST,
    MOVES,
    UNION_STEPS,
    WAY,
    moves_open,
    permission_for,
    refusal,
    refusal_of_person,
    skipped,
)
from referrals.pipeline.nextstep import NextStep, next_steps
from referrals.pipeline.stages import (
    CLOSING,
    PAUSES,
    PHASES,
    RANK,
    Case,
    Phase,
    Step,
)
from referrals.pipeline.undo import may_undo, undo_permission

__all__ = [
    "AFTER",
    "ANSWER",
    "CLOSING",
    "CONSENT_FIRST",
    "DAY_LABELS",
    "DEADLINES",
    "MOVES",
    "NEEDED",
    "PAUSES",
    "PHASES",
    "RANK",
    "UNION_STEPS",
    "WAY",
    "WITH_REASON",
    "Case",
    "Fact",
    "NextStep",
    "Person",
    "Phase",
    "Step",
    "certificate_expiry",
    "doubts",
    "due_date",
    "faults",
    "may_undo",
    "moves_open",
    "needed_for",
    "next_steps",
    "permission_for",
    "probation_end",
    "refusal",
    "refusal_of_person",
    "skipped",
    "undo_permission",
]
