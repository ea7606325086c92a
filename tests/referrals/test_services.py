"""Recording, withdrawing, opening, closing: the doors of the pipeline."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.roles import Role
from audit.models import Entry
from core.exceptions import DomainError, StaleEdit
from core.locking import NotHers
from core.ranges import days_from, open_from
from members.enums import Began, Ended, Purpose, StandingKind
from members.models import Consent, Standing
from referrals import services
from referrals.enums import Reason, Stage
from referrals.models import AwarenessClass, Milestone, Referral
from tests.factories.accounts import user_with
from tests.factories.members import MemberFactory, MembershipFactory, StandingFactory
from tests.factories.referrals import (
    AwarenessClassFactory,
    MilestoneFactory,
    ReferralFactory,
    RuleSetFactory,
    referral_at,
)

DAY = datetime.date(2023, 3, 1)
FACTS = {
    Stage.CHAPTER_REVIEW: {"wish_on": DAY},
    Stage.DISTRICT_REVIEW: {"number": "03/BB", "votes_for": 9, "votes_total": 9},
    Stage.SENT_BACK: {"lacking": ["merits"], "explanation": "Ghi rõ việc đã làm"},
    Stage.INTRODUCED: {"number": "12-CV/HPN", "cell": "Chi bộ Thôn 1"},
    Stage.SYMPATHISER: {"helper_1": "Lê Văn Giúp"},
    Stage.CERTIFIED: {"number": "CN-01", "issued_by": "Trung tâm chính trị"},
    Stage.OPINION_GIVEN: {"present": 20, "votes_for": 20, "strengths": "Nhiệt tình"},
    Stage.CELL_RESOLUTION: {"number": "05-NQ", "present": 9, "votes_total": 9, "votes_for": 9},
    Stage.COMMITTEE_RESOLUTION: {"number": "06-NQ"},
    Stage.ADMISSION_DECISION: {"number": "215-QĐ/HU", "level": "district"},
    Stage.OFFICIAL: {"number": "88-QĐ/HU"},
    Stage.MOVED_AWAY: {"destination": "Hội LHPN phường 1"},
}
WAY = [
    Stage.CHAPTER_REVIEW,
    Stage.DISTRICT_REVIEW,
    Stage.INTRODUCED,
    Stage.SYMPATHISER,
    Stage.SENT_TO_CLASS,
    Stage.CERTIFIED,
    Stage.DOSSIER,
    Stage.OPINION_GIVEN,
    Stage.CELL_RESOLUTION,
    Stage.COMMITTEE_RESOLUTION,
    Stage.ADMISSION_DECISION,
    Stage.PROBATIONARY,
    Stage.OFFICIAL,
]


@pytest.fixture
def lead(world):
    """District lead: holds every permission of the pipeline."""
    return world.user(Role.DISTRICT_LEAD)


@pytest.fixture
def officer(world):
    return world.user(Role.REFERRAL_OFFICER)


@pytest.fixture
def referral(woman, officer):
    return services.open_referral(member_id=woman.pk, on=DAY, by=officer).milestone.referral


def record(referral, stage, by, *, on=None, **options):
    """Record `stage` with facts that the tables accept."""
    if stage == Stage.SENT_TO_CLASS and "awareness_class" not in options:
        options["awareness_class"] = AwarenessClassFactory(unit=referral.unit)
    options.setdefault("data", FACTS.get(stage, {}))
    days = (WAY.index(stage) + 1) * 10 if stage in WAY else 5
    on = on or DAY + datetime.timedelta(days=days)
    return services.record_milestone(referral_id=referral.pk, stage=stage, on=on, by=by, **options)


def stage_of(referral):
    return Referral.objects.with_stage().get(pk=referral.pk).stage


class TestOpening:
    def test_first_step_belongs_to_her_unit_of_that_day(self, world, officer, woman):
        woman.memberships.update(
            unit=world.other_branch,
            during=days_from(datetime.date(2020, 1, 1), datetime.date(2023, 6, 1)),
            ended_as=Ended.TRANSFERRED,
            end_recorded_at=timezone.now(),
        )
        MembershipFactory(
            member=woman,
            unit=world.branch,
            during=open_from(datetime.date(2023, 6, 1)),
            began_as=Began.TRANSFERRED,
        )
        made = services.open_referral(member_id=woman.pk, on=DAY, by=officer)
        assert made.milestone.unit == world.other_branch
        assert made.milestone.referral.unit == world.other_branch
        assert made.warnings == []

    def test_nobody_has_two_open_cases(self, referral, officer, woman):
        with pytest.raises(DomainError, match=str(woman)):
            services.open_referral(member_id=woman.pk, on=DAY, by=officer)
        assert Referral.objects.count() == 1

    def test_the_database_holds_it_too(self, referral):
        with pytest.raises(IntegrityError), transaction.atomic():
            ReferralFactory(member=referral.member)

    def test_member_of_the_next_commune_is_not_there(self, world, officer, rules):
        stranger = MemberFactory(home_unit=world.foreign_branch)
        with pytest.raises(NotHers):
            services.open_referral(member_id=stranger.pk, on=DAY, by=officer)

    def test_party_member_is_warned_about(self, woman, officer):
        StandingFactory(member=woman, kind=StandingKind.PARTY)
        made = services.open_referral(member_id=woman.pk, on=DAY, by=officer)
        assert len(made.warnings) == 1

    def test_half_way_failure_leaves_nothing(self, woman, officer, fail_at):
        fail_at("referrals.services.milestones.record")
        with pytest.raises(RuntimeError):
            services.open_referral(member_id=woman.pk, on=DAY, by=officer)
        assert (Referral.objects.count(), Milestone.objects.count()) == (0, 0)


class TestRecording:
    def test_the_whole_way(self, world, referral, lead):
        for stage in WAY:
            endorsing = stage == Stage.DISTRICT_REVIEW
            record(referral, stage, world.user(Role.CHAPTER_LEAD) if endorsing else lead)
            assert stage_of(referral) == stage
        referral.refresh_from_db()
        assert referral.closed_on == DAY + datetime.timedelta(days=130)
        assert referral.version == 15
        assert Entry.objects.filter(target_id=str(referral.pk)).count() == 14

    def test_admission_makes_her_a_party_member_from_the_ceremony_on(self, referral, lead):
        made = record(referral, Stage.PROBATIONARY, lead)
        standing = Standing.objects.get(member=referral.member)
        assert (standing.kind, standing.during.lower) == (StandingKind.PARTY, made.milestone.on)

    def test_deadline_and_rules_are_kept_with_the_step(self, referral, lead, rules):
        made = record(referral, Stage.CERTIFIED, lead, on=datetime.date(2023, 5, 10))
        assert made.milestone.due_on == datetime.date(2028, 5, 10)
        rules.certificate_months = 12
        rules.save()
        made.milestone.refresh_from_db()
        assert made.milestone.due_on == datetime.date(2028, 5, 10)
        assert made.milestone.rule_set == rules

    def test_rules_of_the_day_decide(self, referral, lead, rules):
        change = datetime.date(2023, 6, 1)
        rules.valid = days_from(datetime.date(2020, 1, 1), change)
        rules.save()
        newer = RuleSetFactory(key="R2", valid=open_from(change), certificate_months=36)
        made = record(referral, Stage.CERTIFIED, lead, on=change)
        assert made.milestone.rule_set == newer
        assert made.milestone.due_on == datetime.date(2026, 6, 1)

    def test_day_without_rules_is_told(self, referral, lead, rules):
        rules.valid = open_from(datetime.date(2024, 1, 1))
        rules.save()
        with pytest.raises(DomainError, match="05/05/2023"):
            record(referral, Stage.CERTIFIED, lead, on=datetime.date(2023, 5, 5))

    def test_skipped_steps_are_a_warning(self, referral, lead):
        made = record(referral, Stage.CELL_RESOLUTION, lead)
        assert len(made.warnings) == 1

    @pytest.mark.parametrize("stage", [Stage.DISTRICT_REVIEW, Stage.SENT_BACK, Stage.INTRODUCED])
    def test_hard_order(self, referral, lead, stage):
        with pytest.raises(DomainError):
            record(referral, stage, lead)
        assert referral.milestones.count() == 1

    def test_no_consent_no_step(self, referral, lead):
        Consent.objects.filter(purpose=Purpose.REFERRAL).delete()
        with pytest.raises(DomainError):
            record(referral, Stage.CHAPTER_REVIEW, lead)
        assert stage_of(referral) == Stage.PROPOSED

    def test_withdrawn_consent_is_none(self, referral, lead):
        Consent.objects.update(withdrawn_on=DAY)
        with pytest.raises(DomainError):
            record(referral, Stage.CHAPTER_REVIEW, lead)

    def test_four_eyes(self, world, woman, lead):
        own = services.open_referral(member_id=woman.pk, on=DAY, by=lead).milestone.referral
        other = user_with(Role.DISTRICT_STAFF, world.district)
        record(own, Stage.CHAPTER_REVIEW, lead)
        record(own, Stage.DISTRICT_REVIEW, world.user(Role.CHAPTER_LEAD))
        with pytest.raises(DomainError):
            record(own, Stage.INTRODUCED, lead)
        record(own, Stage.INTRODUCED, other)
        assert stage_of(own) == Stage.INTRODUCED

    def test_nobody_approves_what_she_sent_in(self, referral, lead):
        record(referral, Stage.CHAPTER_REVIEW, lead)
        record(referral, Stage.DISTRICT_REVIEW, lead)
        with pytest.raises(DomainError):
            record(referral, Stage.INTRODUCED, lead)

    @pytest.mark.parametrize(
        ("role", "stage"),
        [
            (Role.REFERRAL_OFFICER, Stage.DISTRICT_REVIEW),
            (Role.CHAPTER_LEAD, Stage.INTRODUCED),
            (Role.REFERRAL_OFFICER, Stage.STOPPED),
            (Role.INSPECTOR, Stage.CHAPTER_REVIEW),
        ],
    )
    def test_move_of_another_role_is_refused(self, world, referral, role, stage):
        with pytest.raises(PermissionDenied):
            record(referral, stage, world.user(role))

    def test_stranger_finds_no_case(self, world, referral):
        with pytest.raises(NotHers):
            record(referral, Stage.CHAPTER_REVIEW, world.stranger)

    @pytest.mark.parametrize("name", ["wish_on"])
    def test_missing_fact_names_its_field(self, referral, lead, name):
        with pytest.raises(DomainError) as refused:
            record(referral, Stage.CHAPTER_REVIEW, lead, data={})
        assert refused.value.field == name

    def test_unknown_fact_is_a_mistake_of_the_caller(self, referral, lead):
        with pytest.raises(ValueError, match="family"):
            record(referral, Stage.SYMPATHISER, lead, data={"helper_1": "x", "family": "x"})

    def test_day_to_come_is_refused(self, referral, lead):
        tomorrow = timezone.localdate() + datetime.timedelta(days=1)
        with pytest.raises(DomainError) as refused:
            record(referral, Stage.CHAPTER_REVIEW, lead, on=tomorrow)
        assert refused.value.field == "on"

    def test_union_step_cannot_lie_before_the_one_it_follows(self, referral, lead):
        with pytest.raises(DomainError) as refused:
            record(referral, Stage.CHAPTER_REVIEW, lead, on=DAY - datetime.timedelta(days=1))
        assert refused.value.field == "on"

    def test_party_step_may_be_older_than_the_case(self, referral, lead):
        made = record(referral, Stage.CERTIFIED, lead, on=datetime.date(2022, 5, 1))
        assert len(made.warnings) == 2
        assert stage_of(referral) == Stage.CERTIFIED

    def test_double_press_writes_once(self, referral, lead):
        record(referral, Stage.CHAPTER_REVIEW, lead, version=2)
        with pytest.raises(DomainError, match="11/03/2023"):
            record(referral, Stage.CHAPTER_REVIEW, lead, version=2)
        assert referral.milestones.count() == 2

    def test_two_people_at_once_see_both(self, referral, lead, officer):
        record(referral, Stage.CHAPTER_REVIEW, officer, version=2)
        with pytest.raises(StaleEdit) as stale:
            record(referral, Stage.SYMPATHISER, lead, version=2)
        ((name, _label, theirs, ours),) = stale.value.conflicts
        assert name == "stage"
        assert str(officer) in theirs
        assert ours.startswith(str(Stage.SYMPATHISER.label))
        assert referral.milestones.count() == 2

    def test_half_way_failure_leaves_nothing(self, referral, lead, fail_at):
        fail_at("referrals.services.milestones.record")
        with pytest.raises(RuntimeError):
            record(referral, Stage.PROBATIONARY, lead)
        referral.refresh_from_db()
        assert referral.version == 2
        assert (referral.milestones.count(), Standing.objects.count()) == (1, 0)


class TestPausingAndClosing:
    def test_pause_and_resume(self, referral, lead):
        paused = record(referral, Stage.PAUSED, lead, reason=Reason.CHILDBIRTH).milestone
        assert paused.due_on == datetime.date(2023, 9, 6)
        row = Referral.objects.with_stage().get(pk=referral.pk)
        assert (row.stage, row.paused, row.due_on) == (Stage.PROPOSED, True, paused.due_on)
        record(referral, Stage.RESUMED, lead)
        assert Referral.objects.with_stage().get(pk=referral.pk).paused is False

    def test_pause_needs_a_reason(self, referral, lead):
        with pytest.raises(DomainError) as refused:
            record(referral, Stage.PAUSED, lead)
        assert refused.value.field == "reason"

    @pytest.mark.parametrize(
        ("stage", "reason"), [(Stage.MOVED_AWAY, ""), (Stage.STOPPED, Reason.AGE)]
    )
    def test_close(self, referral, lead, stage, reason):
        record(referral, stage, lead, reason=reason)
        referral.refresh_from_db()
        assert referral.closed_on == DAY + datetime.timedelta(days=5)

    def test_a_new_case_after_a_closed_one(self, referral, lead, woman):
        record(referral, Stage.STOPPED, lead, reason=Reason.NO_WISH)
        services.open_referral(member_id=woman.pk, on=timezone.localdate(), by=lead)
        assert Referral.objects.filter(member=woman).count() == 2

    def test_struck_off_after_probation(self, referral, lead):
        record(referral, Stage.PROBATIONARY, lead)
        ended = record(
            referral,
            Stage.STRUCK_OFF,
            lead,
            on=datetime.date(2023, 12, 1),
            data={"number": "9-QĐ"},
            reason=Reason.VIOLATION,
        )
        referral.refresh_from_db()
        assert referral.closed_on == ended.milestone.on


class TestWithdrawing:
    def test_struck_through_not_deleted(self, referral, lead):
        made = record(referral, Stage.CHAPTER_REVIEW, lead).milestone
        services.void_milestone(milestone_id=made.pk, reason="Ghi nhầm", by=lead)
        made.refresh_from_db()
        assert (made.voided_by, made.void_reason) == (lead, "Ghi nhầm")
        assert stage_of(referral) == Stage.PROPOSED

    def test_once_is_enough(self, referral, lead):
        made = record(referral, Stage.CHAPTER_REVIEW, lead).milestone
        services.void_milestone(milestone_id=made.pk, reason="Nhầm", by=lead)
        with pytest.raises(DomainError):
            services.void_milestone(milestone_id=made.pk, reason="Nhầm", by=lead)

    def test_reason_is_needed(self, referral, lead):
        with pytest.raises(DomainError) as refused:
            services.void_milestone(milestone_id=referral.milestones.get().pk, reason=" ", by=lead)
        assert refused.value.field == "reason"

    def test_step_that_a_later_one_rests_on_stays(self, referral, lead):
        first = record(referral, Stage.CHAPTER_REVIEW, lead).milestone
        record(referral, Stage.DISTRICT_REVIEW, lead)
        with pytest.raises(DomainError):
            services.void_milestone(milestone_id=first.pk, reason="Nhầm", by=lead)

    def test_withdrawn_admission_takes_the_party_standing_back(self, referral, lead):
        made = record(referral, Stage.PROBATIONARY, lead).milestone
        services.void_milestone(milestone_id=made.pk, reason="Nhầm", by=lead)
        assert Standing.objects.count() == 0

    def test_withdrawn_end_opens_the_case_again(self, referral, lead):
        made = record(referral, Stage.STOPPED, lead, reason=Reason.AGE).milestone
        services.void_milestone(milestone_id=made.pk, reason="Nhầm", by=lead)
        referral.refresh_from_db()
        assert referral.closed_on is None

    def test_case_does_not_open_again_beside_another(self, referral, lead, woman):
        made = record(referral, Stage.STOPPED, lead, reason=Reason.AGE).milestone
        services.open_referral(member_id=woman.pk, on=timezone.localdate(), by=lead)
        with pytest.raises(DomainError):
            services.void_milestone(milestone_id=made.pk, reason="Nhầm", by=lead)

    def test_withdrawn_proposal_was_never_open(self, referral, lead):
        services.void_milestone(
            milestone_id=referral.milestones.get().pk, reason="Nhầm người", by=lead
        )
        assert list(Referral.objects.open_on(DAY)) == []

    def test_staff_for_seven_days_then_the_lead(self, world, referral, lead):
        staff = world.user(Role.DISTRICT_STAFF)
        made = record(referral, Stage.CHAPTER_REVIEW, lead).milestone
        week_ago = timezone.now() - datetime.timedelta(days=7, minutes=1)
        Milestone.objects.filter(pk=made.pk).update(recorded_at=week_ago)
        with pytest.raises(PermissionDenied):
            services.void_milestone(milestone_id=made.pk, reason="Nhầm", by=staff)
        services.void_milestone(milestone_id=made.pk, reason="Nhầm", by=lead)

    def test_chapter_withdraws_nothing(self, world, referral):
        with pytest.raises(PermissionDenied):
            services.void_milestone(
                milestone_id=referral.milestones.get().pk,
                reason="Nhầm",
                by=world.user(Role.CHAPTER_LEAD),
            )

    def test_half_way_failure_leaves_it_valid(self, referral, lead, fail_at):
        made = record(referral, Stage.CHAPTER_REVIEW, lead).milestone
        fail_at("referrals.services.milestones.record")
        with pytest.raises(RuntimeError):
            services.void_milestone(milestone_id=made.pk, reason="Nhầm", by=lead)
        made.refresh_from_db()
        assert made.voided_at is None


class TestWords:
    def test_merits_change_until_she_is_introduced(self, referral, lead):
        changed = services.update_referral(
            referral_id=referral.pk, version=2, changes={"merits": "Chi hội giỏi"}, by=lead
        )
        assert (changed.merits, changed.version) == ("Chi hội giỏi", 3)
        MilestoneFactory(referral=referral, stage=Stage.INTRODUCED)
        with pytest.raises(DomainError):
            services.update_referral(
                referral_id=referral.pk, version=3, changes={"merits": "Khác"}, by=lead
            )

    def test_stale_edit_is_refused(self, referral, lead):
        with pytest.raises(StaleEdit):
            services.update_referral(referral_id=referral.pk, version=1, changes={}, by=lead)

    def test_half_way_failure_changes_nothing(self, referral, lead, fail_at):
        fail_at("referrals.services.cases.record")
        with pytest.raises(RuntimeError):
            services.update_referral(
                referral_id=referral.pk, version=2, changes={"merits": "Mới"}, by=lead
            )
        referral.refresh_from_db()
        assert referral.merits == ""


class TestHandingOver:
    def test_the_branch_where_she_lives_follows(self, world, referral, lead):
        referral.member.home_unit = world.foreign_branch
        referral.member.save()
        services.hand_over(referral_id=referral.pk, by=lead)
        referral.refresh_from_db()
        assert referral.unit == world.foreign_branch
        assert referral.milestones.get().unit == world.branch
        assert list(Referral.objects.visible_to(world.stranger)) == [referral]

    def test_chapter_does_not_hand_over(self, world, referral):
        with pytest.raises(PermissionDenied):
            services.hand_over(referral_id=referral.pk, by=world.user(Role.CHAPTER_LEAD))

    def test_she_who_stayed_is_not_handed_over(self, referral, lead):
        with pytest.raises(DomainError):
            services.hand_over(referral_id=referral.pk, by=lead)

    def test_half_way_failure_moves_nothing(self, world, referral, lead, fail_at):
        referral.member.home_unit = world.foreign_branch
        referral.member.save()
        fail_at("referrals.services.cases.record")
        with pytest.raises(RuntimeError):
            services.hand_over(referral_id=referral.pk, by=lead)
        referral.refresh_from_db()
        assert referral.unit == world.branch


class TestClasses:
    @pytest.fixture
    def course(self, world):
        return AwarenessClassFactory(unit=world.district)

    @pytest.fixture
    def three(self, world, rules):
        made = [referral_at(Stage.INTRODUCED, member__home_unit=world.branch) for _ in range(3)]
        for row in made:
            Consent.objects.create(
                member=row.member, purpose=Purpose.REFERRAL, given_on=DAY, form="paper"
            )
        return made

    def send(self, course, cases, by):
        return services.send_to_class(
            class_id=course.pk,
            referral_ids=[row.pk for row in cases],
            on=datetime.date(2023, 2, 1),
            by=by,
        )

    def certify(self, course, results, by):
        return services.certify(
            class_id=course.pk,
            results=results,
            on=datetime.date(2023, 6, 1),
            issued_by="Trung tâm chính trị",
            by=by,
        )

    def test_make_class(self, world, lead):
        made = services.make_class(
            unit_id=world.district.pk,
            name="Khóa I",
            organiser="Trung tâm",
            starts_on=DAY,
            ends_on=DAY,
            by=lead,
        )
        assert AwarenessClass.objects.get() == made

    def test_class_outside_her_units_is_refused(self, world, officer):
        with pytest.raises(PermissionDenied):
            services.make_class(
                unit_id=world.next_door.pk,
                name="Khóa I",
                organiser="Trung tâm",
                starts_on=DAY,
                ends_on=DAY,
                by=officer,
            )

    def test_make_class_half_way(self, world, lead, fail_at):
        fail_at("referrals.services.classes.record")
        with pytest.raises(RuntimeError):
            services.make_class(
                unit_id=world.district.pk,
                name="Khóa I",
                organiser="Trung tâm",
                starts_on=DAY,
                ends_on=DAY,
                by=lead,
            )
        assert AwarenessClass.objects.count() == 0

    def test_send_and_certify(self, course, three, lead):
        assert len(self.send(course, three, lead)) == 3
        results = [
            services.Result(three[0].pk, number="CN-1"),
            services.Result(three[1].pk, outcome="absent"),
        ]
        self.certify(course, results, lead)
        assert [stage_of(row) for row in three] == [
            Stage.CERTIFIED,
            Stage.NOT_FINISHED,
            Stage.SENT_TO_CLASS,
        ]
        ended = three[0].milestones.get(stage=Stage.CERTIFIED)
        assert (ended.awareness_class, ended.data["number"]) == (course, "CN-1")

    def test_all_or_nothing(self, course, three, lead):
        Consent.objects.filter(member=three[2].member).delete()
        with pytest.raises(DomainError, match=str(three[2].member)):
            self.send(course, three, lead)
        assert Milestone.objects.filter(stage=Stage.SENT_TO_CLASS).count() == 0

    def test_nobody_chosen(self, course, lead):
        with pytest.raises(DomainError):
            self.send(course, [], lead)
        with pytest.raises(DomainError):
            self.certify(course, [], lead)

    def test_number_twice(self, course, three, lead):
        self.send(course, three, lead)
        with pytest.raises(DomainError):
            self.certify(course, [services.Result(r.pk, number="CN-1") for r in three], lead)

    def test_half_way_failure_sends_nobody(self, course, three, lead, fail_at):
        fail_at("referrals.services.milestones.record", after=2)
        with pytest.raises(RuntimeError):
            self.send(course, three, lead)
        assert Milestone.objects.filter(stage=Stage.SENT_TO_CLASS).count() == 0

    def test_half_way_failure_certifies_nobody(self, course, three, lead, fail_at):
        self.send(course, three, lead)
        fail_at("referrals.services.milestones.record", after=1)
        results = [services.Result(row.pk, number=f"CN-{row.pk}") for row in three]
        with pytest.raises(RuntimeError):
            self.certify(course, results, lead)
        assert Milestone.objects.filter(stage=Stage.CERTIFIED).count() == 0
