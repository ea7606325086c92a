"""Members as lines of a file: read as they come, so that a long list costs no memory."""

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, F, Func, IntegerField, Prefetch, Value
from django.utils import timezone

from chapters.enums import Level
from core.xlsx import Across
from members.enums import ExportFormat, ExportLayout
from members.exports.columns import Line, chosen
from members.exports.places import places_for
from members.exports.selection import selected
from members.models import HouseholdListing

CHUNK = 1000
NUMERALS = {
    100: "C", 90: "XC", 50: "L", 40: "XL", 10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I",
}  # fmt: skip
# Columns of the row that searching needs and nobody reads.
UNREAD = (
    "name_folded",
    "head_name",
    "find_key",
    "initials",
    "name_order",
    "national_id_hash",
)


class Register:
    """The lines of one export. `told(done)` hears how far it is, once a chunk.

    `numbers` and `units` say what was read, once the lines have been run through: the file is about
    the members of that moment, whatever the page said before.
    """

    def __init__(self, job, told=lambda done: None):
        self.job, self.told = job, told
        self.by_branch = job.layout == ExportLayout.SECTIONS
        self.in_sections = self.by_branch and job.kind == ExportFormat.XLSX
        told_above = {"branch"} if self.in_sections else set()
        self.columns = [c for c in chosen(job.columns) if c.key not in told_above]
        self.places = places_for(job.asked_by)
        above = (Level.DISTRICT, Level.PROVINCE)
        self.names_chapters = job.under is None or job.under.level in above
        self.numbers, self.units = [], set()

    @property
    def count(self):
        return len(self.numbers)

    def women(self):
        """Each with the place where she is, in the order asked for."""
        for woman in self._rows().iterator(chunk_size=CHUNK):
            self.numbers.append(woman.pk)
            self.units.add(woman.home_unit_id)
            if self.count % CHUNK == 0:
                self.told(self.count)
            yield woman, self.places.by_unit[woman.home_unit_id]

    def rows(self):
        """Rows of values with an `Across` before each branch, if the list is in sections."""
        section, number, branch = 0, 0, None
        for woman, place in self.women():
            here = (place.chapter, place.branch)
            if self.in_sections and here != branch:
                section, number, branch = section + 1, 0, here
                yield Across(self._head(place), number=roman(section))
            number += 1
            line = Line(woman, number, place.branch, place.group)
            yield [column.value(line) for column in self.columns]

    def _head(self, place):
        name = place.branch if place.branch.startswith("Chi hội") else f"Chi hội {place.branch}"
        return f"{name} – {place.chapter}" if self.names_chapters else name

    def _rows(self):
        keys = {column.key for column in self.columns}
        rows = selected(self.job).with_state(timezone.localdate()).defer(*UNREAD)
        if "national_id" not in keys:
            rows = rows.defer("national_id")
        if "hardship" in keys:
            rows = rows.prefetch_related(_listings())
        for link in {"ethnicity", "religion"} & keys:
            rows = rows.select_related(link)
        return self._ordered(rows)

    def _ordered(self, rows):
        if not self.by_branch:
            return rows.in_name_order()
        place = Func(
            Value(self.places.order, output_field=ArrayField(BigIntegerField())),
            F("home_unit_id"),
            function="array_position",
            output_field=IntegerField(),
        )
        return rows.alias(place=place).order_by("place", "name_order", "birth_year", "pk")


def _listings():
    """What each household is listed as this year, as `listed_now`."""
    this_year = HouseholdListing.objects.filter(year=timezone.localdate().year)
    return Prefetch("household__listings", queryset=this_year, to_attr="listed_now")


def roman(number):
    """I, II, III, IV … as sections of a register are numbered."""
    text = ""
    for value, letters in NUMERALS.items():
        times, number = divmod(number, value)
        text += letters * times
    return text
