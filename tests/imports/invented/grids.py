"""Household grids, invented: three sets of criteria, ticked in a dozen ways."""

import random
from dataclasses import dataclass

from tests.imports.invented import letters, writers
from tests.imports.invented.people import woman
from tests.imports.invented.score import Invented
from tests.imports.invented.words import table, words
from tests.imports.invented.writers import Sheet

TITLES = {
    "5k3s": "RÀ SOÁT GIA ĐÌNH 5 KHÔNG, 3 SẠCH NĂM 2023",
    "5c3s": "DANH SÁCH HỘ GIA ĐÌNH 5 CÓ, 3 SẠCH NĂM 2023",
    "5k3s3a": "BÌNH XÉT GIA ĐÌNH 5 KHÔNG, 3 SẠCH, 3 AN NĂM 2026",
}
# (what is written where a criterion is met, where it is not)
TICKS = (
    (("x",), ("",)),
    (("x", "X"), ("-", "")),
    (("đạt",), ("chưa",)),
    (("Đạt",), ("Chưa đạt", "Không đạt")),
    ((1,), (0,)),
    (("Đ",), ("K",)),
    (("C",), ("K",)),
    (("+",), ("-",)),
    (("✓",), ("",)),
    (("x", "X", "đạt", 1), ("", "-", "0", "chưa")),
    (("v",), ("0",)),
    (("Đ",), ("KĐ",)),
    (("Đ",), ("C",)),
)


@dataclass
class Plan:
    dice: random.Random
    kind: str
    criteria: str
    heading: str
    ticks: tuple
    sides: bool
    inverted: bool
    result: bool
    font: str
    branches: list


def grid(seed, **fixed):
    """An invented grid. `fixed` sets parts of the plan, such as `criteria` or `heading`."""
    dice = random.Random(seed)
    inverted = dice.random() < 0.08
    plan = Plan(
        dice=dice,
        kind=fixed.get("kind") or dice.choice(("xlsx", "xlsx", "xls", "ods")),
        criteria=fixed.get("criteria") or dice.choice(tuple(TITLES)),
        heading=fixed.get("heading")
        or dice.choice(("words", "words", "words", "numbers", "grouped")),
        ticks=dice.choice(TICKS),
        sides=fixed.get("sides", dice.random() < 0.15),
        inverted=inverted,
        result=inverted or dice.random() < 0.8,
        font=fixed.get("font") or dice.choice(("unicode", "unicode", "tcvn3", "vni")),
        branches=dice.sample(words("hamlet"), dice.choice((1, 1, 3))),
    )
    sheet, truth = _Grid(plan).written()
    change = {"tcvn3": letters.tcvn3, "vni": letters.vni, "unicode": str}[plan.font]
    sheet.rows = [[change(c) if isinstance(c, str) else c for c in row] for row in sheet.rows]
    shown = {
        k: getattr(plan, k)
        for k in ("kind", "criteria", "heading", "ticks", "sides", "inverted", "result", "font")
    }
    content = getattr(writers, plan.kind)([sheet])
    return Invented(content, f"ra soat {seed}.{plan.kind}", truth, {"seed": seed, **shown})


class _Grid:
    def __init__(self, plan):
        self.plan, self.dice = plan, plan.dice
        self.sheet, self.truth = Sheet("Rà soát"), []
        self.labels = [
            self.dice.choice(known) for known in table(f"criterion {plan.criteria}").values()
        ]
        self.poor = self.dice.random() < 0.5
        self.helper = self.dice.random() < 0.85
        if plan.sides or (plan.inverted and plan.ticks[1][0] != ""):
            plan.ticks = (("x",), ("",))
        if not plan.result and plan.ticks == TICKS[-1]:
            plan.result = True

    def written(self):
        self._titles()
        self._header()
        for number, branch in enumerate(self.plan.branches, start=1):
            if len(self.plan.branches) > 1:
                self._line(f"{'I' * number}. Chi hội {branch}")
            for place in range(1, self.dice.randint(8, 20) + 1):
                self._household(place)
        self._line("")
        self._line("Tổng cộng: hộ", 1)
        self._line("NGƯỜI LẬP BIỂU", 1)
        return self.sheet, self.truth

    @property
    def width(self):
        return 3 + self.poor + self.tick_columns + self.plan.result + self.helper

    @property
    def tick_columns(self):
        return len(self.labels) * (2 if self.plan.sides else 1)

    def _line(self, text, column=0):
        row = [""] * self.width
        row[column] = text
        self.sheet.rows.append(row)

    def _titles(self):
        self._line("HỘI LHPN HUYỆN DI LINH")
        self._line(f"HỘI LHPN XÃ {self.dice.choice(words('commune')).upper()}")
        title = TITLES[self.plan.criteria]
        if len(self.plan.branches) == 1:
            title = f"{title} - {self.plan.branches[0].upper()}"
        self._line(title, 3)
        self._line("")

    def _header(self):
        dice, plan = self.dice, self.plan
        before = ["STT", dice.choice(words("grid head")), dice.choice(words("grid member"))] + [
            "Hộ nghèo (x)"
        ] * self.poor
        after = [dice.choice(words("grid result"))] * plan.result + [
            dice.choice(words("grid helper"))
        ] * self.helper
        own = [str(n) if dice.random() < 0.5 else f"TC {n}" for n in range(1, len(self.labels) + 1)]
        labels = own if plan.heading == "numbers" else self.labels
        first, start = len(self.sheet.rows), len(before)
        if plan.sides:
            labels = [part for label in labels for part in (label, "")]
        rows = [before + labels + after]
        if plan.heading in ("numbers", "grouped"):
            top = ["Các tiêu chí"] + [""] * (len(labels) - 1)
            rows = [before + top + after, [""] * start + labels + [""] * len(after)]
            self.sheet.merged.append((first, start, first, start + len(labels) - 1))
        if plan.sides:
            rows.append([""] * start + ["Đạt", "Không đạt"] * len(self.labels) + [""] * len(after))
            line = first + len(rows) - 2
            for n in range(len(self.labels)):
                self.sheet.merged.append((line, start + 2 * n, line, start + 2 * n + 1))
        if len(rows) > 1:
            for column in (
                *range(start),
                *range(start + len(labels), start + len(labels) + len(after)),
            ):
                self.sheet.merged.append((first, column, first + len(rows) - 1, column))
        self.sheet.rows += rows

    def _household(self, number):
        dice, plan = self.dice, self.plan
        met = [True] * len(self.labels)
        if dice.random() < 0.3:
            for place in dice.sample(range(len(met)), dice.randint(1, 4)):
                met[place] = False
        member = woman(dice).full_name
        husband = f"{dice.choice(words('family'))} Văn {dice.choice(('Sơn', 'Hải', 'Tài'))}"
        head = member if dice.random() < 0.3 else husband
        helper = woman(dice).full_name if not all(met) and dice.random() < 0.8 else ""
        row = [number, head, member] + ["x" if dice.random() < 0.1 else ""] * self.poor
        row += self._ticks(met)
        if plan.result:
            row.append("Đạt" if all(met) else "Chưa đạt")
        if self.helper:
            row.append(helper)
        self.sheet.rows.append(row)
        self.truth.append(
            {
                "sheet": self.sheet.name,
                "source_row": len(self.sheet.rows),
                "head": head,
                "member": member,
                "met": met,
                "helper": helper if self.helper and helper else None,
            }
        )

    def _ticks(self, met):
        if self.plan.sides:
            return [side for is_met in met for side in (("x", "") if is_met else ("", "x"))]
        yes, no = self.plan.ticks
        if self.plan.inverted:
            yes, no = no, yes
        return [self.dice.choice(yes if is_met else no) for is_met in met]
