"""One sheet of an invented register: title block, headings, sections, people, signatures."""

from tests.imports.invented.people import woman
from tests.imports.invented.words import words

TOLD = ("full_name", "birth", "national_id", "phone", "ethnicity", "religion", "away")
PARTS = {
    "birth three": (("day", "Ngày"), ("month", "Tháng"), ("year", "Năm")),
    "birth by_sex": (("man", "Nam"), ("woman", "Nữ")),
    "name": (("family", ""), ("given", "")),
    "spread religion": tuple((v, v) for v in ("Công giáo", "Phật giáo", "Tin Lành", "Không")),
    "spread ethnicity": tuple(
        (v, v) for v in ("Kinh", "Cơ-ho", "Mạ", "Chu-ru", "Nùng", "Tày", "Hoa")
    ),
}
ROMAN = ("I", "II", "III", "IV", "V")


class Page:
    """Writes one sheet and tells the truth of each row."""

    def __init__(self, plan, sheet, branches, truth):
        self.plan, self.sheet, self.branches, self.truth = plan, sheet, branches, truth
        self.dice, self.habits = plan.dice, plan.habits
        self.columns = [column for name in plan.fields for column in self._parts(name)]
        self.names = [column[0] for column in self.columns]

    def write(self):
        if self.plan.place != "blocks":
            self._title("")
            self._header()
        for number, branch in enumerate(self.branches, start=1):
            if self.plan.place == "blocks":
                self._title(branch)
                self._header()
            elif self.plan.place == "sections":
                self._section(number, branch)
            elif number > 1 and self.dice.random() < 0.1:
                self._header()  # the top of a further page
            self._people(branch)
            if self.plan.place == "blocks":
                self._footer()
        if self.plan.place != "blocks":
            self._footer()

    def _parts(self, name):
        """(column, heading over it, heading below) for each column of a field."""
        heading = self.habits.headings[name]
        key = {"full_name": "name", "birth": f"birth {self.plan.birth_form}"}.get(
            name, f"spread {name}"
        )
        is_parted = {
            "full_name": self.plan.name_parted,
            "birth": self.plan.birth_form != "one",
        }.get(name, self.plan.spread == name)
        if not is_parted:
            return [(name, heading, "")]
        first, *others = PARTS[key]
        return [(first[0], heading, first[1]), *((part, "", below) for part, below in others)]

    # Rows

    def _row(self, cells):
        self.sheet.rows.append([cells.get(name, "") for name in self.names])

    def _line(self, text, column=0):
        row = [""] * len(self.names)
        row[min(column, len(row) - 1)] = text
        self.sheet.rows.append(row)

    def _title(self, branch):
        is_told = bool(branch) or self.plan.place == "title"
        if self.dice.random() < 0.1 and not is_told:
            return
        middle = len(self.names) // 3
        self._line("HỘI LHPN HUYỆN DI LINH")
        self._line(f"HỘI LHPN XÃ {self.plan.commune.upper()}")
        form = self.dice.choice(words("title")) if is_told else "DANH SÁCH HỘI VIÊN NĂM 2023"
        self._line(form.format((branch or self.branches[0]).upper()), middle)
        if self.dice.random() < 0.5:
            self._line("(Tính đến ngày 30/9/2023)", middle)
        if self.dice.random() < 0.5:
            self._line("")

    def _header(self):
        top = [column[1] for column in self.columns]
        below = [column[2] for column in self.columns]
        first = len(self.sheet.rows)
        self.sheet.rows.append(top)
        if any(below):
            self.sheet.rows.append(below)
        if self.plan.has_merges:
            self._merge_header(first, top, below)
        if self.dice.random() < 0.2:
            form = self.dice.choice(("({})".format, int))
            self.sheet.rows.append([form(n) for n in range(1, len(self.names) + 1)])

    def _merge_header(self, first, top, below):
        column = 0
        while column < len(top):
            last = column
            while last + 1 < len(top) and top[last + 1] == "":
                last += 1
            if last > column:
                self.sheet.merged.append((first, column, first, last))
            elif any(below) and self.dice.random() < 0.9:
                self.sheet.merged.append((first, column, first + 1, column))
            column = last + 1

    def _section(self, number, branch):
        form = self.dice.choice(words("section"))
        text = form.format(branch.upper() if form.isupper() else branch)
        if "order" in self.names and self.dice.random() < 0.6:
            row = [""] * len(self.names)
            place = self.names.index("order")
            row[place : place + 2] = [ROMAN[number - 1], text]
            self.sheet.rows.append(row)
            return
        self._line(f"{ROMAN[number - 1]}. {text}" if self.dice.random() < 0.5 else text)
        if self.plan.has_merges and self.dice.random() < 0.5:
            place = len(self.sheet.rows) - 1
            self.sheet.merged.append((place, 0, place, len(self.names) - 1))

    def _people(self, branch):
        above, first, count = None, len(self.sheet.rows), self.dice.randint(6, 18)
        for number in range(1, count + 1):
            person = woman(self.dice)
            self._person(number, branch, person, above)
            above = person
            if self.dice.random() < 0.02 and self.plan.place != "merged_column":
                self._line("")
        if self.plan.place == "merged_column":
            column = self.names.index("branch")
            self.sheet.merged.append((first, column, len(self.sheet.rows) - 1, column))
        elif self.plan.place == "sections" and self.dice.random() < 0.2:
            self._line(self.dice.choice(words("subtotal")).format(count), 1)
        if (
            self.dice.random() < 0.1
            and "order" in self.names
            and self.plan.place != "merged_column"
        ):
            for number in range(count + 1, count + 4):  # numbered ahead for those to come
                self._row({"order": number})

    def _person(self, number, branch, person, above):
        cells = {"order": number} | self._cells(person, branch)
        for name in ("ethnicity", "religion"):
            same = above is not None and getattr(above, name) == getattr(person, name) is not None
            if same and self.dice.random() < self.habits.ditto_share:
                cells[name] = self.habits.ditto
        self._row(cells)
        self._tell(person, branch)

    def _cells(self, person, branch):
        dice, habits, names = self.dice, self.habits, person.full_name.split()
        birth = person.birth.split("-")
        whole = len(birth) > 1
        is_merged = self.plan.place == "merged_column"
        is_first = not self.truth or self.truth[-1]["branch"] != branch
        return {
            "full_name": habits.name(person.full_name),
            "family": habits.name(" ".join(names[:-1])),
            "given": habits.name(names[-1]),
            "birth": habits.birth(person.birth),
            "day": int(birth[2]) if whole else "",
            "month": int(birth[1]) if whole else "",
            "year": int(birth[0]),
            "woman": habits.birth(person.birth),
            "national_id": habits.national_id(person.national_id),
            "phone": habits.phone(person.phone),
            "ethnicity": habits.spelt("ethnicity", person.ethnicity),
            "religion": habits.spelt("religion", person.religion),
            "schooling": habits.spelt("schooling", person.schooling),
            "joined": dice.choice(
                (person.joined, f"8/3/{person.joined}", f"20/10/{person.joined}")
            ),
            "core": habits.marked(person.core),
            "party": habits.marked(person.party),
            "away": habits.marked(person.away),
            "branch": branch if is_first or not is_merged else "",
            "address": branch if dice.random() < 0.7 else f"{branch}, xã {self.plan.commune}",
            "occupation": dice.choice(("Nông dân", "Làm nông", "Buôn bán", "Nội trợ", "")),
            "head_name": f"Nguyễn Văn {dice.choice(('Tài', 'Hùng', 'Sơn'))}",
            "issued": "10/5/2021",
            "native": "Quảng Nam",
            "note": habits.note(person.away, told_elsewhere="away" in self.names),
            **self._spread(person),
        }

    def _spread(self, person):
        """The columns of a choice that is marked."""
        if not self.plan.spread:
            return {}
        value = getattr(person, self.plan.spread)
        return {value: "x"} if value else {}

    def _tell(self, person, branch):
        told = {key: getattr(person, key) for key in TOLD}
        for key in ("national_id", "phone", "ethnicity", "religion"):
            if key not in self.plan.fields:
                told[key] = None
        if not {"note", "away"} & set(self.names):
            told["away"] = False
        told |= {"branch": branch, "sheet": self.sheet.name, "source_row": len(self.sheet.rows)}
        self.truth.append(told)

    def _footer(self):
        if self.dice.random() < 0.2 and self.plan.place != "blocks":
            return
        right = max(len(self.names) - 3, 2)
        self._line("")
        if self.dice.random() < 0.5:
            self._line(self.dice.choice(words("end")).format(len(self.truth)), 1)
        self._line(f"{self.plan.commune}, ngày 30 tháng 9 năm 2023", right)
        self._line("NGƯỜI LẬP BIỂU", 1)
        self.sheet.rows[-1][min(right, len(self.names) - 1)] = "TM. BAN THƯỜNG VỤ\nCHỦ TỊCH"
        self._line("")
        self._line("Nguyễn Thị Bích", 1)
        self._line("")
