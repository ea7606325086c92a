"""The catalogue command on a small project of its own, and on ours."""

import gettext

import pytest
from django.core.management import CommandError, call_command

from core.i18n import checks, pofiles, sources
from core.i18n.extract import strings_in

PYTHON = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, npgettext, pgettext

A = _("Save")
B = gettext_lazy("joined in two "
                 "lines")
C = ngettext("%(n)s member", "%(n)s members", 2)
D = pgettext("reason", "other")
E = npgettext("unit", "%(n)s branch", "%(n)s branches", 2)
F = _(A)  # nothing to translate here
G = "not marked"
"""
TEMPLATE = """{% load i18n %}
      <h1>{% translate "Members" %}</h1>
  {% trans 'Old style' as title %}
    {% translate "May" context "month" %}
{% blocktranslate trimmed with name=member.name %}
      Dear {{ name }},
      it's 60% done.
{% endblocktranslate %}
{% blocktranslate count n=total context "list" %}{{ n }} row{% plural %}{{ n }} rows\
{% endblocktranslate %}
{% if label == _("Yes") %}{{ value|default:_("nothing") }}{{ _("shown") }}{% endif %}
{% include "x.html" with title=_("In a tag") %}
{% comment %}{% translate "hidden" %}{% endcomment %}
<p>Đây là chữ thường, "ngoặc' (lệch</p>
"""


@pytest.fixture
def project(tmp_path):
    """An app `shop` with its templates, and the root's own."""
    files = {
        "shop/models.py": PYTHON,
        "shop/migrations/0001_initial.py": '_("in a migration")',
        "templates/shop/page.html": '{% load i18n %}{% translate "Shop" %}',
        "templates/base.html": '{% load i18n %}{% translate "Home" %}',
        "core/errors.py": '_("Wrong")',
        "config/settings.py": '_("Language")',
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def homes(project):
    return sources.homes(project, ["shop", "core"])


def found(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return [(message, context) for _line, message, context in strings_in(path)]


def translate(home, words):
    """Fill the catalogue of `home`: by msgid, or the same text for all."""
    pofiles.update(home)
    text = home.po_path.read_text(encoding="utf-8")
    for msgid, vietnamese in words.items():
        for empty in ('msgstr ""', 'msgstr[0] ""'):
            head, _, tail = text.partition(f'"{msgid}"\n{empty}')
            if tail:
                text = f'{head}"{msgid}"\n{empty[:-1]}{vietnamese}"{tail}'
    home.po_path.write_text(text, encoding="utf-8")


def test_python_strings_are_found(tmp_path):
    assert found(tmp_path, "a.py", PYTHON) == [
        ("Save", None),
        ("joined in two lines", None),
        (("%(n)s member", "%(n)s members"), None),
        ("other", "reason"),
        (("%(n)s branch", "%(n)s branches"), "unit"),
    ]


def test_template_strings_are_found_as_django_looks_them_up(tmp_path):
    assert found(tmp_path, "a.html", TEMPLATE) == [
        ("Members", None),
        ("Old style", None),
        ("May", "month"),
        ("Dear %(name)s, it's 60%% done.", None),
        (("%(n)s row", "%(n)s rows"), "list"),
        ("Yes", None),
        ("nothing", None),
        ("shown", None),
        ("In a tag", None),
    ]


def test_each_catalogue_speaks_for_its_own_files(homes):
    root, shop = homes
    names = {
        home.name: [p.relative_to(home.base).as_posix() for p in home.files()] for home in homes
    }
    assert names == {
        "root": ["core/errors.py", "config/settings.py", "templates/base.html"],
        "shop": ["shop/models.py", "templates/shop/page.html"],
    }
    assert root.po_path == root.base / "locale/vi/LC_MESSAGES/django.po"
    assert shop.po_path == shop.base / "shop/locale/vi/LC_MESSAGES/django.po"


def test_update_twice_changes_nothing(homes):
    pofiles.update(homes[0])
    once = homes[0].po_path.read_text(encoding="utf-8")
    assert pofiles.update(homes[0]) == 3
    assert homes[0].po_path.read_text(encoding="utf-8") == once


def test_update_keeps_words_and_order_and_drops_what_is_gone(project, homes):
    root = homes[0]
    translate(root, {"Wrong": "Sai", "Language": "Ngôn ngữ", "Home": "Trang chủ"})
    (project / "core/errors.py").write_text('_("New"); _("Wrong")', encoding="utf-8")
    (project / "config/settings.py").write_text("", encoding="utf-8")
    pofiles.update(root)
    held = pofiles.entries(pofiles.read(root))
    assert [(message.id, message.string) for message in held.values()] == [
        ("Wrong", "Sai"),
        ("Home", "Trang chủ"),
        ("New", ""),
    ]


def test_update_borrows_what_another_catalogue_says_already(project, homes):
    root, shop = homes
    translate(shop, {"Save": "Lưu"})
    (project / "core/errors.py").write_text('_("Save")', encoding="utf-8")
    pofiles.update(root, pofiles.translated(shop))
    assert pofiles.entries(pofiles.read(root))[(None, "Save")].string == "Lưu"


def test_compiled_words_are_read_by_gettext(homes):
    shop = homes[1]
    translate(shop, {"Save": "Lưu", "other": "lý do khác", "%(n)s members": "%(n)s hội viên"})
    assert pofiles.compile_one(shop)
    assert not pofiles.compile_one(shop)
    with shop.mo_path.open("rb") as file:
        words = gettext.GNUTranslations(file)
    assert words.gettext("Save") == "Lưu"
    assert words.pgettext("reason", "other") == "lý do khác"
    assert words.ngettext("%(n)s member", "%(n)s members", 1) == "%(n)s hội viên"
    assert words.gettext("Shop") == "Shop"


WORDS = {"Wrong": "Sai", "Language": "Ngôn ngữ", "Home": "Trang chủ"}


def test_check_accepts_a_complete_catalogue(homes):
    translate(homes[0], WORDS)
    assert checks.problems(homes[:1]) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ('msgstr "Sai"', 'msgstr ""', ['root: untranslated: "Wrong"']),
        ('msgid "Wrong"', '#, fuzzy\nmsgid "Wrong"', ['root: fuzzy: "Wrong"']),
        ('msgstr "Sai"', 'msgstr "Sai %(x)s"', ['root: placeholders differ: "Wrong"']),
        (
            'msgid "Wrong"',
            'msgid "Gone"',
            ['root: missing: "Wrong"', 'root: obsolete: "Gone"'],
        ),
        (
            'msgstr "Trang chủ"',
            'msgstr "Trang chủ"\n\n#~ msgid "Past"\n#~ msgstr "Xưa"',
            ['root: obsolete: "Past"'],
        ),
        (
            'msgstr "Sai"',
            'msgstr "Sa\u0300i"',
            ['root: translation is not in composed form (NFC): "Wrong"'],
        ),
    ],
)
def test_check_names_each_fault(homes, before, after, expected):
    root = homes[0]
    translate(root, WORDS)
    text = root.po_path.read_text(encoding="utf-8")
    assert before in text
    root.po_path.write_text(text.replace(before, after), encoding="utf-8")
    assert checks.problems([root]) == expected


def test_check_refuses_vietnamese_as_source(project, homes):
    (project / "core/errors.py").write_text('_("Sai rồi")', encoding="utf-8")
    translate(homes[0], {**WORDS, "Sai rồi": "Sai rồi"})
    assert checks.problems(homes[:1]) == [
        'root: Vietnamese text used as a msgid (pass it in as a placeholder): "Sai rồi"'
    ]


def test_check_refuses_two_translations_of_one_string(project, homes):
    root, shop = homes
    (project / "shop/models.py").write_text('_("Home")', encoding="utf-8")
    translate(root, WORDS)
    translate(shop, {"Home": "Nhà", "Shop": "Cửa hàng"})
    assert checks.problems(homes) == ['shop: translated differently in "root": "Home"']


def test_a_file_that_is_no_catalogue_is_named(homes):
    root = homes[0]
    pofiles.update(root)
    root.po_path.write_text('msgid "Wrong"\nnonsense', encoding="utf-8")
    with pytest.raises(pofiles.BrokenCatalogue, match=r"root: django\.po cannot be read"):
        pofiles.read(root)


def test_placeholders_of_a_plural_are_those_of_the_plural_form(project, homes):
    (project / "core/errors.py").write_text('ngettext("one", "%(n)s many", 2)', encoding="utf-8")
    translate(homes[0], {**WORDS, "%(n)s many": "%(n)s cái"})
    assert checks.problems(homes[:1]) == []


def test_the_command_works_on_this_project(capsys):
    call_command("catalogue", "root", "--check")
    assert capsys.readouterr().out == "1 catalogues are complete.\n"


def test_the_command_names_an_unknown_catalogue():
    with pytest.raises(CommandError, match="nowhere"):
        call_command("catalogue", "nowhere", "--check")
