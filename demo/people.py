"""Households and the women in them."""

import datetime
from dataclasses import dataclass

from core.crypto import encrypt, keyed_hash
from demo import names
from demo.copying import Table
from demo.movement import Movement
from members.enums import (
    Hardship,
    Occupation,
    Qualification,
    Relation,
    Schooling,
    Theory,
)
from members.models import Household, HouseholdListing, Member

HOUSEHOLDS_A_HUNDRED = 75
WITH_CITIZEN_NUMBER, WITH_PHONE, YEAR_ONLY = 0.3, 0.75, 0.33
KEPT_WOMEN = 60  # of a branch, to choose officers, examples and candidates from
KINH_RELIGIONS = names.pool({"99": 52, "01": 22, "02": 20, "05": 3, "08": 2, None: 4})
HIGHLAND_RELIGIONS = names.pool({"02": 52, "08": 34, "99": 10, None: 4})
SCHOOLING = {
    "older": names.pool({"none": 6, "primary": 42, "lower": 38, "upper": 12, "": 6}),
    "younger": names.pool({"none": 1, "primary": 12, "lower": 40, "upper": 45, "": 3}),
}
OCCUPATIONS = names.pool(
    {
        Occupation.FARMER: 66, Occupation.TRADER: 9, Occupation.OFFICIAL: 7, Occupation.WORKER: 5,
        Occupation.FREELANCE: 6, Occupation.HOMEMAKER: 6, Occupation.OTHER: 1, "": 3,
    }
)  # fmt: skip
LEARNED = names.pool(
    {
        Qualification.NONE: 55, Qualification.VOCATIONAL: 14, Qualification.INTERMEDIATE: 11,
        Qualification.COLLEGE: 8, Qualification.UNIVERSITY: 11, Qualification.MASTER: 1,
    }
)  # fmt: skip
THEORIES = names.pool({Theory.ELEMENTARY: 5, Theory.INTERMEDIATE: 4, Theory.ADVANCED: 1})
IN_ANOTHERS_HOME = [
    Relation.DAUGHTER_IN_LAW, Relation.DAUGHTER, Relation.MOTHER, Relation.OTHER,
]  # fmt: skip


@dataclass(slots=True)
class Home:
    """A household, its branch and the woman who stands for it."""

    id: int
    branch: object
    head: str
    listed: str = ""


@dataclass(slots=True)
class Woman:
    """A member who never moved or left: others are made of such women."""

    id: int
    name: str
    birth_year: int
    unit: int
    since: datetime.date
    schooling: str
    household: object
    in_party: bool = False


class People:
    """Writes a branch at a time."""

    def __init__(self, times, branches):
        self.rng, self.times = times.rng, times
        self.movement = Movement(times, branches)
        self.households = Table(Household, "unit", "head_name", "address", "is_demo", "recorded_at")
        self.listings = Table(HouseholdListing, "household", "year", "hardship", "recorded_at")
        self.members = Table(
            Member,
            *("full_name", "birth_year", "birth_date", "phone", "ethnicity", "religion"),
            *("schooling", "qualification", "theory", "occupation", "address", "household"),
            *("relation", "home_unit", "is_demo", "recorded_at"),
            *("national_id", "national_id_hash", "national_id_tail"),
        )

    def fill(self, branch, count):
        """Write `count` women into the branch, three households for each four of them."""
        rng = self.rng
        peoples = names.UPLAND if branch.commune.upland else names.VALLEY
        home, group = None, None
        for _ in range(count):
            if home is None or rng.random() * 100 < HOUSEHOLDS_A_HUNDRED:
                group = rng.choice(peoples)
                home = None
            home = self._woman(branch, group, home)
        for table in (self.households, self.listings, self.members):
            table.flush()
        self.movement.flush()

    def _woman(self, branch, group, home):
        """One woman: of `home`, or of a household of her own. Returns the household."""
        rng = self.rng
        fate = self.movement.fate(branch)
        born = self._birth_year(fate.joined)
        name = names.man(rng, group) if fate.is_man else names.woman(rng, group, born)
        relation = rng.choice(IN_ANOTHERS_HOME)
        if home is None:
            relation = Relation.HEAD if rng.random() < 0.18 else Relation.WIFE
            head = name if relation == Relation.HEAD else names.man(rng, group)
            home = self._household(branch, head)
        stays = fate.last_unit in branch.homes
        schooling = rng.choice(SCHOOLING["older" if born < 1978 else "younger"])
        pk = self._write(name, born, group, schooling, fate, home if stays else None, relation)
        in_party = self.movement.write(pk, fate, born)
        if fate.still and not fate.is_man and len(branch.women) < KEPT_WOMEN:
            branch.women.append(
                Woman(pk, name, born, fate.last_unit, fate.joined, schooling, home, in_party)
            )
        return home

    def _household(self, branch, head):
        rng = self.rng
        address = f"Số {rng.randint(1, 240)}" if rng.random() < 0.5 else ""
        at = self.times.written(datetime.date(2022, 1, 4))
        home = Home(0, branch, head)
        home.id = self.households.add(branch.id, head, address, True, at)
        self._list(home, rng.random() / (1.9 if branch.commune.upland else 1.0))
        branch.households.append(home)
        return home

    def _list(self, home, luck):
        """Poverty lists are approved at the end of a year; some leave them after a year or two."""
        if luck > 0.11:
            return
        home.listed = (
            Hardship.POOR
            if luck < 0.035
            else Hardship.NEAR_POOR
            if luck < 0.08
            else Hardship.POLICY
        )
        years = self.times.years
        until = len(years) if home.listed == Hardship.POLICY else self.rng.randint(1, len(years))
        for year in years[:until]:
            at = self.times.written(datetime.date(year, 1, 10))
            self.listings.add(home.id, year, home.listed, at)

    def _write(self, name, born, group, schooling, fate, home, relation):
        rng = self.rng
        religions = HIGHLAND_RELIGIONS if group in names.HIGHLAND else KINH_RELIGIONS
        birth_date = None
        if rng.random() > YEAR_ONLY:
            birth_date = datetime.date(born, 1, 1) + datetime.timedelta(int(rng.random() * 365))
        pk = self.members.last_id + 1
        phone = f"0200{pk % 10_000_000:07d}" if rng.random() < WITH_PHONE else ""
        learned = rng.choice(LEARNED) if schooling == Schooling.UPPER else Qualification.NONE
        theory = rng.choice(THEORIES) if rng.random() < 0.05 else Theory.NONE
        return self.members.add(
            *(name, born, birth_date, phone, None if rng.random() < 0.03 else group),
            *(rng.choice(religions), schooling, learned if schooling else "", theory),
            *(rng.choice(OCCUPATIONS) if born < 2004 else Occupation.FREELANCE, ""),
            *(home.id if home else None, relation if home else "", fate.last_unit, True),
            *(self.times.written(fate.joined), *_citizen_number(rng, pk, born)),
        )

    def _birth_year(self, joined):
        """Of age when she joined; most are between thirty and sixty today."""
        oldest, usual = (1944, 1978) if joined.year < 2022 else (1968, 1995)
        youngest = joined.year - 19
        return int(self.rng.triangular(oldest, youngest, min(usual, youngest)))


def _citizen_number(rng, pk, born):
    """Of a province that does not exist (000), for three women in ten; sealed, hashed, its tail."""
    if rng.random() > WITH_CITIZEN_NUMBER:
        return "", "", ""
    number = f"000{1 if born < 2000 else 3}{born % 100:02d}{pk % 1_000_000:06d}"
    return encrypt(number), keyed_hash(number), number[-4:]
