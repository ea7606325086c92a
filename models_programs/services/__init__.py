"""The only writers of this app's rows; each is one transaction that locks what it changes."""

from models_programs.services.activities import (
    hold_activity,
    restore_activity,
    update_activity,
    withdraw_activity,
)
from models_programs.services.assistance import add_visit, assign_help, close_help, update_help
from models_programs.services.campaigns import register_campaign, withdraw_campaign
from models_programs.services.exemplars import introduce_exemplar, update_exemplar
from models_programs.services.participants import add_participant, end_participation
from models_programs.services.registrations import (
    complete_registration,
    recognise_registration,
    register_model,
)
from models_programs.services.reviews import (
    carry_over_reviews,
    record_review,
    register_households,
    resolve_finding,
)
from models_programs.services.showcase import add_step, found_model, remove_step, update_model

__all__ = [
    "add_participant",
    "add_step",
    "add_visit",
    "assign_help",
    "carry_over_reviews",
    "close_help",
    "complete_registration",
    "end_participation",
    "found_model",
    "hold_activity",
    "introduce_exemplar",
    "recognise_registration",
    "record_review",
    "register_campaign",
    "register_households",
    "register_model",
    "remove_step",
    "resolve_finding",
    "restore_activity",
    "update_activity",
    "update_exemplar",
    "update_help",
    "update_model",
    "withdraw_activity",
    "withdraw_campaign",
]
