"""Form fields for what officers type."""

import datetime
from decimal import Decimal

import pytest
from django import forms

from core.dates import PartialDate
from core.fields import DayField, NationalIdField, NumberField, PartialDateField, PhoneField

pytestmark = pytest.mark.usefixtures("_the_day")


@pytest.fixture
def _the_day(time_machine):
    time_machine.move_to("2023-11-17 08:00 +0700")


def form_of(field, text=None, **kwargs):
    class Form(forms.Form):
        it = field

    return Form(None if text is None else {"it": text}, **kwargs)


def value(field, text):
    form = form_of(field, text)
    assert form.is_valid(), form.errors
    return form.cleaned_data["it"]


def error(field, text):
    form = form_of(field, text)
    assert not form.is_valid()
    assert form["it"].value() == text
    return form.errors["it"][0]


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        (DayField(), "5-3-74", datetime.date(1974, 3, 5)),
        (DayField(), "17/11/2023", datetime.date(2023, 11, 17)),
        (DayField(future=True), "18/11/2023", datetime.date(2023, 11, 18)),
        (DayField(required=False), " ", None),
        (PartialDateField(), "1974", PartialDate(1974)),
        (PartialDateField(), "05031974", PartialDate(1974, 3, 5)),
        (PartialDateField(month=True), "3/1974", PartialDate(1974, 3)),
        (PartialDateField(required=False), "", None),
        (NationalIdField(), "068 174 000 123", "068174000123"),
        (NationalIdField(required=False), "", ""),
        (PhoneField(), "+84 912 345 678", "0912345678"),
        (NumberField(), "1.250", 1250),
        (NumberField(), "0", 0),
        (NumberField(required=False), "", None),
        (NumberField(places=1), "1 250,5", Decimal("1250.5")),
        (NumberField(places=2), "60,5", Decimal("60.5")),
        (NumberField(least=-5), "-3", -3),
    ],
)
def test_what_is_typed_becomes_a_value(field, text, expected):
    assert value(field, text) == expected


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        (
            DayField(),
            "31/02/1974",
            "Ngày 31/02/1974 không có trên lịch. Ghi ngày/tháng/năm, ví dụ 05/03/1974.",
        ),
        (DayField(), "1974", "“1974” thiếu ngày. Ghi ngày/tháng/năm, ví dụ 05/03/1974."),
        (DayField(), "mai", "“mai” không phải là ngày. Ghi ngày/tháng/năm, ví dụ 05/03/1974."),
        (
            DayField(),
            "18/11/2023",
            "18/11/2023 là ngày chưa tới; hôm nay là 17/11/2023. Chị xem lại năm.",
        ),
        (
            PartialDateField(),
            "2024",
            "2024 là ngày chưa tới; hôm nay là 17/11/2023. Chị xem lại năm.",
        ),
        (
            PartialDateField(),
            "3/1974",
            "“3/1974” thiếu ngày. Ghi đủ ngày/tháng/năm, ví dụ 05/03/1974, hoặc chỉ ghi năm 1974.",
        ),
        (
            NationalIdField(),
            "68174000123",
            "“68174000123” có 11 chữ số, có lẽ thiếu số 0 ở đầu: 068174000123. "
            "Chị đối chiếu lại với thẻ.",
        ),
        (
            PhoneField(),
            "12345",
            "“12345” không phải là số điện thoại. Ghi một số bắt đầu bằng 0, ví dụ 0912 345 678.",
        ),
        (NumberField(), "1.25", "“1.25” không phải là số phù hợp ở đây. Ghi như 1.250."),
        (NumberField(), "2,5", "“2,5” không phải là số phù hợp ở đây. Ghi như 1.250."),
        (NumberField(places=1), "2,55", "“2,55” không phải là số phù hợp ở đây. Ghi như 1.250,5."),
        (NumberField(), "-1", "-1 nhỏ quá: ít nhất là 0."),
        (NumberField(most=1000), "1001", "1001 lớn quá: nhiều nhất là 1.000."),
        (NumberField(), "mười", "“mười” không phải là số phù hợp ở đây. Ghi như 1.250."),
    ],
)
def test_errors_name_the_value_and_what_would_be_right(field, text, expected):
    assert error(field, text) == expected


def test_an_empty_required_field_says_so():
    assert error(DayField(), "") == error(NumberField(), "") == error(forms.CharField(), "")


@pytest.mark.parametrize(
    ("field", "initial", "shown", "same", "other"),
    [
        (DayField(), datetime.date(1974, 3, 5), "05/03/1974", "5/3/74", "6/3/74"),
        (PartialDateField(), PartialDate(1974), "1974", " 1974 ", "05/03/1974"),
        (PhoneField(), "0912345678", "0912 345 678", "+84912345678", "0912345679"),
        (NumberField(), 1250, "1.250", "1250", "1251"),
        (NumberField(places=1), Decimal("0.5"), "0,5", "0,5 ", "0,6"),
    ],
)
def test_a_value_is_shown_as_printed_and_unchanged_by_another_spelling(
    field, initial, shown, same, other
):
    assert form_of(field, initial={"it": initial})["it"].value() == shown
    assert not form_of(field, same, initial={"it": initial}).has_changed()
    assert form_of(field, other, initial={"it": initial}).has_changed()
    assert form_of(field, "?", initial={"it": initial}).has_changed()


@pytest.mark.parametrize(
    ("field", "mode"),
    [(DayField(), "numeric"), (PhoneField(), "tel"), (NumberField(places=1), "decimal")],
)
def test_the_phone_shows_the_right_keyboard(field, mode):
    assert f'inputmode="{mode}"' in str(form_of(field)["it"])
