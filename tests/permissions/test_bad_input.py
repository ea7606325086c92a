"""Whatever stands in an address or a form, no page breaks.

What a page asks of a request is watched, not listed: a new filter or field is tried without a line
here. Each page is tried by somebody who may open it.
"""

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction
from django.http import QueryDict
from django.urls import reverse

from accounts.roles import Role
from tests.factories.members import HouseholdFactory, MemberFactory
from tests.permissions.routes import MATRIX, PUBLIC, ROWS, SIGNED_IN, address, all_routes

ROUTES = all_routes()
PAGES = sorted(name for name in ROUTES if name in {*MATRIX, *SIGNED_IN, *PUBLIC})
WITH_KEYS = [name for name in PAGES if ROUTES[name].pattern.converters]
NASTY = (
    "Hoa\x00 2",
    "²",
    "sn ²²²²",
    "thôn ²",
    "9999",
    "9" * 30,
    "9" * 5000,  # more digits than Python reads
    "31/02/2023",
    "hv999999999 vợ ((.*[ a b c d e f g h i j k l m n o p q r s t u v w x y z " + "Hoa " * 300,
    "😀'\"><script>%_\\\u202e\ufeff%(value)s {0.__class__}\r\n",
)
# What is tried in one place alone, with the others empty: a form may stop at its first error.
ALONE = ("²",)


class Watched(QueryDict):
    """What was sent; remembers in `asked` what a page wants to know of it."""

    def __init__(self, sent, asked):
        super().__init__("", mutable=True, encoding=sent.encoding)
        self.asked = asked
        for name, texts in sent.lists():
            self.setlist(name, texts)

    def __getitem__(self, name):
        self.asked.add(name)
        return super().__getitem__(name)

    def __contains__(self, name):
        self.asked.add(name)
        return super().__contains__(name)

    def getlist(self, name, default=None):
        self.asked.add(name)
        return super().getlist(name, default)

    def copy(self):
        return Watched(self, self.asked)


@pytest.fixture
def names_asked(monkeypatch):
    """`names_asked(send, path)`: the names that a page reads from the address or from a form."""

    def ask(send, path):
        asked = set()
        with monkeypatch.context() as patch:
            query, form = WSGIRequest.GET, WSGIRequest.POST
            patch.setattr(WSGIRequest, "GET", property(lambda r: Watched(query.func(r), asked)))
            patch.setattr(
                WSGIRequest, "POST", property(lambda r: Watched(form.fget(r), asked), form.fset)
            )
            _tried(send, path, {})
        return sorted(asked)

    return ask


@pytest.fixture
def visitor(client, world):
    """`visitor(name)` comes in by that page, signed in if it asks for that; there is a woman to
    find."""
    MemberFactory(home_unit=world.branch, household=HouseholdFactory(unit=world.branch))

    def enter(name):
        likely = (Role.CHAPTER_LEAD, Role.DISTRICT_LEAD, *Role)
        if name not in PUBLIC:
            role = next(role for role in likely if role in MATRIX.get(name, Role))
            client.force_login(world.user(role))
        return client

    return enter


def all_sendings(names):
    """Each nasty text in every place, and the worst of them in each place by itself."""
    if names:
        yield from (dict.fromkeys(names, text) for text in NASTY)
    if len(names) > 1:
        yield from ({name: text} for name in names for text in ALONE)


def broken(send, path, names):
    """What breaks the page, with the error."""
    found = []
    for sent in all_sendings(names):
        outcome = _tried(send, path, sent)
        if not isinstance(outcome, int) or outcome >= 500:
            found.append(({name: text[:20] for name, text in sent.items()}, outcome))
    return found


def _tried(send, path, sent):
    """The status, or the error in words; nothing is left of it in the database."""
    try:
        with transaction.atomic():
            status = send(path, sent).status_code
            transaction.set_rollback(True)
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:200]
    return status


@pytest.mark.parametrize("name", PAGES)
def test_nothing_that_is_sent_breaks_a_page(visitor, world, names_asked, name):
    client, path = visitor(name), address(name, world)
    for send in (client.get, client.post):
        assert broken(send, path, names_asked(send, path)) == []


@pytest.mark.parametrize("name", WITH_KEYS)
def test_key_that_no_row_has_is_not_found(visitor, world, name):
    client, keys = visitor(name), ROWS[name](world, False)
    for place, key in keys.items():
        for other in (2**63, 10**30, 0) if isinstance(key, int) else ("nothing", "9" * 300):
            path = reverse(name, kwargs={**keys, place: other})
            assert client.get(path).status_code in (404, 405)
