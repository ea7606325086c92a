"""The tables of the pipeline, exhaustively: no database."""

import datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.permissions import Permission
from accounts.roles import GRANTS, Role
from core.dates import add_months
from core.workdays import working_days_between
from members.enums import Schooling
from referrals import pipeline
from referrals.enums import CeremonyFrom, Stage
from referrals.pipeline import AFTER, CLOSING, MOVES, NEEDED, PHASES, RANK, WAY, Case, Person, Step

TODAY = datetime.date(2026, 11, 23)
START = datetime.date(2026, 1, 5)
RULES = SimpleNamespace(
    min_age=18,
    max_age=60,
    min_schooling=Schooling.LOWER,
    min_schooling_hardship=Schooling.PRIMARY,
    certificate_months=60,
    decision_working_days=60,
    ceremony_working_days=30,
    ceremony_from=CeremonyFrom.RECEIPT,
    probation_months=12,
    review_working_days=30,
)
TET = {datetime.date(2026, 2, day) for day in range(16, 21)}
days = st.dates(datetime.date(2022, 1, 1), datetime.date(2027, 12, 31))


def case(*stages, consented=True, opened_by=1, **by):
    """A case with one step of each stage, ten days apart, each recorded by user 1 or as told."""
    steps = [
        Step(stage, START + datetime.timedelta(days=10 * n), by.get(stage.name, 1))
        for n, stage in enumerate(stages)
    ]
    return Case(tuple(steps), opened_by, consented)


def straight_to(stage):
    """The case that took every step of the way up to `stage`."""
    return case(*WAY[: WAY.index(stage) + 1])


class TestStages:
    def test_every_stage_has_a_rank_a_permission_facts_and_a_day(self):
        every = set(Stage)
        assert set(RANK) == every
        assert set(pipeline.moves.WHO) == every
        assert set(NEEDED) == every
        assert set(pipeline.DAY_LABELS) == every

    def test_every_open_stage_stands_in_one_column_of_the_board(self):
        shown = [stage for phase in PHASES for stage in phase.stages]
        assert len(shown) == len(set(shown))
        assert set(shown) == set(Stage) - set(CLOSING) - set(pipeline.PAUSES)

    def test_every_stage_is_reachable_by_the_table(self):
        reached, waiting = set(), [Stage.PROPOSED]
        while waiting:
            stage = waiting.pop()
            if stage not in reached:
                reached.add(stage)
                waiting += MOVES[stage]
        beside = {*pipeline.PAUSES, *pipeline.moves.EXITS}
        assert reached | beside == set(Stage)

    @pytest.mark.parametrize("stage", WAY[1:])
    def test_the_straight_way_is_never_refused(self, stage):
        before = straight_to(WAY[WAY.index(stage) - 1])
        assert pipeline.refusal(before, stage) is None
        assert pipeline.moves_open(before)[0] == stage
        assert pipeline.skipped(before, stage) == []

    def test_late_step_does_not_push_the_case_back(self):
        steps = [*straight_to(Stage.CELL_RESOLUTION).steps]
        late = Step(Stage.OPINION_GIVEN, steps[-1].on + datetime.timedelta(days=40))
        assert Case((*steps, late)).stage == Stage.CELL_RESOLUTION

    def test_sent_back_and_in_again_goes_by_the_day(self):
        rounds = case(
            Stage.PROPOSED,
            Stage.CHAPTER_REVIEW,
            Stage.DISTRICT_REVIEW,
            Stage.SENT_BACK,
            Stage.DISTRICT_REVIEW,
        )
        assert Case(rounds.steps[:4]).stage == Stage.SENT_BACK
        assert rounds.stage == Stage.DISTRICT_REVIEW

    def test_pause_stands_beside_the_stage(self):
        paused = case(Stage.PROPOSED, Stage.CHAPTER_REVIEW, Stage.PAUSED)
        assert (paused.stage, paused.paused) == (Stage.CHAPTER_REVIEW, True)
        resumed = Case((*paused.steps, Step(Stage.RESUMED, TODAY)))
        assert (resumed.stage, resumed.paused) == (Stage.CHAPTER_REVIEW, False)


class TestMoves:
    @pytest.mark.parametrize(("stage", "before"), AFTER.items())
    def test_hard_order(self, stage, before):
        lacking = Case(
            tuple(step for step in straight_to(Stage.PROPOSED).steps if step.stage != before)
            or (Step(Stage.PROPOSED, START),),
            consented=True,
        )
        if before != Stage.PROPOSED:
            assert str(before.label) in pipeline.refusal(lacking, stage)

    @pytest.mark.parametrize("stage", [s for s in WAY if s not in AFTER and s != Stage.PROPOSED])
    def test_party_steps_may_be_recorded_out_of_order(self, stage):
        assert pipeline.refusal(case(Stage.PROPOSED), stage) is None
        assert pipeline.skipped(case(Stage.PROPOSED), stage) == list(WAY[1 : WAY.index(stage)])

    @pytest.mark.parametrize("stage", [s for s in Stage if s not in (Stage.PROPOSED,)])
    def test_nothing_before_the_proposal(self, stage):
        assert pipeline.refusal(Case(), stage)

    def test_no_step_beyond_the_proposal_without_consent(self):
        silent = case(Stage.PROPOSED, consented=False)
        refused = [s for s in WAY[1:] if pipeline.refusal(silent, s)]
        assert refused == list(WAY[1:])
        assert pipeline.refusal(silent, Stage.CHAPTER_REVIEW) == str(pipeline.CONSENT_FIRST)

    @pytest.mark.parametrize("stage", WAY)
    def test_no_step_of_the_way_repeats(self, stage):
        assert pipeline.refusal(straight_to(stage), stage)

    def test_class_repeats_after_an_unfinished_one_or_an_old_certificate(self):
        sent = straight_to(Stage.SENT_TO_CLASS)
        failed = Case((*sent.steps, Step(Stage.NOT_FINISHED, TODAY)), consented=True)
        assert pipeline.refusal(failed, Stage.SENT_TO_CLASS) is None
        assert pipeline.refusal(failed, Stage.CERTIFIED)
        certified = straight_to(Stage.CERTIFIED)
        assert pipeline.refusal(certified, Stage.SENT_TO_CLASS) is None
        assert pipeline.refusal(certified, Stage.NOT_FINISHED)

    def test_sent_back_waits_for_an_answer(self):
        back = case(Stage.PROPOSED, Stage.CHAPTER_REVIEW, Stage.DISTRICT_REVIEW, Stage.SENT_BACK)
        assert pipeline.refusal(back, Stage.INTRODUCED)
        assert pipeline.refusal(back, Stage.SENT_BACK)
        assert pipeline.refusal(back, Stage.DISTRICT_REVIEW) is None

    @pytest.mark.parametrize("stage", WAY[:-1])
    def test_exits(self, stage):
        here = straight_to(stage)
        may_pause = RANK[stage] <= RANK[Stage.OPINION_GIVEN]
        assert (pipeline.refusal(here, Stage.PAUSED) is None) == may_pause
        assert pipeline.refusal(here, Stage.MOVED_AWAY) is None
        assert pipeline.refusal(here, Stage.STOPPED) is None
        assert (pipeline.refusal(here, Stage.STRUCK_OFF) is None) == (stage == Stage.PROBATIONARY)

    def test_paused_case_takes_no_step_but_resuming_and_exits(self):
        paused = case(Stage.PROPOSED, Stage.PAUSED)
        assert pipeline.moves_open(paused) == [Stage.RESUMED, Stage.MOVED_AWAY, Stage.STOPPED]

    @pytest.mark.parametrize("end", CLOSING)
    def test_closed_case_takes_nothing(self, end):
        closed = Case((*straight_to(Stage.PROBATIONARY).steps, Step(end, TODAY)), consented=True)
        assert pipeline.moves_open(closed) == []

    def test_facts_that_nobody_wrote_down_come_after_the_official_decision(self):
        thin = case(Stage.PROPOSED, Stage.PROBATIONARY, Stage.OFFICIAL)
        late = pipeline.moves_open(thin)
        assert late == list(WAY[4:12])


class TestWho:
    def test_the_chapter_endorses_and_the_district_reviews(self):
        chapter, district = GRANTS[Role.CHAPTER_LEAD], GRANTS[Role.DISTRICT_STAFF]
        officer = GRANTS[Role.REFERRAL_OFFICER]
        may = {
            stage: tuple(
                pipeline.permission_for(stage) in granted
                for granted in (officer, chapter, district)
            )
            for stage in Stage
        }
        assert may[Stage.CHAPTER_REVIEW] == (True, True, True)
        assert may[Stage.DISTRICT_REVIEW] == (False, True, False)
        assert may[Stage.INTRODUCED] == (False, False, True)
        assert may[Stage.SENT_BACK] == (False, False, True)
        assert may[Stage.OPINION_GIVEN] == (False, True, False)
        assert may[Stage.CERTIFIED] == (False, False, True)
        assert may[Stage.STOPPED] == (False, True, False)

    def test_the_officer_answers_what_was_sent_back(self):
        again = pipeline.permission_for(Stage.DISTRICT_REVIEW, Stage.SENT_BACK)
        assert again == Permission.REFERRAL_CHANGE

    def test_four_eyes(self):
        waiting = case(
            Stage.PROPOSED,
            Stage.CHAPTER_REVIEW,
            Stage.DISTRICT_REVIEW,
            opened_by=1,
            DISTRICT_REVIEW=2,
        )
        refused = [u for u in (1, 2, 3) if pipeline.refusal_of_person(waiting, Stage.INTRODUCED, u)]
        assert refused == [1, 2]
        assert pipeline.refusal_of_person(waiting, Stage.SENT_BACK, 1) is None

    def test_undo_is_for_staff_seven_days_and_then_for_the_lead(self):
        now = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)
        week = now - datetime.timedelta(days=7)
        older = week - datetime.timedelta(seconds=1)
        staff, lead = GRANTS[Role.DISTRICT_STAFF], GRANTS[Role.DISTRICT_LEAD]
        answers = [pipeline.may_undo(at, now, who) for at in (week, older) for who in (staff, lead)]
        assert answers == [True, True, False, True]
        assert not pipeline.may_undo(now, now, GRANTS[Role.CHAPTER_LEAD])


class TestFacts:
    @pytest.mark.parametrize("stage", Stage)
    def test_what_is_required_is_missed(self, stage):
        required = [fact.name for fact in NEEDED[stage] if fact.required]
        assert [name for name, _words in pipeline.faults(stage, {})] == required

    def test_parts_never_exceed_the_whole(self):
        data = {"number": "05", "present": 9, "votes_total": 8, "votes_for": 10}
        found = pipeline.faults(Stage.CELL_RESOLUTION, data)
        assert [name for name, _words in found] == ["present", "votes_for"]
        assert "10" in found[1][1]

    def test_an_answer_asks_for_an_explanation_only(self):
        found = pipeline.faults(Stage.DISTRICT_REVIEW, {}, Stage.SENT_BACK)
        assert [name for name, _words in found] == ["explanation"]


class TestDeadlines:
    def due(self, stage, on, **options):
        return pipeline.due_date(stage, on, rules=RULES, holidays=TET, **options)

    @given(days)
    def test_decision_is_due_sixty_working_days_after_the_cell(self, on):
        due = self.due(Stage.CELL_RESOLUTION, on)
        assert working_days_between(on, due, TET) == 60
        assert due.weekday() < 5
        assert due not in TET

    @given(days)
    def test_certificate_serves_sixty_months(self, on):
        assert self.due(Stage.CERTIFIED, on) == add_months(on, 60)

    @given(days)
    def test_official_membership_is_due_thirty_working_days_after_probation(self, on):
        due = self.due(Stage.PROBATIONARY, on)
        assert working_days_between(add_months(on, 12), due, TET) == 30

    @given(days, st.integers(0, 30))
    def test_ceremony_runs_from_receipt_or_issue_as_the_rules_say(self, on, later):
        received = on + datetime.timedelta(days=later)
        facts = {"received_on": received}
        due = self.due(Stage.ADMISSION_DECISION, on, facts=facts)
        assert working_days_between(received, due, TET) == 30
        by_issue = SimpleNamespace(**{**vars(RULES), "ceremony_from": CeremonyFrom.ISSUE})
        due = pipeline.due_date(
            Stage.ADMISSION_DECISION, on, rules=by_issue, holidays=TET, facts=facts
        )
        assert working_days_between(on, due, TET) == 30

    @given(st.sampled_from([s for s in Stage if s not in CLOSING and s != Stage.RESUMED]), days)
    def test_every_open_stage_starts_a_term_that_lies_ahead(self, stage, on):
        assert self.due(stage, on, case=straight_to(Stage.PROPOSED)) > on

    @pytest.mark.parametrize("stage", [*CLOSING, Stage.RESUMED])
    def test_an_end_starts_none(self, stage):
        assert self.due(stage, START) is None

    def test_later_steps_carry_the_term_that_runs(self):
        certified = Step(Stage.CERTIFIED, START, due_on=datetime.date(2031, 1, 5))
        resolved = Step(Stage.CELL_RESOLUTION, START, due_on=datetime.date(2026, 4, 6))
        running = Case((certified, resolved))
        assert self.due(Stage.DOSSIER, TODAY, case=running) == certified.due_on
        assert self.due(Stage.COMMITTEE_RESOLUTION, TODAY, case=running) == resolved.due_on

    def test_a_class_is_asked_about_after_its_end(self):
        ends = datetime.date(2026, 6, 1)
        due = self.due(Stage.SENT_TO_CLASS, START, class_ends=ends)
        assert due == datetime.date(2026, 7, 1)


class TestNextSteps:
    @pytest.mark.parametrize("paused", [False, True])
    @pytest.mark.parametrize("stage", [s for s in Stage if s not in pipeline.PAUSES])
    def test_every_state_has_a_sentence(self, stage, paused):
        told = pipeline.next_steps(stage, due_on=TODAY, today=TODAY, paused=paused)
        assert told.sentence.endswith(".")
        if stage not in CLOSING:
            assert "23/11/2026" in told.sentence
            assert told.who in told.sentence

    @pytest.mark.parametrize(
        ("left", "kind"), [(-1, "bad"), (0, "warn"), (30, "warn"), (31, "wait")]
    )
    def test_overdue_is_a_word(self, left, kind):
        due = TODAY + datetime.timedelta(days=left)
        told = pipeline.next_steps(Stage.INTRODUCED, due_on=due, today=TODAY)
        assert told.kind == kind
        assert told.overdue == (left < 0)
        assert told.when

    def test_term_of_years_is_told_by_its_day(self):
        due = TODAY + datetime.timedelta(days=1600)
        told = pipeline.next_steps(Stage.CERTIFIED, due_on=due, today=TODAY)
        assert f"{due:%d/%m/%Y}" in told.when

    def test_missing_consent_is_named_first(self):
        told = pipeline.next_steps(Stage.PROPOSED, due_on=TODAY, today=TODAY, consented=False)
        with_consent = pipeline.next_steps(Stage.PROPOSED, due_on=TODAY, today=TODAY)
        assert told.missing[1:] == with_consent.missing


class TestDoubts:
    GOOD = Person(1990, None, Schooling.UPPER)

    def about(self, here, stage, on=TODAY, person=GOOD, data=None):
        return pipeline.doubts(here, stage, on, data=data or {}, person=person, rules=RULES)

    def test_nothing_odd(self):
        assert self.about(Case(), Stage.PROPOSED) == []

    @pytest.mark.parametrize(
        "person",
        [
            Person(2009, None, Schooling.UPPER),
            Person(2008, datetime.date(2008, 11, 24), Schooling.UPPER),
            Person(1965, None, Schooling.UPPER),
            Person(1966, datetime.date(1966, 11, 22), Schooling.UPPER),
            Person(1990, None, Schooling.PRIMARY),
            Person(1990, None, Schooling.NONE),
            Person(1990, None, ""),
            Person(1990, None, Schooling.UPPER, is_party_member=True),
        ],
    )
    def test_one_doubt_about_her(self, person):
        assert len(self.about(Case(), Stage.PROPOSED, person=person)) == 1

    @pytest.mark.parametrize(
        "person",
        [
            Person(2008, datetime.date(2008, 11, 23), Schooling.UPPER),
            Person(1966, datetime.date(1966, 11, 23), Schooling.LOWER),
            Person(None, None, Schooling.LOWER),
        ],
    )
    def test_on_the_limit_is_within(self, person):
        assert self.about(Case(), Stage.PROPOSED, person=person) == []

    @pytest.mark.parametrize(("votes", "doubtful"), [(6, False), (5, True)])
    def test_two_thirds_of_the_official_members(self, votes, doubtful):
        here = straight_to(Stage.OPINION_GIVEN)
        data = {"votes_for": votes, "present": 9, "votes_total": 9}
        assert bool(self.about(here, Stage.CELL_RESOLUTION, data=data)) == doubtful

    @pytest.mark.parametrize(("months", "doubtful"), [(-1, True), (6, True), (7, False)])
    def test_certificate_that_expires_soon(self, months, doubtful):
        way = list(straight_to(Stage.SENT_TO_CLASS).steps)
        certified = Step(Stage.CERTIFIED, START, due_on=add_months(TODAY, months))
        assert bool(self.about(Case((*way, certified)), Stage.DOSSIER)) == doubtful

    def test_official_on_another_day_than_the_end_of_probation(self):
        here = straight_to(Stage.PROBATIONARY)
        ends = add_months(here.latest.on, 12)
        assert self.about(here, Stage.OFFICIAL, on=ends) == []
        assert len(self.about(here, Stage.OFFICIAL, on=ends + datetime.timedelta(days=1))) == 1
