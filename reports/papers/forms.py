"""How official papers write numbers, dates and headings (NĐ 30/2020/NĐ-CP, Phụ lục I)."""

from decimal import Decimal

from chapters.enums import Level


def figure(value, *, in_text=False):
    """A figure as papers write it: 1.234, 60,5%; a dash when nothing is known.

    In running text counts below ten get a leading zero ("03 mô hình").
    """
    if value is None:
        return "–"
    if isinstance(value, Decimal):
        return f"{_grouped(value).removesuffix(',0')}%"
    if in_text and 0 < value < 10:
        return f"0{value}"
    return _grouped(value)


def _grouped(value):
    return f"{value:,}".translate(str.maketrans(",.", ".,"))


def date_in_words(day):
    """ "ngày 05 tháng 01 năm 2024": days below 10 and months 1 and 2 get a zero."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def place_and_date(place, day):
    """ "Di Linh, ngày 05 tháng 01 năm 2024", as it stands under the motto."""
    return f"{place}, {date_in_words(day)}"


def bare_name(unit):
    """The name without the word for its level: Huyện Di Linh is at Di Linh."""
    for word in ("Huyện ", "Xã ", "Thị trấn ", "Tỉnh "):
        if unit.name.startswith(word):
            return unit.name.removeprefix(word)
    return unit.name


def default_heading(unit, parent):
    """The heading of a unit that has not set its own: her superior above, herself below."""
    return {
        "superior_line": f"HỘI LHPN {parent.name}".upper() if parent else "",
        "issuer_line": f"HỘI LHPN {unit.name}".upper(),
        "symbol": "BC-BTV" if unit.level in (Level.DISTRICT, Level.PROVINCE) else "BC-HPN",
        "place": bare_name(unit),
        "on_behalf": "TM. BAN THƯỜNG VỤ",
        "signer_title": "CHỦ TỊCH",
        "signer_name": "",
        "recipients": "Như trên\nLưu: VT",
    }
