"""One rule for all: symmetric, monotone, and right on the pairs that officers argue about."""

import datetime
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.likeness import (
    BOOK,
    COMMONEST,
    RAREST,
    WEIGHTS,
    Band,
    Kind,
    Likeness,
    Person,
    compare,
    kept_likeness,
    rarity,
)
from members.names import Name, Nearness, nearness, spelling_key

COMMON, RARE = 7, 13
SYLLABLES = [
    "Nguyễn",
    "Nguyen",
    "Thị",
    "Thij",
    "Hoa",
    "Hòa",
    "Hoaf",
    "Ka",
    "K'Dụ",
    "Dụ",
    "Mỹ",
    "Mĩ",
]
names = st.one_of(
    st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=4).map(" ".join),
    st.text(st.sampled_from("aeoukdhsfrxjwyĐịâK’' -"), max_size=12),
)
days = st.dates(datetime.date(1970, 1, 1), datetime.date(1971, 12, 31))
NUMBERS = ["000174000123", "000174000124", "000174000132", "250123456"]


@st.composite
def people(draw):
    day = draw(st.none() | days)
    number = draw(st.sampled_from(["", *NUMBERS]))
    return Person(
        name=Name.of(draw(names), draw(st.sampled_from(["", "Hoa", "Hoa Tài"]))),
        birth_year=day.year if day else draw(st.none() | st.integers(1940, 1950)),
        birth_date=day,
        citizen_hash=number and f"hash of {number}",
        citizen=draw(st.sampled_from(["", number])),
        phone=draw(st.sampled_from(["", "0912345678", "0912345679"])),
        household=draw(st.sampled_from([None, 1, 2])),
        head=draw(st.sampled_from(["", "tran van tai", "k'breo"])),
        branch=draw(st.sampled_from([None, 1, 2])),
        chapter=draw(st.sampled_from([None, 1, 2])),
        ethnicity=draw(st.sampled_from([None, "01", "16"])),
    )


@given(people(), people(), st.integers(COMMONEST, RAREST))
def test_likeness_is_symmetric(one, other, rare):
    assert set(compare(one, other, rare=rare).evidence) == set(
        compare(other, one, rare=rare).evidence
    )


@given(people(), people(), st.integers(COMMONEST, RAREST - 1))
def test_a_rarer_name_never_says_less(one, other, rare):
    assert compare(one, other, rare=rare + 1).score >= compare(one, other, rare=rare).score


AGREED = {
    "citizen": {"citizen_hash": "hash", "citizen": "000174000123"},
    "born": {"birth_year": 1974, "birth_date": datetime.date(1974, 3, 5)},
    "year": {"birth_year": 1974, "birth_date": None},
    "phone": {"phone": "0912345678"},
    "household": {"household": 9, "head": "tran van tai"},
    "head": {"household": None, "head": "tran van tai"},
    "branch": {"branch": 9, "chapter": 9},
    "ethnicity": {"ethnicity": "16"},
}


@given(people(), people(), st.sampled_from(sorted(AGREED)), st.integers(COMMONEST, RAREST))
def test_agreement_never_lowers_the_score(one, other, what, rare):
    """Neither against silence of one side nor against whatever the two said before."""
    agreed = AGREED[what]
    names = [field.name for field in fields(Person) if field.name in agreed]
    said = [(getattr(one, name), getattr(other, name)) for name in names]
    if any(mine and mine == hers for mine, hers in said):
        return  # they agreed already, on something else
    both = compare(replace(one, **agreed), replace(other, **agreed), rare=rare)
    assert both.score >= compare(one, other, rare=rare).score


@given(people(), people())
def test_nearer_names_never_weigh_less(one, other):
    near = nearness(one.name, other.name)
    same = replace(other, name=one.name)
    if one.name.folded:
        assert nearness(one.name, same.name) == Nearness.SAME >= near
        assert compare(one, same, rare=RARE).score >= compare(one, other, rare=RARE).score


@given(people(), people())
def test_what_is_kept_is_read_back(one, other):
    found = compare(one, other, rare=COMMON)
    assert kept_likeness(found.as_kept()) == found
    assert kept_likeness([["of_another_release", 5]]) == Likeness(())


def test_every_kind_has_a_weight_or_is_of_a_name():
    assert {kind for kind in Kind if not kind.startswith("name_")} == set(WEIGHTS)
    assert Kind("born_swapped").label


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Nguyễn Thị Hoa", "NGUYỄN THỊ HOA", Nearness.SAME),
        ("Nguyễn Thị Hoà", "Nguyễn Thị Hòa", Nearness.SAME),
        ("Nguyễn Thị Hoa", "Nguyen Thi Hoa", Nearness.SAME),
        ("Nguyễn Thị Hoa", "Nguyễn Thị Hòa", Nearness.MARKED),
        ("Nguyễn Thị Hòa", "Nguyeenx Thij Hoaf", Nearness.SPELT),
        ("Đặng Thị Hường", "DDawngj Thij Huowngf", Nearness.SPELT),
        ("Trần Thị Mỹ", "Trần Thị Mĩ", Nearness.SPELT),
        ("Ka Dụ", "K'Dụ", Nearness.SPELT),
        ("Ka Dụ", "K’ Dụ", Nearness.SPELT),
        ("Ka Dụ", "KaDụ", Nearness.SPELT),
        ("KA DỤ", "KADU", Nearness.OTHER),
        ("H'Bia", "H Bia", Nearness.SPELT),
        ("K'Bọt", "K’Bọt", Nearness.SAME),
        ("Nguyễn Thị Hoa", "Nguyễn Hoa", Nearness.SHORTENED),
        ("Trần Thị Ngọc Mai", "Trần Ngọc Mai", Nearness.SHORTENED),
        ("Nguyễn Thị Hoa", "Nguyễn Thị Hoan", Nearness.MISTYPED),
        ("Nguyễn Thị Hoa", "Nguyễn Hị Thoa", Nearness.OTHER),
        ("Nguyễn Thị Hoa", "Trần Thị Hoa", Nearness.GIVEN),
        ("Hoa", "Lan", Nearness.OTHER),
        ("Ka", "Kơ", Nearness.OTHER),
        ("", "", Nearness.OTHER),
    ],
)
def test_nearness_of_names(one, other, near):
    assert nearness(Name.of(one), Name.of(other)) == near
    assert nearness(Name.of(other), Name.of(one)) == near


def test_a_nickname_is_a_name_by_which_she_is_called():
    assert nearness(Name.of("Nguyễn Thị Hoa", "Hoa Tài"), Name.of("Hoa Tài")) == Nearness.CALLED
    assert nearness(Name.of("Ka Dụ", "Mẹ Lan"), Name.of("Ka Rim", "me lan")) == Nearness.CALLED


@given(names)
def test_spelling_key_is_settled(text):
    key = spelling_key(text)
    assert key == key.strip() == " ".join(key.split())
    assert key.isascii()
    assert key == key.lower()


@pytest.mark.parametrize(
    ("bearers", "book", "bits"),
    [(1, 0, 13), (2, BOOK, 13), (100, BOOK, 8), (BOOK, BOOK, COMMONEST), (1, 10**9, RAREST)],
)
def test_rarity_in_bits(bearers, book, bits):
    assert rarity(bearers, book) == bits


HOA = Person(
    name=Name.of("Nguyễn Thị Hoa"),
    birth_year=1974,
    birth_date=datetime.date(1974, 3, 5),
    citizen_hash="a",
    citizen="000174000123",
    phone="0912345678",
    household=1,
    head="tran van tai",
    branch=5,
    chapter=3,
    ethnicity="01",
)
BARE = Person(name=HOA.name, birth_year=1974)


def of(**known):
    return replace(BARE, **known)


@pytest.mark.parametrize(
    ("one", "other", "rare", "band"),
    [
        # A common name and a year are shared by many women.
        (of(branch=5, chapter=3), of(branch=6, chapter=4), COMMON, Band.NOTHING),
        (of(branch=5, chapter=3), of(branch=6, chapter=3), COMMON, Band.LOOK),
        (of(branch=5, chapter=3), of(branch=6, chapter=4), RARE, Band.LOOK),
        (of(branch=5, head="a", chapter=3), of(branch=5, head="a", chapter=3), COMMON, Band.LOOK),
        # Her whole birth says much, as long as it is no mere year in disguise.
        (replace(HOA, citizen_hash=""), of(birth_date=HOA.birth_date, branch=5), COMMON, Band.SURE),
        (
            of(birth_date=datetime.date(1974, 1, 1), chapter=3),
            of(birth_date=datetime.date(1974, 1, 1), chapter=4),
            COMMON,
            Band.NOTHING,
        ),
        (
            of(birth_date=HOA.birth_date),
            of(birth_date=datetime.date(1974, 9, 9)),
            RARE,
            Band.NOTHING,
        ),
        (of(birth_date=HOA.birth_date), of(birth_date=datetime.date(1974, 5, 3)), RARE, Band.LOOK),
        # The number decides, but a wrong number in another row only asks for a look.
        (HOA, of(citizen_hash="a"), COMMON, Band.SURE),
        (HOA, replace(HOA, citizen_hash="b", citizen=""), RARE, Band.LOOK),
        (HOA, of(citizen_hash="b", citizen="000174999999", branch=5), COMMON, Band.NOTHING),
        (
            HOA,
            Person(name=Name.of("Lê Thị Lan"), birth_year=1974, citizen_hash="a"),
            COMMON,
            Band.LOOK,
        ),
        # An old card and a new one, or one digit: no contradiction.
        (HOA, replace(HOA, citizen_hash="c", citizen="250123456"), COMMON, Band.SURE),
        (HOA, replace(HOA, citizen_hash="d", citizen="000174000132"), COMMON, Band.SURE),
        # A phone is shared in a house.
        (
            HOA,
            replace(HOA, name=Name.of("Lê Thị Lan"), citizen_hash="", birth_date=None),
            RARE,
            Band.NOTHING,
        ),
    ],
)
def test_band(one, other, rare, band):
    assert compare(one, other, rare=rare).band == band


def test_words_begin_with_the_weightiest():
    found = compare(HOA, replace(HOA, head="", household=None, ethnicity="16"), rare=COMMON)
    assert str(found.words[0]) == str(Kind.NUMBER_EQUAL.label)
    assert found.evidence[-1][0] == Kind.ETHNICITY_DIFFERS
    weights = [weight for _kind, weight in found.evidence]
    assert weights == sorted(weights, reverse=True)
