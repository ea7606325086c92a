"""Campaigns, household reviews and help, showcased models, exemplars and activities."""

from models_programs.models.activities import Activity
from models_programs.models.campaigns import Campaign, CampaignRegistration
from models_programs.models.exemplars import Exemplar
from models_programs.models.reviews import (
    Assistance,
    AssistanceVisit,
    CriteriaSet,
    Criterion,
    Finding,
    Review,
)
from models_programs.models.showcase import ModelStep, Participation, Registration, ShowcaseModel

__all__ = [
    "Activity",
    "Assistance",
    "AssistanceVisit",
    "Campaign",
    "CampaignRegistration",
    "CriteriaSet",
    "Criterion",
    "Exemplar",
    "Finding",
    "ModelStep",
    "Participation",
    "Registration",
    "Review",
    "ShowcaseModel",
]
