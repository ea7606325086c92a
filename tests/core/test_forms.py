"""Tidy text, and edits that meet."""

import unicodedata
from types import SimpleNamespace

import pytest
from django import forms
from django.http import QueryDict

from core.exceptions import StaleEdit
from core.forms import TidyTextMixin, VersionedMixin, check_version


class PersonForm(TidyTextMixin, forms.Form):
    name = forms.CharField(label="Họ tên", max_length=17)
    about = forms.CharField(required=False, widget=forms.Textarea)
    secret = forms.CharField(required=False, widget=forms.PasswordInput, strip=False)
    choice = forms.ChoiceField(required=False, choices=[("a  b", "A")])


class PersonEdit(VersionedMixin, PersonForm):
    def __init__(self, *args, instance, **kwargs):
        self.instance = instance
        super().__init__(*args, **kwargs)


def person(**facts):
    return SimpleNamespace(**{"pk": 1, "version": 3, "name": "Hoa", "about": "", **facts})


@pytest.mark.parametrize("kind", [dict, QueryDict])
def test_text_is_composed_and_tidied_before_it_is_checked(kind):
    typed = {
        "name": unicodedata.normalize("NFD", "  Nguyễn  Thị Hòa\u200b "),
        "about": " một\u00a0 hai \r\n\r\n ba\r\n",
        "secret": " a  b ",
        "choice": "a  b",
    }
    data = QueryDict(mutable=True) if kind is QueryDict else {}
    data.update(typed)
    form = PersonForm(data)
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "name": "Nguyễn Thị Hòa",
        "about": "một hai\n\nba",
        "secret": " a  b ",
        "choice": "a  b",
    }
    assert form["name"].value() == "Nguyễn Thị Hòa"


def test_an_edit_carries_the_version_it_began_from():
    form = PersonEdit(instance=person())
    assert '<input type="hidden" name="version" value="3"' in str(form["version"])


def test_an_edit_without_its_version_is_refused():
    form = PersonEdit({"name": "Hoa"}, instance=person())
    assert "version" in form.errors


def test_a_new_row_needs_no_version():
    assert PersonEdit({"name": "Hoa"}, instance=person(pk=None, version=1)).is_valid()


def test_check_version_counts_up_or_refuses():
    row = person()
    check_version(row, 3)
    assert row.version == 4
    check_version(row, None)
    assert row.version == 5
    with pytest.raises(StaleEdit, match="Có người vừa sửa"):
        check_version(row, 3)
    assert row.version == 5


def stale_form(**typed):
    form = PersonEdit({"name": "Hoa", "version": "3", **typed}, instance=person())
    assert form.is_valid(), form.errors
    return form


def test_a_conflict_shows_both_values_and_lets_her_save_again():
    form = stale_form(name="Hòa", about="mới")
    form.show_conflict(StaleEdit(), person(version=5, name="Hoà Bình"))
    assert form.conflicts == [
        ("name", "Họ tên", "Hoà Bình", "Hòa"),
        ("about", "About", "", "mới"),
    ]
    assert "Có người vừa sửa" in form.non_field_errors()[0]
    assert form["version"].value() == "5"
    assert form["name"].value() == "Hòa"


def test_a_conflict_leaves_out_what_only_one_side_changed():
    form = stale_form(name="Hòa", about="mới")
    form.show_conflict(StaleEdit(), person(version=5, name="Bình"), base=person())
    assert form.conflicts == [("name", "Họ tên", "Bình", "Hòa")]


def test_conflicts_found_by_the_service_are_kept():
    form = stale_form()
    form.show_conflict(StaleEdit([("name", "Họ tên", "a", "b")]), person(version=5))
    assert form.conflicts == [("name", "Họ tên", "a", "b")]
