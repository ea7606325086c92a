"""A case that ended without admission is kept whole for its time; then steps and days stay."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.roles import Role
from audit.holdings import UNNAMED
from audit.models import Entry
from audit.tasks import forget_what_is_past_its_time
from core.dates import add_months
from core.exceptions import DomainError
from referrals import services
from referrals.enums import Stage
from referrals.models import Milestone, Referral
from referrals.services import forgetting
from referrals.services.forgetting import forget_old_cases
from tests.factories.referrals import ReferralFactory, referral_at
from tests.members.test_erasures import cells_with

pytestmark = pytest.mark.django_db
TOKEN = "Zyxwvu"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def limit(settings, rules):
    settings.CASE_KEPT_MONTHS = 24
    return add_months(timezone.localdate(), -24)


def ended(unit, on, *stages, **fields):
    """A case closed on `on` that says something wherever it can."""
    case = referral_at(
        *(stages or [Stage.CHAPTER_REVIEW, Stage.STOPPED]),
        member__home_unit=unit,
        opened_on=on - 400 * DAY,
        merits=f"{TOKEN} nuôi con giỏi",
        closed_on=on,
        **fields,
    )
    steps = list(case.milestones.order_by("pk"))
    Milestone.objects.filter(pk=steps[0].pk).update(
        note=TOKEN, data={"helper_1": TOKEN, "votes_for": 9, "wish_on": "2023-03-01"}
    )
    Milestone.objects.filter(pk=steps[-1].pk).update(on=on)
    return case


@pytest.fixture
def due(world, limit):
    """Cases past their time, among others that are not."""
    found = [
        ended(world.branch, limit),
        ended(world.branch, limit - DAY, Stage.MOVED_AWAY),
        ended(world.foreign_branch, limit - 90 * DAY, Stage.PROBATIONARY, Stage.STRUCK_OFF),
    ]
    withdrawn = ended(world.branch, limit - DAY, Stage.CHAPTER_REVIEW)
    user = world.user(Role.DISTRICT_LEAD)
    withdrawn.milestones.update(voided_at=timezone.now(), voided_by=user, void_reason=TOKEN)
    ended(world.branch, limit + DAY)
    ended(world.branch, limit - 500 * DAY, Stage.PROBATIONARY, Stage.OFFICIAL)
    referral_at(Stage.CHAPTER_REVIEW, member__home_unit=world.branch, merits="còn đang theo dõi")
    return [*found, withdrawn]


def test_rule_means_cases_that_ended_long_ago_without_admission(due, limit):
    assert set(Referral.objects.past_their_time()) == set(due)
    day_before = Referral.objects.past_their_time(timezone.localdate() - DAY)
    assert set(day_before) == set(due[1:])


def test_setting_decides(settings, due):
    settings.CASE_KEPT_MONTHS = 1_000
    assert not Referral.objects.past_their_time().exists()


def test_words_go_and_steps_days_and_counts_stay(due):
    def kept():
        steps, cases = Milestone.objects.order_by("pk"), Referral.objects.order_by("pk")
        return [
            list(steps.values("referral", "stage", "on", "unit", "reason", "voided_at")),
            list(cases.values("member", "unit", "opened_on", "closed_on")),
        ]

    before, funnel = kept(), Referral.objects.funnel()
    assert forget_old_cases() == len(due)
    assert (kept(), Referral.objects.funnel()) == (before, funnel)
    for case in due:
        case.refresh_from_db()
        first = case.milestones.order_by("pk").first()
        assert (case.merits, case.emptied_on) == ("", timezone.localdate())
        assert first.data == {"votes_for": 9, "wish_on": "2023-03-01"}
        assert first.note == ""
    assert set(due[-1].milestones.values_list("void_reason", flat=True)) == {UNNAMED}
    lines = Entry.objects.filter(details__what="case_emptied")
    assert {line.target_id for line in lines} == {str(case.pk) for case in due}
    assert {(line.actor_id, line.actor_name) for line in lines} == {(None, "")}


def test_no_history_keeps_what_was_forgotten(world, limit):
    case = ended(world.branch, limit)
    Referral.objects.filter(pk=case.pk).update(merits=f"{TOKEN} sửa")
    assert "referrals.ReferralEvent.merits" in cells_with([TOKEN])
    forget_old_cases()
    assert cells_with([TOKEN]) == []


def test_others_keep_what_they_say(due):
    forget_old_cases()
    others = Referral.objects.exclude(pk__in=[case.pk for case in due])
    assert others.count() == 3
    assert not others.filter(merits="").exists()
    assert not others.exclude(emptied_on=None).exists()


def test_second_run_finds_nothing(due):
    assert forget_what_is_past_its_time()["cases"] == len(due)
    before = list(Referral.objects.order_by("pk").values())
    assert forget_what_is_past_its_time()["cases"] == 0
    assert list(Referral.objects.order_by("pk").values()) == before


def test_case_that_fails_half_way_says_what_it_said(due, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    before = list(Milestone.objects.order_by("pk").values())
    monkeypatch.setattr(forgetting, "record", fail)
    with pytest.raises(RuntimeError):
        forget_old_cases()
    assert list(Milestone.objects.order_by("pk").values()) == before
    assert not Referral.objects.exclude(emptied_on=None).exists()


def test_forgotten_case_stays_closed(client, world, due):
    lead = world.user(Role.DISTRICT_LEAD)
    forget_old_cases()
    stopped, withdrawn = due[0], due[-1]
    last = stopped.milestones.get(stage=Stage.STOPPED)
    with pytest.raises(DomainError, match="đã được xóa"):
        services.void_milestone(milestone_id=last.pk, reason="nhầm", by=lead)
    with pytest.raises(DomainError, match="đã được xóa"):
        services.record_milestone(
            referral_id=withdrawn.pk, stage=Stage.PROPOSED, on=withdrawn.opened_on, by=lead
        )
    client.force_login(lead)
    page = client.get(stopped.get_absolute_url()).content.decode()
    assert TOKEN not in page
    assert "Rút mốc này" not in page
    assert f"{timezone.localdate():%d/%m/%Y}" in page


@pytest.mark.parametrize("changes", [{"merits": "x"}, {"closed_on": None}])
def test_database_refuses_words_in_a_forgotten_case(due, changes):
    forget_old_cases()
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=due[0].pk).update(**changes)


def test_case_without_any_step_is_forgotten_too(limit):
    bare = ReferralFactory(opened_on=limit - DAY, closed_on=limit - DAY, merits=TOKEN)
    assert forget_old_cases() == 1
    bare.refresh_from_db()
    assert bare.merits == ""
