"""A name for a list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from members.forms.base import HouseForm
from members.models import SavedList

NAME = SavedList._meta.get_field("name").max_length


class ListNameForm(HouseForm):
    name = forms.CharField(
        label=_("Name of the list"),
        max_length=NAME,
        help_text=_("For example: Core members of hamlet 3 without a phone"),
    )
    save_words = _("Save the list")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.arrange("name")
