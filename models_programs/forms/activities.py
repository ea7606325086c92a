"""What a unit held on a day."""

from django.utils.translation import gettext_lazy as _

from core.forms import VersionedMixin
from models_programs.forms.base import (
    HouseModelForm,
    UnitMixin,
    day_field,
    host_field,
    house_helper,
)
from models_programs.models import Activity


class ActivityForm(VersionedMixin, UnitMixin, HouseModelForm):
    unit = host_field(_("Unit"))
    on = day_field(_("Day"))

    class Meta:
        model = Activity
        fields = ["unit", "kind", "title", "on", "attendance", "place", "note"]
        help_texts = {
            "title": _("For example: branch meeting of August"),
            "attendance": _("How many came; somebody who came twice counts twice"),
        }

    def __init__(self, *args, user, under=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_units(user, under)
        self.helper = house_helper(
            "unit",
            "kind",
            "title",
            "on",
            "attendance",
            "place",
            "note",
            "version",
            draft=f"programs-activity-{self.instance.pk or 'new'}",
        )

    def answers(self):
        return {name: self.cleaned_data[name] for name in self._meta.fields}
