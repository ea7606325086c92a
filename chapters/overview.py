"""What pages about units read: a unit with those below it, in as many statements as for one."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from chapters.enums import HEADS, Title
from chapters.figures import IN_LIST, ON_PAGE, ON_PAGE_ELSE, Figure, Figures, last_updates
from chapters.models import Officer, Unit


@dataclass(frozen=True)
class Line:
    """One unit in the list of those below another: its head, figures and last change."""

    unit: Unit
    head: Officer | None
    figures: list[Figure]
    updated: datetime | None


@dataclass
class Overview:
    """A unit and the open units directly below it that `user` may see."""

    unit: Unit
    user: object
    figures: list[Figure] = field(init=False)
    total: list[Figure] = field(init=False)
    lines: list[Line] = field(init=False)

    def __post_init__(self):
        children = list(self._children().open().in_order())
        page_codes = ON_PAGE.get(self.unit.level, ON_PAGE_ELSE)
        list_codes = IN_LIST.get(self.unit.level, ())
        counted = Figures([self.unit, *children], [*page_codes, *list_codes])
        self.figures = counted.of(self.unit, page_codes)
        self.total = counted.of(self.unit, list_codes)
        heads, updated = self._heads(children), last_updates(self.unit)
        self.lines = [
            Line(child, heads.get(child.pk), counted.of(child, list_codes), updated.get(child.pk))
            for child in children
        ]

    def _children(self):
        return Unit.objects.visible_to(self.user).directly_under(self.unit)

    def _heads(self, children):
        today = timezone.localdate()
        officers = Officer.objects.visible_to(self.user).serving_on(today).filter(title__in=HEADS)
        return {officer.unit_id: officer for officer in officers.filter(unit__in=children)}

    @property
    def closed(self):
        """Units below it that no longer exist, the last to close first."""
        closed = self._children().exclude(pk__in=[line.unit.pk for line in self.lines])
        return closed.order_by("-valid__endswith", "pk")


def people_of(unit, user):
    """`(in office today, others)` of the unit: by title, then by the day they began."""
    officers = list(Officer.objects.visible_to(user).filter(unit=unit).select_related("term"))
    rank = {title: place for place, title in enumerate(Title.values)}
    officers.sort(key=lambda officer: (rank[officer.title], officer.during.lower or date.min))
    today = timezone.localdate()
    serving = [officer for officer in officers if today in officer.during]
    return serving, [officer for officer in officers if today not in officer.during]
