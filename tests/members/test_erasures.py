"""A woman is forgotten: by two people, in every table and its history, and no figure moves."""

import datetime
import json

import pytest
from django.apps import apps
from django.db import IntegrityError, InternalError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.permissions import Permission
from accounts.roles import Role, roles_with
from audit.forgetting import forget, hindrances, left_over
from audit.holdings import FORGOTTEN, UNNAMED, holdings
from audit.log import record
from audit.models import Entry, Verb
from chapters.counting import tally
from core.crypto import keyed_hash
from core.exceptions import DomainError
from core.parts import parts
from imports.enums import Stage
from imports.models import BatchRow
from members import integrity
from members.doubles import scan
from members.doubles.typed import likely_doubles
from members.enums import (
    ComparisonState,
    DoubleState,
    Ended,
    ErasureGround,
    ErasureState,
    RequestKind,
    StandingKind,
    TransferState,
)
from members.erasing import service
from members.models import Consent, DataRequest, Double, Erasure, Household, Member, Merge
from members.services import update_member
from tests.factories.chapters import OfficerFactory
from tests.factories.funds import PaymentFactory, WaiverFactory
from tests.factories.imports import BatchFactory, BatchRowFactory
from tests.factories.members import (
    AdmissionEntryFactory,
    AskingFactory,
    ComparisonFactory,
    ConsentFactory,
    DataRequestFactory,
    DoubleFactory,
    ErasureFactory,
    HouseholdChangeFactory,
    HouseholdFactory,
    MemberFactory,
    MergeFactory,
    RelocationFactory,
    StandingFactory,
    TransferFactory,
)
from tests.factories.programs import AssistanceFactory, ExemplarFactory, ParticipationFactory
from tests.factories.referrals import MilestoneFactory, ReferralFactory
from tests.members.test_tallies import OURS, PERIODS, live, lives
from tests.statements import statements

pytestmark = pytest.mark.django_db
TOKEN = "Zyxwvu"  # nothing else in the database is called so
NUMBER = "000174000123"
LONG_AGO = datetime.date(2022, 6, 1)
CLOSED = datetime.date(2023, 9, 1)


@pytest.fixture
def lead(world, client):
    user = world.user(Role.DISTRICT_LEAD)
    client.force_login(user)
    return user


@pytest.fixture
def staff(world):
    return world.user(Role.DISTRICT_STAFF)


def left_member(branch, **details):
    return MemberFactory(
        home_unit=branch,
        spell__during=(datetime.date(2020, 1, 1), LONG_AGO),
        spell__ended_as=Ended.RESIGNED,
        spell__end_recorded_at=timezone.now(),
        **details,
    )


@pytest.fixture
def woman(world):
    return left_member(world.branch, full_name=f"Nguyễn Thị {TOKEN}")


def propose(woman, by):
    return service.propose_erasure(member_id=woman.pk, ground=ErasureGround.REQUEST, by=by)


def anonymised(woman, lead, staff):
    service.carry_out_erasure(erasure_id=propose(woman, lead).pk, by=staff)
    woman.refresh_from_db()
    return woman


@pytest.fixture
def known(world, woman, lead):
    """Everything that can be kept of her, each text with the token in it, in history too."""
    her_words = {
        "nickname": TOKEN,
        "phone": "0977333555",
        "national_id": NUMBER,
        "national_id_hash": keyed_hash(NUMBER),
        "national_id_tail": NUMBER[-4:],
        "schooling_detail": TOKEN,
        "address": TOKEN,
        "relation": "head",
        "note": TOKEN,
        "birth_year": 1974,
        "birth_date": datetime.date(1974, 5, 6),
        "household": HouseholdFactory(
            unit=world.branch, head_name=woman.full_name, address=TOKEN, ended_on=LONG_AGO
        ),
    }
    Member.objects.filter(pk=woman.pk).update(**her_words)
    HouseholdChangeFactory(
        household=her_words["household"],
        head_before=TOKEN,
        head_after=TOKEN,
        address_before=TOKEN,
        address_after=TOKEN,
    )
    former = HouseholdFactory(unit=world.branch, head_name="K'Bọt")
    HouseholdChangeFactory(household=former, head_before=woman.full_name)
    RelocationFactory(member=woman, left=former)
    AdmissionEntryFactory(
        admission__unit=world.branch,
        member=woman,
        birth_year=1991,
        birth_date=datetime.date(1991, 5, 6),
        national_id=NUMBER,
        phone="0977333555",
        **dict.fromkeys(("full_name", "address", "note"), TOKEN),
    )
    spell = woman.memberships.get()
    corrected = {"corrected_at": timezone.now(), "corrected_because": TOKEN}
    type(spell).objects.filter(pk=spell.pk).update(
        end_note=TOKEN, decision_number=TOKEN, **corrected
    )
    StandingFactory(
        member=woman,
        kind=StandingKind.AWAY,
        place=TOKEN,
        phone="0977333555",
        note=TOKEN,
        **corrected,
    )
    TransferFactory(
        member=woman, state=TransferState.REFUSED, note=TOKEN, answer=TOKEN, to_unit=world.next_door
    )
    ConsentFactory(member=woman, kept_at=TOKEN)
    DataRequestFactory(member=woman, kind=RequestKind.DELETION, words=TOKEN)
    ComparisonFactory(
        member=woman,
        unit=world.home,
        note=TOKEN,
        state=ComparisonState.SAME,
        answered_at=timezone.now(),
        answered_by=lead,
    )
    DoubleFactory(first=woman, second=MemberFactory(home_unit=world.branch))
    OfficerFactory(
        unit=world.branch,
        member=woman,
        full_name=TOKEN,
        phone="0977333555",
        during=(datetime.date(2020, 1, 1), LONG_AGO),
    )
    ExemplarFactory(
        unit=world.branch,
        member=woman,
        **dict.fromkeys(
            ("name", "achievement", "honour", "decision_number", "published_at"), TOKEN
        ),
    )
    ParticipationFactory(member=woman, model__unit=world.branch, role=TOKEN)
    AssistanceFactory(
        household=HouseholdFactory(unit=world.branch), helper=woman, helper_name=TOKEN, met=True
    )
    AskingFactory(member=woman, note=TOKEN)
    PaymentFactory(member=woman, received_by=TOKEN, note=TOKEN)
    WaiverFactory(member=woman, note=TOKEN)
    case = ReferralFactory(member=woman, unit=world.branch, merits=TOKEN, closed_on=CLOSED)
    MilestoneFactory(referral=case, note=TOKEN, data={"place": TOKEN})
    batch = BatchFactory(unit=world.branch, stage=Stage.ACCEPTED)
    BatchRowFactory(
        batch=batch,
        member=woman,
        taken=True,
        sheet=TOKEN,
        block="B",
        content={"raw": {"name": TOKEN}},
    )
    ledger = json.dumps([{"model": "members.Member", "pk": woman.pk, "before": TOKEN}])
    MergeFactory(kept_number=woman.pk, unit=world.branch, ledger=ledger)
    consent = ConsentFactory(member=woman, purpose="publicity", kept_at=TOKEN)
    consent.delete()  # of which history still tells
    for target in (woman, case, Household.objects.get(head_name=woman.full_name)):
        record(Verb.CHANGED, by=lead, target=target, unit=world.branch)
    woman.refresh_from_db()
    return woman


def cells_with(words):
    """Every cell of the whole database that holds one of `words`, sealed columns opened."""
    found, tables = [], set(connection.introspection.table_names())
    models = apps.get_models(include_auto_created=True)
    for model in (each for each in models if each._meta.db_table in tables):
        for row in model._base_manager.all():
            for f in model._meta.concrete_fields:
                value = getattr(row, f.attname)
                if isinstance(value, datetime.datetime):
                    value = value.replace(microsecond=0)  # any four digits may stand there
                value = str(value).casefold()
                if any(word.casefold() in value for word in words):
                    found.append(f"{model._meta.label}.{f.name}")
    return sorted(set(found))


# ---- Nothing is left -----------------------------------------------------------------------------


def test_no_cell_of_the_database_still_tells_who_she_was(known, lead, staff):
    """Found by reading every table, history and trail included, and not from a list of ours."""
    words = [TOKEN, NUMBER, NUMBER[-4:], "0977333555", keyed_hash(NUMBER), "1974-05-06"]
    before = cells_with(words)
    assert {"members.MemberEvent.national_id", "audit.Entry.target_label"} < set(before)
    assert {"members.Merge.ledger", "imports.BatchRow.content", "members.Member.find_key"} < set(
        before
    )
    anonymised(known, lead, staff)
    assert cells_with(words) == []


def test_every_column_that_a_statement_empties_held_something_and_is_empty(known, lead, staff):
    """By introspection: in the table and in its history, whatever columns are added."""
    named = {f"{h.model._meta.label}.{name}" for h in holdings() for name in h.clear}
    held = set(left_over([known.pk]))
    not_planted = {"members.DataRequest.answer", "members.DataRequest.extension_reason"}
    not_planted |= {"referrals.Milestone.void_reason", "imports.BatchRow.said"}
    assert named - held - not_planted - {"imports.BatchRow.candidates"} == set()
    assert {label for label in held if "Event." in label} != set()
    anonymised(known, lead, staff)
    assert left_over([known.pk]) == []
    assert list(integrity.forgotten_are_forgotten()) == []
    assert list(integrity.heads_can_be_searched()) == []


def test_history_of_a_record_that_went_into_hers_is_emptied_too(world, woman, lead, staff):
    gone = left_member(world.branch, full_name=f"Ka {TOKEN}")
    number = gone.pk
    gone.memberships.all().delete()
    gone.delete()
    MergeFactory(kept_number=woman.pk, gone_number=number, unit=world.branch)
    assert left_over([number]) == [
        "members.MemberEvent.birth_year",
        "members.MemberEvent.full_name",
    ]
    anonymised(woman, lead, staff)
    assert left_over([number]) == []


def test_forgetting_again_changes_nothing(known, lead, staff):
    anonymised(known, lead, staff)
    before = cells_with([FORGOTTEN, UNNAMED])
    with transaction.atomic():
        forget([known.pk])
    known.refresh_from_db()
    assert known.full_name == f"{FORGOTTEN} {known.code}"
    assert cells_with([FORGOTTEN, UNNAMED]) == before


def test_others_keep_what_is_theirs(world, known, lead, staff):
    other = left_member(
        world.branch, full_name="Lê Thị Ba", note="còn nguyên", household=known.household
    )
    pair = DoubleFactory(
        first=known, second=other, state="different", decided_at=timezone.now(), decided_by=lead
    )
    anonymised(known, lead, staff)
    other.refresh_from_db()
    home = Household.objects.get(pk=known.household_id)
    assert (other.full_name, other.note) == ("Lê Thị Ba", "còn nguyên")
    assert (home.head_name, home.address) == (UNNAMED, TOKEN)
    assert Double.objects.get().pk == pair.pk
    assert Double.objects.get().state == DoubleState.DIFFERENT


def test_home_of_a_husband_goes_on(world, woman, lead, staff):
    home = HouseholdFactory(unit=world.branch, head_name="K'Bọt", address="Số 7")
    Member.objects.filter(pk=woman.pk).update(household=home, relation="wife")
    anonymised(woman, lead, staff)
    home.refresh_from_db()
    assert (home.head_name, home.address) == ("K'Bọt", "Số 7")
    assert (woman.household_id, woman.relation, woman.head_name) == (home.pk, "", "")
    Household.objects.filter(pk=home.pk).update(head_name="K'Brèo")
    woman.refresh_from_db()
    assert woman.head_name == ""


# ---- No figure moves -----------------------------------------------------------------------------


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(lives, min_size=1, max_size=4))
def test_every_figure_of_every_unit_stays(world, several):
    with transaction.atomic():
        by = world.user(Role.DISTRICT_STAFF)
        for life in several:
            live(life, world, by)
        before = {period.code: tally(period, world.units, codes=OURS) for period in PERIODS}
        for member in Member.objects.order_by("pk"):
            service.anonymise(member)
        after = {period.code: tally(period, world.units, codes=OURS) for period in PERIODS}
        transaction.set_rollback(True)
    assert after == before


def test_every_figure_that_there_is_stays(world, known, lead, staff):
    before = {period.code: tally(period, world.units) for period in PERIODS}
    anonymised(known, lead, staff)
    assert {period.code: tally(period, world.units) for period in PERIODS} == before


# ---- Two people ----------------------------------------------------------------------------------


def test_nobody_carries_out_what_she_proposed(woman, lead, staff):
    erasure = propose(woman, lead)
    with pytest.raises(DomainError, match="Chính chị đã đề nghị"):
        service.carry_out_erasure(erasure_id=erasure.pk, by=lead)
    with pytest.raises(IntegrityError), transaction.atomic():
        ErasureFactory(
            member=left_member(woman.home_unit),
            recorded_by=lead,
            decided_by=lead,
            decided_at=timezone.now(),
            state=ErasureState.DONE,
        )
    done = service.carry_out_erasure(erasure_id=erasure.pk, by=staff)
    assert (done.state, done.decided_by) == (ErasureState.DONE, staff)
    with pytest.raises(DomainError, match="đã có quyết định"):
        service.drop_erasure(erasure_id=erasure.pk, by=lead)


def test_chapter_lead_proposes_and_does_not_carry_out(world, woman, staff):
    chapter = world.user(Role.CHAPTER_LEAD)
    erasure = propose(woman, chapter)
    for other in (chapter, world.stranger, world.user(Role.CHAPTER_OFFICER)):
        with pytest.raises(DomainError):
            service.carry_out_erasure(erasure_id=erasure.pk, by=other)
    with pytest.raises(DomainError):
        propose(left_member(world.foreign_branch), chapter)
    service.drop_erasure(erasure_id=erasure.pk, by=chapter)
    assert propose(woman, staff).is_waiting


def test_whoever_is_told_of_a_referral_may_know_of_it():
    """What stands in the way is said in words, so both roles must be let into referrals."""
    for permission in (Permission.ERASURE_PROPOSE, Permission.ERASURE_CARRY_OUT):
        assert set(roles_with(permission)) <= set(roles_with(Permission.REFERRAL_VIEW))


HINDRANCES = {
    "đang là hội viên": lambda world, woman: woman.memberships.update(
        during=(datetime.date(2020, 1, 1), None), ended_as="", end_recorded_at=None
    ),
    "chuyển sinh hoạt": lambda world, woman: TransferFactory(member=woman, to_unit=world.next_door),
    "chờ Hội huyện đối chiếu": lambda world, woman: ComparisonFactory(
        member=woman, unit=world.home
    ),
    "Sửa": lambda world, woman: DataRequestFactory(member=woman, kind=RequestKind.CORRECTION),
    "vào Đảng": lambda world, woman: ReferralFactory(member=woman, unit=world.branch),
    "nhiệm vụ": lambda world, woman: OfficerFactory(
        unit=world.branch, member=woman, during=(datetime.date(2020, 1, 1), None)
    ),
    "phân công người khác": lambda world, woman: AssistanceFactory(
        household=HouseholdFactory(unit=world.branch), helper=woman
    ),
    "hoi-vien.xlsx": lambda world, woman: BatchRowFactory(
        batch=BatchFactory(unit=world.branch), candidates=[woman.pk]
    ),
}


@pytest.mark.parametrize("words", HINDRANCES)
def test_while_something_of_hers_goes_on_it_is_refused_and_says_why(
    client, world, woman, lead, staff, words
):
    erasure = propose(woman, lead)
    assert hindrances(woman.pk) == []
    HINDRANCES[words](world, woman)
    (said,) = hindrances(woman.pk)
    assert words.casefold() in said.casefold()
    with pytest.raises(DomainError, match="Chưa thực hiện được"):
        service.carry_out_erasure(erasure_id=erasure.pk, by=staff)
    service.drop_erasure(erasure_id=erasure.pk, by=lead)
    with pytest.raises(DomainError, match="Chưa thực hiện được"):
        propose(woman, lead)
    page = client.get(reverse("members:erasure_new", args=[woman.pk]))
    assert said in page.context["reasons"]


def test_every_app_with_hindrances_is_asked():
    asked = [part for part in parts("personal") if hasattr(part, "hindrances")]
    assert len(asked) == 5
    assert asked == [part for part in parts("personal") if hasattr(part, "hindered")]


@pytest.mark.parametrize("deed", ["propose", "drop", "carry_out"])
def test_half_way_nothing_is_written(known, lead, staff, monkeypatch, deed):
    erasure = None if deed == "propose" else propose(known, lead)
    before = cells_with([TOKEN])

    def fail(*args, **kwargs):
        raise RuntimeError("the trail is full")

    monkeypatch.setattr(service, "record", fail)
    deeds = {
        "propose": lambda: propose(known, lead),
        "drop": lambda: service.drop_erasure(erasure_id=erasure.pk, by=lead),
        "carry_out": lambda: service.carry_out_erasure(erasure_id=erasure.pk, by=staff),
    }
    with pytest.raises(RuntimeError, match="the trail is full"), transaction.atomic():
        deeds[deed]()
    assert cells_with([TOKEN]) == before
    assert list(Erasure.objects.values_list("state", flat=True)) == ["proposed"] * bool(erasure)
    assert not Member.objects.exclude(anonymised_on=None).exists()


# ---- Afterwards ----------------------------------------------------------------------------------


def test_she_is_not_found_not_compared_and_not_written_to(client, world, woman, lead, staff):
    twin = MemberFactory(home_unit=world.branch, full_name=woman.full_name, birth_year=1974)
    scan.search(world.district.path)
    assert Double.objects.count() == 1
    assert woman.pk in {row.pk for row, _likeness in likely_doubles(twin, besides=twin.pk)}
    anonymised(woman, lead, staff)
    assert Double.objects.count() == 0
    scan.search(world.district.path)
    assert Double.objects.count() == 0
    assert likely_doubles(twin, besides=twin.pk) == []
    for text in (woman.code, woman.full_name, "hội viên đã ẩn danh", "ẩn"):
        assert woman not in Member.objects.matching(text)
        assert woman.pk not in Member.objects.likeliest(text, 50)
    assert woman in Member.objects.matching("")
    with pytest.raises(DomainError, match="đã ẩn danh"):
        update_member(member_id=woman.pk, changes={"note": "x"}, version=None, by=lead)
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.filter(pk=woman.pk).update(phone="0912345678")
    for route in ("edit", "leave", "consent", "sensitive", "point_out", "erasure_new"):
        assert client.get(reverse(f"members:{route}", args=[woman.pk])).status_code == 404
    page = client.get(woman.get_absolute_url()).content.decode()
    assert f"{FORGOTTEN} {woman.code}" in page
    assert "1970" not in page


def test_her_request_is_answered_by_it(woman, lead, staff):
    request = DataRequestFactory(member=woman, kind=RequestKind.DELETION, words="Xóa tôi đi")
    anonymised(woman, lead, staff)
    request.refresh_from_db()
    assert (request.state, request.answered_by, request.words) == ("done", staff, UNNAMED)
    told = Entry.objects.about(woman).order_by("pk")
    assert [line.details["what"] for line in told] == ["erasure_proposed", "anonymised"]
    assert told[0].target_label == UNNAMED


def test_of_a_line_of_the_trail_nothing_but_the_name_goes(woman, lead):
    line = record(Verb.CHANGED, by=lead, target=woman, unit=woman.home_unit)
    lines = Entry.objects.filter(pk=line.pk)
    for change in (
        {"target_label": "Người khác"},
        {"target_label": UNNAMED, "actor_name": "Ai đó"},
        {"details": {}, "verb": "viewed"},
    ):
        with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
            lines.update(**change)
    lines.update(target_label=UNNAMED)
    assert lines.get().actor_name == str(lead)


def test_merge_ledgers_are_emptied(known, lead, staff):
    anonymised(known, lead, staff)
    assert Merge.objects.get().ledger == "[]"


# ---- Pages ---------------------------------------------------------------------------------------


def test_life_of_a_proposal_over_its_pages(client, world, known, lead, staff):
    new = reverse("members:erasure_new", args=[known.pk])
    page = client.get(new)
    figures = reverse("members:erasure_effects", args=[known.pk])
    assert figures in page.text
    for part in ({}, {"HX-Request": "true"}):
        counted = client.get(figures, headers=part)
        assert counted.context["effects"] == []
        assert "không số liệu nào" in counted.text
    assert "số căn cước" in page.content.decode()
    assert Member.objects.get(pk=known.pk).anonymised_on is None
    assert client.post(new, {}).status_code == 422
    assert client.post(new, {"ground": "request"}).status_code == 302
    assert client.post(new, {"ground": "request"}).status_code == 422
    erasure = Erasure.objects.get()
    assert "Chính chị đã đề nghị" in client.get(erasure.get_absolute_url()).content.decode()
    do = reverse("members:carry_out_erasure", args=[erasure.pk])
    assert client.post(do, {"code": known.code}).status_code == 422
    client.force_login(staff)
    assert "Ẩn danh vĩnh viễn" in client.get(erasure.get_absolute_url()).content.decode()
    wrong = client.post(do, {"code": "HV9"})
    assert wrong.status_code == 422
    assert known.code in wrong.content.decode()
    assert client.post(do, {"code": known.code.lower()}).status_code == 302
    known.refresh_from_db()
    assert known.anonymised_on == timezone.localdate()
    assert TOKEN not in client.get(erasure.get_absolute_url()).content.decode()
    assert client.post(do, {"code": known.code}).status_code == 422


def test_list_shows_the_waiting_ones_first_and_runs_the_same_statements(client, world, lead, staff):
    def look():
        return client.get(reverse("members:erasures"))

    done = propose(left_member(world.branch), staff)
    service.carry_out_erasure(erasure_id=done.pk, by=lead)
    one = statements(look)
    mine = propose(left_member(world.branch), lead)
    theirs = propose(left_member(world.foreign_branch), staff)
    assert statements(look) == one
    page = look()
    assert list(page.context["page"]) == [theirs, mine, done]
    assert page.context["mine"] == {theirs.pk}
    client.force_login(world.user(Role.CHAPTER_LEAD))
    assert list(look().context["page"]) == [mine, done]


def test_dropped_proposal_leaves_her_as_she_is(client, woman, lead):
    erasure = propose(woman, lead)
    client.post(reverse("members:drop_erasure", args=[erasure.pk]))
    erasure.refresh_from_db()
    woman.refresh_from_db()
    assert (erasure.state, woman.anonymised_on) == (ErasureState.DROPPED, None)
    assert BatchRow.objects.count() == DataRequest.objects.count() == Consent.objects.count() == 0
