from chapters.forms.choices import UnitChoiceField
from chapters.forms.settings import InheritForm, SettingForm
from chapters.forms.units import (
    CloseUnitForm,
    EndOfficeForm,
    HeadcountForm,
    MoveUnitForm,
    NewUnitForm,
    OfficerForm,
    UnitForm,
)

__all__ = [
    "CloseUnitForm",
    "EndOfficeForm",
    "HeadcountForm",
    "InheritForm",
    "MoveUnitForm",
    "NewUnitForm",
    "OfficerForm",
    "SettingForm",
    "UnitChoiceField",
    "UnitForm",
]
