"""Workbooks of Excel and LibreOffice as grids, through calamine."""

import re
import struct

from django.utils.translation import gettext as _

from imports.reading.files import apart, opendocument, packages
from imports.reading.results import Unreadable

_BOOKS = {"xl/workbook.xml", "xl/workbook.bin"}
_OPENDOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHER_STREAMS = [
    name.encode("utf-16-le") for name in ("WordDocument", "PowerPoint Document", "__properties")
]
# The record of an .xls that tells how far a sheet reaches: 12 bytes, and 2 that are always 0.
_DIMENSIONS = re.compile(rb"\x00\x02\x0e\x00(.{12})\x00\x00", re.DOTALL)
_XLS_ROWS, _XLS_COLUMNS = 65_536, 256


def read_package(content):
    """Grids of .xlsx, .xlsm, .xlsb and .ods."""
    package = packages.open_package(content)
    if package.names & _BOOKS:
        return _read_excel(package)
    if package.names >= {"mimetype", "content.xml"}:
        return _read_opendocument(package)
    raise Unreadable(_not_a_workbook())


def read_ole(content):
    """Grids of .xls; also the wrapping that a password puts around .xlsx."""
    if _ENCRYPTED in content:
        raise Unreadable(packages.locked())
    if any(stream in content for stream in _OTHER_STREAMS):
        raise Unreadable(_not_a_workbook())
    for match in _DIMENSIONS.finditer(content):
        rows, columns = struct.unpack("<4xI2xH", match[1])
        if rows <= _XLS_ROWS and columns <= _XLS_COLUMNS:
            packages.check_span(rows, columns)
    return apart.grids_of(content)


def _not_a_workbook():
    return _(
        "This is not a workbook, whatever its name says. Send the list as Excel (.xlsx or .xls), "
        "LibreOffice (.ods) or text (.csv)."
    )


def _read_excel(package):
    grids = apart.grids_of(package.content)
    for grid in grids:
        _join(grid, package.part_of(grid.name))
    return grids


def _read_opendocument(package):
    if not package.text_of("mimetype").startswith(_OPENDOCUMENT):
        raise Unreadable(_not_a_workbook())
    parts = opendocument.parts(package.text_of("content.xml"))
    grids = apart.grids_of(package.content)
    for grid, part in zip(grids, parts, strict=False):
        _join(grid, part)
        grid.merged = part.merged
    return grids


def _join(grid, part):
    """Add to a grid what the XML of its sheet told."""
    grid.uncomputed = part.uncomputed
    grid.cut = grid.cut or part.cut
