"""What a list that leaves the book holds, and what for."""

from crispy_forms.bootstrap import InlineCheckboxes
from crispy_forms.layout import HTML
from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.http import row_key
from members.enums import ExportFormat, ExportLayout, ExportPurpose
from members.exports.columns import REGISTER
from members.forms.base import Fold, HouseForm
from members.models import ExportJob

CHOOSE = [("", _("choose…"))]
PLAIN = [column for column in REGISTER if not (column.always or column.sensitive)]
CLOSED = [column for column in REGISTER if column.sensitive]


def _choices(columns):
    return [(column.key, column.title) for column in columns]


def _as_sentences(choices):
    """Choices that stand alone on a line, each with a capital."""
    return [(value, capfirst(label)) for value, label in choices]


class ExportForm(HouseForm):
    """`ids` are the women ticked in a list; without them the filters of the page say whom."""

    format = forms.ChoiceField(
        label=_("Kind of file"),
        choices=_as_sentences(ExportFormat.choices),
        widget=forms.RadioSelect,
        initial=ExportFormat.XLSX,
    )
    purpose = forms.ChoiceField(
        label=_("What you need it for"), choices=[*CHOOSE, *_as_sentences(ExportPurpose.choices)]
    )
    purpose_note = forms.CharField(
        label=_("In your own words: what for, and who gets it"),
        max_length=200,
        help_text=_("For example: list to sign at the meeting of 8 March, stays with the branch"),
    )
    layout = forms.ChoiceField(
        label=_("Order of the list"),
        choices=_as_sentences(ExportLayout.choices),
        widget=forms.RadioSelect,
        initial=ExportLayout.SECTIONS,
    )
    columns = forms.MultipleChoiceField(
        label=_("Columns"),
        choices=_choices(PLAIN),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Number, name, birth and member code always stand in the list"),
    )
    sensitive = forms.MultipleChoiceField(
        label=_("Sensitive columns"),
        choices=_choices(CLOSED),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Tick only what the purpose needs; the trail tells which were taken"),
    )
    ids = forms.CharField(widget=forms.HiddenInput, required=False)
    save_words = _("Make the file")

    def __init__(self, *args, reveals, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["columns"].initial = [column.key for column in PLAIN if column.usual]
        folds = [Fold(_("Order and columns of the list"), "layout", InlineCheckboxes("columns"))]
        if reveals:
            folds.append(Fold(_("Sensitive columns"), InlineCheckboxes("sensitive")))
        else:
            del self.fields["sensitive"]
        warning = HTML('{% include "members/_export_warning.html" %}')
        self.arrange("format", "purpose", "purpose_note", *folds, "ids", warning)

    def clean_ids(self):
        return ids_of(self.cleaned_data["ids"])

    def fill(self, job):
        """Write the answers on `job`, an unsaved `ExportJob` that knows who asks about whom."""
        given = self.cleaned_data
        for name in ("format", "layout", "purpose", "purpose_note"):
            setattr(job, name, given[name])
        job.columns = [] if job.kind.is_paper else [*given["columns"], *given.get("sensitive", ())]
        return job


def ids_of(text):
    """The numbers in "12,7,7,x" that can be ids, each once."""
    keys = (row_key(part.strip()) for part in text.split(","))
    return list(dict.fromkeys(key for key in keys if key is not None))


def asked_job(request, under):
    """An unsaved job about the women of the page she came from: by its filters, or those ticked."""
    query = request.GET.copy()
    ids = ",".join([*query.pop("ids", []), *request.POST.getlist("ids")])
    for name in ("page", "format"):
        query.pop(name, None)
    return ExportJob(asked_by=request.user, query=query.urlencode(), ids=ids_of(ids), under=under)
