"""Web pages and XML that bear the name of a workbook: told by how they begin."""

import re

_PAGE = re.compile(
    rb"<(?:!doctype|!--|\?xml|html|head|meta|title|style|script|body|center|div|form|table|thead|tbody|tr|"
    rb"font|span|p|b|br|h[1-6])[\s/>\"\[]"
)
_WORKBOOK = re.compile(rb"<(?:\w+:)?workbook\s[^>]*urn:schemas-microsoft-com:office:spreadsheet")
_ARCHIVE = re.compile(rb"content-type:\s*multipart/(?:related|mixed|alternative)")
_BOUNDARY = re.compile(rb"boundary\s*=\s*(?:\"([^\"\r\n]{1,70})\"|([^\s;]{1,70}))", re.IGNORECASE)
_HEADER = re.compile(rb"[a-z][a-z-]*:\s")
_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?([\w-]+)")
_BEGINNING = 4096


def beginning_of(content):
    """The first signs of a file, small, without byte order mark and the zeros of UTF-16."""
    start = content[:_BEGINNING].replace(b"\x00", b"")
    return start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()


def is_page(content):
    return bool(_PAGE.match(beginning_of(content)))


def is_workbook(content):
    """Whether it is an "XML Spreadsheet 2003"."""
    return bool(_WORKBOOK.search(beginning_of(content)))


def is_archive(content):
    """Whether it is a page with all its parts in one file (.mht), as Excel saves it."""
    start = beginning_of(content)
    return bool(_HEADER.match(start) and _ARCHIVE.search(start) and boundary_of(content))


def boundary_of(content):
    """What stands between the parts of an archive, b"" where it is not said."""
    found = _BOUNDARY.search(content[:_BEGINNING])
    return (found[1] or found[2]) if found else b""


def charset_of(content):
    """The encoding that a page names itself, "" where it names none."""
    found = _CHARSET.search(beginning_of(content))
    return found[1].decode() if found else ""
