"""Names of branches, wherever a register tells them: in a section row, a title, a sheet's name.

"I. Chi hội phụ nữ thôn Tân Phú 1 - xã Đinh Lạc (69 HV)" is the branch "thôn Tân Phú 1". A branch
that only has a number ("Chi hội 3") keeps its word. Groups ("Tổ 2") stand below a branch.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from core.text import fold, nfc
from imports.reading.values.names import in_title_case

_PLACES = (
    "thôn|tổ dân phố|tổ dân cư|tổ nhân dân|tdp|khu phố|khu dân cư|khu|kp|ấp|buôn|bon|xóm|"
    "khối phố|khối|bản|làng"
)
_NUMBERING = re.compile(
    r"^\s*(?:[IVXLC]{1,6}|[A-ZĐ]|\d{1,2}(?:\.\d{1,2})?)\s*[.)/:\-–]+\s*(?=\S)|^[*+\-–•]\s*"
)
_BEFORE = r"(?<![\w])(?<!nông )(?<!các )(?<!số )(?<!từng )(?<!mỗi )(?<!trong )(?<!theo )"
_CHI_HOI = re.compile(
    rf"{_BEFORE}(?:chi\s*hội|chpn|ch)\b\.?\s*(?:phụ nữ|pn|lhpn|hội phụ nữ)?\s*[:.\-–]?\s*"
    r"(?P<name>\S.*)",
    re.IGNORECASE,
)
_PLACE = re.compile(rf"{_BEFORE}(?P<name>(?:{_PLACES})\b\.?\s*[:.]?\s*\S.*)", re.IGNORECASE)
_STARTS_WITH_PLACE = re.compile(rf"(?P<word>{_PLACES})\b\.?\s*[:.]?\s*(?P<rest>.*)", re.IGNORECASE)
_GROUP = re.compile(
    r"^(?:tổ|nhóm)\s*(?:phụ nữ|pn|hội viên|hội|sinh hoạt)?\s*(?:số\s*)?"
    r"(?:\d{1,2}[a-z]?|[IVX]{1,5}|[A-ZĐ])$",
    re.IGNORECASE,
)
_TAILS = (
    re.compile(r"\s*[(\[].*$"),
    re.compile(
        r"\s*[:;,\-–.]*\s*(?:có|gồm|tổng số|tổng|ts)?\s*:?\s*\d+\s*"
        r"(?:hội viên|hv|chị|người|đ/c|hộ)\b.*$",
        re.I,
    ),
    re.compile(r"\s*[:;]\s*\d+\s*$"),
    re.compile(r"\s*[,\-–/]?\s*\b(?:xã|thị trấn|phường|huyện|tỉnh|tt\.)\s+\S.*$", re.IGNORECASE),
    re.compile(r"\s*[,\-–]?\s*\b(?:năm|quý|tháng|đến ngày|tính đến)\s+[\dIVX].*$", re.IGNORECASE),
    re.compile(r"\s+[-–]\s+\S.*$"),
)
_NO_BRANCH = re.compile(
    r"\b(?:trưởng|phó|phụ nữ$|hội viên|danh sách|tổng|\d\s*không|\d\s*có|mới|trực thuộc|"
    r"gia đình)\b",
    re.IGNORECASE,
)
_GENERIC_SHEET = re.compile(
    r"^(?:sheet|trang tinh|trang|bang|data|du lieu|(?:ds|danh sach)?\s*(?:hv|hoi vien|hvpn)?|dshv|"
    r"phu nu|tong hop|th|list|book|file|mau|nhap|chinh thuc|ra soat|5k3s|5 khong 3 sach|hoi lhpn|"
    r"hpn|nam|(?:toan |ca )?xa)?[\s\d().\-_]*$"
)
_NUMBER = re.compile(r"(?:số\s*)?(?:\d{1,2}[A-Za-z]?|[IVX]{1,5})")
# Words that stand in names of files, where they often have lost their marks.
_WITH_MARKS = {
    "thon": "thôn",
    "to dan pho": "tổ dân phố",
    "khu pho": "khu phố",
    "buon": "buôn",
    "tdp": "TDP",
}
_IN_FILE_NAME = re.compile(rf"\b({'|'.join(_WITH_MARKS)})\b")
_SECTION_START = re.compile(
    r"(?:danh sách|ds|hội viên|hội lhpn|hội phụ nữ|đơn vị|chi\s*hội|chpn|ch\b|tổ\b|nhóm\b|"
    rf"{_PLACES})",
    re.IGNORECASE,
)
LONGEST = 7


@dataclass(frozen=True)
class Place:
    """What a text names: a branch, or a group below one."""

    branch: str = ""
    group: str = ""

    def __bool__(self):
        return bool(self.branch or self.group)


NOWHERE = Place()


@lru_cache(maxsize=5_000)
def place_in(text):
    """The branch or group that a title or section row names; `NOWHERE` if it names none."""
    bare = _NUMBERING.sub("", nfc(text), count=1).strip()
    if _GROUP.match(_cut(bare)):
        return Place(group=_cased(_cut(bare)))
    match = _CHI_HOI.search(bare) or _PLACE.search(bare)
    if not match:
        return NOWHERE
    name = _cut(match["name"])
    inner = _CHI_HOI.search(name) or _STARTS_WITH_PLACE.match(name)
    if inner and not inner.groupdict().get("rest", "x"):
        return NOWHERE
    if not name or len(name.split()) > LONGEST or _NO_BRANCH.search(name):
        return NOWHERE
    return Place(branch=_named(name))


def place_of_section(text):
    """The place that a row between members names: it must begin with it, or with "Danh sách"."""
    bare = _NUMBERING.sub("", nfc(text), count=1).strip()
    return place_in(text) if _SECTION_START.match(bare) else NOWHERE


def is_short_for(name, other):
    """Whether a name of a sheet shortens another: "TDP 5" or "T5" for "tổ dân phố 5"."""
    short, spelt = fold(name).replace(".", " ").split(), fold(other).split()
    if not short or len(short) > len(spelt) or fold(name) == fold(other):
        return False
    words = _STARTS_WITH_PLACE.match(nfc(other))
    if not words or not words["rest"]:
        return False
    initials = "".join(word[0] for word in fold(words["word"]).split())
    rest = fold(words["rest"])
    return "".join(short) == initials + rest.replace(" ", "")


def _cut(name):
    for tail in _TAILS:
        name = tail.sub("", name)
    return name.strip(" .:;,-–*\"'“”")


def _named(name):
    return (
        f"Chi hội {name}"
        if re.fullmatch(r"(?:số\s*)?(?:\d{1,2}[A-Za-z]?|[IVX]{1,5})", name)
        else _cased(name)
    )


def _cased(name):
    """A name in capitals as it is written elsewhere: THÔN KAO KUIL is thôn Kao Kuil."""
    if name != name.upper() or not any(char.isalpha() for char in name):
        return name
    match = _STARTS_WITH_PLACE.fullmatch(name)
    if not match or match["word"].lower() in ("tdp", "kp"):
        return in_title_case(name) if not match else name
    return f"{match['word'].lower()} {in_title_case(match['rest'])}".strip()


def branch_of_cell(text, heading):
    """The branch that a cell of a branch column names; a bare number takes the heading's word."""
    bare = nfc(text).strip(" .:;,")
    if place := place_in(bare):
        return place.branch or bare
    if _NUMBER.fullmatch(bare):
        word = _STARTS_WITH_PLACE.search(nfc(heading).strip().lower())
        return f"{(word['word'] if word else 'chi hội').capitalize()} {bare}"
    return _cased(_cut(bare) or bare)


def branch_of_address(text):
    """The hamlet in an address ("Thôn 3, xã Hòa Ninh"), if it names one."""
    for part in re.split(r"[,;–]|\s-\s", nfc(text)):
        match = _STARTS_WITH_PLACE.match(part.strip())
        if match and match["rest"]:
            return place_in(part.strip()).branch
    return ""


def branch_of_sheet(name):
    """The branch that a sheet's name is, unless it is a name like "Sheet1" or "DS hội viên"."""
    if place := place_in(name):
        return place.branch
    return "" if _GENERIC_SHEET.match(fold(name)) else nfc(name)


def branch_of_file(name):
    """The branch in the name of a file, where Vietnamese is often written without its marks."""
    stem = re.sub(r"[_]+", " ", re.sub(r"\.\w{2,4}$", "", nfc(name)))
    if place := place_in(stem):
        return place.branch
    match = _IN_FILE_NAME.search(fold(stem))
    if not match:
        return ""
    rest = _cut(re.sub(r"\b(?:19|20)\d\d\b.*$", "", stem[match.end() :]))
    return f"{_WITH_MARKS[match[1]]} {rest}".strip() if rest else ""
