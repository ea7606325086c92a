"""The "house" pack of crispy-forms, in every state a form can be in."""

import re

import pytest
from crispy_forms.bootstrap import AppendedText, FormActions, InlineRadios, StrictButton
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Field, Fieldset, Layout, Row, Submit
from crispy_forms.utils import render_crispy_form
from django import forms
from django.utils import translation
from django.utils.html import format_html

CHOICES = [("a", "First"), ("b", "Second")]


class EveryWidget(forms.Form):
    full_name = forms.CharField(label="Full name", help_text="As on her card")
    birth = forms.DateField(label="Born")
    year = forms.IntegerField(label="Joined")
    fee = forms.DecimalField(label="Fee", required=False, localize=True)
    branch = forms.ChoiceField(label="Branch", choices=CHOICES)
    kind = forms.ChoiceField(label="Kind", choices=CHOICES, widget=forms.RadioSelect)
    often = forms.ChoiceField(label="Often", choices=CHOICES, widget=forms.RadioSelect)
    uses = forms.MultipleChoiceField(
        label="Uses", choices=CHOICES, widget=forms.CheckboxSelectMultiple, required=False
    )
    several = forms.MultipleChoiceField(label="Several", choices=CHOICES, required=False)
    core = forms.BooleanField(label="Core member", required=False)
    when = forms.SplitDateTimeField(label="When", required=False)
    secret = forms.CharField(label="Password", widget=forms.PasswordInput, required=False)
    paper = forms.FileField(label="Workbook", required=False)
    note = forms.CharField(label="Note", widget=forms.Textarea, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"data-draft": "member-new"}
        self.helper.layout = Layout(
            "version",
            Fieldset(
                "Who",
                "full_name",
                Row(Column("birth"), Column(Field("year", wrapper_class="field--year"))),
                AppendedText("fee", "đồng"),
            ),
            Fieldset("Union", "branch", "kind", InlineRadios("often"), "uses", "several", "core"),
            *("when", "secret", "paper", "note"),
            FormActions(
                Submit("save", "Save"),
                StrictButton("Save & next", type="submit", name="more", css_class="btn"),
                HTML('<a href="/">Cancel</a>'),
            ),
        )


WRONG = {
    "full_name": "",
    "birth": "31/02/1974",
    "year": "năm ngoái",
    "fee": "nhiều",
    "branch": "z",
    "kind": "z",
    "uses": ["z"],
    "note": "kept <b>",
    "version": "1",
}


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def fresh():
    return render_crispy_form(EveryWidget())


@pytest.fixture
def refused():
    return render_crispy_form(EveryWidget(WRONG))


def tag_of(html, name, kind="input"):
    """The opening tag of the control called `name`."""
    (tag,) = re.findall(rf'<{kind}[^>]*name="{name}"[^>]*>', html)
    return tag


def test_every_field_is_drawn_once_with_a_label(fresh):
    for name in EveryWidget.base_fields:
        assert f'name="{name}' in fresh
    for target in re.findall(r'<label for="([^"]+)"', fresh):
        assert fresh.count(f'id="{target}"') == 1


def test_the_form_posts_files_and_leaves_checking_to_us(fresh):
    (tag,) = re.findall(r"<form[^>]*>", fresh)
    assert 'method="post"' in tag
    assert "novalidate" in tag
    assert 'enctype="multipart/form-data"' in tag
    assert 'data-draft="member-new"' in tag
    assert 'class="form"' in tag


def test_a_hint_is_tied_to_its_control(fresh):
    assert 'id="id_full_name_helptext">As on her card<' in fresh
    assert 'aria-describedby="id_full_name_helptext"' in tag_of(fresh, "full_name")


def test_a_date_shows_how_it_is_typed(fresh):
    assert 'id="id_birth_helptext">day/month/year, for example 05/03/1974<' in fresh
    assert 'type="text"' in tag_of(fresh, "birth")
    assert 'inputmode="numeric"' in tag_of(fresh, "birth")


@pytest.mark.parametrize(("name", "keyboard"), [("year", "numeric"), ("fee", "decimal")])
def test_a_number_is_text_with_the_right_keyboard(fresh, name, keyboard):
    assert 'type="text"' in tag_of(fresh, name)
    assert f'inputmode="{keyboard}"' in tag_of(fresh, name)


def test_only_optional_fields_say_so(fresh):
    assert re.findall(r"(\w+) <span class=\"field__optional\">\(not required\)", fresh) == [
        "Fee",
        "Uses",
        "Several",
        "When",
        "Password",
        "Workbook",
        "Note",
    ]


def test_a_filter_form_does_not_call_its_fields_optional():
    form = EveryWidget()
    form.helper.form_method = "get"
    html = render_crispy_form(form)
    assert "field__optional" not in html
    assert "csrfmiddlewaretoken" not in html


def test_choices_stand_in_a_fieldset_with_a_legend(fresh):
    assert re.findall(r"<legend>\s*(\w+)", fresh) == [
        "Who",
        "Union",
        "Kind",
        "Often",
        "Uses",
        "When",
    ]
    assert fresh.count("field__choices--inline") == 1


def test_a_single_box_holds_its_label_beside_it(fresh):
    assert re.search(
        r'<label for="id_core"><input type="checkbox"[^>]*><span>Core member</span>', fresh
    )


def test_layout_classes_and_units_are_drawn(fresh):
    assert 'class="field field--year"' in fresh
    assert "<span>đồng</span>" in fresh
    assert 'class="fields-row"' in fresh
    assert '<button type="submit" name="save" value="Save" class="btn btn-primary"' in fresh
    assert "Save & next" in fresh
    assert '<a href="/">Cancel</a>' in fresh


def test_a_fresh_form_has_no_summary(fresh):
    assert "data-error-summary" not in fresh
    assert "aria-invalid" not in fresh


def test_the_summary_leads_to_each_control(refused):
    summary = refused[refused.index("data-error-summary") : refused.index("<fieldset")]
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert targets == [
        "id_full_name",
        "id_birth",
        "id_year",
        "id_fee",
        "id_branch",
        "id_kind_0",
        "id_often_0",
        "id_uses_0",
    ]
    for target in targets:
        assert refused.count(f'id="{target}"') == 1


def test_an_error_is_told_above_the_control_and_tied_to_it(refused):
    assert refused.index('id="id_year_error"') < refused.index('name="year"')
    assert 'aria-invalid="true"' in tag_of(refused, "year")
    assert 'aria-describedby="id_full_name_helptext id_full_name_error"' in tag_of(
        refused, "full_name"
    )
    (fieldset,) = re.findall(r'<fieldset id="div_id_kind"[^>]*>', refused)
    assert 'aria-describedby="id_kind_error"' in fieldset


@pytest.mark.parametrize(
    ("name", "typed"), [("birth", "31/02/1974"), ("year", "năm ngoái"), ("fee", "nhiều")]
)
def test_what_was_typed_is_kept(refused, name, typed):
    assert f'value="{typed}"' in tag_of(refused, name)


def test_what_was_typed_is_escaped(refused):
    assert "kept &lt;b&gt;" in refused
    assert "kept <b>" not in refused


def test_errors_of_the_whole_form_and_of_hidden_fields_are_told():
    form = EveryWidget({**WRONG, "version": "x"})
    form.add_error(None, "Two people <at once>")
    html = render_crispy_form(form)
    assert "<li>Two people &lt;at once&gt;</li>" in html
    assert "<li>Enter a whole number.</li>" in html


def test_a_formset_is_a_group_for_each_row():
    rows = forms.formset_factory(forms.Form, extra=2)()
    html = render_crispy_form(rows, FormHelper())
    assert html.count('<fieldset class="group">') == 2
    assert 'name="form-TOTAL_FORMS"' in html


def test_a_form_without_a_layout_is_drawn_too():
    class Plain(forms.Form):
        name = forms.CharField(label="Name")

    html = render_crispy_form(Plain())
    assert re.search(r'<label for="id_name">Name\s*</label>\s*<input', html)


def test_what_django_says_is_said_as_officers_speak():
    """Our catalogue comes after Django's, for every sentence listed in `core.words`."""
    with translation.override("vi"):
        html = render_crispy_form(EveryWidget(WRONG))
    assert "Chị chưa điền mục này." in html
    assert "Chỉ ghi số nguyên, ví dụ 12." in html
    assert "“z” không có trong danh sách." in html
    assert "hợp lệ" not in html


def test_a_hint_is_escaped_unless_it_was_made_as_markup():
    class Hinted(forms.Form):
        plain = forms.CharField(help_text="1 < 2")
        made = forms.CharField(help_text=format_html("<b>{}</b>", "1 < 2"))

    html = render_crispy_form(Hinted())
    assert ">1 &lt; 2</div>" in html
    assert "<b>1 &lt; 2</b>" in html
