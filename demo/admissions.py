"""Admission lists in each state, in the chapters that have accounts; no figure changes by them.

Approved lists are drawn around women whose admission stands in the book already.
"""

import datetime

from accounts.models import User
from accounts.roles import Role
from demo import names
from demo.times import DAY
from members.enums import AdmissionState, Began, EntryKind, MembershipKind
from members.models import AdmissionEntry, AdmissionList, Member, Membership

APPROVED, NEW, RETURNING = 3, 3, 1
FROM_MEETING = 6  # days from the meeting of the branch to the resolution
ADULT, CHILD = 26, 16  # years of age; she who is too young shows what the page then says


def plant(times, communes):
    """Lists of every chapter with an account that draws them up."""
    for commune in communes:
        officer, lead = (
            User.objects.filter(postings__unit=commune.id, postings__role=role).first()
            for role in (Role.CHAPTER_OFFICER, Role.CHAPTER_LEAD)
        )
        if officer and lead:
            _approve(times, commune, officer, lead)
            _draw_up(times, commune, officer)


def _approve(times, commune, officer, lead):
    """Lists of the latest admissions of the commune, one for each branch and day."""
    homes = {home: branch.id for branch in commune.branches for home in branch.homes}
    spells = Membership.objects.filter(
        unit__in=homes, began_as=Began.ADMITTED, kind=MembershipKind.ORDINARY
    ).exclude(decision_number="")
    for spell in spells.order_by("-during", "pk")[:APPROVED]:
        branch, on = homes[spell.unit_id], spell.during.lower
        drawn_on = on - DAY * FROM_MEETING
        at = times.written(drawn_on)
        listed, _is_new = AdmissionList.objects.get_or_create(
            unit_id=branch,
            decision_number=spell.decision_number,
            decision_on=spell.decision_on,
            defaults={
                "drawn_on": drawn_on,
                "state": AdmissionState.RECORDED,
                "admitted_on": on,
                "submitted_at": at,
                "submitted_by": officer,
                "decided_at": max(times.written(on), at),
                "decided_by": lead,
                "recorded_by": officer,
                "recorded_at": at,
            },
        )
        woman = spell.member
        again = woman.memberships.filter(during__startswith__lt=on).exists()
        kind = EntryKind.RETURNING if again else EntryKind.NEW
        _stand_on(listed, woman, kind, spell.unit_id)
        Membership.objects.filter(pk=spell.pk).update(admission=listed)


def _stand_on(listed, woman, kind, unit):
    AdmissionEntry.objects.create(
        admission=listed,
        kind=kind,
        member=woman,
        unit_id=unit,
        full_name=woman.full_name,
        birth_year=woman.birth_year,
        birth_date=woman.birth_date,
        recorded_by=listed.recorded_by,
        recorded_at=listed.recorded_at,
    )


def _draw_up(times, commune, officer):
    """One list that waits for approval, and a draft with a woman who is too young."""
    first, second = commune.branches[0], commune.branches[-1]
    drawn_on = times.today - DAY * FROM_MEETING
    about = {"drawn_on": drawn_on, "recorded_by": officer, "recorded_at": times.written(drawn_on)}
    waiting = AdmissionList.objects.create(
        unit_id=first.id,
        state=AdmissionState.SUBMITTED,
        submitted_by=officer,
        submitted_at=about["recorded_at"],
        **about,
    )
    _write_new(times, commune, waiting, first, [ADULT] * NEW)
    left = Member.objects.filter(home_unit__in=first.homes).not_active_on(times.today)
    for woman in left.order_by("pk")[:RETURNING]:
        _stand_on(waiting, woman, EntryKind.RETURNING, woman.home_unit_id)
    draft = AdmissionList.objects.create(unit_id=second.id, **about)
    _write_new(times, commune, draft, second, [ADULT, CHILD])


def _write_new(times, commune, listed, branch, ages):
    rng = times.rng
    for age in ages:
        born = times.today.year - age - rng.randrange(3 if age > CHILD else 1)
        group = rng.choice(names.UPLAND if commune.upland else names.VALLEY)
        AdmissionEntry.objects.create(
            admission=listed,
            unit_id=rng.choice(branch.homes),
            full_name=names.woman(rng, group, born),
            birth_year=born,
            birth_date=datetime.date(born, 1, 1) + DAY * rng.randrange(365),
            phone=f"0200{rng.randrange(10**7):07}",
            address=branch.name,
            recorded_by=listed.recorded_by,
            recorded_at=listed.recorded_at,
        )
