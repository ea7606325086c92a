"""What registers and household grids have in common: sheets, lists, sections, rows that count."""

from django.utils.translation import gettext as _

from imports.reading import fonts, limits
from imports.reading.files import open_file
from imports.reading.lists import lists_in
from imports.reading.merged import spans, spread
from imports.reading.results import SheetReading
from imports.reading.rows import Judge, What


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
            decoded, font = fonts.decoded_grid(grid, self.encoding)
            read = [self.read_list(listed, font) for listed in lists_in(decoded, self.vocabulary)]
            found += [sheet for sheet in read if sheet and sheet.rows]
        return found, problems

    def read_list(self, listed, font):
        """The `SheetReading` of one list, or None when it is no list of this kind."""
        raise NotImplementedError

    def mapping_of(self, listed):
        """What the officer says of the columns of a list, by their place."""
        told = self.mapping.get(listed.grid.name, {})
        return {int(index): field or None for index, field in told.items()}


class Walk:
    """Goes down the rows of a list: enters sections, and gives the rows that hold somebody."""

    def __init__(self, listed, index, places, *, names, personal):
        self.listed, self.places = listed, places
        self.going_on = spread(listed, {index[name] for name in names if name in index})
        self.judge = Judge(index, names, personal, spans(listed))
        self.sections = []

    def __iter__(self):
        """(row number, cells, what the section says of her, columns without a computed value)."""
        standing, uncomputed = "", self.listed.grid.uncomputed
        for number, cells in self.listed.numbered_rows():
            if number in self.going_on:
                continue
            judged = self.judge.judge(number, cells)
            if judged.what is What.SECTION:
                standing = judged.standing
                self.sections.append(self.places.enter(number, judged))
            elif judged.what is What.PERSON:
                lacking = uncomputed and [c for c in range(len(cells)) if (number, c) in uncomputed]
                yield number, cells, standing, lacking or ()


def told(listed, columns, walk, font, rows):
    """The `SheetReading` of a list that has been walked."""
    header, grid = listed.header, listed.grid
    problems = []
    if grid.cut:
        cut = _("Only the first %(limit)s rows of “%(sheet)s” were read.")
        problems.append(cut % {"limit": limits.ROWS, "sheet": grid.name})
    return SheetReading(
        name=grid.name,
        header_rows=tuple(range(header.first + 1, header.last + 2)),
        columns=tuple(columns),
        sections=tuple(walk.sections),
        encoding_found=font,
        rows=tuple(rows),
        problems=tuple(problems),
    )
