"""How long data are kept: what is past its time, told without names, and proposed by a person."""

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from audit.forgetting import hindered, hindrances
from audit.keeping import rules
from audit.models import Entry
from core.dates import years_before
from members.enums import Ended, ErasureGround, ErasureState, MembershipKind
from members.erasing import service
from members.erasing.due import propose_due
from members.models import Erasure, ExportJob, Member
from members.retention import by_reason, women_past_their_time
from tests.factories.imports import BatchFactory
from tests.factories.members import (
    ErasureFactory,
    ExportJobFactory,
    MemberFactory,
    MembershipFactory,
)
from tests.members.test_erasures import HINDRANCES
from tests.statements import statements

pytestmark = pytest.mark.django_db
PAGE = "members:retention"
OTHERS = ("admissions", "discarded", "exports", "cases", "imports")
BEGUN = datetime.date(2005, 1, 1)


@pytest.fixture
def lead(world, client):
    user = world.user(Role.DISTRICT_LEAD)
    client.force_login(user)
    return user


@pytest.fixture
def limit(settings):
    settings.MEMBER_KEPT_YEARS = 5
    return years_before(timezone.localdate(), 5)


def left(branch, on, why=Ended.RESIGNED, **details):
    return MemberFactory(
        home_unit=branch,
        spell__during=(BEGUN, on),
        spell__ended_as=why,
        spell__end_recorded_at=timezone.now(),
        **details,
    )


def again(woman, since, until=None):
    ended = {"ended_as": Ended.DIED, "end_recorded_at": timezone.now()} if until else {}
    MembershipFactory(member=woman, unit=woman.home_unit, during=(since, until), **ended)


def plainly(limit):
    """Counted one by one in Python, by what each woman's rows say."""
    found = set()
    for woman in Member.objects.all():
        ends = [spell.during.upper for spell in woman.memberships.all()]
        gone = ends and None not in ends and max(ends) <= limit
        waits = woman.erasures.filter(state=ErasureState.PROPOSED).exists()
        if gone and not woman.anonymised_on and not waits and not hindrances(woman.pk):
            found.add(woman.pk)
    return found


@pytest.fixture
def lives(world, limit, lead):
    """Women who left at all sorts of times; whom the rule means stands in the list returned."""
    day = datetime.timedelta(days=1)
    due = [
        left(world.branch, limit),
        left(world.branch, limit - 400 * day, Ended.DIED, full_name="Ka Zyxwvu"),
        left(world.foreign_branch, limit - day, spell__kind=MembershipKind.HONORARY),
    ]
    came_back = left(world.branch, limit - 900 * day)
    again(came_back, limit - 800 * day, limit - 700 * day)
    due.append(came_back)
    left(world.branch, limit + day)
    again(left(world.branch, limit - 900 * day), limit - 800 * day)
    again(left(world.branch, limit - 900 * day), limit - 800 * day, limit + day)
    MemberFactory(home_unit=world.branch)
    ErasureFactory(member=left(world.branch, limit), recorded_by=lead)
    HINDRANCES["vào Đảng"](world, left(world.branch, limit))
    gone = service.propose_erasure(
        member_id=left(world.branch, limit).pk, ground=ErasureGround.RETENTION, by=lead
    )
    service.carry_out_erasure(erasure_id=gone.pk, by=world.user(Role.DISTRICT_STAFF))
    return due


def written():
    """Everything that a proposal could touch, in one value."""
    models = (Member, Erasure, Entry, ExportJob)
    return [list(model._base_manager.order_by("pk").values()) for model in models]


def run(*args):
    out = StringIO()
    call_command("retention", *args, stdout=out)
    return out.getvalue()


# ---- The rules -----------------------------------------------------------------------------------


def test_count_is_the_list_is_what_is_counted_by_hand(client, lives, limit):
    page = client.get(reverse(PAGE))
    listed = [woman.pk for woman, _words in page.context["found"]]
    counts = {rule.name: count for rule, count in page.context["rules"]}
    assert set(listed) == {woman.pk for woman in lives} == plainly(limit)
    assert counts == {"members": len(listed), **dict.fromkeys(OTHERS, 0)}
    assert page.context["page"].paginator.count == len(listed)
    assert dict(page.context["reasons"]) == {Ended.RESIGNED.label: 2, Ended.DIED.label: 2}
    assert by_reason(women_past_their_time()) == page.context["reasons"]


def test_setting_decides(settings, lives):
    settings.MEMBER_KEPT_YEARS = 100
    assert list(women_past_their_time()) == []


@pytest.mark.parametrize("words", HINDRANCES)
def test_whoever_is_refused_with_a_reason_is_among_the_hindered(world, limit, lead, words):
    woman, other = left(world.branch, limit), left(world.branch, limit)

    def numbers():
        return {number for rows in hindered() for row in rows for number in row.values()}

    assert not numbers() & {woman.pk, other.pk}
    HINDRANCES[words](world, woman)
    assert hindrances(woman.pk) != []
    assert numbers() & {woman.pk, other.pk} == {woman.pk}
    assert set(women_past_their_time()) == {other}


def test_lists_that_name_nobody_hide_nobody(world, limit):
    """A row without a candidate is a null among the numbers, and must not empty the list."""
    woman = left(world.branch, limit)
    HINDRANCES["hoi-vien.xlsx"](world, MemberFactory(home_unit=world.branch))
    assert list(women_past_their_time()) == [woman]


def test_every_rule_counts_by_its_setting(world, settings):
    batch = BatchFactory(unit=world.branch, stage="accepted", content="imports/x")
    step = batch.steps.create(stage="accepted", recorded_by=world.user(Role.DISTRICT_STAFF))
    old = timezone.now() - datetime.timedelta(days=31)
    type(step).objects.filter(pk=step.pk).update(recorded_at=old)
    rule = {rule.name: rule for rule in rules()}["imports"]
    assert (rule.value, rule.rows().count()) == (30, 1)
    users = (world.user(Role.DISTRICT_STAFF), world.stranger, world.nobody)
    assert [rule.count_for(user) for user in users] == [1, 0, 0]
    settings.IMPORT_KEEP_DAYS = 40
    assert rule.rows().count() == 0


def test_page_says_of_every_rule_what_the_command_says(client, world, lives, lead):
    """Also of files that other people asked for."""
    for user in (lead, world.user(Role.DISTRICT_STAFF), world.stranger):
        ExportJobFactory(asked_by=user, expires_at=timezone.now())
    counts = {rule.name: count for rule, count in client.get(reverse(PAGE)).context["rules"]}
    lines = [line for line in run("--dry-run").splitlines() if not line.startswith(" ")]
    told = {line.split(":")[0]: int(line.split(", ")[1].split()[0]) for line in lines}
    assert counts == told
    assert (counts["exports"], counts["members"]) == (3, len(lives))
    client.force_login(world.user(Role.CHAPTER_LEAD))
    counts = {rule.name: count for rule, count in client.get(reverse(PAGE)).context["rules"]}
    assert (counts["exports"], counts["members"]) == (3, len(lives) - 1)


# ---- The command ---------------------------------------------------------------------------------


def test_dry_run_tells_numbers_and_writes_nothing(lives, lead):
    before = written()
    for said in (run("--dry-run"), run("--dry-run", "--by", lead.username)):
        assert f"members: MEMBER_KEPT_YEARS=5, {len(lives)} past their time" in said
        assert {line.strip() for line in said.splitlines() if "HV" in line} == {
            woman.code for woman in lives
        }
        assert "exports: EXPORT_KEEP_DAYS=7, 0" in said
        assert "imports: IMPORT_KEEP_DAYS=30, 0" in said
        assert "Zyxwvu" not in said
    assert written() == before


def test_second_run_proposes_nobody(lives, lead, world):
    already = Erasure.objects.waiting().count()
    assert f"proposed: {len(lives)}; left as decided before: 0" in run("--by", lead.username)
    made = Erasure.objects.waiting().filter(member__in=lives)
    assert {(asked.ground, asked.recorded_by) for asked in made} == {
        (ErasureGround.RETENTION, lead)
    }
    assert not Member.objects.filter(pk__in=[w.pk for w in lives]).exclude(anonymised_on=None)
    before = written()
    assert "proposed: 0" in run("--by", lead.username)
    assert "proposed: 0" in run("--by", world.user(Role.DISTRICT_STAFF).username)
    assert written() == before
    assert Erasure.objects.waiting().count() == already + len(lives)


def test_whom_somebody_left_as_she_is_no_run_proposes_again(client, world, limit, lead):
    woman = left(world.branch, limit)
    run("--by", lead.username)
    service.drop_erasure(erasure_id=Erasure.objects.get().pk, by=lead)
    assert "proposed: 0; left as decided before: 1" in run("--by", lead.username)
    assert "để nguyên" in client.get(reverse(PAGE)).content.decode()
    client.post(reverse(PAGE), {"ids": woman.pk})
    assert Erasure.objects.waiting().get().member == woman


def test_command_needs_somebody_who_may(world, lives):
    before = written()
    names = ["nobody-at-all", world.user(Role.INSPECTOR).username]
    for args in ([], *(["--by", name] for name in names)):
        with pytest.raises(CommandError):
            run(*args)
    assert written() == before


def test_command_proposes_no_further_than_she_may(world, lives):
    chapter = world.user(Role.CHAPTER_LEAD)
    run("--by", chapter.username)
    theirs = [w for w in lives if w.home_unit == world.foreign_branch]
    assert len(theirs) == 1
    assert Erasure.objects.waiting().filter(recorded_by=chapter).count() == len(lives) - 1
    assert not Erasure.objects.filter(member__in=theirs).exists()


# ---- The service ---------------------------------------------------------------------------------


def test_service_that_fails_half_way_writes_nothing(lives, lead, monkeypatch):
    before, real, calls = written(), service.record, []

    def fail(*args, **kwargs):
        calls.append(args)
        if len(calls) == 2:
            raise RuntimeError("the trail is full")
        real(*args, **kwargs)

    monkeypatch.setattr(service, "record", fail)
    with pytest.raises(RuntimeError, match="the trail is full"):
        propose_due(member_ids=[woman.pk for woman in lives], by=lead)
    assert len(calls) == 2
    assert written() == before


def test_service_refuses_whom_she_may_not_and_passes_over_whom_the_rule_does_not_mean(
    world, limit, lives
):
    chapter, present = world.user(Role.CHAPTER_LEAD), MemberFactory(home_unit=world.branch)
    outcome = propose_due(member_ids=[w.pk for w in [*lives, present]], by=chapter)
    assert {asked.member for asked in outcome.made} == set(lives) - {lives[2]}
    assert [woman for woman, _reason in outcome.refused] == [lives[2]]
    before = written()
    for other in (world.user(Role.INSPECTOR), world.user(Role.CHAPTER_OFFICER), world.nobody):
        assert propose_due(member_ids=[lives[2].pk], by=other).made == []
    assert written() == before


# ---- The page ------------------------------------------------------------------------------------


def test_ticked_ones_are_proposed_and_the_others_stay(client, lives, lead):
    answer = client.post(reverse(PAGE), {"ids": [lives[0].pk], "shown": [w.pk for w in lives]})
    assert answer.status_code == 302
    assert Erasure.objects.waiting().get(member__in=lives).member == lives[0]
    page = client.get(reverse(PAGE))
    assert "Đã đề nghị ẩn danh 1 người" in page.content.decode()
    assert {woman for woman, _words in page.context["found"]} == set(lives[1:])


def test_all_on_the_page_means_those_who_were_shown(client, lives):
    shown = [woman.pk for woman in lives[:2]]
    client.post(reverse(PAGE), {"all": "1", "shown": shown})
    made = Erasure.objects.waiting().filter(member__in=lives).values_list("member", flat=True)
    assert set(made) == set(shown)
    said = client.post(reverse(PAGE), {"all": "1", "shown": shown}, follow=True).content.decode()
    assert "2 người không đề nghị được" in said


@pytest.mark.parametrize(
    "data", [{}, {"ids": "x"}, {"ids": "9" * 30}, {"all": "1"}, {"shown": "1"}]
)
def test_nothing_ticked_is_said_in_words(client, lives, data):
    said = client.post(reverse(PAGE), data, follow=True).content.decode()
    assert "Chị đánh dấu" in said
    assert not Erasure.objects.filter(member__in=lives).exists()


def test_chapter_sees_its_own_alone(client, world, lives):
    chapter = world.user(Role.CHAPTER_LEAD)
    client.force_login(chapter)
    page = client.get(reverse(PAGE))
    assert lives[2].home_unit == world.foreign_branch
    assert {woman for woman, _words in page.context["found"]} == set(lives) - {lives[2]}
    assert {rule.name: n for rule, n in page.context["rules"]}["members"] == len(lives) - 1
    client.post(reverse(PAGE), {"ids": lives[2].pk})
    assert not Erasure.objects.filter(member=lives[2]).exists()


def test_page_runs_the_same_statements_and_has_pages(client, world, limit, lead):
    def look():
        return client.get(reverse(PAGE))

    left(world.branch, limit)
    one = statements(look)
    for _n in range(3):
        left(world.branch, limit)
    assert statements(look) == one
    for _n in range(50):
        left(world.branch, limit)
    assert (len(look().context["found"]), look().context["page"].paginator.count) == (50, 54)
    assert len(client.get(reverse(PAGE) + "?page=2").context["found"]) == 4
    assert reverse(PAGE) in client.get(reverse("members:erasures")).content.decode()
