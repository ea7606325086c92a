from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import Permission
from chapters.scope import holds_at
from members.enums import Worry
from members.models import AdmissionList, Comparison, Transfer
from reports.duties.words import Duty


def members_owed(user, unit, today):
    return [
        *_transfers(user, unit, today),
        *_comparisons(user, unit, today),
        *_admissions(user, unit, today),
    ]


def worries_owed(user, numbers):
    """Each worry list that is not empty: the number is its rows."""
    if not holds_at(user, Permission.MEMBER_CHANGE, numbers.unit):
        return []
    return [
        Duty(
            _worry_in_words(worry, number),
            _("Look"),
            f"{reverse('members:worries')}?which={worry.value}",
            numbers.day,
            detail=numbers.told,
        )
        for worry, number in numbers.worries().items()
        if number
    ]


def _worry_in_words(worry, n):
    words = {
        Worry.AWAY: ngettext(
            "%(n)s member works away for long", "%(n)s members work away for long", n
        ),
        Worry.RETIRED: ngettext(
            "%(n)s member is past retirement age", "%(n)s members are past retirement age", n
        ),
        Worry.BRANCH: ngettext(
            "%(n)s branch has no new member", "%(n)s branches have no new member", n
        ),
    }
    return words[worry] % {"n": number_format(n, force_grouping=True)}


def _comparisons(user, unit, today):
    """Women of whom chapters ask whether they stand in another book too."""
    waiting = Comparison.objects.answerable_by(user).filter(to_unit__path__startswith=unit.path)
    number = waiting.count()
    if not number:
        return []
    words = ngettext(
        "%(n)s chapter asks whether a woman stands in another unit too",
        "%(n)s times chapters ask whether a woman stands in another unit too",
        number,
    ) % {"n": number}
    return [Duty(words, _("Compare"), reverse("members:comparisons"), today, by=today)]


def _transfers(user, unit, today):
    """Members whom another chapter proposes to hand over and who wait for an answer."""
    waiting = Transfer.objects.answerable_by(user).waiting()
    days = waiting.filter(to_unit__path__startswith=unit.path).order_by("on").values_list("on")
    days = [day for (day,) in days]
    if not days:
        return []
    words = ngettext(
        "%(n)s member waits to be received from another chapter",
        "%(n)s members wait to be received from another chapter",
        len(days),
    ) % {"n": len(days)}
    url = reverse("members:transfers")
    return [Duty(words, _("Answer"), url, today, by=days[0])]


def _admissions(user, unit, today):
    """Admission lists that somebody else sent in and that she may approve."""
    if not user.may(Permission.MEMBER_ADMIT):
        return []
    number = AdmissionList.objects.decidable_by(user).under(unit).count()
    if not number:
        return []
    words = ngettext(
        "%(n)s admission list waits for approval",
        "%(n)s admission lists wait for approval",
        number,
    ) % {"n": number}
    url = reverse("members:admissions") + "?state=submitted"
    return [Duty(words, _("Approve"), url, today, by=today)]
