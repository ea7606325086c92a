"""The facts that each step asks for: has / has not, number, date, where it is kept, votes, names.

No Party paper is uploaded and nothing of its content is asked.
"""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from referrals.enums import ClassOutcome, IssuedBy, Lacking, Stage


class Fact(NamedTuple):
    """`kind`: text, long, date, count, yes, choice or choices; `options` are those of a choice."""

    name: str
    kind: str
    label: str
    required: bool = True
    hint: str = ""
    options: tuple = ()


def _number(label, hint="", required=True):
    return Fact("number", "text", label, required, hint)


_PAPER_HINT = gettext_lazy("As written on the paper, for example 05-NQ/CB.")

NEEDED = {
    Stage.PROPOSED: (),
    Stage.CHAPTER_REVIEW: (
        Fact(
            "wish_on",
            "date",
            gettext_lazy("Day on which she confirmed her wish"),
            hint=gettext_lazy("Somebody of the branch spoke with her herself."),
        ),
    ),
    Stage.DISTRICT_REVIEW: (
        _number(gettext_lazy("Number of the minutes"), gettext_lazy("For example 03/BB-BTV.")),
        Fact("votes_for", "count", gettext_lazy("Votes for her")),
        Fact("votes_total", "count", gettext_lazy("Members present at the vote")),
    ),
    Stage.SENT_BACK: (
        Fact("lacking", "choices", gettext_lazy("What is lacking"), options=tuple(Lacking.choices)),
        Fact(
            "explanation",
            "long",
            gettext_lazy("What the chapter should do"),
            hint=gettext_lazy("One or two sentences; the chapter reads them as they stand."),
        ),
    ),
    Stage.INTRODUCED: (
        _number(
            gettext_lazy("Number of the letter of introduction"),
            gettext_lazy("For example 12-CV/HPN. The Union writes a letter, not form 4-KND."),
        ),
        Fact("cell", "text", gettext_lazy("Party cell that received it")),
        Fact("receiver", "text", gettext_lazy("Who received it"), required=False),
    ),
    Stage.SYMPATHISER: (
        Fact("helper_1", "text", gettext_lazy("Party member who helps her")),
        Fact("helper_2", "text", gettext_lazy("Second helper"), required=False),
        Fact("assigned_on", "date", gettext_lazy("Day of the assignment"), required=False),
    ),
    Stage.SENT_TO_CLASS: (_number(gettext_lazy("Number of the list or decision"), required=False),),
    Stage.NOT_FINISHED: (
        Fact(
            "outcome",
            "choice",
            pgettext_lazy("class", "What happened"),
            options=tuple(ClassOutcome.choices),
        ),
    ),
    Stage.CERTIFIED: (
        _number(gettext_lazy("Certificate number"), gettext_lazy("As on the certificate.")),
        Fact("issued_by", "text", pgettext_lazy("certificate", "Issued by")),
    ),
    Stage.DOSSIER: (
        Fact("application", "yes", gettext_lazy("Has the application (1-KND)"), required=False),
        Fact("application_at", "text", gettext_lazy("1-KND: where it is kept"), required=False),
        Fact("biography", "yes", gettext_lazy("Has the biography (2-KND)"), required=False),
        Fact("biography_at", "text", gettext_lazy("2-KND: where it is kept"), required=False),
        Fact(
            "introductions",
            "yes",
            gettext_lazy("Has the introductions of two Party members (3-KND)"),
            required=False,
        ),
        Fact("introductions_at", "text", gettext_lazy("3-KND: where it is kept"), required=False),
    ),
    Stage.OPINION_GIVEN: (
        Fact("present", "count", gettext_lazy("Members present")),
        Fact("votes_for", "count", gettext_lazy("In favour")),
        Fact(
            "strengths",
            "long",
            gettext_lazy("Strengths, in short"),
            hint=gettext_lazy("Work in the Union only; nothing about family or background."),
        ),
        Fact("weaknesses", "long", gettext_lazy("To improve, in short"), required=False),
    ),
    Stage.CELL_RESOLUTION: (
        _number(gettext_lazy("Number of the cell's resolution"), _PAPER_HINT),
        Fact("present", "count", gettext_lazy("Official Party members present")),
        Fact("votes_total", "count", gettext_lazy("Official Party members of the cell")),
        Fact("votes_for", "count", gettext_lazy("In favour")),
    ),
    Stage.COMMITTEE_RESOLUTION: (
        _number(gettext_lazy("Number of the committee's resolution"), _PAPER_HINT),
    ),
    Stage.ADMISSION_DECISION: (
        _number(gettext_lazy("Number of the decision"), gettext_lazy("For example 215-QD/HU.")),
        Fact(
            "level",
            "choice",
            pgettext_lazy("decision", "Issued by"),
            options=tuple(IssuedBy.choices),
        ),
        Fact(
            "received_on",
            "date",
            gettext_lazy("Day on which the cell received it"),
            required=False,
            hint=gettext_lazy("The term for the ceremony may run from this day."),
        ),
    ),
    Stage.PROBATIONARY: (),
    Stage.OFFICIAL: (
        _number(gettext_lazy("Number of the decision"), gettext_lazy("For example 88-QD/HU.")),
        Fact("decided_on", "date", gettext_lazy("Day of the decision"), required=False),
    ),
    Stage.PAUSED: (
        Fact(
            "review_on",
            "date",
            gettext_lazy("Look at it again on"),
            required=False,
            hint=gettext_lazy("Left empty: in six months."),
        ),
    ),
    Stage.RESUMED: (),
    Stage.MOVED_AWAY: (
        Fact(
            "destination",
            "text",
            gettext_lazy("Handed over to"),
            hint=gettext_lazy("The unit that follows her from now on."),
        ),
    ),
    Stage.STOPPED: (),
    Stage.STRUCK_OFF: (_number(gettext_lazy("Number of the decision or resolution")),),
}

ANSWER = (
    Fact(
        "explanation",
        "long",
        gettext_lazy("Answer to the district"),
        hint=gettext_lazy("What was completed; the district sees the changed lines beside it."),
    ),
)
WITH_REASON = (Stage.PAUSED, Stage.STOPPED, Stage.STRUCK_OFF)

# What the day of a step means, as the question of the form.
DAY_LABELS = {
    Stage.PROPOSED: gettext_lazy("Day of the proposal"),
    Stage.CHAPTER_REVIEW: gettext_lazy("Day of handing in to the chapter"),
    Stage.DISTRICT_REVIEW: gettext_lazy("Day of the chapter committee's minutes"),
    Stage.SENT_BACK: gettext_lazy("Day of sending back"),
    Stage.INTRODUCED: gettext_lazy("Date of the letter"),
    Stage.SYMPATHISER: gettext_lazy("Day of the cell meeting"),
    Stage.SENT_TO_CLASS: gettext_lazy("Day of the list or decision"),
    Stage.NOT_FINISHED: gettext_lazy("Day on which the class ended"),
    Stage.CERTIFIED: gettext_lazy("Day of issue"),
    Stage.DOSSIER: gettext_lazy("Day on which the dossier was begun"),
    Stage.OPINION_GIVEN: gettext_lazy("Day of the meeting that gave its opinion"),
    Stage.CELL_RESOLUTION: gettext_lazy("Day of the cell meeting"),
    Stage.COMMITTEE_RESOLUTION: gettext_lazy("Day of the committee's resolution"),
    Stage.ADMISSION_DECISION: gettext_lazy("Date of the decision"),
    Stage.PROBATIONARY: gettext_lazy("Day of the admission ceremony"),
    Stage.OFFICIAL: gettext_lazy("Official member from"),
    Stage.PAUSED: gettext_lazy("Paused from"),
    Stage.RESUMED: gettext_lazy("Resumed from"),
    Stage.MOVED_AWAY: gettext_lazy("Handed over on"),
    Stage.STOPPED: gettext_lazy("Stopped on"),
    Stage.STRUCK_OFF: gettext_lazy("Date of the decision"),
}

# Smaller figure, larger figure: parts never exceed the whole.
PARTS = {
    Stage.DISTRICT_REVIEW: (("votes_for", "votes_total"),),
    Stage.OPINION_GIVEN: (("votes_for", "present"),),
    Stage.CELL_RESOLUTION: (("present", "votes_total"), ("votes_for", "present")),
}


def needed_for(stage, current=None):
    """The facts that recording `stage` asks for when the case stands at `current`."""
    if stage == Stage.DISTRICT_REVIEW and current == Stage.SENT_BACK:
        return ANSWER
    return NEEDED[stage]


def faults(stage, data, current=None):
    """What is missing or impossible in `data`: (field, sentence), in the order of the form."""
    found = []
    for fact in needed_for(stage, current):
        if fact.required and data.get(fact.name) in (None, "", []):
            found.append((fact.name, _("“%(label)s” is missing.") % {"label": fact.label}))
    for part, whole in PARTS.get(stage, ()):
        small, large = data.get(part), data.get(whole)
        if small is not None and large is not None and small > large:
            found.append((part, _too_many(stage, part, whole, small, large)))
    return found


def _too_many(stage, part, whole, small, large):
    labels = {fact.name: fact.label for fact in NEEDED[stage]}
    return _("%(small)s (%(part)s) cannot be more than %(large)s (%(whole)s).") % {
        "small": small,
        "large": large,
        "part": labels[part],
        "whole": labels[whole],
    }
