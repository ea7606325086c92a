"""How long personal data are kept, stated rule by rule, and what is past its time.

An app states its rules in `retention.py`:

    RULES = [Rule("imports", _("uploaded lists"), "IMPORT_KEEP_DAYS", …, rows=past_their_time)]

Two readers start from them: `manage.py retention` and the page of the district. What is done with
rows past their time begins with the same querysets, so that what is told is what is done.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.parts import parts

DAYS, MONTHS, YEARS = _("days"), _("months"), _("years")


@dataclass(frozen=True)
class Rule:
    """What is kept for how long. `rows` reads what is past its time now; `then` says what happens.

    `code` tells one of the rows without naming anybody. `forget` does it, where that needs nobody
    to decide: it returns of how many rows, and a second run finds none. Rows that are not `scoped`
    belong to the person who asked for them and to no unit: whoever may know of the rule is told how
    many there are.
    """

    name: str
    title: str
    setting: str
    measure: str
    then: str
    permission: str
    rows: Callable
    code: Callable = "#{0.pk}".format
    forget: Callable | None = None
    scoped: bool = True

    @property
    def value(self):
        return getattr(settings, self.setting)

    def count_for(self, user, unit=None):
        """How much is past its time in `unit`, or anywhere, as far as `user` may know of it."""
        rows = self.rows()
        if self.scoped:
            rows = rows.visible_to(user, self.permission)
            rows = rows.under(unit) if unit else rows
        return rows.count() if user.may(self.permission) else 0


def rules():
    """All rules, in the order of the apps."""
    return [rule for part in parts("retention") for rule in part.RULES]


def rules_told(user):
    """The rules about what `user` may know of at all."""
    return [rule for rule in rules() if user.may(rule.permission)]


def forget_past_their_time():
    """Do what the rules say where nobody need decide: `{name of the rule: number of rows}`."""
    return {rule.name: rule.forget() for rule in rules() if rule.forget}
