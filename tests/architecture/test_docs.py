"""What the pages for developers name is there: a page that names what has gone leads astray."""

import re
from pkgutil import resolve_name

import pytest
from django.apps import apps

from tests.architecture import house

PAGES = ["README.md", "docs/architecture.md", "docs/adding-a-model.md", "docs/operations.md"]
PATH = re.compile(r"`((?:[a-z_]+/)+[\w.-]*)`")
DOTTED = re.compile(rf"`((?:{'|'.join(house.APPS)})(?:\.\w+)+)`")
MODELS = {model._meta.label for model in apps.get_models()}


def text_of(page):
    return (house.ROOT / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_pages_name_files_that_there_are(page):
    made = "var/"  # by the first start
    named = {path for path in PATH.findall(text_of(page)) if not path.startswith(made)}
    assert {path for path in named if not (house.ROOT / path).exists()} == set()


@pytest.mark.parametrize("page", PAGES)
def test_pages_name_code_that_there_is(page):
    for name in set(DOTTED.findall(text_of(page))) - MODELS:
        resolve_name(name)  # raises where nothing bears the name


def test_page_lists_what_apps_add_without_being_imported():
    section = text_of("docs/architecture.md").split("\n## What an app adds")[1].split("\n## ")[0]
    listed = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
    sources = [path.read_text(encoding="utf-8") for path, _name in house.modules()]
    asked = {name for text in sources for name in re.findall(r'in parts\("(\w+)"\)', text)}
    assert sorted(listed) == sorted(asked)
