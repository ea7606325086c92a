"""What registers and household grids have in common: sheets, lists, sections, rows that count."""

from dataclasses import replace

from django.utils.translation import gettext as _

from imports.reading import fonts, limits
from imports.reading.files import open_file
from imports.reading.lists import lists_in
from imports.reading.merged import spans, spread
from imports.reading.results import SheetReading
from imports.reading.rows import NOTHING, PERSON, Judge, What
from imports.reading.values.cells import text_of
from imports.reading.vocabulary import WHOLE

MOST_LEFT_OUT = 20  # rows that are named


class SheetsReader:
    """Reads every list of a file. A subclass names its `vocabulary` and reads one list."""

    vocabulary = None

    def __init__(self, name, mapping, encoding):
        self.name, self.encoding = name, encoding
        self.mapping = mapping or {}

    def sheets(self, content):
        """A `SheetReading` for each list that holds somebody, and what was left out."""
        found, problems = [], []
        for grid in open_file(content):
            if grid.hidden:
                left_out = _("The hidden sheet “%(sheet)s” was left out.")
                problems.append(left_out % {"sheet": grid.name})
                continue
            decoded, font = fonts.decoded_grid(grid, self.encoding, self._is_heading)
            read = [self.read_list(listed, font) for listed in lists_in(decoded, self.vocabulary)]
            found += [sheet for sheet in read if sheet and sheet.rows]
        return found, problems

    def _is_heading(self, text):
        return self.vocabulary.best_of(text)[1] == WHOLE

    def read_list(self, listed, font):
        """The `SheetReading` of one list, or None when it is no list of this kind."""
        raise NotImplementedError

    def mapping_of(self, listed):
        """What the officer says of the columns of a list, by their place."""
        told = self.mapping.get(listed.grid.name, {})
        fields = {int(index): field or None for index, field in told.items()}
        return {index: field for index, field in fields.items() if index in listed.columns}


class Walk:
    """Goes down the rows of a list: enters sections, and gives the rows that hold somebody."""

    def __init__(self, listed, index, places, *, names, personal):
        self.listed, self.places = listed, places
        self.going_on = spread(listed, {index[name] for name in names if name in index})
        self.rows = [row for row in listed.numbered_rows() if row[0] not in self.going_on]
        self.judge = Judge(index, names, personal, spans(listed))
        self.sections, self.left_out = [], []

    def __iter__(self):
        """(row number, cells, what the section says of her, columns without a computed value)."""
        standing, passed_over, after_person = "", [], False
        for place, (number, cells) in enumerate(self.rows):
            judged = self._judged(place, after_person)
            after_person = judged.what is What.PERSON
            if judged.what is What.SECTION:
                standing = judged.standing
                self.sections.append(self.places.enter(number, judged))
            elif after_person:
                self.left_out += passed_over
                passed_over = []
                yield number, cells, standing, self._uncomputed(number, cells)
            elif judged.what is What.NOTHING:
                passed_over += [(number + 1, text) for text in _wording(cells)[:1]]

    def _judged(self, place, after_person):
        """What a row is; a name alone is a section before a 1, and a person among persons."""
        judged = self.judge.judge(*self.rows[place])
        if judged.what is not What.LONE_NAME:
            return judged
        order = self._next_order(place)
        if order.strip("().") == "1":
            return replace(judged, what=What.SECTION)
        is_among = after_person and order.strip("().").isdigit()
        return PERSON if is_among else NOTHING

    def _next_order(self, place):
        following = (
            cells for _number, cells in self.rows[place + 1 :] if any(c != "" for c in cells)
        )
        return self.judge.order_of(next(following, ()))

    def _uncomputed(self, number, cells):
        uncomputed = self.listed.grid.uncomputed
        return uncomputed and [c for c in range(len(cells)) if (number, c) in uncomputed]


def _wording(cells):
    return [text for cell in cells if any(map(str.isalpha, text := text_of(cell)))]


def told(listed, columns, walk, font, rows):
    """The `SheetReading` of a list that has been walked."""
    header, grid, block = listed.header, listed.grid, listed.block
    rows = tuple(replace(row, block=block) for row in rows)  # the walk is done only then
    return SheetReading(
        name=grid.name,
        header_rows=tuple(range(header.first + 1, header.last + 2)),
        columns=tuple(column for column in columns if column.index in listed.columns),
        sections=tuple(walk.sections),
        encoding_found=font,
        rows=rows,
        problems=tuple(_problems(grid, walk)),
        block=block,
    )


def _problems(grid, walk):
    if grid.cut:
        cut = _("Only the first %(limit)s rows of “%(sheet)s” were read.")
        if not grid.name:
            cut = _("Only the first %(limit)s rows were read.")
        yield cut % {"limit": limits.ROWS, "sheet": grid.name}
    for number, text in walk.left_out[:MOST_LEFT_OUT]:
        yield _("Row %(row)s holds nobody, as it seems: “%(text)s”.") % {
            "row": number,
            "text": text,
        }
