"""Two records become one and two again; every link to a member follows, or a rule says why not."""

import datetime

import pytest
from django.db import connection

from accounts.roles import Role
from core.exceptions import StaleEdit
from core.parts import parts
from core.ranges import days_from, open_from
from members.doubles import choices, merge, part
from members.doubles.decide import tell_apart
from members.doubles.ledger import stored_fields, values_of
from members.doubles.merge import Wish, merge_members
from members.doubles.part import RestsOnIt, part_again
from members.doubles.rules import is_limited, name_of, relations, rule_of
from members.enums import DoubleState, Ended, Purpose, StandingKind
from members.models import Consent, Double, Member, Membership, Merge, Standing
from members.services import end_membership, update_member
from referrals.models import Referral
from tests.architecture import house
from tests.factories.chapters import OfficerFactory
from tests.factories.funds import PaymentFactory, WaiverFactory
from tests.factories.imports import BatchRowFactory
from tests.factories.members import (
    AdmissionEntryFactory,
    AskingFactory,
    ComparisonFactory,
    ConsentFactory,
    DataRequestFactory,
    DoubleFactory,
    ErasureFactory,
    EthnicGroupFactory,
    HouseholdFactory,
    MemberFactory,
    RelocationFactory,
    StandingFactory,
    TransferFactory,
)
from tests.factories.programs import AssistanceFactory, ExemplarFactory, ParticipationFactory
from tests.factories.referrals import ReferralFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date
# What a parting need not bring back: the trail, the history, the merging itself, and sessions.
NOT_COMPARED = {"audit.Entry", "members.Merge"}


@pytest.fixture
def officer(world):
    return world.user(Role.CHAPTER_OFFICER)


def digest():
    """Every value of every row, but counters of versions, which only count up."""
    book = {}
    for model in house.models():
        if model._meta.label not in NOT_COMPARED:
            rows = model._base_manager.order_by("pk")
            book[model._meta.label] = [values_of(row) | {"version": None} for row in rows]
    return book


def pair_of(kept, gone):
    return DoubleFactory(first=kept, second=gone)


def merged(pair, by, **wish):
    return merge_members(pair_id=pair.pk, versions=(None, None), wish=Wish(**wish), by=by)


@pytest.fixture
def women(world):
    """Two records with something of every kind on both sides."""
    home, other = (HouseholdFactory(unit=unit) for unit in (world.branch, world.other_branch))
    kept = MemberFactory(
        full_name="NGUYEN THI HOA", home_unit=world.branch, household=home, relation="wife"
    )
    gone = MemberFactory(
        full_name="Nguyễn Thị Hoa",
        birth_date=DAY(1974, 3, 5),
        citizen_number="000174000123",
        ethnicity=EthnicGroupFactory(code="16"),
        home_unit=world.other_branch,
        household=other,
        relation="head",
        phone="0912345678",
        spell__during=open_from(DAY(2021, 5, 1)),
    )
    for woman, since in ((kept, 2020), (gone, 2022)):
        StandingFactory(member=woman, during=open_from(DAY(since, 1, 1)))
        ConsentFactory(member=woman, given_on=DAY(since, 2, 1))
        ExemplarFactory(member=woman, unit=world.branch)
        OfficerFactory(member=woman, unit=world.branch)
        AssistanceFactory(helper=woman)
    StandingFactory(member=gone, kind=StandingKind.AWAY, place="Bình Dương")
    model = ParticipationFactory(member=kept, during=open_from(DAY(2022, 1, 1))).model
    ParticipationFactory(member=gone, model=model, during=open_from(DAY(2021, 1, 1)))
    ReferralFactory(member=gone, unit=world.branch)
    DataRequestFactory(member=gone)
    ComparisonFactory(member=gone, unit=world.home)
    AskingFactory(member=gone)
    BatchRowFactory(member=gone)
    AdmissionEntryFactory(member=gone, admission__unit=world.branch)
    TransferFactory(member=gone, to_unit=world.branch, state="refused")
    RelocationFactory(member=gone)
    ErasureFactory(member=gone, dropped=True)
    PaymentFactory(member=gone)
    WaiverFactory(member=gone)
    DoubleFactory(first=kept, second=MemberFactory(home_unit=world.branch))
    third = MemberFactory(home_unit=world.branch)
    DoubleFactory(first=gone, second=third)
    return kept, gone


# ---- Every link ---------------------------------------------------------------------------------


def test_every_link_to_a_member_moves_or_has_a_rule():
    """A new link that a constraint limits needs a line in `<app>/merging.py`."""
    assert {name_of(link) for link in relations() if rule_of(link) is None} == set()


def test_rules_name_links_that_there_are():
    stated = {name for found in parts("merging") for name in found.RULES}
    assert stated <= {name_of(link) for link in relations()}


def test_limited_links_are_told_from_free_ones():
    limited = {name_of(link) for link in relations() if is_limited(link)}
    assert "members.Membership.member" in limited
    assert "chapters.Officer.member" not in limited


def test_everything_of_the_woman_who_goes_follows(world, women, officer):
    kept, gone = women
    before = {name_of(link): _count(link, kept, gone) for link in relations()}
    assert {name for name in before if not before[name]} == {"members.Double.second"}
    merged(pair_of(kept, gone), officer)
    after = {name_of(link): _count(link, kept) for link in relations()}
    united = {
        "members.Membership.member": 1,
        "members.Standing.member": 2,
        "members.Consent.member": 1,
        "models_programs.Participation.member": 1,
    }
    pairs = {"members.Double.first": 2, "members.Double.second": 0}
    assert after == before | united | pairs
    assert not Member.objects.filter(pk=gone.pk).exists()


def _count(link, *women):
    rows = link.related_model._base_manager
    return rows.filter(**{f"{link.field.name}__in": [woman.pk for woman in women]}).count()


# ---- Parted again -------------------------------------------------------------------------------


@pytest.mark.parametrize("spells", [choices.KEPT, choices.GONE])
@pytest.mark.parametrize("side", [choices.KEPT, choices.GONE, "better"])
def test_parting_brings_back_exactly_what_was(world, women, officer, spells, side):
    kept, gone = women
    pair = pair_of(kept, gone)
    take = (
        choices.preset(kept, gone) if side == "better" else dict.fromkeys(choices.QUESTIONS, side)
    )
    before = digest()
    done = merged(pair, officer, take=take, spells=spells)
    assert digest() != before
    part_again(merge_id=done.pk, by=officer)
    assert digest() == before


def test_ledger_is_sealed(world, women, officer):
    done = merged(pair_of(*women), officer)
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger FROM members_merge WHERE id = %s", [done.pk])
        (stored,) = cursor.fetchone()
    assert "000174000123" not in stored
    assert "000174000123" in Merge.objects.get().ledger


def test_parting_is_refused_when_a_value_was_changed_again(world, women, officer):
    kept, gone = women
    take = dict.fromkeys(choices.QUESTIONS, choices.GONE)
    done = merged(pair_of(kept, gone), officer, take=take)
    update_member(member_id=kept.pk, changes={"phone": "0987654321"}, version=None, by=officer)
    before = digest()
    with pytest.raises(RestsOnIt, match="điện thoại"):
        part_again(merge_id=done.pk, by=officer)
    assert digest() == before


def test_parting_leaves_what_was_written_since_with_her_who_stayed(world, women, officer):
    kept, gone = women
    done = merged(pair_of(kept, gone), officer)
    ConsentFactory(member=kept, purpose=Purpose.PUBLICITY)
    update_member(member_id=kept.pk, changes={"occupation": "farmer"}, version=None, by=officer)
    part_again(merge_id=done.pk, by=officer)
    kept.refresh_from_db()
    assert kept.occupation == "farmer"
    assert kept.consents.filter(purpose=Purpose.PUBLICITY).exists()
    assert gone.memberships.count() == 1


def test_parting_is_refused_when_her_spell_went_on(world, women, officer):
    kept, gone = women
    done = merged(pair_of(kept, gone), officer, spells=choices.GONE)
    end_membership(member_id=kept.pk, reason=Ended.RESIGNED, on=DAY(2023, 5, 1), by=officer)
    with pytest.raises(RestsOnIt, match=r"(?i)thời gian"):
        part_again(merge_id=done.pk, by=officer)


def test_later_merging_is_taken_back_first(world, women, officer):
    kept, gone = women
    third = MemberFactory(home_unit=world.branch)
    before = digest()
    first_pair = pair_of(kept, gone)
    one = merged(first_pair, officer)
    two = merged(pair_of(kept, third), officer)
    with pytest.raises(RestsOnIt, match=str(two)):
        part_again(merge_id=one.pk, by=officer)
    part_again(merge_id=two.pk, by=officer)
    part_again(merge_id=one.pk, by=officer)
    Double.objects.filter(first=kept, second__in=[gone, third]).delete()
    assert digest() == before
    with pytest.raises(part.DomainError):
        part_again(merge_id=one.pk, by=officer)


# ---- What becomes of her ------------------------------------------------------------------------


def test_better_answers_are_preset(world, women):
    kept, gone = women
    better = choices.preset(kept, gone)
    assert better["full_name"] == choices.GONE, "it bears its marks"
    assert better["birth"] == choices.GONE, "a whole date"
    assert better["phone"] == better["national_id"] == choices.GONE, "the only one"
    assert better["note"] == choices.KEPT


def test_answers_are_taken_from_either_side(world, women, officer):
    kept, gone = women
    take = choices.preset(kept, gone) | {"household": choices.KEPT, "spells": choices.KEPT}
    merged(pair_of(kept, gone), officer, take=take)
    her = Member.objects.get(pk=kept.pk)
    assert (her.full_name, her.birth_date, her.national_id) == (
        "Nguyễn Thị Hoa",
        DAY(1974, 3, 5),
        "000174000123",
    )
    assert (her.household, her.relation) == (kept.household, "wife")
    assert her.home_unit == world.branch


def test_notes_can_both_be_kept(world, officer):
    kept, gone = (MemberFactory(home_unit=world.branch, note=note) for note in ("một", "hai"))
    merged(pair_of(kept, gone), officer, take={"note": choices.BOTH})
    assert Member.objects.get(pk=kept.pk).note == "một; hai"


def test_side_that_wins_keeps_her_and_the_household_must_stand_there(world, women, officer):
    kept, gone = women
    merged(pair_of(kept, gone), officer, take={"household": choices.KEPT}, spells=choices.GONE)
    her = Member.objects.get(pk=kept.pk)
    assert (her.home_unit, her.household, her.relation) == (world.other_branch, None, "")
    first, second = her.memberships.order_by("during")
    assert (first.unit, first.during, first.ended_as) == (
        world.branch,
        days_from(DAY(2020, 1, 1), DAY(2021, 5, 1)),
        Ended.TRANSFERRED,
    )
    assert (second.came_from, second.unit) == (first, world.other_branch)


def test_spells_in_one_branch_are_one_from_the_first_day(world, officer):
    kept = MemberFactory(home_unit=world.branch, spell__during=open_from(DAY(2021, 1, 1)))
    gone = MemberFactory(home_unit=world.branch, spell__decision_number="12/NQ")
    merged(pair_of(kept, gone), officer)
    spell = Membership.objects.get()
    assert (spell.member_id, spell.during) == (kept.pk, open_from(DAY(2020, 1, 1)))
    assert spell.decision_number == "12/NQ"


def test_no_more_is_counted_than_one_woman(world, officer):
    kept, gone = MemberFactory(home_unit=world.branch), MemberFactory(home_unit=world.branch)
    MemberFactory(home_unit=world.branch)
    merged(pair_of(kept, gone), officer)
    on = DAY(2023, 3, 31)
    assert Membership.objects.ordinary().active_on(on).count() == 2
    assert Member.objects.active_on(on).count() == 2


def test_a_no_is_a_no(world, officer):
    kept, gone = MemberFactory(home_unit=world.branch), MemberFactory(home_unit=world.branch)
    Member.objects.update(ethnicity=EthnicGroupFactory())
    ConsentFactory(member=kept, purpose=Purpose.STATISTICS)
    ConsentFactory(member=gone, purpose=Purpose.STATISTICS, withdrawn_on=DAY(2023, 1, 1))
    merged(pair_of(kept, gone), officer)
    assert Consent.objects.get().withdrawn_on == DAY(2023, 1, 1)
    assert Member.objects.get(pk=kept.pk).ethnicity is None


def test_standings_that_share_days_are_one(world, officer):
    kept, gone = MemberFactory(home_unit=world.branch), MemberFactory(home_unit=world.branch)
    StandingFactory(member=kept, kind="away", during=days_from(DAY(2021, 1, 1), DAY(2022, 1, 1)))
    StandingFactory(member=kept, kind="away", during=open_from(DAY(2023, 1, 1)))
    StandingFactory(
        member=gone,
        kind="away",
        place="Long An",
        during=days_from(DAY(2021, 6, 1), DAY(2023, 2, 1)),
    )
    merged(pair_of(kept, gone), officer)
    standing = Standing.objects.get()
    assert (standing.during, standing.place) == (open_from(DAY(2021, 1, 1)), "Long An")


def test_not_the_same_is_remembered_of_the_woman_who_stays(world, officer):
    kept, gone, third = (MemberFactory(home_unit=world.branch) for _ in range(3))
    DoubleFactory(first=kept, second=third)
    told = DoubleFactory(first=gone, second=third)
    tell_apart(pair_id=told.pk, by=officer)
    merged(pair_of(kept, gone), officer)
    pair = Double.objects.get()
    assert (pair.first_id, pair.second_id, pair.state) == (
        kept.pk,
        third.pk,
        DoubleState.DIFFERENT,
    )


# ---- Refused ------------------------------------------------------------------------------------


def refused(pair, by, words, **wish):
    before = digest()
    with pytest.raises(merge.DomainError, match=words):
        merged(pair, by, **wish)
    assert digest() == before


def test_two_open_referrals_are_refused_and_not_betrayed(world, officer):
    kept, gone = MemberFactory(home_unit=world.branch), MemberFactory(home_unit=world.branch)
    for woman in (kept, gone):
        ReferralFactory(member=woman, unit=world.branch)
    pair = pair_of(kept, gone)
    refused(pair, world.user(Role.CHAPTER_LEAD), "giới thiệu")
    refused(pair, officer, "không được xem")
    Referral.objects.filter(member=gone).update(closed_on=DAY(2024, 1, 1))
    merged(pair, officer)
    assert Referral.objects.filter(member=kept).count() == 2


def test_waiting_transfer_is_refused(world, officer):
    kept, gone = MemberFactory(home_unit=world.branch), MemberFactory(home_unit=world.branch)
    TransferFactory(member=gone, to_unit=world.foreign_branch)
    refused(pair_of(kept, gone), officer, "chuyển")


def test_two_open_requests_of_one_kind_are_refused(world, officer):
    kept, gone = MemberFactory(home_unit=world.branch), MemberFactory(home_unit=world.branch)
    for woman in (kept, gone):
        DataRequestFactory(member=woman)
    refused(pair_of(kept, gone), officer, "yêu cầu")


def test_interleaved_spells_are_refused_with_the_way_out(world, officer):
    kept = MemberFactory(
        home_unit=world.branch,
        spell__during=days_from(DAY(2021, 1, 1), DAY(2022, 1, 1)),
        spell__ended_as=Ended.RESIGNED,
        spell__end_recorded_at=datetime.datetime(2022, 1, 1, tzinfo=datetime.UTC),
    )
    gone = MemberFactory(home_unit=world.other_branch)
    pair = pair_of(kept, gone)
    refused(pair, officer, "Thôn 2")
    merged(pair, officer, spells=choices.GONE)
    assert Membership.objects.get().unit == world.other_branch


def test_stale_versions_are_refused(world, women, officer):
    pair = pair_of(*women)
    update_member(member_id=women[1].pk, changes={"note": "x"}, version=None, by=officer)
    for versions in ((1, 1), (2, 2)):
        with pytest.raises(StaleEdit):
            merge_members(pair_id=pair.pk, versions=versions, wish=Wish(), by=officer)
    merge_members(pair_id=pair.pk, versions=(1, 2), wish=Wish(), by=officer)


def test_pair_across_chapters_is_merged_by_the_district_alone(world, officer):
    kept, gone = (MemberFactory(home_unit=unit) for unit in (world.branch, world.foreign_branch))
    pair = pair_of(kept, gone)
    refused(pair, officer, "(?i)cặp")
    staff = world.user(Role.DISTRICT_STAFF)
    done = merged(pair, staff, spells=choices.GONE)
    assert Member.objects.get().home_unit == world.foreign_branch
    assert list(Merge.objects.visible_to(officer)) == []
    with pytest.raises(merge.DomainError):
        part_again(merge_id=done.pk, by=officer)
    part_again(merge_id=done.pk, by=staff)


@pytest.mark.parametrize("module", [merge, part])
def test_half_way_nothing_is_written(world, women, officer, monkeypatch, module):
    def fail(*args, **kwargs):
        raise RuntimeError

    pair = pair_of(*women)
    before = digest()
    done = merged(pair, officer) if module is part else None
    before = digest() if done else before
    monkeypatch.setattr(module, "record", fail)
    with pytest.raises(RuntimeError):
        part_again(merge_id=done.pk, by=officer) if done else merged(pair, officer)
    assert digest() == before


def test_every_stored_value_has_its_way_back():
    for model in (Member, Membership, Standing, Consent):
        assert {field.attname for field in stored_fields(model)} >= {"id"}


def test_number_of_the_record_that_went_leads_to_her_who_stayed(world, officer):
    one, two, three = (MemberFactory(home_unit=world.branch) for _ in range(3))
    merged(pair_of(two, three), officer)
    merged(pair_of(one, two), officer)
    assert Merge.objects.survivor_of(three.pk) == one.pk
    assert Merge.objects.survivor_of(one.pk) is None
    for woman in (one, two, three):
        assert Member.objects.all().likeliest(woman.code, 5) == [one.pk]
