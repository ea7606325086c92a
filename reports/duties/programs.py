from datetime import date, timedelta

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import Permission
from chapters.scope import holds_at
from models_programs.models import Assistance
from reports.duties.words import SOON_DAYS, Duty


def programs_owed(user, unit, today):
    """Help for households that is due, or falls due in the next two weeks."""
    if not holds_at(user, Permission.PROGRAM_VIEW, unit):
        return []
    return list(_help(user, unit, today))


def _help(user, unit, today):
    soon = today + timedelta(days=SOON_DAYS)
    due, coming = Q(until__lte=today), Q(until__gt=today, until__lte=soon)
    open_help = Assistance.objects.visible_to(user).under(unit).open().order_by()
    found = open_help.aggregate(
        due=Count("household", filter=due, distinct=True),
        first_due=Min("until", filter=due),
        coming=Count("household", filter=coming, distinct=True),
        first_coming=Min("until", filter=coming),
    )
    url = reverse("programs:assistance")
    if found["due"]:
        words = ngettext(
            "%(n)s household: the help is due and nobody has said what came of it",
            "%(n)s households: the help is due and nobody has said what came of it",
            found["due"],
        ) % {"n": found["due"]}
        yield Duty(words, _("Bring up to date"), f"{url}?state=due", today, by=found["first_due"])
    if found["coming"]:
        words = ngettext(
            "%(n)s household: the help ends in the next two weeks",
            "%(n)s households: the help ends in the next two weeks",
            found["coming"],
        ) % {"n": found["coming"]}
        yield Duty(words, _("Look at them"), url, today, by=found["first_coming"])


def reviews_owed(user, numbers):
    """Households that nobody has reviewed this year."""
    if not holds_at(user, Permission.PROGRAM_VIEW, numbers.unit):
        return []
    waiting, today = numbers.waiting(), numbers.day
    if not waiting:
        return []
    words = ngettext(
        "%(n)s household has not been reviewed in %(year)s",
        "%(n)s households have not been reviewed in %(year)s",
        waiting,
    ) % {"n": waiting, "year": today.year}
    url, year_end = reverse("programs:reviews"), date(today.year, 12, 31)
    return [Duty(words, _("Go on reviewing"), url, today, by=year_end, detail=numbers.told)]
