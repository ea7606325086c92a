"""Her requests about her data: what she asks, more time, the answer."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.enums import RequestChannel, RequestKind, RequestState
from members.forms.base import HouseForm, day_field

CHOOSE = [("", _("choose…"))]
ANSWERS = [
    (RequestState.DONE, _("It has been done")),
    (RequestState.REFUSED, _("It cannot be done, and she was told why")),
]


class ReceiveForm(HouseForm):
    kind = forms.ChoiceField(label=_("What she asks for"), choices=[*CHOOSE, *RequestKind.choices])
    words = forms.CharField(
        label=_("In her words"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: my telephone number is wrong, please write 0912 345 678"),
    )
    received_on = day_field(_("Received on"))
    channel = forms.ChoiceField(label=_("How it came"), choices=RequestChannel.choices)
    save_words = _("Write the request down")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["received_on"].initial = timezone.localdate()
        self.arrange("kind", "words", "received_on", "channel")


class ExtendForm(HouseForm):
    reason = forms.CharField(
        label=_("Why more time is needed"),
        max_length=200,
        help_text=_("She is told this, for example: the papers lie with the former commune"),
    )
    save_words = _("Extend it")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.arrange("reason")


class AnswerForm(HouseForm):
    state = forms.ChoiceField(label=_("Outcome"), choices=ANSWERS, widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("What she was answered"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: the number was put right on 5 March, she was told by telephone"),
    )
    on = day_field(_("Answered on"))
    save_words = _("Close the request")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        self.arrange("state", "answer", "on")
