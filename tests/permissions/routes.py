"""Every route of the site with what the apps say about it in `tests/permissions/lines/`.

A module there states two tables, in which a name is `<namespace>:<url name>`:

    MATRIX = {"members:detail": roles_with(Permission.MEMBER_VIEW), …}
    ROWS = {"members:detail": member_row, …}   # member_row(world, foreign) -> {"pk": …}

`MATRIX` says which roles come in. `ROWS` gives the arguments of the address: a row at home, or with
`foreign` the same kind of row in the next commune. It may make the row, which must be visible to
every role of the line. A route without arguments needs none. Three more, when they apply:

    SIGNED_IN = {"accounts:profile"}           # open to everybody who is signed in
    PUBLIC = {"accounts:login"}                # open to everybody
    NO_SCOPE = {"reports:period": "why"}       # arguments that do not name a row of a unit
"""

import pkgutil
from importlib import import_module

from django.urls import URLPattern, get_resolver, reverse

from tests.permissions import lines

# Django's own, and what config serves. The admin site has tests of its own (tests/accounts).
PUBLIC_OF_THE_HOUSE = {"healthz", "set_language"}
ADMIN = "admin:"


def _gather(table):
    modules = [
        import_module(f"{lines.__name__}.{found.name}")
        for found in pkgutil.iter_modules(lines.__path__)
    ]
    return [getattr(module, table) for module in modules if hasattr(module, table)]


def _merged(table):
    return {name: value for found in _gather(table) for name, value in found.items()}


MATRIX = {name: set(roles) for name, roles in _merged("MATRIX").items()}
ROWS = _merged("ROWS")
NO_SCOPE = _merged("NO_SCOPE")
SIGNED_IN = set().union(*_gather("SIGNED_IN"))
PUBLIC = PUBLIC_OF_THE_HOUSE.union(*_gather("PUBLIC"))


def _walk(node, prefix=""):
    for child in node.url_patterns:
        if isinstance(child, URLPattern):
            yield f"{prefix}{child.name}", child
        else:
            yield from _walk(child, f"{prefix}{child.namespace}:" if child.namespace else prefix)


def all_routes():
    """Every named route but those of the admin site: name -> pattern."""
    return {name: pattern for name, pattern in _walk(get_resolver()) if not name.startswith(ADMIN)}


def address(name, world, *, foreign=False):
    """The address of a route in the little country."""
    return reverse(name, kwargs=ROWS[name](world, foreign) if name in ROWS else None)


def takes_arguments(pattern):
    return bool(pattern.pattern.regex.groupindex)
