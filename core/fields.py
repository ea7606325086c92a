"""Form fields for what officers type, with errors that name the value and what would be right."""

import datetime
import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from core import identity
from core.dates import (
    EXAMPLE,
    PartialDate,
    Precision,
    UnreadableDate,
    parse_date,
    parse_partial_date,
)
from core.exceptions import DomainError
from core.text import nfc


class _ReadField(forms.CharField):
    """Text that a subclass reads into a value; its `DomainError` becomes the field's error."""

    attrs = {}

    def to_python(self, value):
        text = nfc(super().to_python(value))
        if not text:
            return self.empty_value
        try:
            return self.read(text)
        except DomainError as error:
            raise ValidationError(error.message, code="unreadable") from error

    def has_changed(self, initial, data):
        """Whether the value differs, not its spelling: 5/3/74 is no change of 05/03/1974."""
        try:
            return self.to_python(data) != self.to_python(self.prepare_value(initial))
        except ValidationError:
            return True

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), **self.attrs}


class _DateText(_ReadField):
    """Common to dates: shown dd/mm/yyyy, None when empty, the future refused unless allowed."""

    attrs = {"inputmode": "numeric", "autocomplete": "off"}

    def __init__(self, *, future=False, **kwargs):
        self.future = future
        super().__init__(empty_value=None, **kwargs)

    def prepare_value(self, value):
        if isinstance(value, datetime.date):
            value = PartialDate.of(value)
        return "" if value is None else str(value)

    def _refuse_future(self, text, first_day):
        if not self.future and first_day > timezone.localdate():
            values = {"value": text, "today": PartialDate.of(timezone.localdate())}
            raise UnreadableDate(
                _("%(value)s is still to come; today is %(today)s. Check the year.") % values
            )


class DayField(_DateText):
    """A whole date typed in any of the usual ways (`core.dates.parse_date`).

    `future=True` where days to come are meant (a deadline, a planned class).
    """

    def read(self, text):
        day = parse_date(text)
        self._refuse_future(text, day)
        return day


class PartialDateField(_DateText):
    """A whole date or only its year, as a `PartialDate`; month and year where `month=True`.

    Paper registers often hold the year of birth alone. A month without its day is refused where
    there is no place to keep it, for dropping it in silence would be worse.
    """

    def __init__(self, *, month=False, **kwargs):
        self.month = month
        super().__init__(**kwargs)

    def read(self, text):
        partial = parse_partial_date(text)
        if partial.precision == Precision.MONTH and not self.month:
            values = {"value": text, "example": EXAMPLE, "year": partial.year}
            raise UnreadableDate(
                _(
                    "“%(value)s” lacks the day. Write the whole date, for example %(example)s, "
                    "or only the year %(year)s."
                )
                % values
            )
        self._refuse_future(text, partial.first_day)
        return partial


class NumberField(_ReadField):
    """A number as it is printed: 1.250 is twelve hundred and fifty, 2,5 two and a half.

    Without `places` it is whole and an `int`, else a `Decimal` of at most that many places. The
    fields of Django read 1.250 as one and a quarter, or refuse it. Below 0 only with `least`.
    """

    _shape = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?", re.ASCII)

    def __init__(self, *, places=0, least=0, most=None, **kwargs):
        self.places, self.least, self.most = places, least, most
        self.attrs = {"inputmode": "decimal" if places else "numeric", "autocomplete": "off"}
        super().__init__(empty_value=None, **kwargs)

    def prepare_value(self, value):
        if isinstance(value, int | Decimal):
            return number_format(value, force_grouping=True)
        return value

    def read(self, text):
        match = self._shape.fullmatch(text.replace(" ", ""))
        if not match or len(match[1] or "") > self.places:
            example = "1.250,5" if self.places else "1.250"
            raise DomainError(
                _("“%(value)s” is not a number that fits here. Write it like %(example)s.")
                % {"value": text, "example": example}
            )
        number = Decimal(match[0].replace(".", "").replace(",", "."))
        self._refuse_far_off(text, number)
        return number if self.places else int(number)

    def _refuse_far_off(self, text, number):
        shown = {"value": text, "least": self.prepare_value(self.least)}
        if number < self.least:
            raise DomainError(_("%(value)s is too small: %(least)s at least.") % shown)
        if self.most is not None and number > self.most:
            shown["most"] = self.prepare_value(self.most)
            raise DomainError(_("%(value)s is too large: %(most)s at most.") % shown)


class NationalIdField(_ReadField):
    """A citizen number: 12 digits, or 9 of an old card. Oddities: `core.identity.doubts`."""

    attrs = {"inputmode": "numeric", "autocomplete": "off"}

    def read(self, text):
        return identity.read_national_id(text)


class PhoneField(_ReadField):
    """A telephone number, kept as digits that begin with 0."""

    attrs = {"inputmode": "tel", "autocomplete": "off"}

    def read(self, text):
        return identity.read_phone(text)

    def prepare_value(self, value):
        return identity.show_phone(value) if value and value.isdigit() else value
