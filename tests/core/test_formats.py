"""Dates and numbers print and read as people here write them, in either language."""

import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.utils import formats, translation

LANGUAGES = pytest.mark.parametrize("language", ["vi", "en"])


def shown(text, **context):
    return Template(text).render(Context(context))


@LANGUAGES
def test_dates_print_day_first_with_slashes(language):
    moment = datetime.datetime(1974, 3, 5, 14, 7, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    with translation.override(language):
        assert formats.localize(moment.date()) == "05/03/1974"
        assert shown("{{ day }}", day=moment.date()) == "05/03/1974"
        assert shown('{{ day|date:"SHORT_DATE_FORMAT" }}', day=moment.date()) == "05/03/1974"
        assert shown("{{ moment }}", moment=moment) == "14:07 05/03/1974"
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 1


@LANGUAGES
def test_figures_have_dots_between_thousands_and_a_comma(language):
    with translation.override(language):
        assert formats.number_format(Decimal("1234.5"), force_grouping=True) == "1.234,5"
        assert formats.number_format(1234567, force_grouping=True) == "1.234.567"


@LANGUAGES
def test_years_and_ids_print_without_dots(language):
    with translation.override(language):
        assert shown("{{ year }} {{ pk }}", year=1974, pk=12345) == "1974 12345"


@LANGUAGES
@pytest.mark.parametrize("text", ["05/03/1974", "5-3-1974", "5.3.1974", "05031974", "1974-03-05"])
def test_dates_are_read_day_first(language, text):
    with translation.override(language):
        assert forms.DateField().clean(text) == datetime.date(1974, 3, 5)
        assert forms.DateField(localize=True).clean("25/03/1974") == datetime.date(1974, 3, 25)


@pytest.mark.parametrize("text", ["5/3/68", "31/02/1974", "03/25/1974"])
def test_what_could_mean_another_day_is_not_guessed(text):
    with pytest.raises(ValidationError):
        forms.DateField().clean(text)
