"""One row of a register as a person: every column read, and what the columns tell of each other."""

import datetime

from imports.reading.questions import Question, Why
from imports.reading.results import Row
from imports.reading.values import births
from imports.reading.values.cells import is_blank, is_ditto, text_of
from imports.reading.values.marks import mark_of, read_mark
from imports.reading.values.names import in_title_case, read_name
from imports.reading.values.national_ids import read_national_id
from imports.reading.values.notes import read_away, read_note
from imports.reading.values.phones import read_member_phone

CHOICES = ("ethnicity", "religion", "qualification", "theory", "occupation", "relation")
MARKS = ("core", "honorary", "party")
TEXTS = ("address", "group", "position", "clubs", "member_code", "head_name", "nickname")
NAMES = ("full_name", "family_name", "given_name")
LONGEST_TEXT = 200
# Where a mark that repeats the row above is no answer: these differ from woman to woman.
OWN = {"full_name", "national_id", "birth", "member_code"}


class PersonReader:
    """Reads the persons of one list in order; keeps what ditto marks repeat."""

    def __init__(self, sheet, columns, readers, habits, today):
        self.sheet, self.readers, self.habits, self.today = sheet, readers, habits, today
        self.places, self.spread = {}, {}
        for column in columns:
            if column.field and "=" in column.field:
                self.spread.setdefault(column.field.split("=")[0], []).append(column)
            elif column.field:
                self.places.setdefault(column.field, []).append(column.index)
        self.above = {}

    def read(self, number, cells, standing="", uncomputed=()):
        """The `Row` of one person; the branch is added by who knows the sections."""
        self.cells, self.values, self.questions = cells, {}, []
        self.lacking = set(uncomputed)
        self._name()
        self._birth()
        self._numbers()
        self._choices()
        self._joined()
        self._marks()
        self._texts()
        self._notes()
        if standing:
            self.values[standing] = True
        self._uncomputed()
        raw = self._raw()
        if "order" in self.places and raw.keys() <= set(NAMES):
            self._ask("full_name", Why.NAME_ALONE, raw.get("full_name", ""))
        return Row(self.sheet, number + 1, self.values, raw, tuple(self.questions))

    # Cells

    def _cell(self, field):
        """The first cell of a field that says something, with ditto marks resolved."""
        for index in self.places.get(field, ()):
            cell = self.cells[index] if index < len(self.cells) else ""
            if cell != "" and text_of(cell):
                return self._resolved(field, cell)
        if field in self.places:
            self.above[field] = ""
        return ""

    def _resolved(self, field, cell):
        text = text_of(cell)
        if field in OWN or not is_ditto(text):
            self.above[field] = cell
            return cell
        if (above := self.above.get(field, "")) == "":
            self._ask(field, Why.DITTO_WITHOUT, text)
        return above

    def _ask(self, field, why, raw, suggestion=None, **details):
        self.questions.append(Question(field, why, raw, suggestion, details))

    def _take(self, field, read):
        self.questions.extend(read.questions)
        if read.value is not None:
            self.values[field] = read.value

    # Fields

    def _name(self):
        parts = [text_of(self._cell(name)) for name in ("family_name", "given_name")]
        text = text_of(self._cell("full_name")) or " ".join(filter(None, parts))
        if not text or is_blank(text):
            if not self.lacking & {index for name in NAMES for index in self.places.get(name, ())}:
                self._ask("full_name", Why.NAME_MISSING, text)
            return
        read = read_name(text)
        self.questions.extend(read.questions)
        if read.value:
            self.values["full_name"], nickname = read.value
            if nickname:
                self.values["nickname"] = nickname

    def _birth(self):
        cell = self._birth_cell()
        if "birth_year" in self.places:
            parts = [self._cell(f"birth_{part}") for part in ("day", "month", "year")]
            self._take("birth", births.read_birth_parts(*parts, today=self.today))
        elif text_of(cell):
            self._take("birth", self._read_birth(cell, "birth"))
        else:
            self._birth_by_sex()
        if "birth" not in self.values and "age" in self.places:
            self._take("birth", births.read_age(self._cell("age"), today=self.today))

    def _birth_cell(self):
        """Her birth; where day and year have a column each, what both say together."""
        cells = self._all("birth")
        return births.joined(cells, today=self.today) if len(cells) > 1 else self._cell("birth")

    def _read_birth(self, cell, field):
        text = text_of(cell)
        if is_ditto(text):
            return births.asked("birth", Why.DATE_UNREADABLE, text)
        habit = self.habits.get(field)
        month_first = bool(habit and habit.month_first)
        read = births.read_birth(cell, today=self.today, month_first=month_first)
        return habit.amended(read, cell, "birth") if habit else read

    def _birth_by_sex(self):
        """The year stands in the column of women, or of men."""
        woman, man = self._cell("birth_woman"), self._cell("birth_man")
        if text_of(woman):
            self._take("birth", self._read_birth(woman, "birth_woman"))
        elif text_of(man):
            self._take("birth", self._read_birth(man, "birth_man"))
            self._ask("sex", Why.MAN, text_of(man))

    def _numbers(self):
        born = self.values.get("birth")
        self._take("national_id", read_national_id(self._cell("national_id"), born=born))
        self._take("phone", read_member_phone(self._cell("phone")))

    def _choices(self):
        for field in CHOICES:
            if field in self.places:
                self._take(field, self.readers[field].read(self._cell(field)))
        for field, columns in self.spread.items():
            self._spread_choice(field, columns)
        if "schooling" in self.places:
            self._schooling(self.readers["schooling"].read(self._cell("schooling")))
        if "hardship" in self.places:
            self._hardship()
        self._sex()

    def _spread_choice(self, field, columns):
        """One answer spread over columns, of which one is marked."""
        marked = [column for column in columns if self._is_marked(column.index)]
        if len(marked) > 1:
            self._ask(field, Why.CHOICE_TWO, ", ".join(column.header for column in marked))
        elif marked:
            self.values[field] = marked[0].field.split("=")[1]

    def _is_marked(self, index):
        text = text_of(self.cells[index]) if index < len(self.cells) else ""
        return bool(text) and mark_of(text) is not False

    def _schooling(self, read):
        self.questions.extend(read.questions)
        if read.value:
            level, detail = read.value
            self.values["schooling"] = level
            if detail:
                self.values["schooling_detail"] = detail

    def _hardship(self):
        cell = self._cell("hardship")
        if mark_of(text_of(cell)) is not False:
            self._take("hardship", self.readers["hardship"].read(cell))

    def _sex(self):
        """Only a man is worth a question; an empty cell or "nữ" is what a list of women says."""
        text = text_of(self._cell("sex")).lower()
        if text in ("nam", "ông", "trai") or self.values.get("sex") == "man":
            self._ask("sex", Why.MAN, text or "Nam")
        self.values.pop("sex", None)

    def _joined(self):
        if "joined_year" in self.places:
            parts = [text_of(self._cell(f"joined_{part}")) for part in ("day", "month", "year")]
            cell = "/".join(filter(None, parts))
        else:
            cell = self._cell("joined")
        habit = self.habits.get("joined")
        month_first = bool(habit and habit.month_first)
        born = self.values.get("birth")
        read = births.read_joined(cell, today=self.today, born=born, month_first=month_first)
        self._take("joined", habit.amended(read, cell, "joined") if habit else read)

    def _marks(self):
        for field in MARKS:
            if field in self.places:
                self._take(field, read_mark(self._cell(field), field))
        for index in self.places.get("party_on", ()):
            cell = self.cells[index] if index < len(self.cells) else ""
            if isinstance(cell, datetime.date) or not is_blank(text_of(cell)):
                self._take("party", read_mark(cell, "party"))
        if "party_on" in self.places:
            self.values.setdefault("party", False)

    def _texts(self):
        for field in TEXTS:
            text = text_of(self._cell(field))[:LONGEST_TEXT]
            if text and not is_blank(text):
                self.values[field] = in_title_case(text) if field == "head_name" else text

    def _notes(self):
        """The column "working away", and what notes say of it and of other things."""
        away = self._cell("away")
        self._away_column(away)
        notes = [text_of(self._resolved("note", cell)) for cell in self._all("note")]
        for text in (*notes, text_of(self._cell("kind"))):
            if text and not is_blank(text):
                self._note(text)
        if kept := "; ".join(text for text in notes if text and not is_blank(text)):
            self.values["note"] = kept[:LONGEST_TEXT]
        is_asked = any(question.field == "away" for question in self.questions)
        if not is_asked and {"note", "away"} & self.places.keys():
            self.values.setdefault("away", False)

    def _all(self, field):
        indexes = self.places.get(field, ())
        return [self.cells[i] for i in indexes if i < len(self.cells) and self.cells[i] != ""]

    def _away_column(self, cell):
        if "away" not in self.places:
            return
        read, place = read_mark(cell, "away"), ""
        if read.value is None:
            read, place = read_away(text_of(cell))
        self._take("away", read)
        place = place or text_of(self._cell("away_place"))
        if read.value and place:
            self.values["away_place"] = place

    def _note(self, text):
        told = read_note(text)
        self.questions.extend(told.questions)
        for field, value in told.flags.items():
            self.values[field] = value or self.values.get(field, False)
        if told.place:
            self.values.setdefault("away_place", told.place)

    def _uncomputed(self):
        for field, places in self.places.items():
            if self.lacking.intersection(places) and field != "order":
                self._ask(
                    field.split("_")[0] if field.startswith("birth") else field, Why.UNCOMPUTED, ""
                )

    def _raw(self):
        raw = {}
        for field, places in self.places.items():
            texts = [text_of(self.cells[i]) for i in places if i < len(self.cells)]
            if any(texts):
                raw[field] = "; ".join(filter(None, texts))
        return raw
