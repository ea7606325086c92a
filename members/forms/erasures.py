"""To anonymise a woman: why, and the second person's typing of her number."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.enums import ErasureGround
from members.forms.base import HouseForm


class ProposeErasureForm(HouseForm):
    ground = forms.ChoiceField(
        label=gettext_lazy("Why"), choices=ErasureGround.choices, widget=forms.RadioSelect
    )
    save_words = gettext_lazy("Propose it")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.arrange("ground")


class CarryOutForm(HouseForm):
    """It cannot be taken back, so a slip of the finger is not enough."""

    code = forms.CharField(
        label=gettext_lazy("Number of her record"),
        max_length=12,
        help_text=gettext_lazy("Type it as it stands under her name, for example HV0000123"),
    )
    save_words = gettext_lazy("Anonymise for ever")

    def __init__(self, *args, erasure, **kwargs):
        super().__init__(*args, **kwargs)
        self.member = erasure.member
        self.arrange("code")
        self.helper.form_action = reverse("members:carry_out_erasure", args=[erasure.pk])

    def clean_code(self):
        typed = self.cleaned_data["code"].replace(" ", "").upper()
        if typed != self.member.code:
            raise forms.ValidationError(
                _("“%(typed)s” is not the number of this record. Look at it again: %(code)s.")
                % {"typed": typed, "code": self.member.code}
            )
        return typed
