from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SOON_DAYS = 14


@dataclass(frozen=True)
class Duty:
    """One sentence with one button; `by` is the day by which it should be done."""

    words: str
    action: str
    url: str
    today: date
    by: date | None = None
    detail: str = ""

    @property
    def days(self):
        """Days left, negative when late, None without a date."""
        return (self.by - self.today).days if self.by else None

    @property
    def kind(self):
        """How the state is shown: see the state tag of the house."""
        if self.days is None:
            return "quiet"
        return "bad" if self.days < 0 else "warn" if self.days <= SOON_DAYS else "wait"

    @property
    def when(self):
        """The time left in words: late is a word, not only a colour."""
        if self.days is None:
            return ""
        if self.days < 0:
            return ngettext("%(n)s day late", "%(n)s days late", -self.days) % {"n": -self.days}
        if self.days == 0:
            return _("due today")
        return ngettext("%(n)s day left", "%(n)s days left", self.days) % {"n": self.days}
