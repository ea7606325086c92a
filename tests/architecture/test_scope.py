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
    "models_programs.AssistanceVisit": "read through its assistance",
    "models_programs.Campaign": "reference data",
    "models_programs.CriteriaSet": "reference data",
    "models_programs.Criterion": "reference data",
    "models_programs.Finding": "read through its review",
    "models_programs.ModelStep": "read through its model",
    "referrals.RuleSet": "reference data",
    "reports.ReportingPeriod": "the same for every unit",
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


def unscoped_reads(path, name):
    """`Model.objects.<anything but visible_to>` on a scoped model, as lines of the file."""
    module = house.imported(name)
    for node in ast.walk(house.tree_of(path)):
        if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute)):
            continue
        manager = node.value
        if manager.attr != "objects" or not isinstance(manager.value, ast.Name):
            continue
        model = getattr(module, manager.value.id, None)
        is_model = isinstance(model, type) and issubclass(model, models.Model)
        if is_model and scoped(model) and node.attr not in ("visible_to", "none"):
            yield f"{name}:{node.lineno} {manager.value.id}.objects.{node.attr}"


@pytest.mark.parametrize(("path", "name"), list(entry_points()), ids=lambda v: str(v)[-60:])
def test_views_and_forms_start_from_visible_to(path, name):
    assert list(unscoped_reads(path, name)) == []
