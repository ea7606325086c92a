"""What can be done with many women of the list at once, and what must be known for it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from members import services
from members.enums import ExportFormat, StandingKind
from members.forms.exports import ids_of
from members.forms.filters import MemberFilterForm
from members.forms.moves import EndStandingForm, StandingForm, TransferForm
from members.models import Member

PREVIEW = _("Show whom it touches")


class Deed(TextChoices):
    MOVE = "move", _("move to another branch, group or chapter")
    CORE = "core", _("make core members")
    CORE_ENDS = "core_ends", _("no longer core members")
    AWAY = "away", _("work away")
    AWAY_ENDS = "away_ends", _("no longer work away")
    PRINT = "print", _("print the list")
    EXPORT = "export", _("export the list")

    @property
    def format(self):
        """The kind of file, for deeds that only take a list out of the book."""
        return {Deed.PRINT: ExportFormat.LIST, Deed.EXPORT: ExportFormat.XLSX}.get(self)


def deeds_for(user):
    """What she may do with chosen women, as `(value, words)`."""
    takes_out = user.may(Permission.MEMBER_EXPORT)
    return [(deed.value, deed.label) for deed in Deed if takes_out or deed.format is None]


class MoveManyForm(TransferForm):
    save_words = PREVIEW


class StartManyForm(StandingForm):
    """A telephone is one woman's: it is asked on her own page."""

    save_words = PREVIEW

    def __init__(self, *args, away, **kwargs):
        super().__init__(*args, away=away, **kwargs)
        if away:
            del self.fields["phone"]
            self.arrange("on", "place", "note")


class EndManyForm(EndStandingForm):
    save_words = PREVIEW


@dataclass(frozen=True)
class Plan:
    """`form(data, user)` asks what must be known; `run(given, member_id, by)` does it for one."""

    form: Callable
    run: Callable


def _move(given, member_id, by):
    how = {"member_id": member_id, "on": given["on"], "by": by}
    if chapter := given["chapter"]:
        return services.propose_transfer(to_unit_id=chapter.pk, note=given["note"], **how)
    return services.move_member(to_unit_id=given["unit"].pk, **how)


def _start(kind):
    return lambda given, member_id, by: services.start_standing(
        member_id=member_id, kind=kind, by=by, **given
    )


def _end(kind):
    return lambda given, member_id, by: services.end_standing(
        member_id=member_id, kind=kind, by=by, **given
    )


CORE, AWAY = StandingKind.CORE, StandingKind.AWAY
PLANS = {
    Deed.MOVE: Plan(lambda data, user: MoveManyForm(data, user=user), _move),
    Deed.CORE: Plan(lambda data, user: StartManyForm(data, away=False), _start(CORE)),
    Deed.CORE_ENDS: Plan(lambda data, user: EndManyForm(data), _end(CORE)),
    Deed.AWAY: Plan(lambda data, user: StartManyForm(data, away=True), _start(AWAY)),
    Deed.AWAY_ENDS: Plan(lambda data, user: EndManyForm(data), _end(AWAY)),
}


class Chosen:
    """The women who were ticked, or all whom the filters of the address mean, as she may change
    them at this moment. What is typed in the address by hand cannot widen her scope."""

    def __init__(self, query, *, user, under):
        self.query, self.user, self.under = query, user, under
        self.everybody = query.get("everybody") == "1"
        self.ticked = [] if self.everybody else ids_of(",".join(query.getlist("ids")))
        self.words = query.get("q", "").strip()
        self.filters = MemberFilterForm(query, user=user, under=under)

    def ids(self):
        """Their numbers; no more than one beyond what can be done at once."""
        rows = Member.objects.visible_to(self.user, Permission.MEMBER_CHANGE)
        rows = rows.under(self.under) if self.under else rows
        if self.everybody:
            rows = self.filters.narrow(rows, self.words).matching(self.words)
        else:
            rows = rows.filter(pk__in=self.ticked)
        most = settings.MEMBERS_AT_ONCE
        return list(rows.order_by("pk").values_list("pk", flat=True)[: most + 1])

    def problem(self, ids):
        """Why nothing can be done with `ids`, or ""."""
        if not (self.ticked or self.everybody):
            return gettext("Tick the members whom you mean, or choose everybody in the list.")
        if not ids:
            return gettext("None of these members is yours to change now.")
        if len(ids) > settings.MEMBERS_AT_ONCE:
            return gettext("That is more than %(most)s members at once. Narrow the list first.") % {
                "most": settings.MEMBERS_AT_ONCE
            }
        return ""

    @property
    def reveals(self):
        return self.everybody and self.filters.reveals

    def back(self):
        """The question of the list, without what was chosen on it."""
        query = self.query.copy()
        for name in ("ids", "everybody", "deed"):
            query.pop(name, None)
        return query.urlencode()
