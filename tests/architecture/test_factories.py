"""Every model has a factory, so that the next test can build it in a line."""

import importlib
import pkgutil

from factory.django import DjangoModelFactory

import tests.factories
from tests.architecture import house

# Models that tests build in another way, and how.
WITHOUT = {
    "audit.Entry": "written by audit.log.record",
    "chapters.Placement": "made with its unit by UnitFactory",
    "chapters.Succession": "nothing writes it before the merger: see docs/adr/0005",
}


def test_every_model_has_a_factory():
    for module in pkgutil.iter_modules(tests.factories.__path__, "tests.factories."):
        importlib.import_module(module.name)
    made, waiting = set(), [DjangoModelFactory]
    while waiting:
        for factory in waiting.pop().__subclasses__():
            waiting.append(factory)
            if factory._meta.model:
                made.add(factory._meta.get_model_class()._meta.label)
    lacking = {m._meta.label for m in house.models()} - made - WITHOUT.keys()
    assert lacking == set()
