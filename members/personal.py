"""What the member book keeps about a woman, and what stays of it when she is forgotten."""

from accounts.permissions import Permission
from audit.holdings import FORGOTTEN, UNNAMED, Holding
from members.erasing.hers import forget, hindered, hindrances
from members.models import (
    AdmissionEntry,
    Asking,
    Comparison,
    Consent,
    DataRequest,
    Double,
    Erasure,
    Household,
    HouseholdChange,
    HouseholdListing,
    Member,
    Membership,
    Relocation,
    Standing,
    Transfer,
)

__all__ = ["HOLDINGS", "forget", "hindered", "hindrances"]

VIEW, CHANGE = Permission.MEMBER_VIEW, Permission.MEMBER_CHANGE
BAND = 10  # years of birth that become one


def band_of(year):
    """The first of the ten years around her birth: enough for figures, too little to find her."""
    return year // BAND * BAND if year else year


def without_a_name(name):
    """Her name is one of nobody; the number of her record may stand behind it."""
    return name if name.startswith(FORGOTTEN) else FORGOTTEN


def _of_pair(way, other):
    """A suspicion that two records are one woman: nothing of it is told, it names another one."""
    return Holding(
        Double,
        way,
        CHANGE,
        clear={"evidence": []},
        keep=(other, "score", "state", "found_at", "decided_at"),
        narrowed=True,
        untold=(other, "score", "evidence", "state", "found_at", "decided_at"),
    )


HOLDINGS = [
    Holding(
        Member,
        "pk",
        VIEW,
        clear={
            "full_name": without_a_name,
            "nickname": "",
            "head_name": "",
            "birth_year": band_of,
            "birth_date": None,
            "national_id": "",
            "national_id_hash": "",
            "national_id_tail": "",
            "phone": "",
            "schooling_detail": "",
            "address": "",
            "relation": "",
            "note": "",
        },
        keep=(
            *("ethnicity", "religion", "schooling", "qualification", "theory", "occupation"),
            *("household", "home_unit", "version", "recorded_at", "anonymised_on", "is_demo"),
        ),
        untold=(
            *("head_name", "version", "recorded_at", "anonymised_on", "is_demo"),
            *("national_id_hash", "national_id_tail"),
        ),
    ),
    Holding(
        Membership,
        "member",
        VIEW,
        clear={"decision_number": "", "end_note": "", "corrected_because": ""},
        keep=(
            *("unit", "kind", "during", "began_as", "came_from", "decision_on", "admission"),
            *("ended_as", "end_recorded_at", "recorded_at", "corrected_at"),
        ),
        untold=("came_from", "end_recorded_at", "recorded_at", "corrected_at"),
    ),
    Holding(
        AdmissionEntry,
        "member",
        VIEW,
        clear={
            "full_name": UNNAMED,
            "birth_year": band_of,
            "birth_date": None,
            "national_id": "",
            "phone": "",
            "address": "",
            "note": "",
        },
        keep=(
            *("admission", "unit", "kind", "ethnicity", "told_apart", "ask_district"),
            "recorded_at",
        ),
        untold=("told_apart", "ask_district", "recorded_at"),
    ),
    Holding(
        Standing,
        "member",
        VIEW,
        clear={"place": "", "phone": "", "note": "", "corrected_because": ""},
        keep=("kind", "during", "recorded_at", "corrected_at"),
        untold=("recorded_at", "corrected_at"),
    ),
    Holding(
        Asking,
        "member",
        VIEW,
        clear={"note": ""},
        keep=("worry", "on", "recorded_at"),
        untold=("recorded_at",),
    ),
    Holding(
        Transfer,
        "member",
        VIEW,
        clear={"note": "", "answer": ""},
        keep=("from_unit", "to_unit", "on", "state", "answered_at", "recorded_at"),
        untold=("answered_at", "recorded_at"),
    ),
    # A household is its members' together: see `members.erasing.hers` for when it is unnamed.
    Holding(
        Household,
        "members",
        VIEW,
        keep=(
            *("unit", "head_name", "address", "began_on", "ended_on"),
            *("version", "recorded_at", "is_demo"),
        ),
        untold=("version", "recorded_at", "is_demo"),
    ),
    Holding(
        HouseholdListing,
        "household__members",
        VIEW,
        keep=("household", "year", "hardship", "recorded_at"),
        untold=("household", "recorded_at"),
    ),
    # Whoever headed it before may be she: of a woman forgotten, no earlier head is named any more.
    Holding(
        HouseholdChange,
        "household__members",
        VIEW,
        clear={
            "head_before": UNNAMED,
            "head_after": UNNAMED,
            "address_before": "",
            "address_after": "",
        },
        keep=("household", "kind", "on", "other", "from_unit", "to_unit", "recorded_at"),
        untold=("household", "other", "recorded_at"),
    ),
    Holding(
        Relocation,
        "member",
        VIEW,
        keep=("left", "entered", "on", "change", "recorded_at"),
        untold=("change", "recorded_at"),
    ),
    Holding(
        Consent,
        "member",
        VIEW,
        clear={"kept_at": ""},
        keep=("purpose", "given_on", "form", "until", "withdrawn_on", "recorded_at"),
        untold=("recorded_at",),
    ),
    Holding(
        DataRequest,
        "member",
        VIEW,
        clear={"words": UNNAMED, "answer": lambda text: text and UNNAMED, "extension_reason": ""},
        keep=(
            *("kind", "received_on", "channel", "reply_by", "due_by", "replied_on", "extended_on"),
            *("state", "answered_on", "lifted_on", "recorded_at"),
        ),
        untold=("recorded_at",),
    ),
    Holding(
        Erasure,
        "member",
        Permission.ERASURE_PROPOSE,
        keep=("ground", "state", "decided_at", "recorded_at"),
        untold=("decided_at", "recorded_at"),
    ),
    Holding(
        Comparison,
        "member",
        CHANGE,
        clear={"label": UNNAMED, "note": ""},
        keep=("unit", "to_unit", "state", "answered_at", "recorded_at"),
        narrowed=True,
        untold=("label", "unit", "to_unit", "answered_at", "recorded_at"),
    ),
    *(_of_pair(way, other) for way, other in (("first", "second"), ("second", "first"))),
]
