"""One box finds her however her name is typed; what is typed tells who comes first."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from core.text import fold
from members.integrity import heads_can_be_searched
from members.models import Household, Member
from members.search import NO_NAME
from tests.factories.members import HouseholdFactory, MemberFactory

pytestmark = pytest.mark.django_db


def found(text, rows=None):
    """Names in the order in which they are shown, and what the unbounded question says."""
    rows = Member.objects.all() if rows is None else rows
    ids = list(rows.likeliest(text, 50))
    assert set(ids) == set(rows.matching(text).values_list("pk", flat=True))
    known = Member.objects.in_bulk(ids)
    return [known[pk].full_name for pk in ids]


@pytest.fixture
def women(world):
    """The women of the examples, as (name, and what else is known)."""
    tai = HouseholdFactory(unit=world.branch, head_name="Trần Văn Tài")
    breo = HouseholdFactory(unit=world.branch, head_name="K'Brèo")
    for name, details in {
        "Nguyễn Thị Hòa": {"birth_year": 1974, "household": tai},
        "Nguyễn Thị Hoa": {"birth_year": 1980, "phone": "0200123678"},
        "Nguyễn Thị Thu Hoa": {"birth_year": 1974},
        "Hoàng Thị Mai": {"birth_year": 1990, "nickname": "Mai Tài"},
        "Ka Dụ": {"birth_year": 1985, "household": breo},
        "K'Bọt": {"birth_year": 1960},
        "Bon Dơng K’Rơng": {"birth_year": 1961},
        "Đặng Thị Quý": {"birth_year": 1999},
        "Lê Quyên": {"birth_year": 2001},
        "Đỗ Thị Đào": {"birth_year": 1950, "citizen_number": "000150004321"},
        "Võ Kim Anh": {"birth_year": 1970},
    }.items():
        MemberFactory(full_name=name, home_unit=world.branch, **details)
    return world


HOAS = ["Nguyễn Thị Hoa", "Nguyễn Thị Thu Hoa", "Nguyễn Thị Hòa"]
NTHS = ["Nguyễn Thị Hoa", "Nguyễn Thị Hòa", "Nguyễn Thị Thu Hoa"]  # her whole initials first


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("hoa", [*HOAS, "Hoàng Thị Mai"]),
        ("HOA", [*HOAS, "Hoàng Thị Mai"]),
        ("hòa", ["Nguyễn Thị Hòa", *HOAS[:2], "Hoàng Thị Mai"]),
        ("hoà", ["Nguyễn Thị Hòa", *HOAS[:2], "Hoàng Thị Mai"]),
        ("nguyen thi hoa", HOAS),
        ("Nguyễn Thị Hòa", ["Nguyễn Thị Hòa", *HOAS[:2]]),
        ("nguyeenx thij hoaf", ["Nguyễn Thị Hòa", *HOAS[:2]]),
        ("nguyeexn thij hoaf", ["Nguyễn Thị Hòa", *HOAS[:2]]),
        ("nguye6n4 thi5 hoa2", ["Nguyễn Thị Hòa", *HOAS[:2]]),
        ("hoa thu", ["Nguyễn Thị Thu Hoa"]),
        ("ng th ho", HOAS),
        ("ntt hoa", ["Nguyễn Thị Thu Hoa"]),
        ("n t hoa", HOAS),
        ("N.T.Hoa", HOAS),
        ("NTH", NTHS),
        ("nth", NTHS),
        ("ntth", ["Nguyễn Thị Thu Hoa"]),
        ("bdkr", ["Bon Dơng K’Rơng"]),
        ("bdk", ["Bon Dơng K’Rơng"]),
        ("bdr", ["Bon Dơng K’Rơng"]),
        ("nth 80", ["Nguyễn Thị Hoa"]),
        ("hoa 1974", ["Nguyễn Thị Thu Hoa", "Nguyễn Thị Hòa"]),
        ("hoa 74", ["Nguyễn Thị Thu Hoa", "Nguyễn Thị Hòa"]),
        ("hoa sn 74", ["Nguyễn Thị Thu Hoa", "Nguyễn Thị Hòa"]),
        ("sn 1985", ["Ka Dụ"]),
        ("678", ["Nguyễn Thị Hoa"]),
        ("0200 123 678", ["Nguyễn Thị Hoa"]),
        ("+84 200 123 678", ["Nguyễn Thị Hoa"]),
        ("4321", ["Đỗ Thị Đào"]),
        ("000150004321", ["Đỗ Thị Đào"]),
        ("quy", ["Đặng Thị Quý", "Lê Quyên"]),
        ("quí", ["Đặng Thị Quý"]),
        ("quys", ["Đặng Thị Quý"]),
        ("dao", ["Đỗ Thị Đào"]),
        ("đào", ["Đỗ Thị Đào"]),
        ("ka du", ["Ka Dụ"]),
        ("k'bọt", ["K'Bọt"]),
        ("k’bot", ["K'Bọt"]),
        ("kbot", ["K'Bọt"]),
        ("k bot", ["K'Bọt"]),
        ("bot", ["K'Bọt"]),
        ("krong", ["Bon Dơng K’Rơng"]),
        ("rơng", ["Bon Dơng K’Rơng"]),
        ("mai tai", ["Hoàng Thị Mai"]),
        ("hoa tài", ["Nguyễn Thị Hòa", "Hoàng Thị Mai"]),
        ("cô Hoa vợ anh Tài", ["Nguyễn Thị Hòa"]),
        ("hoa vo tai", ["Nguyễn Thị Hòa"]),
        ("nhà anh tai", ["Nguyễn Thị Hòa"]),
        ("tai", ["Nguyễn Thị Hòa", "Hoàng Thị Mai"]),
        ("du k'breo", ["Ka Dụ"]),
        ("kim anh", ["Võ Kim Anh"]),
        ("vo kim", ["Võ Kim Anh"]),
        ("vo anh", ["Võ Kim Anh"]),
        ("xyz", []),
        ("hoa xyz", []),
        ("%", []),
        ("hoa_", []),
    ],
)
def test_she_is_found_however_she_is_typed(women, text, names):
    assert found(text) == names


def test_member_code(women):
    woman = Member.objects.get(full_name="Ka Dụ")
    assert found(woman.code) == found(woman.code.lower()) == ["Ka Dụ"]
    assert found(f"hv{woman.pk + 1000}") == []


def test_head_is_followed_wherever_it_is_written(women):
    woman = Member.objects.get(full_name="Ka Dụ")
    Household.objects.filter(pk=woman.household_id).update(head_name="K'Gíp")
    assert (found("du gip"), found("du breo")) == (["Ka Dụ"], [])
    tai = Household.objects.get(head_name="Trần Văn Tài")
    Member.objects.filter(pk=woman.pk).update(household=tai)
    assert (found("du tai"), found("du gip")) == (["Ka Dụ"], [])
    Member.objects.filter(pk=woman.pk).update(household=None)
    assert found("du tai") == []
    Household.objects.get(head_name="K'Gíp").delete()
    assert list(heads_can_be_searched()) == []


def test_head_who_is_renamed_leaves_no_line_in_the_history_of_the_women(women):
    woman = Member.objects.get(full_name="Ka Dụ")
    before = woman.events.count()
    woman.household.head_name = "K'Gíp"
    woman.household.save()
    assert woman.events.count() == before
    woman.household = None
    woman.save()
    assert woman.events.count() == before + 1


def test_head_kept_twice_is_compared(women):
    woman = Member.objects.get(full_name="Ka Dụ")
    Member.objects.filter(pk=woman.pk).update(head_name="Lê Văn Sai")
    assert list(heads_can_be_searched()) == [
        f"{woman.code}: searched by head “Lê Văn Sai”, not “K'Brèo”"
    ]


# ---- Places -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("hoa thôn 1", ["Hoa Một", "Hoa Tổ"]),
        ("hoa thon 1", ["Hoa Một", "Hoa Tổ"]),
        ("thôn 1 hoa", ["Hoa Một", "Hoa Tổ"]),
        ("hoa thôn 3", []),
        ("hoa to 1", ["Hoa Tổ"]),
        ("hoa chi hội 2", ["Hoa Hai"]),
        ("hoa kao kuil", ["Hoa Kuil"]),
        ("hoa thôn kao", ["Hoa Kuil"]),
        ("hoa hòa bình", ["Hoa Kuil"]),
        ("thôn 2", ["Hoa Hai", "Lan Hai"]),
    ],
)
def test_branch_narrows(world, text, names):
    one = {"birth_year": 1970}
    for name, unit in {
        "Hoa Một": world.branch,
        "Hoa Tổ": world.group,
        "Hoa Hai": world.other_branch,
        "Lan Hai": world.other_branch,
        "Hoa Kuil": world.foreign_branch,
        "Mai Kuil": world.foreign_branch,
    }.items():
        MemberFactory(full_name=name, home_unit=unit, **one)
    assert sorted(found(text)) == sorted(names)


# ---- Any name -----------------------------------------------------------------------------------

LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)
syllables = st.text(st.sampled_from(LETTERS), min_size=2, max_size=6).filter(
    lambda word: word not in NO_NAME
)
markers = st.sampled_from(["", "", "", "K'", "H’"])
people = st.lists(
    st.builds("{}{}".format, markers, syllables.map(str.capitalize)), min_size=1, max_size=4
).map(" ".join)
ONE_TRANSACTION = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@ONE_TRANSACTION
@given(people, st.data())
@example("Sinh Sn", None)
@example("Võ Con Anh", None)
@example("Tổ Thôn Bản", None)
def test_any_name_is_found_unmarked_by_word_by_beginning_and_by_initials(world, name, data):
    Member.objects.all().delete()
    MemberFactory(full_name=name, home_unit=world.branch)
    words = name.split()
    asked = [name, fold(name), name.upper(), *words, *(fold(word) for word in words)]
    asked.append(" ".join([*(fold(word)[0] for word in words[:-1]), fold(words[-1])]))
    if data:
        word = fold(data.draw(st.sampled_from(words)))
        asked.append(word[: data.draw(st.integers(1, len(word)))])
    for text in asked:
        assert found(text) == [name], text


@ONE_TRANSACTION
@given(syllables.filter(lambda word: fold(word) != word))
def test_marks_as_typed_come_first(world, word):
    """Of two women of one unmarked name, she whose marks were typed, whatever the order."""
    Member.objects.all().delete()
    names = [f"Lê {word.capitalize()}", f"Lê {fold(word).capitalize()}"]
    for name in names:
        MemberFactory(full_name=name, home_unit=world.branch)
    assert found(word)[0] == found(word.upper())[0] == names[0]
    assert sorted(found(fold(word))) == sorted(names)


# ---- Not hers -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["hoa", "Hòa", "hoa 1974", "678", "4321", "000174004321", "nth", "hoa tài", "thôn 1"]
)
def test_stranger_from_the_next_commune_neither_finds_nor_counts(world, text):
    home = HouseholdFactory(unit=world.branch, head_name="Trần Văn Tài")
    MemberFactory(
        full_name="Nguyễn Thị Hòa",
        household=home,
        home_unit=world.branch,
        phone="0200123678",
        citizen_number="000174004321",
    )
    assert found(text, Member.objects.visible_to(world.stranger)) == []
    hers = Member.objects.visible_to(world.user(Role.CHAPTER_OFFICER))
    assert found(text, hers) == ["Nguyễn Thị Hòa"]


def test_more_than_are_shown_are_asked_for_another_word(client, world, monkeypatch):
    monkeypatch.setattr("members.views.lists.MOST_FOUND", 2)
    client.force_login(world.user(Role.CHAPTER_OFFICER))
    for middle in ("Kim", "Lan"):
        MemberFactory(full_name=f"Lê {middle} Hoa", home_unit=world.branch)
    hint = "Gõ thêm một chữ"
    assert hint not in client.get("/members/", {"q": "hoa"}).text
    third = MemberFactory(full_name="Lê Thị Hoa", home_unit=world.branch)
    shown = client.get("/members/", {"q": "hoa"})
    told = (len(shown.context["found"]), shown.context["page"].paginator.more)
    assert (*told, hint in shown.text, third.full_name in shown.text) == (2, True, True, False)
