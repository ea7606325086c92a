from chapters.models.settings import PaperSettings, UnitSetting
from chapters.models.units import Headcount, Officer, Placement, Succession, Term, Unit

__all__ = [
    "Headcount",
    "Officer",
    "PaperSettings",
    "Placement",
    "Succession",
    "Term",
    "Unit",
    "UnitSetting",
]
