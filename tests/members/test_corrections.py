"""Past facts are put right: both values are kept, with who, when and why."""

import datetime

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from audit.models import Entry
from core.exceptions import DomainError, StaleEdit
from core.ranges import days_from, open_from
from members import services
from members.corrected import SPELL, STANDING, corrections_of
from members.enums import Began, Ended, MembershipKind, StandingKind
from members.erasing.service import anonymise
from members.models import Membership, Standing
from members.services.amending import face_of
from members.services.standing_corrections import first_uncovered, gained
from tests.factories.members import MemberFactory, MembershipFactory, StandingFactory
from tests.statements import statements

pytestmark = pytest.mark.django_db

SINCE = datetime.date(2020, 1, 1)
WHY = "Danh sách cũ ghi nhầm năm"
LAST = 40


def day(number):
    return SINCE + datetime.timedelta(days=number)


@pytest.fixture
def officer(world, client):
    user = world.user(Role.CHAPTER_OFFICER)
    client.force_login(user)
    return user


@pytest.fixture
def member(world):
    return MemberFactory(home_unit=world.branch, full_name="Ka Dụ")


@pytest.fixture
def away(member):
    return StandingFactory(
        member=member,
        kind=StandingKind.AWAY,
        during=days_from(day(10), day(20)),
        place="Bình Dương",
        phone="0912345678",
    )


def correct(standing, by, **changes):
    now = {
        "kind": standing.kind,
        "begins_on": standing.during.lower,
        "ends_on": standing.during.upper,
        "place": standing.place,
        "phone": standing.phone,
        "note": standing.note,
        "why": WHY,
    }
    given = {"member_id": standing.member_id, "standing_id": standing.pk, "by": by}
    return services.correct_standing(**{**now, **given, **changes})


def address(name, row):
    return reverse(f"members:{name}", args=[row.member_id, row.pk])


def typed(row, **changes):
    """What the page posts when nothing but `changes` was typed."""
    now = {
        "kind": row.kind,
        "begins_on": f"{row.during.lower:%d/%m/%Y}",
        "ends_on": f"{row.during.upper:%d/%m/%Y}" if row.during.upper else "",
        "why": WHY,
        "seen": face_of(row),
    }
    for name in ("place", "phone", "note"):
        now[name] = getattr(row, name, "")
    return {**now, **changes}


def told(member, fact, pk):
    """The corrections of one fact as plain values, the latest first."""
    return [
        (each.why, each.gone, [(f.label, f.before, f.after) for f in each.fields])
        for each in corrections_of(member).get((fact, pk), [])
    ]


# ---- Rules --------------------------------------------------------------------------------------


def test_a_correction_writes_the_new_and_keeps_the_old(member, away, officer):
    correct(away, officer, begins_on=day(5), ends_on=None, place="Đồng Nai")
    away.refresh_from_db()
    assert (away.during, away.place) == (open_from(day(5)), "Đồng Nai")
    assert away.corrected_because == WHY
    assert told(member, STANDING, away.pk) == [
        (
            WHY,
            False,
            [
                ("từ", "11/01/2020", "06/01/2020"),
                ("đến", "21/01/2020", "–"),
                ("nơi làm việc", "Bình Dương", "Đồng Nai"),
            ],
        )
    ]
    assert Entry.objects.order_by("pk").last().details == {
        "what": "standing_corrected",
        "kind": "away",
    }


def test_another_kind_loses_what_belongs_to_working_away(member, away, officer):
    correct(away, officer, kind=StandingKind.CORE)
    away.refresh_from_db()
    assert (away.kind, away.place, away.phone) == ("core", "", "")
    ((_why, _gone, fields),) = told(member, STANDING, away.pk)
    assert fields[0] == ("loại", "đi làm ăn xa", "hội viên nòng cốt")


def test_what_was_entered_by_mistake_goes_and_is_told(member, away, officer):
    correct(away, officer, begins_on=day(9), why="Lần một")
    services.withdraw_standing(
        member_id=member.pk, standing_id=away.pk, why="Nhầm người", by=officer
    )
    assert not Standing.objects.exists()
    assert told(member, STANDING, away.pk) == [
        ("Nhầm người", True, []),
        ("Lần một", False, [("từ", "11/01/2020", "10/01/2020")]),
    ]
    (gone, _) = corrections_of(member)[STANDING, away.pk]
    assert gone.title == "đi làm ăn xa, 10/01/2020 – 21/01/2020"


def test_what_ends_in_time_is_no_correction(member, officer):
    core = StandingFactory(member=member, kind=StandingKind.CORE)
    services.end_standing(member_id=member.pk, kind="core", on=day(30), by=officer)
    services.end_membership(member_id=member.pk, reason=Ended.RESIGNED, on=day(40), by=officer)
    spell = member.memberships.get()
    assert (told(member, STANDING, core.pk), told(member, SPELL, spell.pk)) == ([], [])


def test_a_reason_does_not_speak_for_a_later_change(member, away, officer):
    correct(away, officer, note="Về Tết")
    services.end_membership(member_id=member.pk, reason=Ended.RESIGNED, on=day(15), by=officer)
    assert told(member, STANDING, away.pk) == [
        ("", False, [("đến", "21/01/2020", "16/01/2020")]),
        (WHY, False, [("ghi chú", "–", "Về Tết")]),
    ]


@pytest.mark.parametrize("why", ["", "  "])
def test_a_reason_is_asked(member, away, officer, why):
    for call in (correct, withdraw):
        with pytest.raises(DomainError, match="lý do") as refused:
            call(away, officer, why=why)
        assert refused.value.field == "why"
    spell = member.memberships.get()
    with pytest.raises(DomainError, match="lý do"):
        services.correct_spell(
            member_id=member.pk, spell_id=spell.pk, begins_on=day(1), why=why, by=officer
        )


def withdraw(standing, by, **changes):
    given = {"member_id": standing.member_id, "standing_id": standing.pk, "by": by}
    return services.withdraw_standing(**{"why": WHY, **given, **changes})


@pytest.mark.parametrize(
    ("changes", "words", "field"),
    [
        ({"begins_on": day(20)}, "21/01/2020", "begins_on"),
        ({"ends_on": day(10)}, "11/01/2020", "ends_on"),
        ({"begins_on": datetime.date(2019, 12, 31)}, "31/12/2019", "begins_on"),
        ({"begins_on": datetime.date(1973, 1, 1)}, "1974", "begins_on"),
        ({"begins_on": datetime.date(2999, 1, 1)}, "01/01/2999", "begins_on"),
        ({"ends_on": datetime.date(2999, 1, 1)}, "01/01/2999", "ends_on"),
        ({"kind": StandingKind.PARTY}, "Đảng viên", "kind"),
    ],
)
def test_refusals_name_the_value_and_the_field(away, officer, changes, words, field):
    with pytest.raises(DomainError, match=words) as refused:
        correct(away, officer, **changes)
    assert refused.value.field == field
    assert Standing.objects.get().during == days_from(day(10), day(20))


def test_two_of_a_kind_never_overlap(member, away, officer):
    later = StandingFactory(member=member, kind=StandingKind.AWAY, during=open_from(day(30)))
    with pytest.raises(DomainError, match="31/01/2020") as refused:
        correct(away, officer, ends_on=day(31))
    assert refused.value.field == "ends_on"
    with pytest.raises(DomainError, match=r"11/01/2020.*21/01/2020") as refused:
        correct(later, officer, begins_on=day(19))
    assert refused.value.field == "begins_on"


def test_party_membership_may_be_older_than_membership(member, officer):
    party = StandingFactory(member=member, kind=StandingKind.PARTY)
    correct(party, officer, begins_on=datetime.date(2005, 3, 2))
    party.refresh_from_db()
    assert party.during.lower == datetime.date(2005, 3, 2)
    assert corrections_of(member) == {}
    ((correction,),) = corrections_of(member, party=True).values()
    assert [f.after for f in correction.fields] == ["02/03/2005"]


def test_time_in_another_chapter_is_corrected_by_the_district_alone(world, member, away, officer):
    """Days 12 to 30 were spent next door: what they count there is not ours to change."""
    staff = world.user(Role.DISTRICT_STAFF)
    for unit, on in ((world.foreign_branch, day(12)), (world.branch, day(30))):
        services.move_member(member_id=member.pk, to_unit_id=unit.pk, on=on, by=staff)
    refused = [{"ends_on": day(19)}, {"ends_on": None}, {"kind": StandingKind.CORE}]
    for changes in refused:
        with pytest.raises(DomainError, match="Thôn Kao Kuil"):
            correct(away, officer, **changes)
    with pytest.raises(DomainError, match="Thôn Kao Kuil"):
        withdraw(away, officer)
    correct(away, officer, begins_on=day(8), note="Về Tết")
    correct(Standing.objects.get(), staff, begins_on=day(8), ends_on=None)
    assert Standing.objects.get().during == open_from(day(8))


def test_no_standing_ends_on_a_day_that_was_spent_in_another_chapter(world, member, officer):
    """She was a core member there too; that she no longer is begins here at the earliest."""
    staff, core = world.user(Role.DISTRICT_STAFF), StandingKind.CORE
    StandingFactory(member=member, kind=core, during=open_from(day(10)))
    for unit, on in ((world.foreign_branch, day(12)), (world.branch, day(30))):
        services.move_member(member_id=member.pk, to_unit_id=unit.pk, on=on, by=staff)
    for earlier in (day(11), day(20), day(29)):
        with pytest.raises(DomainError, match="Thôn Kao Kuil"):
            services.end_standing(member_id=member.pk, kind=core, on=earlier, by=officer)
    assert Standing.objects.get().during == open_from(day(10))
    services.end_standing(member_id=member.pk, kind=core, on=day(30), by=officer)
    assert Standing.objects.get().during == days_from(day(10), day(30))


# ---- Random histories against plain Python ------------------------------------------------------

numbers = st.integers(0, LAST)
ends = st.one_of(st.none(), numbers)


@st.composite
def spans(draw, most=3):
    """Spans of days that never touch one another; the last may have no end."""
    marks = sorted(draw(st.lists(numbers, unique=True, max_size=2 * most)))
    pairs = [marks[n : n + 2] for n in range(0, len(marks), 2)]
    return [(pair[0], pair[1] if len(pair) == 2 else None) for pair in pairs]


def days_of(first, until):
    return set(range(first, LAST + 5 if until is None else until))


def as_range(first, until):
    return days_from(day(first), None if until is None else day(until))


@given(spans(), numbers, ends, numbers, ends)
def test_days_gained_and_days_uncovered_are_those_of_plain_sets(
    covered, was_first, was_until, first, until
):
    before, after = days_of(was_first, was_until), days_of(first, until)
    if not before or not after:
        return
    old = as_range(was_first, was_until)
    pieces = gained(old, day(first), None if until is None else day(until))
    got = [((a - SINCE).days, b and (b - SINCE).days) for a, b, _field in pieces]
    assert set().union(*(days_of(*piece) for piece in got)) == after - before
    held = set().union(*(days_of(*span) for span in covered))
    missing = first_uncovered(
        [as_range(*span) for span in covered], day(first), None if until is None else day(until)
    )
    expected = min(after - held, default=None)
    assert missing == (None if expected is None else day(expected))


kinds = st.sampled_from([StandingKind.CORE, StandingKind.AWAY])
corrections = st.lists(st.tuples(st.integers(0, 5), kinds, numbers, ends), min_size=1, max_size=5)


def allowed(rows, held, pk, kind, first, until):
    """Whether the correction keeps the rules, by sets of days."""
    _kind, *old = rows[pk]
    days = days_of(first, until)
    others = [row for key, row in rows.items() if key != pk and row[0] == kind]
    apart = all(days.isdisjoint(days_of(*row[1:])) for row in others)
    return bool(days) and apart and days - days_of(*old) <= held


def state(row):
    upper = row.during.upper
    return row.kind, (row.during.lower - SINCE).days, upper and (upper - SINCE).days


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(spans(), spans(2), spans(2), corrections)
def test_corrections_are_written_and_told_as_plain_python_says(
    world, membership, core, working_away, changes
):
    by = world.user(Role.CHAPTER_OFFICER)
    member = MemberFactory(home_unit=world.branch, spell=None)
    _spells(member, membership)
    for kind, all_days in ((StandingKind.CORE, core), (StandingKind.AWAY, working_away)):
        for span in all_days:
            StandingFactory(member=member, kind=kind, during=as_range(*span))
    rows = {row.pk: state(row) for row in Standing.objects.filter(member=member)}
    held = set().union(*(days_of(*span) for span in membership))
    expected = {pk: [] for pk in rows}
    for number, (which, kind, first, until) in enumerate(changes):
        if not rows:
            return
        pk = sorted(rows)[which % len(rows)]
        if allowed(rows, held, pk, kind, first, until):
            if rows[pk] != (kind, first, until):
                expected[pk].insert(0, (f"Lý do {number}", rows[pk], (kind, first, until)))
            rows[pk] = (kind, first, until)
        _try(member, pk, kind, first, until, why=f"Lý do {number}", by=by)
        assert {row.pk: state(row) for row in Standing.objects.filter(member=member)} == rows
    found = corrections_of(member)
    for pk, history in expected.items():
        said = found.get((STANDING, pk), [])
        assert [_changes(*each) for each in history] == [
            (each.why, [(f.before, f.after) for f in each.fields]) for each in said
        ]


def _spells(member, membership):
    for first, until in membership:
        ended = {} if until is None else {"ended_as": Ended.RESIGNED, "end_recorded_at": NOON}
        MembershipFactory(
            member=member,
            unit=member.home_unit,
            during=as_range(first, until),
            began_as=Began.ENTERED,
            **ended,
        )


NOON = datetime.datetime(2024, 1, 1, 12, tzinfo=datetime.UTC)


def _try(member, pk, kind, first, until, **how):
    try:
        services.correct_standing(
            member_id=member.pk,
            standing_id=pk,
            kind=kind,
            begins_on=day(first),
            ends_on=None if until is None else day(until),
            **how,
        )
    except DomainError:
        return


def _changes(why, was, now):
    pairs = [(_in_words(a), _in_words(b)) for a, b in zip(was, now, strict=True) if a != b]
    return why, pairs


def _in_words(value):
    if isinstance(value, str):
        return str(StandingKind(value).label)
    return "–" if value is None else f"{day(value):%d/%m/%Y}"


# ---- Stale edits --------------------------------------------------------------------------------


@pytest.mark.parametrize("call", [correct, withdraw])
def test_a_stale_edit_writes_nothing(away, officer, call):
    seen = face_of(away)
    Standing.objects.filter(pk=away.pk).update(note="Chồng đi cùng")
    with pytest.raises(StaleEdit):
        call(away, officer, seen=seen)
    assert Standing.objects.get().during == days_from(day(10), day(20))


def test_a_stale_page_shows_both_values_and_the_next_save_writes_mine(client, away, officer):
    mine = typed(away, begins_on="03/01/2020")
    correct(away, officer, begins_on=day(5))
    answer = client.post(address("standing", away), mine)
    assert answer.status_code == 422
    assert answer.context["form"].conflicts == [
        ("begins_on", "Từ ngày", "06/01/2020", "03/01/2020")
    ]
    form = answer.context["form"]
    again = {**mine, "seen": form.data["seen"]}
    assert form["begins_on"].value() == "03/01/2020"
    client.post(address("standing", away), again)
    away.refresh_from_db()
    assert away.during.lower == day(2)


def test_a_stale_page_of_a_spell_shows_both_values(client, member, officer):
    spell = member.memberships.get()
    mine = typed(spell, begins_on="01/01/2018")
    services.correct_spell(
        member_id=member.pk,
        spell_id=spell.pk,
        begins_on=datetime.date(2019, 1, 1),
        why=WHY,
        by=officer,
    )
    answer = client.post(address("spell", spell), mine)
    assert answer.status_code == 422
    assert answer.context["form"].conflicts == [
        ("begins_on", "Sinh hoạt ở đây từ ngày", "01/01/2019", "01/01/2018")
    ]
    again = {**mine, "seen": answer.context["form"].data["seen"]}
    assert client.post(address("spell", spell), again).status_code == 302
    assert Membership.objects.get().during == open_from(datetime.date(2018, 1, 1))


# ---- The kind of a membership ------------------------------------------------------------------


def test_the_kind_of_a_spell_is_put_right_and_both_are_told(client, member, officer):
    spell = member.memberships.get()
    assert spell.kind == MembershipKind.ORDINARY
    answer = client.post(address("spell", spell), typed(spell, kind="honorary"))
    assert answer.status_code == 302
    spell.refresh_from_db()
    assert spell.kind == MembershipKind.HONORARY
    (one,) = corrections_of(member)[SPELL, spell.pk]
    assert (one.why, len(one.fields)) == (WHY, 1)
    was, now = (str(kind.label) for kind in (MembershipKind.ORDINARY, MembershipKind.HONORARY))
    assert (one.fields[0].before, one.fields[0].after) == (was, now)


def test_nobody_is_an_honorary_member_while_she_was_core(client, member, officer):
    core = StandingFactory(member=member, kind=StandingKind.CORE, during=days_from(day(5), day(9)))
    spell = member.memberships.get()
    answer = client.post(address("spell", spell), typed(spell, kind="honorary"))
    assert (answer.status_code, "nòng cốt" in answer.content.decode()) == (422, True)
    assert member.memberships.get().kind == MembershipKind.ORDINARY
    core.delete()
    assert client.post(address("spell", spell), typed(spell, kind="honorary")).status_code == 302


def test_a_kind_that_a_decision_changed_is_not_put_right_but_its_day(client, member, officer):
    services.convert_membership(member_id=member.pk, kind="honorary", on=day(30), by=officer)
    for spell in member.memberships.all():
        other = {"ordinary": "honorary", "honorary": "ordinary"}[spell.kind]
        answer = client.post(address("spell", spell), typed(spell, kind=other))
        assert list(answer.context["form"].errors) == ["kind"]
    kinds = member.memberships.order_by("during").values_list("kind", flat=True)
    assert list(kinds) == ["ordinary", "honorary"]


# ---- Pages --------------------------------------------------------------------------------------


def test_the_record_tells_was_and_now_who_and_why(client, member, away, officer):
    client.post(address("standing", away), typed(away, begins_on="06/01/2020"))
    spell = member.memberships.get()
    client.post(address("spell", spell), typed(spell, begins_on="01/03/2018"))
    html = client.get(member.get_absolute_url()).content.decode()
    for was, now in (("11/01/2020", "06/01/2020"), ("01/01/2020", "01/03/2018")):
        assert f"từ <del>{was}</del> → <ins>{now}</ins>" in html
    assert html.count(f"{officer.full_name}, ") == 2
    assert html.count(WHY) == 2


def test_the_record_tells_what_was_taken_out(client, member, away, officer):
    client.post(address("withdraw_standing", away), {"why": "Nhầm người", "seen": face_of(away)})
    html = client.get(member.get_absolute_url()).content.decode()
    assert "<del>đi làm ăn xa, 11/01/2020 – 21/01/2020</del>" in html
    assert "Nhầm người" in html


def test_the_history_holds_standings_also_those_taken_out(client, member, away, officer):
    StandingFactory(member=member, kind=StandingKind.PARTY)
    correct(away, officer, begins_on=day(5))
    withdraw(away, officer)
    shown = client.get(reverse("members:history", args=[member.pk]))
    ((last, changes),) = shown.context["standings"]
    assert last.kind == StandingKind.AWAY
    assert [change.deed for change in changes] == ["xóa", "sửa", "nhập"]
    html = shown.content.decode()
    assert "Đi làm ăn xa từ 06/01/2020" in html
    assert "Đảng viên" not in html


def test_history_runs_the_same_few_statements_whatever_it_holds(client, world, member, officer):
    look = lambda: client.get(reverse("members:history", args=[member.pk]))  # noqa: E731
    counts = []
    for number in range(1, 4):
        unit = [world.branch, world.other_branch][number % 2]
        services.move_member(
            member_id=member.pk, to_unit_id=unit.pk, on=day(10 * number), by=officer
        )
        StandingFactory(member=member, during=days_from(day(number * 9), day(number * 9 + 3)))
        counts.append(statements(look))
    assert len(set(counts)) == 1


def test_corrections_of_any_number_take_one_statement(
    member, away, officer, django_assert_num_queries
):
    for number in (5, 6, 7):
        correct(away, officer, begins_on=day(number))
        with django_assert_num_queries(1):
            corrections_of(member)


def test_the_party_is_for_those_who_may_reveal(client, world, member, officer, monkeypatch):
    party = StandingFactory(member=member, kind=StandingKind.PARTY)
    assert client.get(address("standing", party)).status_code == 200
    client.post(address("standing", party), typed(party, begins_on="02/03/2005"))
    assert "02/03/2005" not in client.get(member.get_absolute_url()).content.decode()
    opened = client.post(reverse("members:reveal", args=[member.pk])).content.decode()
    assert "từ <del>01/01/2020</del> → <ins>02/03/2005</ins>" in opened


@pytest.mark.parametrize("name", ["standing", "withdraw_standing"])
def test_a_standing_of_the_next_chapter_is_not_found(client, world, away, officer, name):
    client.force_login(world.stranger)
    assert Standing.objects.filter(pk=away.pk).exists()
    assert client.get(address(name, away)).status_code == 404
    assert client.post(address(name, away), typed(away)).status_code == 404


@pytest.mark.parametrize("name", ["standing", "withdraw_standing"])
def test_a_standing_of_another_woman_is_not_found(client, world, away, officer, name):
    other = MemberFactory(home_unit=world.branch)
    found = client.get(reverse(f"members:{name}", args=[other.pk, away.pk]))
    assert found.status_code == 404


@pytest.mark.parametrize(
    "bad",
    [
        {"begins_on": "32/01/2020"},
        {"begins_on": ""},
        {"ends_on": "hôm qua"},
        {"kind": "party"},
        {"kind": "nhầm"},
        {"why": ""},
        {"why": "x" * 201},
        {"phone": "12"},
        {"note": "x" * 201},
        {"seen": ""},
    ],
)
def test_bad_input_is_answered_in_words(client, away, officer, bad):
    answer = client.post(address("standing", away), typed(away, **bad))
    assert answer.status_code == 422
    assert Standing.objects.get().during == days_from(day(10), day(20))


def test_reasons_go_when_she_is_forgotten(world, member, away, officer):
    correct(away, officer, begins_on=day(5))
    withdraw(away, officer)
    anonymise(member)
    states = list(away.events.model.objects.values_list("corrected_because", flat=True))
    assert states == [""] * 4
