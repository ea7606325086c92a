"""Statements on personal data are complete: no link to a woman and no column is forgotten."""

import pytest
from django.contrib.auth import get_user_model

from audit.holdings import holdings
from audit.telling import told_columns
from members.models import Member
from tests.architecture import house

# Tables that hang on rows about a woman, and why nothing in them is about her.
NOT_ABOUT_HER = {
    "models_programs.Review": "about a household",
    "models_programs.Finding": "about a household",
    "models_programs.Assistance": "about a household; stated for its helper",
    "models_programs.AssistanceVisit": "about a household",
}
HOLDINGS = holdings()
STATED = {(holding.model, holding.way) for holding in HOLDINGS}
ALL = pytest.mark.parametrize("holding", HOLDINGS, ids=lambda h: f"{h.model.__name__}-{h.way}")


def links(model, targets):
    """Columns of `model` that lead to one of `targets`."""
    return [f for f in model._meta.concrete_fields if f.is_relation and f.related_model in targets]


def test_every_link_to_a_woman_is_stated():
    """A new table about members, or a new link to them, needs a line in `<app>/personal.py`."""
    found = {(model, f.name) for model in house.models() for f in links(model, {Member})}
    assert found | {(Member, "pk")} == {
        (model, way) for model, way in STATED if "__" not in way and way != "members"
    }


def test_every_table_that_hangs_on_hers_is_stated_or_says_why_not():
    hers = {model for model, _way in STATED}
    hanging = {
        model._meta.label for model in house.models() if model not in hers and links(model, hers)
    }
    assert hanging <= NOT_ABOUT_HER.keys()


@ALL
def test_every_column_goes_or_stays(holding):
    users = get_user_model()
    columns = {
        f.name
        for f in holding.model._meta.concrete_fields
        if not (f.primary_key or f.generated or f.name == holding.way)
        and not (f.is_relation and f.related_model is users)
    }
    assert set(holding.clear) | set(holding.keep) == columns
    assert not set(holding.clear) & set(holding.keep)


@ALL
def test_what_is_untold_and_worded_are_columns(holding):
    names = {f.name for f in holding.model._meta.concrete_fields}
    assert set(holding.untold) | set(holding.words) <= names


@ALL
def test_sensitive_columns_are_told_to_herself(holding):
    told = {f.name for f in told_columns(holding)}
    assert set(getattr(holding.model, "SENSITIVE", ())) <= told


@ALL
def test_text_that_stays_is_a_choice(holding):
    """Free text may tell who she is: it goes, unless it is the household's or somebody else's."""
    shared = {"head_name", "address", "note"} if holding.way in ("members", "helper") else set()
    texts = {
        f.name
        for f in holding.model._meta.concrete_fields
        if f.get_internal_type() in ("CharField", "TextField", "JSONField") and not f.choices
    }
    assert texts & set(holding.keep) <= shared
