"""Rows that people see start from `visible_to`; the code is read, so that nobody can forget."""

import ast

import pytest
from django.db import models

from tests.architecture import house

# Models whose rows belong to no unit, and why they need no scope.
UNSCOPED = {
    "core.Holiday": "reference data",
    "accounts.User": "kept by the administrator alone, through accounts.services",
    "accounts.Posting": "kept by the administrator alone, through accounts.services",
    "audit.Entry": "narrowed by unit path in audit.views",
    "chapters.Placement": "read through units",
    "chapters.Succession": "reference data",
    "chapters.Term": "reference data",
    "members.EthnicGroup": "reference data",
    "members.Religion": "reference data",
    "members.RetirementAge": "reference data",
    "models_programs.AssistanceVisit": "read through its assistance",
    "models_programs.Campaign": "reference data",
    "models_programs.CriteriaSet": "reference data",
    "models_programs.Criterion": "reference data",
    "models_programs.Finding": "read through its review",
    "models_programs.ModelStep": "read through its model",
    "referrals.RuleSet": "reference data",
    "reports.ReportingPeriod": "the same for every unit",
}

# Querysets' own words that narrow to what she may see or change, and the one that holds nothing.
NARROWING = {"visible_to", "half_visible_to", "answerable_by", "withdrawable_by", "none"}
# Functions that look beyond her scope on purpose, and what keeps it from her.
BEYOND = {
    "chapters.forms.choices.__iter__": "names of the units above those that the field was given",
    "members.forms.doubles.look_for_doubles": "says only that somebody elsewhere may be her",
}


def scoped(model):
    return hasattr(model.objects, "visible_to")


def test_every_model_has_a_scope_or_a_reason():
    without = {model._meta.label for model in house.models() if not scoped(model)}
    assert without == {label for label in UNSCOPED if label in without}
    assert {m._meta.label for m in house.models()} >= UNSCOPED.keys()


def entry_points():
    for path, name in house.modules():
        if ".views" in name or ".forms" in name:
            yield path, name


def narrowed(function):
    """Variables of a function that end in a narrowing word or in `get_visible_or_404`."""
    found = set()
    for node in ast.walk(function):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Attribute) and node.func.attr in NARROWING:
            found |= {n.id for n in ast.walk(node.func.value) if isinstance(n, ast.Name)}
        if isinstance(node.func, ast.Name) and node.func.id == "get_visible_or_404":
            found |= {n.id for n in ast.walk(node.args[0]) if isinstance(n, ast.Name)}
    return found


def is_narrowed(node, parents, names):
    """Whether the chain that starts at `node` is narrowed: in itself, or through its variable."""
    while (parent := parents.get(node)) is not None:
        if isinstance(node, ast.Attribute) and node.attr in NARROWING:
            return True
        if isinstance(parent, ast.Call) and node in parent.args:
            called = parent.func
            return isinstance(called, ast.Name) and called.id == "get_visible_or_404"
        if isinstance(parent, ast.Assign):
            return all(isinstance(t, ast.Name) and t.id in names for t in parent.targets)
        node = parent
    return False


def unscoped_reads(path, name):
    """`Model.objects…` on a scoped model that nothing narrows, as lines of the file."""
    module = house.imported(name)
    for function in house.functions(house.tree_of(path)):
        if f"{name}.{function.name}" in BEYOND:
            continue
        parents = {
            child: node for node in ast.walk(function) for child in ast.iter_child_nodes(node)
        }
        names = narrowed(function)
        for node in ast.walk(function):
            if not (isinstance(node, ast.Attribute) and node.attr == "objects"):
                continue
            model = getattr(module, node.value.id, None) if isinstance(node.value, ast.Name) else 0
            is_model = isinstance(model, type) and issubclass(model, models.Model)
            if is_model and scoped(model) and not is_narrowed(node, parents, names):
                yield f"{name}:{node.lineno} {model.__name__}.objects"


@pytest.mark.parametrize(("path", "name"), list(entry_points()), ids=lambda v: str(v)[-60:])
def test_views_and_forms_start_from_visible_to(path, name):
    assert list(unscoped_reads(path, name)) == []
