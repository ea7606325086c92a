"""Fills an empty book with invented people, all of it or nothing.

The same seed on the same day gives the same rows, but for the sealing of citizen numbers, which
differs each time by design. Triggers of the history are ignored: nobody changed anything.
"""

import random
from dataclasses import dataclass, field

import pgtrigger
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from chapters.models import Unit
from chapters.services.tree import hold_tree
from core.exceptions import DomainError
from demo import admissions, doubles, places
from demo.accounts import ACCOUNTS, DISTRICT, Users
from demo.funds import Funds
from demo.offices import Offices
from demo.people import People
from demo.programs import Programs
from demo.referrals import Referrals
from demo.reviews import Reviews
from demo.showcase import Showcase
from demo.times import Times
from members.models import Household, Member

MEMBERS, FEWEST_MEMBERS = 12_000, 600


@dataclass
class Links:
    """Of which model and example a woman became known: `{member id: row id}`."""

    models: dict = field(default_factory=dict)
    exemplars: dict = field(default_factory=dict)


def is_seeded():
    """Whether the demonstration data stands already."""
    return Member.objects.filter(is_demo=True).exists()


@transaction.atomic
def seed(*, members=MEMBERS, seed=2023, today=None):
    """Write the demonstration data; the number of members written.

    Raises `DomainError` beside real members, accounts or branches, which it never mixes with.
    """
    hold_tree()
    if is_seeded():
        return 0
    _refuse_beside_real()
    if members < FEWEST_MEMBERS:
        raise DomainError(
            _("The figures of 2023 need at least %(least)s members.") % {"least": FEWEST_MEMBERS}
        )
    call_command("load_reference", verbosity=0)
    times = Times(random.Random(seed), today or timezone.localdate())
    with pgtrigger.ignore():
        _write(times, members)
    with connection.cursor() as cursor:
        cursor.execute("analyze")  # else the planner takes the book for empty for a while
    return members


def _refuse_beside_real():
    real = (
        Member.objects.exists()
        or Household.objects.exists()
        or User.objects.filter(is_demo=False).exists()
        or places.has_branches()
    )
    if real:
        raise DomainError(
            _("There is real data here. Demonstration data goes into an empty book only.")
        )


def _write(times, members):
    district = Unit.objects.get(key=DISTRICT)
    communes = places.communes(district)
    keys = {key for _name, _full, key, _roles in ACCOUNTS}
    users = Users({unit.key: unit for unit in Unit.objects.filter(key__in=keys)})
    places.make_branches(times.rng, communes, members)
    branches = [branch for commune in communes for branch in commune.branches]
    people = People(times, branches)
    for number, branch in enumerate(branches):
        people.fill(
            branch, (number + 1) * members // len(branches) - number * members // len(branches)
        )
    links = Links()
    Reviews(times, communes).write()
    Showcase(times, district, communes, links).write()
    Programs(times, district, communes, links).write()
    Referrals(times, district, communes, people.movement, links, users).write()
    Offices(times, district, communes, people.movement.strength).write()
    doubles.plant(communes)
    admissions.plant(times, communes)
    Funds(times, district, communes).write()
