from datetime import timedelta

from django.urls import reverse
from django.utils.translation import ngettext, pgettext

from accounts.permissions import Permission
from chapters.places import Places
from chapters.scope import holds_at
from referrals import pipeline
from referrals.models import Referral
from reports.duties.words import SOON_DAYS, Duty

SHOWN = 4


def referrals_owed(user, unit, today):
    """Referrals whose next step is late or due within two weeks: the first ones by name."""
    if not holds_at(user, Permission.REFERRAL_VIEW, unit):
        return []
    cases = Referral.objects.visible_to(user).under(unit).open().with_stage()
    due = cases.filter(due_on__lte=today + timedelta(days=SOON_DAYS))
    first = list(due.select_related("member", "unit").with_consent().by_deadline()[:SHOWN])
    places = Places(unit)
    owed = [_of_case(case, places(case.unit), today) for case in first]
    rest = due.count() - len(owed)
    if rest > 0:
        words = ngettext("%(n)s more referral is due", "%(n)s more referrals are due", rest)
        board = f"{reverse('referrals:board')}?show=overdue"
        owed.append(
            Duty(
                words % {"n": rest},
                pgettext("duty", "Open the board"),
                board,
                today,
                by=owed[-1].by,
            )
        )
    return owed


def _of_case(case, place, today):
    told = pipeline.next_steps(
        case.stage,
        due_on=case.due_on,
        today=today,
        paused=case.paused,
        consented=case.consented,
    )
    who = [case.member.full_name, case.member.birth_year, place]
    words = " · ".join(str(part) for part in who if part)
    url = case.get_absolute_url()
    return Duty(
        words, pgettext("duty", "Open the case"), url, today, by=case.due_on, detail=told.sentence
    )
