"""What the services promise: all or nothing, in scope only, with the right words when refused."""

import datetime
from datetime import date

import pytest
from django.apps import apps
from django.utils import timezone

from accounts.roles import Role
from core.exceptions import DomainError, StaleEdit
from core.ranges import days_from, open_from
from members import services
from members.enums import (
    Began,
    ConsentForm,
    Ended,
    Hardship,
    MembershipKind,
    Purpose,
    RequestKind,
    StandingKind,
    TransferState,
)
from members.models import Consent, Household, Member, Membership, Standing, Transfer
from members.services import Agreement, Head, Home, Joining, Seen
from members.services.rows import NotHers
from tests.factories.accounts import user_with
from tests.factories.members import (
    ConsentFactory,
    DataRequestFactory,
    EthnicGroupFactory,
    HouseholdFactory,
    MemberFactory,
    ReligionFactory,
    StandingFactory,
    TransferFactory,
)

pytestmark = pytest.mark.django_db

ON = date(2023, 5, 2)
AGREED = Agreement(Purpose.MEMBERSHIP, ON, ConsentForm.PAPER, "Tủ số 2")


@pytest.fixture
def officer(world):
    return world.user(Role.CHAPTER_OFFICER)


@pytest.fixture
def staff(world):
    return world.user(Role.DISTRICT_STAFF)


@pytest.fixture
def member(world):
    return MemberFactory(home_unit=world.branch)


def admit(world, by, **changes):
    given = {
        "unit_id": world.branch.pk,
        "details": {"full_name": "Ka Dụ", "birth_year": 1985, "national_id": "068185000123"},
        "joining": Joining(on=ON),
        "home": Home(head_name="K'Brèo", address="Tổ 3"),
        "consents": [AGREED],
        "by": by,
    }
    return services.admit_member(**{**given, **changes})


def spells_of(member):
    rows = Membership.objects.filter(member=member).order_by("during")
    return [(row.unit, row.during.lower, row.during.upper, row.ended_as) for row in rows]


def seen(household):
    return Seen(household.version, frozenset(household.members.values_list("pk", flat=True)))


def contents():
    """Every row of the member book, so that a test can say that nothing at all was written."""
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in apps.get_app_config("members").get_models()
    }


# ---- Admission ----------------------------------------------------------------------------------


def test_admission_writes_member_spell_household_and_consent(world, officer):
    member = admit(world, officer)
    assert spells_of(member) == [(world.branch, ON, None, "")]
    assert (member.household.head_name, member.household.unit) == ("K'Brèo", world.branch)
    assert list(member.consents.values_list("purpose", "kept_at")) == [("membership", "Tủ số 2")]
    assert (member.home_unit, member.national_id_tail) == (world.branch, "0123")
    found = Member.objects.matching("068185000123")
    assert list(found) == [member]


def test_admission_into_an_existing_household(world, officer):
    household = HouseholdFactory(unit=world.branch)
    member = admit(world, officer, unit_id=world.group.pk, home=Home(pk=household.pk))
    assert (member.household, Household.objects.count()) == (household, 1)


def test_admission_refuses_a_household_of_another_branch(world, officer):
    household = HouseholdFactory(unit=world.other_branch)
    with pytest.raises(DomainError) as refused:
        admit(world, officer, home=Home(pk=household.pk))
    assert refused.value.field == "household"


@pytest.mark.parametrize("unit", ["foreign_branch", "home", "next_door"])
def test_admission_needs_a_branch_in_scope(world, officer, unit):
    with pytest.raises(DomainError) as refused:
        admit(world, officer, unit_id=getattr(world, unit).pk)
    assert refused.value.field == "unit"


def test_admission_refuses_a_unit_before_it_existed(world, officer):
    with pytest.raises(DomainError, match="01/01/1999"):
        admit(world, officer, joining=Joining(on=date(1999, 1, 1), began_as=Began.ENTERED))


@pytest.mark.parametrize(
    ("details", "day"),
    [
        ({"birth_year": 2006}, ON),
        ({"birth_year": 2005, "birth_date": date(2005, 5, 3)}, ON),
    ],
)
def test_admission_refuses_women_under_eighteen(world, officer, details, day):
    with pytest.raises(DomainError, match=r"200[56]") as refused:
        admit(world, officer, details={"full_name": "Hoa", **details}, joining=Joining(on=day))
    assert refused.value.field == "on"


def test_eighteenth_birthday_is_old_enough(world, officer):
    details = {"full_name": "Hoa", "birth_year": 2005, "birth_date": ON.replace(year=2005)}
    assert admit(world, officer, details=details).pk


def test_admission_refuses_a_day_to_come(world, officer):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    with pytest.raises(DomainError, match=f"{tomorrow:%d/%m/%Y}"):
        admit(world, officer, joining=Joining(on=tomorrow))


# ---- Spells -------------------------------------------------------------------------------------


def test_leaving_ends_the_spell_and_what_hangs_on_it(member, officer):
    StandingFactory(member=member, kind=StandingKind.CORE)
    StandingFactory(member=member, kind=StandingKind.PARTY)
    services.end_membership(member_id=member.pk, reason=Ended.MOVED_HOME, on=ON, by=officer)
    assert spells_of(member) == [(member.home_unit, date(2020, 1, 1), ON, "moved_home")]
    ends = dict(Standing.objects.values_list("kind", "during"))
    assert (ends["core"].upper, ends["party"].upper) == (ON, None)


def test_leaving_refuses_the_day_of_admission(member, officer):
    with pytest.raises(DomainError, match="01/01/2020") as refused:
        services.end_membership(
            member_id=member.pk, reason=Ended.DIED, on=date(2020, 1, 1), by=officer
        )
    assert refused.value.field == "on"


def test_leaving_waits_for_the_answer_to_a_transfer(world, member, officer):
    TransferFactory(member=member, to_unit=world.next_door)
    with pytest.raises(DomainError, match="Xã Hòa Bình"):
        services.end_membership(member_id=member.pk, reason=Ended.DIED, on=ON, by=officer)


def test_readmission_begins_a_second_spell(world, member, officer):
    services.end_membership(member_id=member.pk, reason=Ended.RESIGNED, on=ON, by=officer)
    back = date(2023, 9, 1)
    services.readmit_member(member_id=member.pk, unit_id=world.other_branch.pk, on=back, by=officer)
    member.refresh_from_db()
    assert member.home_unit == world.other_branch
    assert spells_of(member)[1] == (world.other_branch, back, None, "")


def test_readmission_refuses_a_day_in_the_old_spell(world, member, officer):
    services.end_membership(member_id=member.pk, reason=Ended.RESIGNED, on=ON, by=officer)
    with pytest.raises(DomainError, match="02/05/2023"):
        services.readmit_member(
            member_id=member.pk, unit_id=world.branch.pk, on=date(2023, 5, 1), by=officer
        )


def test_undoing_a_leaving_opens_the_spell_again(member, officer):
    spell = services.end_membership(member_id=member.pk, reason=Ended.RESIGNED, on=ON, by=officer)
    services.correct_spell(
        member_id=member.pk,
        spell_id=spell.pk,
        begins_on=date(2020, 1, 1),
        by=officer,
        why="Ghi nhầm năm",
    )
    assert spells_of(member) == [(member.home_unit, date(2020, 1, 1), None, "")]


@pytest.mark.parametrize("day", [date(2022, 8, 1), date(2023, 8, 1)])
def test_correcting_a_transfer_moves_both_sides_of_the_seam(world, member, officer, day):
    second = services.move_member(
        member_id=member.pk, to_unit_id=world.other_branch.pk, on=ON, by=officer
    )
    services.correct_spell(
        member_id=member.pk, spell_id=second.pk, begins_on=day, by=officer, why="Ghi nhầm năm"
    )
    assert spells_of(member) == [
        (world.branch, date(2020, 1, 1), day, "transferred"),
        (world.other_branch, day, None, ""),
    ]
    history = second.events.order_by("pgh_id").values_list("during", flat=True)
    assert [span.lower for span in history] == [ON, day]


def test_correcting_the_first_side_moves_the_second(world, member, officer):
    services.move_member(member_id=member.pk, to_unit_id=world.other_branch.pk, on=ON, by=officer)
    first = Membership.objects.get(member=member, unit=world.branch)
    for day in (date(2023, 8, 1), date(2022, 8, 1)):
        services.correct_spell(
            member_id=member.pk,
            spell_id=first.pk,
            begins_on=date(2019, 1, 1),
            ends_on=day,
            by=officer,
            why="Ghi nhầm năm",
        )
        assert [row[1:3] for row in spells_of(member)] == [(date(2019, 1, 1), day), (day, None)]


def test_time_in_another_chapter_is_put_right_by_the_district_alone(world, member, officer):
    """The officer of the chapter that she came to would else change figures of the one before."""
    lead = world.user(Role.DISTRICT_LEAD)
    second = services.move_member(
        member_id=member.pk, to_unit_id=world.foreign_branch.pk, on=ON, by=lead
    )
    first, before = member.memberships.get(unit=world.branch), spells_of(member)
    here, day = user_with(Role.CHAPTER_OFFICER, world.next_door), date(2022, 8, 1)
    seam = {"member_id": member.pk, "spell_id": second.pk, "begins_on": day}
    old = {"member_id": member.pk, "spell_id": first.pk, "begins_on": day, "ends_on": ON}
    for change in (seam, old, old | {"begins_on": date(2020, 1, 1)}):
        with pytest.raises(DomainError, match="Thôn 1"):
            services.correct_spell(**change, by=here, why="Ghi nhầm năm")
    assert spells_of(member) == before
    services.correct_spell(**seam, by=lead, why="Ghi nhầm năm")
    assert [row[1:3] for row in spells_of(member)] == [(date(2020, 1, 1), day), (day, None)]
    services.correct_spell(
        member_id=member.pk,
        spell_id=second.pk,
        begins_on=day,
        ends_on=ON,
        reason="resigned",
        by=here,
        why="Ghi nhầm năm",
    )
    assert spells_of(member)[-1][2] == ON


def test_correction_refuses_to_overlap_another_spell(world, member, officer):
    services.end_membership(member_id=member.pk, reason=Ended.RESIGNED, on=ON, by=officer)
    second = services.readmit_member(
        member_id=member.pk, unit_id=world.branch.pk, on=date(2023, 9, 1), by=officer
    )
    with pytest.raises(DomainError, match="Thôn 1"):
        services.correct_spell(
            member_id=member.pk,
            spell_id=second.pk,
            begins_on=date(2023, 5, 1),
            by=officer,
            why="Ghi nhầm năm",
        )


# ---- Transfers ----------------------------------------------------------------------------------


def test_move_inside_the_scope_is_done_at_once(world, member, officer):
    member.household = HouseholdFactory(unit=world.branch)
    member.save()
    spell = services.move_member(
        member_id=member.pk, to_unit_id=world.other_branch.pk, on=ON, by=officer
    )
    member.refresh_from_db()
    assert (member.home_unit, member.household) == (world.other_branch, None)
    assert spell.came_from.unit == world.branch


def test_move_to_a_group_of_the_branch_keeps_the_household(world, member, officer):
    member.household = HouseholdFactory(unit=world.branch)
    member.save()
    services.move_member(member_id=member.pk, to_unit_id=world.group.pk, on=ON, by=officer)
    member.refresh_from_db()
    assert member.household is not None


def test_move_outside_the_scope_is_refused(world, member, officer):
    with pytest.raises(DomainError):
        services.move_member(
            member_id=member.pk, to_unit_id=world.foreign_branch.pk, on=ON, by=officer
        )
    assert spells_of(member) == [(world.branch, date(2020, 1, 1), None, "")]


def test_transfer_waits_and_is_accepted_by_the_other_chapter(world, member, officer):
    offer = services.propose_transfer(
        member_id=member.pk, to_unit_id=world.next_door.pk, on=ON, by=officer
    )
    assert list(Transfer.objects.visible_to(world.stranger)) == [offer]
    assert list(Transfer.objects.visible_to(officer)) == [offer]
    services.accept_transfer(
        transfer_id=offer.pk, unit_id=world.foreign_branch.pk, by=world.stranger
    )
    member.refresh_from_db()
    assert member.home_unit == world.foreign_branch
    assert spells_of(member) == [
        (world.branch, date(2020, 1, 1), ON, "transferred"),
        (world.foreign_branch, ON, None, ""),
    ]
    assert not Member.objects.visible_to(officer).exists()


def test_transfer_is_not_accepted_by_who_proposed_it(world, member, officer):
    offer = services.propose_transfer(
        member_id=member.pk, to_unit_id=world.next_door.pk, on=ON, by=officer
    )
    with pytest.raises(NotHers):
        services.accept_transfer(transfer_id=offer.pk, unit_id=world.branch.pk, by=officer)
    with pytest.raises(NotHers):
        services.withdraw_transfer(transfer_id=offer.pk, by=world.stranger)


def test_transfer_is_answered_once(world, member, officer):
    offer = TransferFactory(member=member, to_unit=world.next_door)
    services.refuse_transfer(transfer_id=offer.pk, answer="Chị chưa đến", by=world.stranger)
    with pytest.raises(DomainError):
        services.accept_transfer(
            transfer_id=offer.pk, unit_id=world.foreign_branch.pk, by=world.stranger
        )
    offer.refresh_from_db()
    assert (offer.state, offer.answer) == (TransferState.REFUSED, "Chị chưa đến")


def test_one_transfer_waits_at_a_time(world, member, officer):
    TransferFactory(member=member, to_unit=world.next_door)
    with pytest.raises(DomainError, match="Xã Hòa Bình"):
        services.propose_transfer(
            member_id=member.pk, to_unit_id=world.next_door.pk, on=ON, by=officer
        )


def test_chapters_elsewhere_are_the_open_ones_of_the_district_that_are_not_hers(world, officer):
    assert list(services.chapters_elsewhere(officer)) == [world.next_door]
    assert list(services.chapters_elsewhere(world.user(Role.DISTRICT_STAFF))) == []
    assert list(services.chapters_elsewhere(world.nobody)) == []


# ---- Her row ------------------------------------------------------------------------------------


def test_stale_edits_of_different_fields_are_merged(member, officer):
    services.update_member(
        member_id=member.pk, changes={"phone": "0912345678"}, version=1, by=officer
    )
    services.update_member(
        member_id=member.pk,
        changes={"phone": "", "nickname": "Hoa Tài"},
        version=1,
        by=officer,
    )
    member.refresh_from_db()
    assert (member.phone, member.nickname, member.version) == ("0912345678", "Hoa Tài", 3)


def test_stale_edit_of_one_field_shows_both_values(member, officer):
    services.update_member(member_id=member.pk, changes={"address": "A"}, version=1, by=officer)
    before = contents()
    with pytest.raises(StaleEdit) as stale:
        services.update_member(member_id=member.pk, changes={"address": "B"}, version=1, by=officer)
    assert [(name, theirs, ours) for name, _, theirs, ours in stale.value.conflicts] == [
        ("address", "A", "B")
    ]
    assert contents() == before


def test_withdrawn_consent_to_statistics_empties_group_and_religion(world, officer):
    member = MemberFactory(
        home_unit=world.branch, ethnicity=EthnicGroupFactory(code="16"), religion=ReligionFactory()
    )
    consent = ConsentFactory(member=member, purpose=Purpose.STATISTICS)
    services.withdraw_consent(member_id=member.pk, consent_id=consent.pk, on=ON, by=officer)
    member.refresh_from_db()
    assert (member.ethnicity, member.religion) == (None, None)


def test_consent_is_given_once(member, officer):
    services.give_consents(member_id=member.pk, agreements=[AGREED], by=officer)
    with pytest.raises(DomainError):
        services.give_consents(member_id=member.pk, agreements=[AGREED], by=officer)
    assert Consent.objects.count() == 1


def test_standing_is_not_begun_twice(member, officer):
    services.start_standing(member_id=member.pk, kind=StandingKind.AWAY, on=ON, by=officer)
    with pytest.raises(DomainError, match="02/05/2023"):
        services.start_standing(
            member_id=member.pk, kind=StandingKind.AWAY, on=date(2023, 6, 1), by=officer
        )


def test_household_with_women_is_not_dissolved(world, member, officer):
    household = HouseholdFactory(unit=world.branch)
    services.move_into_household(
        member_id=member.pk, home=Home(pk=household.pk), relation="wife", by=officer
    )
    with pytest.raises(DomainError, match="1"):
        services.dissolve_household(household_id=household.pk, on=ON, by=officer)


def test_household_edit_that_is_stale_shows_both_values(world, officer):
    household = HouseholdFactory(unit=world.branch, head_name="Trần Văn A")
    services.update_household(
        household_id=household.pk, changes={"head_name": "Trần Văn B"}, version=1, by=officer
    )
    with pytest.raises(StaleEdit) as stale:
        services.update_household(
            household_id=household.pk, changes={"head_name": "Trần Văn C"}, version=1, by=officer
        )
    assert stale.value.conflicts[0][2:] == ("Trần Văn B", "Trần Văn C")


# ---- All or nothing, and hers alone -------------------------------------------------------------


def scene(world):
    """One of everything at home, so that each service has something to do."""
    member = MemberFactory(home_unit=world.branch)
    left = MemberFactory(home_unit=world.branch, spell=None)
    gone = Membership.objects.create(
        member=left,
        unit=world.branch,
        during=days_from(date(2020, 1, 1), date(2021, 1, 1)),
        began_as=Began.ENTERED,
        ended_as=Ended.RESIGNED,
        end_recorded_at=timezone.now(),
    )
    standing = StandingFactory(member=member, kind=StandingKind.AWAY)
    consent = ConsentFactory(member=member)
    asked = DataRequestFactory(member=member)
    granted = DataRequestFactory(member=left, granted=True)
    household = HouseholdFactory(unit=world.branch)
    crowded = HouseholdFactory(unit=world.branch)
    going = MemberFactory(home_unit=world.branch, household=crowded)
    MemberFactory(home_unit=world.branch, household=crowded)
    offered = TransferFactory(
        member=MemberFactory(home_unit=world.foreign_branch), to_unit=world.home
    )
    mine = TransferFactory(member=MemberFactory(home_unit=world.branch), to_unit=world.next_door)
    return {
        "admit_member": lambda by: admit(world, by),
        "update_member": lambda by: services.update_member(
            member_id=member.pk, changes={"phone": "0912345678"}, version=1, by=by
        ),
        "end_membership": lambda by: services.end_membership(
            member_id=member.pk, reason=Ended.DIED, on=ON, by=by
        ),
        "readmit_member": lambda by: services.readmit_member(
            member_id=left.pk, unit_id=world.branch.pk, on=ON, by=by
        ),
        "correct_spell": lambda by: services.correct_spell(
            member_id=left.pk,
            spell_id=gone.pk,
            begins_on=date(2020, 2, 1),
            ends_on=date(2021, 1, 1),
            reason=Ended.OTHER,
            by=by,
            why="Ghi nhầm năm",
        ),
        "correct_standing": lambda by: services.correct_standing(
            member_id=member.pk,
            standing_id=standing.pk,
            kind=standing.kind,
            begins_on=date(2021, 1, 1),
            why="Ghi nhầm năm",
            by=by,
        ),
        "withdraw_standing": lambda by: services.withdraw_standing(
            member_id=member.pk, standing_id=standing.pk, why="Ghi nhầm người", by=by
        ),
        "move_member": lambda by: services.move_member(
            member_id=member.pk, to_unit_id=world.other_branch.pk, on=ON, by=by
        ),
        "propose_transfer": lambda by: services.propose_transfer(
            member_id=member.pk, to_unit_id=world.next_door.pk, on=ON, by=by
        ),
        "accept_transfer": lambda by: services.accept_transfer(
            transfer_id=offered.pk, unit_id=world.branch.pk, by=by
        ),
        "refuse_transfer": lambda by: services.refuse_transfer(
            transfer_id=offered.pk, answer="Chưa đến", by=by
        ),
        "withdraw_transfer": lambda by: services.withdraw_transfer(transfer_id=mine.pk, by=by),
        "start_standing": lambda by: services.start_standing(
            member_id=member.pk, kind=StandingKind.CORE, on=ON, by=by
        ),
        "convert_membership": lambda by: services.convert_membership(
            member_id=member.pk, kind=MembershipKind.HONORARY, on=ON, by=by
        ),
        "ask_about": lambda by: services.ask_about(
            member_id=member.pk, worry="away", on=ON, note="Còn đi", by=by
        ),
        "end_standing": lambda by: services.end_standing(
            member_id=member.pk, kind=standing.kind, on=ON, by=by
        ),
        "give_consents": lambda by: services.give_consents(
            member_id=member.pk,
            agreements=[Agreement(Purpose.PUBLICITY, ON, ConsentForm.PAPER)],
            by=by,
        ),
        "give_consents_of_list": lambda by: services.give_consents_of_list(
            member_ids=[member.pk, left.pk],
            agreements=[Agreement(Purpose.PUBLICITY, ON, ConsentForm.PAPER)],
            by=by,
        ),
        "receive_request": lambda by: services.receive_request(
            member_id=member.pk,
            kind=RequestKind.ACCESS,
            received_on=ON,
            channel="person",
            words="Cho tôi xem",
            by=by,
        ),
        "confirm_request": lambda by: services.confirm_request(
            request_id=asked.pk, on=timezone.localdate(), by=by
        ),
        "extend_request": lambda by: services.extend_request(
            request_id=asked.pk, reason="Chờ giấy", by=by
        ),
        "answer_request": lambda by: services.answer_request(
            request_id=asked.pk, state="done", answer="Đã in", on=timezone.localdate(), by=by
        ),
        "lift_restriction": lambda by: services.lift_restriction(request_id=granted.pk, by=by),
        "withdraw_consent": lambda by: services.withdraw_consent(
            member_id=member.pk, consent_id=consent.pk, on=ON, by=by
        ),
        "open_household": lambda by: services.open_household(
            unit_id=world.branch.pk, head_name="Trần Văn Tài", on=ON, by=by
        ),
        "update_household": lambda by: services.update_household(
            household_id=household.pk, changes={"address": "Thôn 1"}, version=1, by=by
        ),
        "dissolve_household": lambda by: services.dissolve_household(
            household_id=household.pk, on=ON, by=by
        ),
        "split_household": lambda by: services.split_household(
            household_id=crowded.pk,
            seen=seen(crowded),
            leaving={going.pk: ""},
            head=Head(member_id=going.pk),
            on=ON,
            by=by,
        ),
        "change_head": lambda by: services.change_head(
            household_id=crowded.pk,
            seen=seen(crowded),
            head=Head(name="Trần Văn Tân"),
            relations={},
            on=ON,
            by=by,
        ),
        "move_household": lambda by: services.move_household(
            household_id=crowded.pk,
            seen=seen(crowded),
            to_unit_id=world.other_branch.pk,
            along={going.pk},
            on=ON,
            by=by,
        ),
        "merge_households": lambda by: services.merge_households(
            kept_id=household.pk,
            kept_seen=seen(household),
            gone_id=crowded.pk,
            gone_seen=seen(crowded),
            relations={},
            on=ON,
            by=by,
        ),
        "list_household": lambda by: services.list_household(
            household_id=household.pk, year=2023, hardship=Hardship.POOR, by=by
        ),
        "move_into_household": lambda by: services.move_into_household(
            member_id=member.pk, home=Home(pk=household.pk), relation="wife", by=by
        ),
    }


WRITERS = sorted(
    set(services.__all__) - {"Agreement", "Head", "Home", "Joining", "Seen", "chapters_elsewhere"}
)


@pytest.mark.parametrize("name", WRITERS)
def test_service_that_fails_half_way_writes_nothing(name, world, officer, monkeypatch):
    call = scene(world)[name]
    before = contents()
    module = getattr(services, name).__module__

    def fail(*args, **kwargs):
        raise RuntimeError("the trail is full")

    monkeypatch.setattr(f"{module}.record", fail)
    with pytest.raises(RuntimeError, match="the trail is full"):
        call(officer)
    assert contents() == before


@pytest.mark.parametrize("name", WRITERS)
def test_service_works_for_the_officer_and_for_nobody_else(name, world, officer):
    call = scene(world)[name]
    before = contents()
    for other in (world.user(Role.INSPECTOR), world.nobody):
        with pytest.raises(DomainError):
            call(other)
    assert contents() == before
    call(officer)
    assert contents() != before


@pytest.mark.parametrize("name", sorted(set(WRITERS) - {"accept_transfer", "refuse_transfer"}))
def test_service_is_refused_to_the_next_chapter(name, world):
    call = scene(world)[name]
    before = contents()
    with pytest.raises(DomainError):
        call(world.stranger)
    assert contents() == before


def test_kind_stays_through_a_transfer(world, officer):
    member = MemberFactory(home_unit=world.branch, spell__kind=MembershipKind.HONORARY)
    spell = services.move_member(
        member_id=member.pk, to_unit_id=world.other_branch.pk, on=ON, by=officer
    )
    assert spell.kind == MembershipKind.HONORARY
    assert open_from(ON) == spell.during
