"""How one officer writes: each habit is chosen once for a file, and then varied a little."""

import datetime
import unicodedata
from dataclasses import dataclass

from tests.imports.invented.words import table, words

MARKS = ("x", "X", "v", "có", 1, "✓", "+", "x ")
NOT_MARKED = ("", "", "", "0", "không", "-")
SPACED = ("  {}", "{} ", "{}\u00a0", "{}\u200b")
_EPOCH = datetime.date(1899, 12, 30)


def _short(day):
    return f"{day.day}/{day.month}/{day:%y}" if day.year < 1990 else f"{day:%d/%m/%Y}"


DATE_FORMS = (
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day.day}/{day.month}/{day.year}",
    lambda day: f"{day.day}-{day.month}-{day.year}",
    lambda day: f"{day:%d.%m.%Y}",
    _short,
    lambda day: day,
    lambda day: float((day - _EPOCH).days),
    lambda day: f"ngày {day.day} tháng {day.month} năm {day.year}",
    lambda day: f"{day.day} / {day.month} / {day.year} ",
    lambda day: f"{day:%d%m%Y}",
    lambda day: f"{day:%Y-%m-%d}",
    lambda day: f"SN {day.day}/{day.month}/{day.year}",
)
YEAR_FORMS = (int, str, "{} ".format, "SN {}".format, "00/00/{}".format)
ID_FORMS = (
    str,
    float,
    lambda text: f"{text[:3]} {text[3:6]} {text[6:]}",
    lambda text: f"{text[:3]}.{text[3:6]}.{text[6:9]}.{text[9:]}",
    "{} ".format,
    "'{}".format,
    lambda text: f"{text[:4]} {text[4:8]} {text[8:]}",
)
PHONE_FORMS = (
    str,
    float,
    lambda text: f"+84{text[1:]}",
    lambda text: f"{text[:4]}.{text[4:7]}.{text[7:]}",
    lambda text: f"{text[:4]} {text[4:7]} {text[7:]}",
    lambda text: f"{text[:3]}-{text[3:6]}-{text[6:]}",
    lambda text: f"84{text[1:]}",
    "{} ".format,
)
NAME_FORMS = (
    str,
    str,
    str.upper,
    str.lower,
    lambda text: text.replace("Thị", "thị"),
    lambda text: unicodedata.normalize("NFD", text),
)


@dataclass
class Habits:
    """What one officer does; `dice` decides cell by cell where she is not constant."""

    dice: object

    def __post_init__(self):
        dice = self.dice
        self.headings = {name: dice.choice(known) for name, known in table("heading").items()}
        self.date_forms = dice.sample(DATE_FORMS, dice.randint(1, 4))
        self.year_forms = dice.sample(YEAR_FORMS, 2)
        self.id_forms = dice.sample(ID_FORMS, dice.randint(1, 4))
        self.phone_forms = dice.sample(PHONE_FORMS, dice.randint(1, 4))
        self.name_form = dice.choice(NAME_FORMS)
        self.ditto, self.ditto_share = dice.choice(words("ditto")), dice.choice((0, 0, 0.3, 0.8))
        self.mark, self.unmarked = dice.choice(MARKS), dice.choice(NOT_MARKED)
        self.spaces = dice.choice((0, 0.2))
        self.is_constant = dice.random() < 0.5
        self.usual = {}

    def name(self, text):
        text = self.name_form(text)
        if self.dice.random() < self.spaces:
            return self.dice.choice(SPACED).format(text.replace(" ", "  ", 1))
        return text

    def birth(self, value):
        if len(value) == 4:
            return self.dice.choice(self.year_forms)(value)
        return self.dice.choice(self.date_forms)(datetime.date.fromisoformat(value))

    def national_id(self, value):
        if value is None:
            return self.dice.choice(("", "", "chưa có"))
        return self.dice.choice(self.id_forms)(value)

    def phone(self, value):
        return "" if value is None else self.dice.choice(self.phone_forms)(value)

    def spelt(self, kind, value):
        """A group, a religion or schooling, always in one spelling or in any."""
        if value is None:
            return ""
        spelling = self.dice.choice(table(kind)[value])
        return self.usual.setdefault((kind, value), spelling) if self.is_constant else spelling

    def marked(self, value):
        return self.mark if value else self.unmarked

    def note(self, away, *, told_elsewhere):
        if away and not told_elsewhere:
            return self.dice.choice(words("away note"))
        return self.dice.choice(words("home note")) if self.dice.random() < 0.1 and not away else ""
