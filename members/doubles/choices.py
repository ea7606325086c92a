"""What two records say of one woman, side by side, and which answer is the better one.

Better is what is more exact (a whole date before a year, a name with its marks, twelve digits
before nine), then what was written later. Where one side is silent there is nothing to choose.
"""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.dates import PartialDate
from core.identity import show_phone
from core.text import fold
from members.models import Member

KEPT, GONE, BOTH = "kept", "gone", "both"
# What is asked as one: the fields of the row behind each question.
QUESTIONS = {
    "full_name": ("full_name",),
    "birth": ("birth_year", "birth_date"),
    "nickname": ("nickname",),
    "phone": ("phone",),
    "address": ("address",),
    "household": ("household_id", "relation"),
    "national_id": ("national_id", "national_id_hash", "national_id_tail"),
    "ethnicity": ("ethnicity_id",),
    "religion": ("religion_id",),
    "schooling": ("schooling", "schooling_detail"),
    "qualification": ("qualification",),
    "theory": ("theory",),
    "occupation": ("occupation",),
    "note": ("note",),
}
NOTE_LENGTH = Member._meta.get_field("note").max_length


@dataclass(frozen=True)
class Question:
    """One thing that two records say: `kept` and `gone` in words, `better` as it is preset."""

    name: str
    label: str
    kept: str
    gone: str
    better: str
    sensitive: bool = False

    @property
    def open(self):
        """Whether the officer has to choose: both say something, and not the same."""
        return bool(self.kept and self.gone and self.kept != self.gone)


def questions(kept, gone):
    """Every `Question`, in the order of the form. Both rows read with `household`."""
    return [_question(name, kept, gone) for name in QUESTIONS]


def _question(name, kept, gone):
    label = _("Date or year of birth") if name == "birth" else None
    label = label or capfirst(str(Member._meta.get_field(name).verbose_name))
    return Question(
        name=name,
        label=label,
        kept=in_words(kept, name),
        gone=in_words(gone, name),
        better=better(name, kept, gone),
        sensitive=name in Member.SENSITIVE,
    )


def in_words(member, name):
    """What a record says of one question, "" when it says nothing."""
    if name == "birth":
        return _birth_in_words(member)
    if name == "household":
        household = member.household
        return f"{household.head_name} · {household.unit.name}" if household else ""
    if name == "schooling":
        parts = (member.get_schooling_display(), member.schooling_detail)
        return ", ".join(part for part in parts if part)
    value = getattr(member, name)
    if name == "phone":
        return show_phone(value)
    display = getattr(member, f"get_{name}_display", None)
    return str(display() if display else value or "")


def _birth_in_words(member):
    if member.birth_date:
        return str(PartialDate.of(member.birth_date))
    return str(member.birth_year or "")


def better(name, kept, gone):
    """The side whose answer is preset."""
    said = {KEPT: in_words(kept, name), GONE: in_words(gone, name)}
    if not said[GONE]:
        return KEPT
    if not said[KEPT]:
        return GONE
    exact = _exactness(name, gone) - _exactness(name, kept)
    if exact:
        return GONE if exact > 0 else KEPT
    return GONE if _written(name, gone) > _written(name, kept) else KEPT


def _exactness(name, member):
    if name == "full_name":
        text = member.full_name
        return (fold(text) != text.casefold()) * 2 + (not text.isupper())
    if name == "birth":
        day = member.birth_date
        return bool(day) + bool(day and (day.month, day.day) != (1, 1))
    if name == "national_id":
        return len(member.national_id)
    return 0


def _written(name, member):
    """When the answer that stands was written down."""
    at = member.recorded_at
    columns, known = QUESTIONS[name], None
    for event in member.events.order_by("pgh_id"):
        values = [getattr(event, column) for column in columns if hasattr(event, column)]
        if known is not None and values != known:
            at = event.pgh_created_at
        known = values
    return at


def chosen(kept, gone, take):
    """The stored values of the one record: `take` names the side of each question."""
    values = {}
    for name, columns in QUESTIONS.items():
        side = gone if take.get(name) == GONE else kept
        values |= {column: getattr(side, column) for column in columns}
    if take.get("note") == BOTH:
        values["note"] = f"{kept.note}; {gone.note}"[:NOTE_LENGTH]
    return values


def preset(kept, gone):
    """The better side of each question, for a merging without anybody to ask."""
    return {question.name: question.better for question in questions(kept, gone)}
