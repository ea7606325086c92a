"""Forms of campaigns, reviews, models, exemplars and activities."""

from models_programs.forms.activities import ActivityForm
from models_programs.forms.assistance import AssignForm, CloseForm, HelpForm, VisitForm
from models_programs.forms.campaigns import CampaignForm
from models_programs.forms.exemplars import ExemplarForm
from models_programs.forms.reviews import FindingResolvedForm, GridDayForm, ReviewForm, RowForm
from models_programs.forms.showcase import (
    CompleteForm,
    LeaveForm,
    ParticipantForm,
    RecogniseForm,
    RegistrationForm,
    ShowcaseModelForm,
    StepForm,
)

__all__ = [
    "ActivityForm",
    "AssignForm",
    "CampaignForm",
    "CloseForm",
    "CompleteForm",
    "ExemplarForm",
    "FindingResolvedForm",
    "GridDayForm",
    "HelpForm",
    "LeaveForm",
    "ParticipantForm",
    "RecogniseForm",
    "RegistrationForm",
    "ReviewForm",
    "RowForm",
    "ShowcaseModelForm",
    "StepForm",
    "VisitForm",
]
