"""Registers of members, invented: what an officer plans, and the file that comes of it."""

import random
import unicodedata
from dataclasses import dataclass, field

from tests.imports.invented import letters, writers
from tests.imports.invented.habits import Habits
from tests.imports.invented.pages import Page
from tests.imports.invented.score import Invented
from tests.imports.invented.words import words
from tests.imports.invented.writers import Sheet

OFTEN = (
    "national_id",
    "phone",
    "ethnicity",
    "religion",
    "schooling",
    "joined",
    "core",
    "party",
    "note",
)
SELDOM = ("address", "occupation", "head_name", "issued", "signature", "native", "away")
PLACES = (
    "sections",
    "sections",
    "sheets",
    "column",
    "merged_column",
    "title",
    "sheet_name",
    "blocks",
)
TEXTS = ("csv", "paste")
FONTS = {"unicode": str, "tcvn3": letters.tcvn3, "vni": letters.vni}


@dataclass
class Plan:
    """One file: its officer's habits and its layout."""

    dice: random.Random
    kind: str
    font: str
    place: str  # where the branch is told
    fields: list
    birth_form: str
    name_parted: bool
    spread: str  # a choice that is spread over columns to be marked, or ""
    commune: str
    habits: Habits
    branches: list = field(default_factory=list)

    @property
    def has_merges(self):
        return self.kind not in TEXTS

    @property
    def shown(self):
        names = ("kind", "font", "place", "fields", "birth_form", "name_parted", "spread")
        return {name: getattr(self, name) for name in names}


def register(seed, **fixed):
    """An invented register. `fixed` sets parts of the plan, such as `kind`, `font` or `place`."""
    plan = _plan(random.Random(seed), fixed)
    sheets, truth = _sheets(plan)
    content, name = _written(plan, sheets, f"DS hoi vien {plan.commune}")
    if plan.kind in TEXTS:
        truth = [told | {"sheet": ""} for told in truth]
    return Invented(content, name, truth, {"seed": seed, **plan.shown})


def _plan(dice, fixed):
    kind = fixed.get("kind") or dice.choice(("xlsx", "xlsx", "xlsx", *writers.KINDS))
    place = fixed.get("place") or dice.choice(PLACES)
    if kind in TEXTS and place in ("sheets", "sheet_name", "merged_column"):
        place = "sections"
    fields = _fields(dice, place)
    count = 1 if place in ("title", "sheet_name") else dice.randint(2, 5)
    spreadable = [name for name in ("religion", "ethnicity") if name in fields]
    return Plan(
        dice=dice,
        kind=kind,
        font=fixed.get("font") or dice.choice(("unicode", "unicode", "unicode", "tcvn3", "vni")),
        place=place,
        fields=fields,
        birth_form=fixed.get("birth_form") or dice.choice(("one", "one", "one", "three", "by_sex")),
        name_parted=fixed.get("name_parted", dice.random() < 0.15),
        spread=dice.choice(spreadable) if spreadable and dice.random() < 0.1 else "",
        commune=dice.choice(words("commune")),
        habits=Habits(dice),
        branches=dice.sample(words("hamlet"), count),
    )


def _fields(dice, place):
    chosen = [name for name in OFTEN if dice.random() < 0.8]
    chosen += [name for name in SELDOM if dice.random() < 0.2]
    if place == "column":
        chosen.append("branch")
    if dice.random() < 0.3:
        dice.shuffle(chosen)
    lead = ["order"] if dice.random() < 0.9 or place == "blocks" else []
    if place == "merged_column":
        lead = ["branch", *lead]
    return [*lead, "full_name", "birth", *chosen]


def _sheets(plan):
    """The sheets with cells, and the truth of every row."""
    groups = [[branch] for branch in plan.branches] if plan.place == "sheets" else [plan.branches]
    sheets, truth = [], []
    for branches in groups:
        sheet = Sheet(_sheet_name(plan, branches))
        Page(plan, sheet, branches, truth).write()
        sheets.append(sheet)
    if plan.has_merges:
        sheets = _with_others(plan.dice, sheets)
    return sheets, truth


def _with_others(dice, sheets):
    """A cover and a summary, which are no lists."""
    if dice.random() < 0.2:
        cover = [["HỘI LHPN XÃ"], [""], ["SỔ THEO DÕI HỘI VIÊN"], ["NĂM 2023"]]
        sheets = [Sheet("Bìa", cover), *sheets]
    if dice.random() < 0.2:
        rows = [["STT", "Chi hội", "Tổng số hội viên", "Nòng cốt"], [1, "Thôn 1", 69, 12]]
        sheets = [*sheets, Sheet("Tổng hợp", rows)]
    return sheets


def _sheet_name(plan, branches):
    if plan.place in ("sheets", "sheet_name"):
        return plan.dice.choice(words("sheet")).format(branches[0])[:31]
    return plan.dice.choice(words("plain sheet"))


def _written(plan, sheets, name):
    change = FONTS[plan.font]
    for sheet in sheets:
        sheet.rows = [[_changed(cell, change) for cell in row] for row in sheet.rows]
    if plan.kind == "paste":
        return writers.csv_text(sheets[0], "\t"), ""
    if plan.kind == "csv":
        return _as_csv(plan, sheets[0]), f"{name}.csv"
    return getattr(writers, plan.kind)(sheets), f"{name}.{plan.kind}"


def _changed(cell, change):
    if not isinstance(cell, str) or change is str:
        return cell
    return change(unicodedata.normalize("NFC", cell))


def _as_csv(plan, sheet):
    encoding = "cp1252" if plan.font != "unicode" else plan.dice.choice(writers.ENCODINGS)
    text = writers.csv_text(sheet, plan.dice.choice(",;\t"))
    if encoding.startswith("cp"):  # what such a code page cannot hold, she could not have typed
        text = text.replace("\u200b", "").replace("✓", "v").replace("〃", '"')
    return writers.encoded(text, encoding)
