"""Who stood on a list and never became a member is forgotten after its time, from history too."""

import datetime

import pytest
from django.utils import timezone

from accounts.roles import Role
from audit.history import snapshot_model
from audit.holdings import UNNAMED
from audit.keeping import rules
from audit.models import Entry
from audit.tasks import forget_what_is_past_its_time
from core.dates import add_months
from members import admissions
from members.admissions import forgetting
from members.models import AdmissionEntry, AdmissionList, Member
from tests.factories.members import AdmissionListFactory, MemberFactory
from tests.members.test_admissions import add, approve, end_request, submit
from tests.members.test_erasures import cells_with

pytestmark = pytest.mark.django_db
TOKEN, NUMBER, PHONE = "Zyxwvu", "068185000123", "0977333555"
WORDS = [TOKEN, NUMBER, NUMBER[-4:], PHONE, "1985-03-05"]
DAY = datetime.timedelta(days=1)


@pytest.fixture
def officer(world):
    return world.user(Role.CHAPTER_OFFICER)


@pytest.fixture
def lead(world):
    return world.user(Role.CHAPTER_LEAD)


@pytest.fixture
def limit(settings):
    settings.ADMISSION_KEPT_MONTHS = 12
    return add_months(timezone.localdate(), -12)


def midday(day):
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))


def draft(unit, officer, former=None):
    """A list that names a woman wherever it can."""
    listed = AdmissionListFactory(unit=unit, recorded_by=officer, note=f"{TOKEN} xin vào")
    add(listed, officer, full_name=f"Ka {TOKEN}", phone=PHONE, address=TOKEN, note=TOKEN)
    if former:
        admissions.add_former_member(list_id=listed.pk, member_id=former.pk, by=officer)
    return listed


def taken_back(unit, officer, lead, on, former=None):
    listed = approve(submit(draft(unit, officer, former), officer), lead)
    admissions.take_back(list_id=listed.pk, reason=f"{TOKEN} rút đơn", by=lead)
    end_request()
    AdmissionList.objects.filter(pk=listed.pk).update(withdrawn_at=midday(on))
    return AdmissionList.objects.get(pk=listed.pk)


def thrown_away(unit, officer, on):
    """The number of the woman on a draft that was thrown away on a day."""
    listed = draft(unit, officer)
    number = listed.entries.get().pk
    admissions.discard_list(list_id=listed.pk, by=officer)
    gone = snapshot_model(AdmissionEntry).objects.filter(pgh_obj=number)
    gone.update(pgh_created_at=midday(on))
    return number


@pytest.fixture
def former(world):
    return MemberFactory(home_unit=world.branch, full_name="K'Brộp", spell=None)


def due():
    return {rule.name: rule for rule in rules()}


# ---- Lists that were taken back -----------------------------------------------------------------


def test_list_taken_back_long_ago_names_former_members_alone(world, officer, lead, limit, former):
    listed = taken_back(world.branch, officer, lead, limit, former)
    held = set(cells_with(WORDS))
    assert {"members.MemberEvent.full_name", "audit.Entry.target_label"} < held
    assert {"members.AdmissionEntry.phone", "members.AdmissionListEvent.note"} < held
    assert list(due()["admissions"].rows()) == [listed]
    assert forgetting.forget_lists_taken_back() == 1
    assert cells_with(WORDS) == []
    names = set(listed.entries.values_list("full_name", flat=True))
    assert names == {UNNAMED, former.full_name}
    listed.refresh_from_db()
    assert (listed.decision_number, listed.withdrawn_reason) == ("12/NQ-BCH", UNNAMED)
    line = Entry.objects.get(details__what="admission_forgotten")
    assert (line.actor_id, line.target_id, line.unit_path) == (
        None,
        str(listed.pk),
        world.branch.path,
    )


def test_what_is_not_long_enough_ago_or_in_force_stays(world, officer, lead, limit):
    taken_back(world.branch, officer, lead, limit + DAY)
    approve(submit(draft(world.other_branch, officer), officer), lead)
    draft(world.branch, officer)
    before = cells_with(WORDS)
    assert not due()["admissions"].rows().exists()
    assert forget_what_is_past_its_time() == {"admissions": 0, "discarded": 0, "cases": 0}
    assert cells_with(WORDS) == before


def test_woman_admitted_by_a_later_list_keeps_her_record(world, officer, lead, limit):
    taken_back(world.branch, officer, lead, limit)
    approve(submit(draft(world.branch, officer), officer), lead)
    end_request()
    forgetting.forget_lists_taken_back()
    woman = Member.objects.get(full_name=f"Ka {TOKEN}")
    assert (woman.phone, woman.national_id) == (PHONE, NUMBER)
    assert AdmissionEntry.objects.filter(full_name=f"Ka {TOKEN}").get().member == woman


# ---- Lists that were thrown away ----------------------------------------------------------------


def test_history_forgets_whoever_was_on_a_draft_thrown_away(world, officer, limit):
    number = thrown_away(world.branch, officer, limit)
    held = set(cells_with(WORDS))
    assert {"members.AdmissionEntryEvent.full_name", "members.AdmissionListEvent.note"} <= held
    rule = due()["discarded"]
    assert [rule.code(row) for row in rule.rows()] == [f"#{number}"]
    assert forgetting.forget_thrown_away() == 1
    assert cells_with(WORDS) == []
    line = Entry.objects.get(details__what="admission_forgotten")
    assert (line.details["rows"], line.unit_path) == (1, world.branch.path)


def test_woman_taken_off_a_list_is_forgotten_and_the_list_goes_on(world, officer, limit):
    listed = draft(world.branch, officer)
    entry = listed.entries.get()
    admissions.drop_entry(list_id=listed.pk, entry_id=entry.pk, by=officer)
    add(listed, officer, full_name="Lê Thị Ba", phone="")
    events = snapshot_model(AdmissionEntry).objects.filter(full_name=f"Ka {TOKEN}")
    events.update(pgh_created_at=midday(limit))
    assert forgetting.forget_thrown_away() == 1
    assert not cells_with([PHONE])
    listed.refresh_from_db()
    assert listed.note == f"{TOKEN} xin vào"
    assert listed.entries.get().full_name == "Lê Thị Ba"


def test_draft_thrown_away_lately_is_remembered(world, officer, limit):
    thrown_away(world.branch, officer, limit + DAY)
    draft(world.branch, officer)
    before = cells_with(WORDS)
    assert forgetting.forget_thrown_away() == 0
    assert cells_with(WORDS) == before


# ---- Both ---------------------------------------------------------------------------------------


def test_setting_decides(world, officer, lead, limit, settings):
    taken_back(world.branch, officer, lead, limit)
    thrown_away(world.branch, officer, limit)
    settings.ADMISSION_KEPT_MONTHS = 13
    assert not due()["admissions"].rows().exists()
    assert not due()["discarded"].rows().exists()


def test_second_run_finds_nothing(world, officer, lead, limit):
    taken_back(world.branch, officer, lead, limit)
    thrown_away(world.branch, officer, limit)
    assert forget_what_is_past_its_time() == {"admissions": 1, "discarded": 1, "cases": 0}
    lines = Entry.objects.count()
    assert forget_what_is_past_its_time() == {"admissions": 0, "discarded": 0, "cases": 0}
    assert Entry.objects.count() == lines


@pytest.mark.parametrize("kind", ["admissions", "discarded"])
def test_half_way_nothing_is_forgotten(world, officer, lead, limit, monkeypatch, kind):
    def fail(*args, **kwargs):
        raise RuntimeError

    taken_back(world.branch, officer, lead, limit)
    thrown_away(world.branch, officer, limit)
    before = cells_with(WORDS)
    monkeypatch.setattr(forgetting, "record", fail)
    with pytest.raises(RuntimeError):
        due()[kind].forget()
    assert cells_with(WORDS) == before


def test_counts_are_of_her_own_units(world, officer, lead, limit):
    taken_back(world.branch, officer, lead, limit)
    thrown_away(world.branch, officer, limit)
    stranger = world.stranger
    for name in ("admissions", "discarded"):
        rule = due()[name]
        counts = [rule.count_for(user) for user in (lead, stranger, world.nobody)]
        assert (rule.rows().count(), counts) == (1, [1, 0, 0])
