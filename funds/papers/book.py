"""The page of a fund book that a branch reads out at its meeting."""

from pathlib import Path

from django.utils import timezone, translation

from chapters.enums import Level
from chapters.papers import figure
from core.typesetting import compile_pdf
from funds.enums import Direction
from funds.positions import totals
from members.papers.heads import home_in_words, issuer_of

TEMPLATE = Path(__file__).parent / "book.typ"
SIGNERS = {
    Level.BRANCH: "CHI HỘI TRƯỞNG",
    Level.GROUP: "TỔ TRƯỞNG",
}


def book_pdf(book, user):
    """One unit's book over a period: opening, each line with its balance, sums, closing; and how
    far the dues of that year are."""
    with translation.override("vi"):
        return compile_pdf(TEMPLATE, _data(book, user))


def _data(book, user):
    unit, balance = book.balance.unit, book.balance
    now = timezone.localtime()
    return {
        **issuer_of(unit),
        "unit": home_in_words(unit) or unit.name,
        "period": book.period.label,
        "opening": figure(balance.opening),
        "income": figure(balance.income),
        "expense": figure(balance.expense),
        "closing": figure(balance.closing),
        "lines": [_line(line) for line in book.lines],
        "dues": _dues(unit, book.period.year),
        "signer": SIGNERS.get(unit.level, "CHỦ TỊCH"),
        "footer": f"Người in: {user}, lúc {now:%H:%M %d/%m/%Y}",
    }


def _line(line):
    amount = figure(line.amount)
    came_in = line.direction == Direction.IN
    taken_back = line.reverses
    purpose = line.purpose
    if taken_back:
        purpose = f"Ghi đảo dòng ngày {taken_back.on:%d/%m/%Y}: {purpose}"
    return {
        "on": f"{line.on:%d/%m/%Y}",
        "purpose": purpose,
        "kept_by": line.kept_by,
        "in": amount if came_in else "",
        "out": "" if came_in else amount,
        "balance": figure(line.balance),
    }


def _dues(unit, year):
    """The sentence about the dues of the year; empty where nobody belongs."""
    held = totals([unit], year)[0]
    if not held.members:
        return ""
    said = f"Hội phí năm {year}: {held.paid}/{held.owing} chị đã đóng đủ"
    if held.waived:
        said += f", {held.waived} chị được miễn"
    if held.due:
        said += f"; đã thu {figure(held.covered)} đ, còn thiếu {figure(held.missing)} đ"
    return f"{said}."
