"""Pages of dues and funds: quick ticks, kept typing, the right words."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.roles import Role
from audit.models import Entry as TrailEntry
from audit.models import Verb
from chapters.enums import SettingKey
from core.ranges import open_from
from funds.enums import Direction, Standing
from funds.models import Entry, Payment, Waiver
from funds.positions import positions, totals
from members.doubles.merge import Wish, merge_members
from tests.factories.chapters import UnitSettingFactory
from tests.factories.funds import EntryFactory, PaymentFactory, WaiverFactory
from tests.factories.members import DoubleFactory, MemberFactory
from tests.statements import statements

pytestmark = pytest.mark.django_db

YEAR = 2023


@pytest.fixture
def officer(world, client):
    user = world.user(Role.CHAPTER_OFFICER)
    client.force_login(user)
    UnitSettingFactory(
        unit=world.home, key=SettingKey.DUES, value=24_000, during=open_from(date(2020, 1, 1))
    )
    return user


@pytest.fixture
def women(world, officer):
    return [
        MemberFactory(home_unit=world.branch, full_name=name)
        for name in ("Ka Anh", "Ka Bình", "Ka Chi")
    ]


def grid(world):
    return reverse("funds:grid", args=[world.branch.pk, YEAR])


def drawn(client, world, **query):
    """What the grid would send back untouched."""
    form = client.get(grid(world), query).context["form"]
    return {field.html_name: field.value() for field in form if field.value() is not None}


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def paid():
    return sorted(Payment.objects.values_list("member__full_name", "amount"))


def test_ticks_are_saved_and_typed_amounts_too(client, world, women):
    anh, binh, _chi = women
    data = drawn(client, world) | {
        "on": "08/03/2023",
        f"paid_{anh.pk}": "on",
        f"amount_{binh.pk}": "6.000",
    }
    answer = client.post(grid(world), data, follow=True)
    assert said(answer) == ["Đã ghi 2 khoản, 30.000 đ."]
    assert paid() == [("Ka Anh", 24_000), ("Ka Bình", 6_000)]
    shown = [(p.standing, p.net) for p, _woman, _cells in answer.context["rows"]]
    assert shown == [(Standing.PAID, 24_000), (Standing.PARTLY, 6_000), (Standing.UNPAID, 0)]


def test_nothing_ticked_writes_nothing(client, world, women):
    answer = client.post(grid(world), drawn(client, world), follow=True)
    assert said(answer) == ["Chưa đánh dấu ai nên chưa ghi gì."]
    assert paid() == []


def test_two_officers_at_once_write_her_once(client, world, women):
    data = drawn(client, world, standing="unpaid") | {"on": "08/03/2023"}
    data[f"paid_{women[0].pk}"] = "on"
    client.post(grid(world) + "?standing=unpaid", data)
    answer = client.post(grid(world) + "?standing=unpaid", data, follow=True)
    assert said(answer)[-1] == "Ka Anh: Vừa có người khác ghi khoản đóng của chị ấy."
    assert paid() == [("Ka Anh", 24_000)]


def test_wrong_amount_is_told_beside_her_and_kept(client, world, women):
    data = drawn(client, world) | {"on": "08/03/2023", f"amount_{women[0].pk}": "hai mươi"}
    answer = client.post(grid(world), data)
    assert answer.status_code == 422
    cell = answer.context["form"][f"amount_{women[0].pk}"]
    assert (cell.value(), len(cell.errors)) == ("hai mươi", 1)
    assert paid() == []


def test_rubbish_is_no_error_of_ours(client, world, women):
    data = {"on": "08/03/2023", "seen_999999999999999": "x", "paid_999999999999999": "on"}
    answer = client.post(grid(world), data, follow=True)
    assert answer.status_code == 200
    assert client.post(grid(world), {"on": "31/31/2023"}).status_code == 422
    assert client.post(grid(world), {"seen_" + "9" * 30: "1"}).status_code == 422
    assert client.get(grid(world), {"standing": "x", "page": "x"}).status_code == 200
    assert client.get(reverse("funds:grid", args=[world.branch.pk, 1990])).status_code == 404
    assert paid() == []


def test_all_have_paid(client, world, women):
    address = reverse("funds:take_all", args=[world.branch.pk, YEAR])
    answer = client.post(address, {"on": "08/03/2023", "received_by": "Chị Hoa"}, follow=True)
    assert said(answer) == ["Đã ghi 3 khoản, 72.000 đ."]
    assert set(Payment.objects.values_list("received_by", flat=True)) == {"Chị Hoa"}
    answer = client.post(address, {"on": "hôm qua"}, follow=True)
    assert len(said(answer)) == 1
    assert Payment.objects.count() == 3


def test_count_is_the_list(client, world, women):
    PaymentFactory(member=women[0])
    PaymentFactory(member=women[1], amount=1_000)
    WaiverFactory(member=MemberFactory(home_unit=world.group))
    MemberFactory(home_unit=world.foreign_branch)
    page = client.get(reverse("funds:dues"), {"year": YEAR})
    row = next(r for r in page.context["rows"] if r.unit == world.branch)
    for standing in Standing:
        names = client.get(grid(world), {"standing": standing.value}).context["rows"]
        assert len(names) == getattr(row, standing.value) == 1
    assert page.context["whole"].members == 4


def test_reader_sees_the_grid_without_boxes(client, world, women):
    client.force_login(world.user(Role.INSPECTOR))
    page = client.get(grid(world))
    assert page.context["may_change"] is False
    assert b"paid_" not in page.content
    assert client.post(grid(world), {}).status_code == 404


def test_woman_who_moved_on_is_counted_and_not_named(client, world, women, officer):
    gone = women[0]
    gone.home_unit = world.foreign_branch
    gone.save()
    page = client.get(grid(world))
    assert len(page.context["rows"]) == totals([world.branch], YEAR)[0].members == 3
    assert "Ka Anh" not in page.content.decode()


@pytest.mark.parametrize("name", ["grid", "dues", "books", "book", "member"])
def test_pages_cost_the_same_for_one_and_three(client, world, officer, name):
    first = MemberFactory(home_unit=world.branch)
    addresses = {
        "grid": grid(world),
        "dues": reverse("funds:dues"),
        "books": reverse("funds:books"),
        "book": reverse("funds:book", args=[world.branch.pk]) + "?period=2023",
        "member": reverse("funds:member", args=[first.pk]),
    }

    def more(times):
        for _ in range(times):
            PaymentFactory(member=first)
            WaiverFactory(member=first, year=2010 + Waiver.objects.count())
            EntryFactory(unit=world.branch)

    more(1)
    one = statements(lambda: client.get(addresses[name]))
    more(2)
    for _ in range(2):
        MemberFactory(home_unit=world.branch)
    assert statements(lambda: client.get(addresses[name])) == one


def test_her_page_with_payment_reversal_and_waiver(client, world, women):
    anh = women[0]
    address = reverse("funds:pay", args=[anh.pk])
    data = {"year": YEAR, "amount": "24.000", "on": "08/03/2023"}
    assert client.post(address, data).status_code == 302
    assert client.post(address, data).status_code == 422
    payment = Payment.objects.get()
    address = reverse("funds:reverse_payment", args=[payment.pk])
    assert client.post(address, {"on": "08/03/2023"}).status_code == 422
    assert client.post(address, {"on": "08/03/2023", "note": "Nhầm"}).status_code == 302
    address = reverse("funds:waive", args=[anh.pk])
    assert client.post(address, {"year": YEAR, "reason": "poor"}).status_code == 302
    waiver = Waiver.objects.get()
    page = client.get(reverse("funds:member", args=[anh.pk]))
    assert [p.reverses for p in page.context["payments"]] == [payment, None]
    assert "−24.000 đ" in page.content.decode()
    assert client.post(reverse("funds:lift_waiver", args=[waiver.pk])).status_code == 302
    waiver.refresh_from_db()
    assert waiver.lifted_at is not None


def test_fund_book_by_its_pages(client, world, officer):
    address = reverse("funds:new_entry", args=[world.branch.pk])
    data = {"direction": "in", "amount": "500.000", "purpose": "Bán phế liệu", "on": "08/03/2023"}
    assert client.post(address, data).status_code == 302
    answer = client.post(address, data | {"direction": "out", "amount": "600.000"})
    assert answer.status_code == 422
    assert client.post(address, {"direction": "x", "amount": "-1"}).status_code == 422
    line = Entry.objects.get()
    assert (line.amount, line.direction) == (500_000, Direction.IN)
    address = reverse("funds:reverse_entry", args=[line.pk])
    assert client.post(address, {"on": "08/03/2023", "purpose": "Nhầm"}).status_code == 302
    page = client.get(reverse("funds:book", args=[world.branch.pk]), {"period": "2023-Q1"})
    assert [line.balance for line in page.context["book"].lines] == [500_000, 0]
    assert client.get(reverse("funds:books"), {"period": "x", "unit": "y"}).status_code == 404
    assert client.get(reverse("funds:books"), {"period": "x"}).status_code == 200


def test_printed_book_leaves_a_trace(client, world, officer):
    EntryFactory(unit=world.branch)
    answer = client.get(reverse("funds:book_paper", args=[world.branch.pk]), {"period": "2023"})
    assert answer["Content-Type"] == "application/pdf"
    assert TrailEntry.objects.filter(verb=Verb.PRINTED, details__what="fund_book").count() == 1


def test_two_records_that_both_paid_become_one_who_paid_too_much(world, officer):
    kept, gone = (MemberFactory(home_unit=world.branch, full_name="Ka Dụ") for _ in range(2))
    for woman in (kept, gone):
        PaymentFactory(member=woman)
        WaiverFactory(member=woman, year=2022)
    pair = DoubleFactory(first=kept, second=gone)
    merge_members(pair_id=pair.pk, versions=(None, None), wish=Wish(), by=officer)
    (woman,) = positions(world.branch, YEAR)
    assert (woman.standing, woman.net, woman.over) == (Standing.PAID, 48_000, 24_000)
    assert Waiver.objects.get().member_id == woman.member_id
