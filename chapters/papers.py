"""How official papers write numbers, dates and headings (NĐ 30/2020/NĐ-CP, Phụ lục I)."""

from decimal import Decimal

from django.utils import timezone

from chapters.enums import Level
from chapters.models import PaperSettings, Placement


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


def heading_of(unit):
    """The unit's paper settings as a dict, or the usual heading when it has set none."""
    own = PaperSettings.objects.filter(unit=unit).first()
    parent = Placement.objects.filter(unit=unit, during__contains=timezone.localdate())
    placed = parent.select_related("parent").first()
    usual = default_heading(unit, placed.parent if placed else None)
    return {name: getattr(own, name) for name in usual} if own else usual


def head_of(unit, *, title, subject):
    """What `official.typ` draws around a paper that `unit` issues today: head and signature."""
    heading, today = heading_of(unit), timezone.localdate()
    return {
        "superior": heading["superior_line"],
        "issuer": heading["issuer_line"],
        "issuer_name": f"Hội LHPN {unit.name}",
        "number": "....",
        "symbol": heading["symbol"],
        "place_and_date": place_and_date(heading["place"], today),
        "date": date_in_words(today),
        "title": title,
        "subject": subject,
        "recipients": [line for line in heading["recipients"].splitlines() if line.strip()],
        "on_behalf": heading["on_behalf"],
        "signer_title": heading["signer_title"],
        "signer_name": heading["signer_name"],
    }
