"""Workbooks that are ZIP packages: how much they unfold to, before anything else opens them.

The sizes that a package states are not believed: every part is unfolded once and counted, and what
would be too much is noticed on the way. The XML of each sheet is looked through for what the
parser of workbooks would not say: rows beyond the limit, and formulas without a value.
"""

import html
import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from imports.reading import limits
from imports.reading.results import Unreadable

_CHUNK, _NO_END = 1024 * 1024, 1 << 60
_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
# Within one tag, and not for ever: a file of tags that never end is looked through once as well.
_IN_TAG = r"[^<>]{0,400}"
_SHEET_NAMED = re.compile(
    rf"<(?:\w+:)?sheet\s{_IN_TAG}?\bname=\"([^\"<]{{0,400}})\"{_IN_TAG}?\bid=\"([^\"<]{{0,400}})\""
)
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^<>]*>")
_ATTRIBUTE = re.compile(r"\b(Id|Target)=\"([^\"]*)\"")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_IN = _IN_TAG.encode()
_FAR_ROW = re.compile(rb"<(?:\w+:)?row\s%b?\br=\"(\d{6,9})\d*\"" % _IN)
_END_OF_CELL = re.compile(rb"</(?:\w+:)?c>")  # an empty cell has none
_END_OF_ROWS = re.compile(rb"</(?:\w+:)?sheetData>")
_WIDE_CELL = re.compile(rb"<(?:\w+:)?c\s%b?\br=\"([A-Z]{2,3})\d+\"%b(?<!/)>" % (_IN, _IN))
_ROW = re.compile(rb"<(?:\w+:)?row\s%b?\br=\"(\d{1,9})\d*\"" % _IN)
_UNCOMPUTED = re.compile(
    rb"<(?:\w+:)?c\s%b?\br=\"([A-Z]{1,3})(\d{1,9})\"%b>"
    rb"<(?:\w+:)?f\b(?:%b/>|%b>[^<]*</(?:\w+:)?f>)"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</" % (_IN, _IN, _IN, _IN)
)


@dataclass
class Part:
    """What one sheet's XML tells beyond its cells."""

    uncomputed: set = field(default_factory=set)
    cut: bool = False


@dataclass
class Package:
    """A package that may be opened: its bytes (without rows beyond the limit) and its parts."""

    content: bytes
    names: frozenset
    parts: dict = field(default_factory=dict)
    places: dict = field(default_factory=dict)

    def part_of(self, sheet):
        """What the XML of a sheet told, by the sheet's name; nothing where it cannot be found."""
        return self.parts.get(self.places.get(sheet), Part())

    def text_of(self, name):
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            return archive.read(name)


def open_package(content):
    """Unfold every part once, counting. Raises `Unreadable` for what is damaged or too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _look_through(archive, content)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise Unreadable(damaged()) from error
    except RuntimeError as error:  # a part is encrypted
        raise Unreadable(locked()) from error


def damaged():
    return _(
        "The file is damaged or was not sent whole. Open it in Excel, save it again, and send that."
    )


def locked():
    return _(
        "The file is locked with a password. Open it in Excel, take the password off "
        "(File, Info, Protect Workbook), save, and send it again."
    )


def _look_through(archive, content):
    package = Package(content, frozenset(archive.namelist()))
    left, changed, told = limits.UNPACKED_BYTES, {}, {}
    for info in archive.infolist():
        is_sheet = bool(_SHEET.fullmatch(info.filename))
        is_told = info.filename in (_BOOK, _RELATIONS)
        size, xml = _unfold(archive, info, left, keep=is_sheet or is_told)
        left -= size
        if is_told:
            told[info.filename] = xml.decode("utf-8", errors="replace")
        if is_sheet:
            package.parts[info.filename], shorter = _look_at_sheet(xml)
            if shorter is not None:
                changed[info.filename] = shorter
    if changed:
        package.content = _rewritten(archive, changed)
    package.places = _places(told.get(_BOOK, ""), told.get(_RELATIONS, ""))
    return package


def _places(book, relations):
    """In which part each sheet lies: numbers of parts need not follow the order of sheets."""
    targets = {}
    for relation in _RELATION.findall(relations):
        told = dict(_ATTRIBUTE.findall(relation))
        targets[told.get("Id")] = "xl/" + told.get("Target", "").removeprefix("/xl/")
    return {html.unescape(name): targets.get(key) for name, key in _SHEET_NAMED.findall(book)}


def _unfold(archive, info, left, *, keep):
    """The true size of a part, and its bytes if they are wanted; refuses more than `left`."""
    info.file_size = _NO_END  # read on past what the package states
    size, kept = 0, bytearray()
    with archive.open(info) as part:
        while chunk := part.read(_CHUNK):
            size += len(chunk)
            if size > left:
                raise Unreadable(
                    _(
                        "The file unfolds to more than %(limit)s MB. Copy the list alone into a "
                        "new workbook and send that."
                    )
                    % {"limit": limits.UNPACKED_BYTES // limits.MEGABYTE}
                )
            if keep:
                kept += chunk
    return size, kept


def _look_at_sheet(xml):
    """What the XML of a sheet tells, and the XML to read instead if it goes on past the limit."""
    near, far = _parted(xml)
    _check_span(near)
    uncomputed = set()
    if b"<f" in near or b":f" in near:
        uncomputed = {_place(*match.groups()) for match in _UNCOMPUTED.finditer(near)}
    is_cut = bool(_END_OF_CELL.search(far))
    end = _END_OF_ROWS.search(far)
    shorter = near + far[end.start() :] if is_cut and end else None
    return Part(uncomputed, cut=is_cut), shorter


def _parted(xml):
    """The XML up to the last row that is read, and the rest."""
    far = (match for match in _FAR_ROW.finditer(xml) if int(match[1]) > limits.ROWS)
    first = next(far, None)
    return (xml[: first.start()], xml[first.start() :]) if first else (xml, b"")


def _check_span(xml):
    """Refuse a sheet of few cells far apart: the parser would fill all the room between them."""
    columns = max((_column(match[1]) for match in _WIDE_CELL.finditer(xml)), default=0)
    if columns:
        check_span(max((int(match[1]) for match in _ROW.finditer(xml)), default=0), columns)


def check_span(rows, columns):
    """Refuse a sheet that reaches too far right, or far right and far down."""
    if columns > limits.COLUMNS:
        raise too_wide(columns)
    if rows * columns > limits.CELLS:
        raise Unreadable(
            _(
                "A sheet of the file reaches to row %(rows)s and column %(columns)s, which is more "
                "than a list. Delete what stands far from the list, and send it again as .xlsx."
            )
            % {"rows": rows, "columns": columns}
        )


def check_rows(number):
    """Refuse a file of many sheets that each reach far down: it is small and fills all memory."""
    if number > limits.ALL_ROWS:
        raise Unreadable(
            _(
                "The sheets of the file have more than %(limit)s rows together. Delete the sheets "
                "that are not lists, or send the lists one by one."
            )
            % {"limit": limits.ALL_ROWS}
        )


def too_wide(columns):
    return Unreadable(
        _(
            "A sheet of the file reaches to its column %(columns)s; at most %(limit)s are read. "
            "Delete the columns right of the list and send it again."
        )
        % {"columns": columns, "limit": limits.COLUMNS}
    )


def _column(letters):
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _place(letters, row):
    return int(row) - 1, _column(letters) - 1


def _rewritten(archive, changed):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copy:
        for name in archive.namelist():
            copy.writestr(name, changed[name] if name in changed else archive.read(name))
    return out.getvalue()
