"""Consent: given, renewed, run out, withdrawn with what hangs on it; on paper and from a list."""

import datetime
import io

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.roles import Role
from audit.models import Entry, Verb
from chapters.counting import tally
from core.exceptions import DomainError
from core.periods import Period
from members import services
from members.enums import ConsentForm, Purpose
from members.models import Consent
from members.services import Agreement
from members.services import consents as consents_service
from members.services.effects import effects_of_withdrawal
from members.services.rows import NotHers
from reports.duties.personal import personal_data_owed
from tests.factories.members import (
    ConsentFactory,
    EthnicGroupFactory,
    MemberFactory,
    ReligionFactory,
)

pytestmark = pytest.mark.django_db
DAY = datetime.date(2023, 5, 2)


def day(number):
    return DAY + datetime.timedelta(days=number)


def agreed(on=DAY, until=None, purpose=Purpose.STATISTICS):
    return Agreement(purpose, on, ConsentForm.PAPER, until=until)


@pytest.fixture
def officer(world, client):
    user = world.user(Role.CHAPTER_OFFICER)
    client.force_login(user)
    return user


@pytest.fixture
def woman(world):
    return MemberFactory(
        home_unit=world.branch,
        full_name="Ka Dụ",
        citizen_number="000174000123",
        ethnicity=EthnicGroupFactory(code="16"),
        religion=ReligionFactory(),
    )


def give(woman, officer, *agreements):
    return services.give_consents(member_id=woman.pk, agreements=agreements, by=officer)


# ---- In force -----------------------------------------------------------------------------------


def test_consent_holds_until_its_end(woman):
    ConsentFactory(member=woman, given_on=day(0), until=day(10), purpose=Purpose.STATISTICS)
    held = [Consent.objects.in_force(day(n)).exists() for n in (0, 9, 10)]
    assert held == [True, True, False]


def test_renewal_ends_the_older_one_where_it_begins(woman, officer):
    give(woman, officer, agreed(day(0), until=day(100)))
    give(woman, officer, agreed(day(50)))
    assert list(woman.consents.values_list("given_on", "until").order_by("given_on")) == [
        (day(0), day(50)),
        (day(50), None),
    ]


def test_consent_that_has_run_out_is_given_anew(woman, officer):
    give(woman, officer, agreed(day(0), until=day(10)))
    give(woman, officer, agreed(day(20)))
    assert woman.consents.count() == 2


@pytest.mark.parametrize(
    ("older", "on", "words"),
    [
        ({}, 5, "đã đồng ý"),
        ({"until": day(10)}, 0, "đã đồng ý"),
        ({"withdrawn_on": day(8)}, 5, "rút lại ngày 10/05/2023"),
    ],
)
def test_overlap_is_refused_in_words_and_by_the_database(woman, officer, older, on, words):
    ConsentFactory(member=woman, given_on=day(0), purpose=Purpose.STATISTICS, **older)
    with pytest.raises(DomainError, match=words):
        give(woman, officer, agreed(day(on)))
    with pytest.raises(IntegrityError), transaction.atomic():
        ConsentFactory(member=woman, given_on=day(on), purpose=Purpose.STATISTICS)


def test_end_before_the_beginning_is_refused(woman, officer):
    with pytest.raises(DomainError):
        give(woman, officer, agreed(day(5), until=day(5)))


# ---- Withdrawing --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("purpose", "emptied"),
    [
        (Purpose.STATISTICS, {"ethnicity_id": None, "religion_id": None}),
        (
            Purpose.MEMBERSHIP,
            {"national_id": "", "national_id_hash": "", "national_id_tail": ""},
        ),
        (Purpose.REFERRAL, {}),
        (Purpose.PUBLICITY, {}),
    ],
)
def test_withdrawal_empties_what_was_kept_for_it_in_the_row_and_its_history(
    woman, officer, purpose, emptied
):
    before = {name: getattr(woman, name) for name in woman.__dict__}
    consent = ConsentFactory(member=woman, purpose=purpose)
    services.withdraw_consent(member_id=woman.pk, consent_id=consent.pk, on=DAY, by=officer)
    woman.refresh_from_db()
    names = ("ethnicity_id", "religion_id", "national_id", "national_id_hash", "national_id_tail")
    now = {name: getattr(woman, name) for name in names}
    assert now == {name: emptied.get(name, before[name]) for name in names}
    for name, nothing in emptied.items():
        assert set(woman.events.values_list(name, flat=True)) == {nothing}
    entry = Entry.objects.about(woman).get()
    assert entry.details["fields"] == list(consents_service.KEPT_FOR[purpose])


def test_withdrawing_an_old_consent_leaves_what_a_newer_one_holds(woman, officer):
    old = ConsentFactory(member=woman, purpose=Purpose.STATISTICS, given_on=day(0), until=day(10))
    ConsentFactory(member=woman, purpose=Purpose.STATISTICS, given_on=day(10))
    services.withdraw_consent(member_id=woman.pk, consent_id=old.pk, on=day(20), by=officer)
    woman.refresh_from_db()
    assert woman.ethnicity_id == "16"


def test_effect_foretold_is_what_happens(world, woman, officer):
    consent = ConsentFactory(member=woman, purpose=Purpose.STATISTICS)
    MemberFactory(home_unit=world.branch, ethnicity=woman.ethnicity)
    told = [one for _figure, moved in effects_of_withdrawal(consent, by=officer) for one in moved]
    assert Consent.objects.in_force().get() == consent
    periods = {effect.period.code: effect.period for effect in told}
    assert {(effect.code, effect.unit) for effect in told} == {
        (code, unit) for code in ("A15", "A16") for unit in (world.branch, world.home)
    }
    services.withdraw_consent(member_id=woman.pk, consent_id=consent.pk, on=DAY, by=officer)
    for effect in told:
        figures = tally(periods[effect.period.code], [effect.unit], [effect.code])
        assert figures[effect.unit.pk][effect.code] == effect.after == effect.before - 1


def test_withdrawal_page_tells_the_effect_first(client, world, woman, officer):
    consent = ConsentFactory(member=woman, purpose=Purpose.STATISTICS)
    address = reverse("members:withdraw_consent", args=[woman.pk, consent.pk])
    text = client.get(address).content.decode()
    assert "hội viên dân tộc thiểu số" in text.lower()
    assert "tính là không khai" in text
    assert not Entry.objects.about(woman).exists()
    assert client.post(address, {"on": "2/5/2023"}).status_code == 302


def test_figures_count_her_as_not_declared(world, woman, officer):
    consent = ConsentFactory(member=woman, purpose=Purpose.STATISTICS)
    services.withdraw_consent(member_id=woman.pk, consent_id=consent.pk, on=DAY, by=officer)
    figures = tally(Period.parse("2023"), [world.branch], ["A10", "A15", "A16"])
    assert figures[world.branch.pk] == {"A10": 1, "A15": 0, "A16": 0}


# ---- A signed list ------------------------------------------------------------------------------


def lacking(client, **query):
    return client.get(reverse("members:consents"), query)


def send_list(client, query="", **given):
    facts = {"purposes": ["membership"], "given_on": "2/5/2023", "form": "paper", **given}
    return client.post(reverse("members:consents") + query, facts)


def names(answer):
    return [woman.full_name for woman in answer.context["page"]]


def test_women_without_consent_are_listed_by_purpose_and_branch(client, world, woman, officer):
    given = MemberFactory(full_name="Đã Đồng Ý", home_unit=world.branch)
    ConsentFactory(member=given)
    ran_out = MemberFactory(full_name="Hết Hạn", home_unit=world.other_branch)
    ConsentFactory(member=ran_out, until=day(1))
    MemberFactory(full_name="Xã Bên", home_unit=world.foreign_branch)
    MemberFactory(full_name="Đã Thôi", home_unit=world.branch, spell__ended=True)
    assert names(lacking(client)) == ["Ka Dụ", "Hết Hạn"]
    assert lacking(client).context["expired"] == 1
    assert names(lacking(client, unit=world.other_branch.pk)) == ["Hết Hạn"]
    assert names(lacking(client, purpose="statistics")) == ["Ka Dụ", "Hết Hạn", "Đã Đồng Ý"]
    assert names(lacking(client, purpose="nonsense", unit="x")) == ["Ka Dụ", "Hết Hạn"]


def test_women_of_branches_with_one_name_are_told_apart_for_the_district(client, world, woman):
    client.force_login(world.user(Role.DISTRICT_STAFF))
    shown = client.get(reverse("members:consents")).context["form"].fields["women"].choices
    line = f"{woman.full_name} · {woman.birth_year} · {woman.home_unit.name}, {world.home.name}"
    assert (str(woman.pk), line) in shown


def test_signed_list_is_written_down_for_those_ticked(client, world, woman, officer):
    other = MemberFactory(full_name="Lê Thị Ba", home_unit=world.branch)
    answer = send_list(
        client,
        "?purpose=membership",
        women=[woman.pk],
        purposes=["membership", "statistics"],
        kept_at="Cặp số 2",
        last_day="1/5/2028",
    )
    assert answer.url.endswith("?purpose=membership")
    rows = Consent.objects.values_list("member", "purpose", "kept_at", "until")
    until = datetime.date(2028, 5, 2)
    assert sorted(rows) == [
        (woman.pk, "membership", "Cặp số 2", until),
        (woman.pk, "statistics", "Cặp số 2", until),
    ]
    assert not other.consents.exists()
    assert Entry.objects.about(woman).count() == 1


def test_everybody_of_the_page_at_once_and_what_stands_already_is_passed_over(
    client, world, woman, officer
):
    other = MemberFactory(full_name="Lê Thị Ba", home_unit=world.branch)
    ConsentFactory(member=other, purpose=Purpose.STATISTICS)
    send_list(client, everybody="on", purposes=["membership", "statistics"])
    assert Consent.objects.count() == 4
    assert lacking(client).context["page"].paginator.count == 0


def test_nobody_ticked_is_asked_for(client, woman, officer):
    answer = send_list(client)
    assert answer.status_code == 422
    assert "women" in answer.context["form"].errors


def test_list_with_a_foreign_woman_writes_nothing(client, world, woman, officer):
    foreign = MemberFactory(home_unit=world.foreign_branch)
    assert send_list(client, women=[woman.pk, foreign.pk]).status_code == 422
    with pytest.raises(NotHers):
        services.give_consents_of_list(
            member_ids=[woman.pk, foreign.pk], agreements=[agreed()], by=officer
        )
    assert not Consent.objects.exists()


def test_list_cut_off_half_way_writes_nothing(world, woman, officer, monkeypatch):
    other = MemberFactory(home_unit=world.branch)
    seen = []

    def fail_at_the_second(*args, **kwargs):
        seen.append(args)
        if len(seen) == 2:
            raise RuntimeError

    monkeypatch.setattr(consents_service, "record", fail_at_the_second)
    with pytest.raises(RuntimeError):
        services.give_consents_of_list(
            member_ids=[woman.pk, other.pk], agreements=[agreed()], by=officer
        )
    assert not Consent.objects.exists()


def test_page_costs_the_same_for_more_women(client, world, woman, officer):
    lacking(client)
    with CaptureQueriesContext(connection) as one:
        lacking(client)
    MemberFactory.create_batch(3, home_unit=world.branch)
    with CaptureQueriesContext(connection) as four:
        lacking(client)
    assert len(one) == len(four)


# ---- Papers and duties --------------------------------------------------------------------------


def words(answer):
    reader = PdfReader(io.BytesIO(answer.content))
    return len(reader.pages), " ".join(" ".join(p.extract_text().split()) for p in reader.pages)


def test_form_to_sign_is_one_page_with_her_name_and_every_purpose(client, woman, officer):
    answer = client.get(reverse("members:consent_paper", args=[woman.pk]))
    pages, text = words(answer)
    assert pages == 1
    for told in ("PHIẾU ĐỒNG Ý", "Ka Dụ", woman.code, "Quản lý hội viên", "Đăng tin", "5 năm"):
        assert told in text
    assert "000174000123" not in text
    assert Entry.objects.get(verb=Verb.PRINTED).target_id == str(woman.pk)


def test_list_to_sign_holds_the_women_of_the_branch_without_consent(client, world, woman, officer):
    ConsentFactory(member=MemberFactory(full_name="Đã Đồng Ý", home_unit=world.branch))
    MemberFactory(full_name="Tổ Một", home_unit=world.group)
    answer = client.get(reverse("members:consent_list", args=[world.branch.pk]))
    _pages, text = words(answer)
    assert "Ka Dụ" in text
    assert "Tổ Một" in text
    assert "Đã Đồng Ý" not in text
    assert Entry.objects.get(verb=Verb.PRINTED).details["rows"] == 2


def test_list_is_of_a_branch_alone(client, world, officer):
    answer = client.get(reverse("members:consent_list", args=[world.home.pk]))
    assert answer.status_code == 404


def test_chapter_owes_the_consents_that_are_missing(world, woman, officer):
    today = timezone.localdate()
    (duty,) = personal_data_owed(officer, world.home, today)
    assert duty.url == reverse("members:consents")
    assert "1 hội viên" in duty.words
    assert personal_data_owed(world.user(Role.DISTRICT_LEAD), world.district, today) == []
    assert personal_data_owed(world.user(Role.INSPECTOR), world.home, today) == []
    ConsentFactory(member=woman)
    assert personal_data_owed(officer, world.home, today) == []
