"""What all our forms share: tidy text, and edits that never overwrite one another in silence."""

from django import forms
from django.utils.text import normalize_newlines

from core.exceptions import StaleEdit
from core.text import nfc


def tidy_lines(text):
    """`nfc` for text of several lines: each line is tidied, the lines stay."""
    return "\n".join(nfc(line) for line in normalize_newlines(text).split("\n")).strip("\n")


class TidyTextMixin:
    """Composes and tidies what is typed in text fields before it is checked. Passwords are left."""

    def full_clean(self):
        if self.is_bound:
            self.data = self._tidied()
        super().full_clean()

    def _tidied(self):
        data = self.data.copy()
        for name, field in self.fields.items():
            key = self.add_prefix(name)
            if isinstance(data.get(key), str) and _is_prose(field):
                several = isinstance(field.widget, forms.Textarea)
                data[key] = tidy_lines(data[key]) if several else nfc(data[key])
        return data


def _is_prose(field):
    return isinstance(field, forms.CharField) and not isinstance(field.widget, forms.PasswordInput)


class VersionedMixin:
    """A ModelForm of a `Versioned` row: a hidden `version` says which state the edit began from.

    The service compares (`check_version`); on `StaleEdit` the view calls `show_conflict` and shows
    the form again, with what was typed. A crispy layout needs `render_hidden_fields = True`.
    """

    conflicts = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"] = forms.IntegerField(
            widget=forms.HiddenInput, initial=self.instance.version, required=bool(self.instance.pk)
        )

    def show_conflict(self, error, current, base=None):
        """Say what differs from the row as it is now; saving once more then means "mine".

        `current` is the row read anew; `base` is its state when the edit began, if known: fields
        that only one side changed are then left out.
        """
        self.conflicts = error.conflicts or conflicts_between(self, current, base)
        self.add_error(None, error.message)
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(current.version)


def conflicts_between(form, current, base=None):
    """`(name, label, theirs, ours)` of each field whose typed value is not the row's, in order."""
    found = []
    for name in form.fields:
        if name == "version" or name not in form.cleaned_data or not hasattr(current, name):
            continue
        theirs, ours = getattr(current, name), form.cleaned_data[name]
        known = base is not None and hasattr(base, name)
        one_sided = known and getattr(base, name) in (theirs, ours)
        if theirs != ours and not one_sided:
            found.append((name, str(form[name].label), _shown(current, name), ours))
    return found


def _shown(row, name):
    display = getattr(row, f"get_{name}_display", None)
    return display() if display else getattr(row, name)


def check_version(row, version):
    """Called by a service on its locked row: refuse a stale edit, else count the version up.

    `version` is what the form carried; None (a writer that shows no form) is always fresh. Raises
    `StaleEdit`. The caller saves `row`, version included.
    """
    if version is not None and version != row.version:
        raise StaleEdit()
    row.version += 1
