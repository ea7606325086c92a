"""What the house consists of, read from the code itself, so that no list has to be kept."""

import ast
import importlib
from pathlib import Path

from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = [
    "core",
    "audit",
    "accounts",
    "chapters",
    "members",
    "funds",
    "models_programs",
    "referrals",
    "imports",
    "reports",
    "demo",
]


def modules():
    """Every Python file of the apps but migrations, as (path, dotted name)."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                parts = path.relative_to(ROOT).with_suffix("").parts
                yield path, ".".join(part for part in parts if part != "__init__")


def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(tree):
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def models():
    """The models that we wrote; those of history tables are made by pghistory."""
    return [
        model
        for app in APPS
        if apps.is_installed(app)
        for model in apps.get_app_config(app).get_models()
        if not hasattr(model, "pgh_tracked_model")
    ]


def imported(name):
    return importlib.import_module(name)
