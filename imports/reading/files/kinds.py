"""What kind of file was handed in, by its first bytes: names lie."""

from django.utils.translation import gettext as _

from imports.reading import limits
from imports.reading.files import markup, spreadsheetml, texts, webpages, workbooks
from imports.reading.results import Unreadable

_PDF, _ZIP, _OLE = b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_RICH_TEXT = b"{\\rtf"


def open_file(content):
    """The grids of a workbook, a text file (bytes) or a paste (text). Raises `Unreadable`."""
    if isinstance(content, str):
        return texts.read_paste(content)
    _check_size(content)
    if content.startswith(_ZIP):
        return workbooks.read_package(content)
    if content.startswith(_OLE):
        return workbooks.read_ole(content)
    _refuse_other_kinds(content)
    if markup.is_workbook(content):
        return spreadsheetml.read_workbook(content)
    if markup.is_archive(content):
        return webpages.read_archive(content)
    if markup.is_page(content):
        return webpages.read_page(content)
    return texts.read_text_file(content)


def _check_size(content):
    if not content.strip(b"\x00 \t\r\n"):
        raise Unreadable(_("The file is empty. Choose the workbook that holds the list."))
    if len(content) > limits.FILE_BYTES:
        raise Unreadable(
            _(
                "The file has %(size)s MB; at most %(limit)s MB are read. Take out pictures and "
                "sheets that are not lists, or send the branches one by one."
            )
            % {
                "size": -(-len(content) // limits.MEGABYTE),
                "limit": limits.FILE_BYTES // limits.MEGABYTE,
            }
        )


def _refuse_other_kinds(content):
    start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(_PDF):
        raise Unreadable(
            _(
                "This is a PDF, from which no list can be read. Send the Excel file that it was "
                "printed from."
            )
        )
    if start.startswith(_PICTURES):
        raise Unreadable(
            _("This is a picture. Send the list as an Excel file, or type it into the template.")
        )
    if start.lower().startswith(_RICH_TEXT):
        raise Unreadable(
            _(
                "This is a document saved under another name. Copy its table into Excel, save it "
                "as an Excel workbook (.xlsx), and send that."
            )
        )
