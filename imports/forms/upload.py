"""The file or paste, for which unit, of which day."""

from crispy_forms.layout import Fieldset
from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import Permission
from chapters.enums import Level
from chapters.forms import UnitChoiceField
from imports.enums import BatchKind
from imports.reading import limits
from imports.services.upload import same_file
from members.forms.base import Fold, HouseForm, day_field

FILES = ".xlsx,.xls,.ods,.csv,.tsv,.txt,.htm,.html,.mht,.xml"


class UploadForm(HouseForm):
    """What is handed in. `content` and `name` are set by a form that is right."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What the file holds"),
        choices=[(value, capfirst(label)) for value, label in BatchKind.choices],
        widget=forms.RadioSelect,
        initial=BatchKind.REGISTER,
    )
    unit = UnitChoiceField(
        label=gettext_lazy("Chapter or branch"), levels=(Level.COMMUNE, Level.BRANCH)
    )
    file = forms.FileField(
        label=gettext_lazy("Choose a file on this device"),
        required=False,
        widget=forms.FileInput(attrs={"accept": FILES}),
        help_text=gettext_lazy("Excel (.xlsx, .xls), LibreOffice (.ods) or .csv, at most 20 MB"),
    )
    text = forms.CharField(
        label=gettext_lazy("Paste the cells here"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "data-sensitive": ""}),
        help_text=gettext_lazy("Copy the list in Excel together with its headings"),
    )
    as_of = day_field(
        gettext_lazy("The list holds for the day"),
        help_text=gettext_lazy("What the list gives no date for begins on this day"),
    )
    again = forms.BooleanField(label=gettext_lazy("Read it once more all the same"), required=False)
    save_words = gettext_lazy("Read the list")

    def __init__(self, *args, user, under, **kwargs):
        super().__init__(*args, **kwargs)
        self.same = None
        self.fields["unit"].offer(user, Permission.MEMBER_CHANGE, under=under)
        if under and under.level in (Level.COMMUNE, Level.BRANCH):
            self.fields["unit"].initial = under.pk
        self.fields["as_of"].initial = timezone.localdate()
        paste = Fold(gettext_lazy("No file? Paste from a spreadsheet"), "text")
        ways = Fieldset(gettext_lazy("The list: a file, or pasted"), "file", paste)
        self.arrange("kind", "unit", ways, "as_of")
        self.helper.mark_optional = False  # one of the two ways is required

    def _tidied(self):
        """A paste is left as it is: its tabs and lines are the table."""
        data, typed = super()._tidied(), self.data.get("text", "")
        data["text"] = typed
        return data

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > limits.FILE_BYTES:
            size, limit = -(-file.size // limits.MEGABYTE), limits.FILE_BYTES // limits.MEGABYTE
            raise forms.ValidationError(
                _("“%(name)s” has %(size)s MB; at most %(limit)s MB are read.")
                % {"name": file.name, "size": size, "limit": limit}
            )
        return file

    def clean(self):
        cleaned = super().clean()
        file, text = cleaned.get("file"), cleaned.get("text", "")
        if "file" in self.errors or not cleaned.get("unit"):
            return cleaned
        if not file and not text.strip():
            self.add_error("file", _("Choose the file of the list, or paste its cells."))
            return cleaned
        cleaned["content"] = file.read() if file else text
        cleaned["name"] = file.name if file else ""
        self._notice_same(cleaned)
        return cleaned

    def _notice_same(self, cleaned):
        if cleaned.get("again") or not cleaned.get("kind"):
            return
        self.same = same_file(cleaned["content"], cleaned["unit"], cleaned["kind"])
        if self.same:
            self.helper.layout.insert(-1, "again")
            self.add_error(
                None,
                _(
                    "This very file is here already. Open the list named above; or choose the file "
                    "again and tick “Read it once more all the same”."
                ),
            )

    @property
    def at_once(self):
        """Whether the page may wait for the reading."""
        return len(self.cleaned_data["content"]) <= settings.IMPORT_AT_ONCE
