"""The periodic report as PDF: sentences of figures, then the statistical appendix."""

import json
from pathlib import Path

from django.utils import timezone, translation

from chapters.papers import figure, head_of
from core.typesetting import compile_pdf

FOLDER = Path(__file__).parent
TEMPLATE = FOLDER / "report.typ"
OUTLINE = FOLDER / "outline.json"
HEADS = {"previous": "Kỳ trước", "to_date": "Lũy kế năm", "last_year": "Cùng kỳ"}
NOT_COUNTED = "chưa có nguồn"


def report_pdf(unit, period, sections, comparisons):
    """The paper of a sheet (`reports.sheet.lines_of`) as PDF bytes; always in Vietnamese."""
    with translation.override("vi"):
        data = _data(unit, period, sections, comparisons)
    return compile_pdf(TEMPLATE, data)


def _data(unit, period, sections, comparisons):
    subject = f"Kết quả công tác Hội và phong trào phụ nữ {period.label}"
    return {
        **head_of(unit, title="BÁO CÁO", subject=subject),
        "period": period.label,
        "sections": _sections(unit, sections),
        "columns": _columns(comparisons),
        "rows": list(_rows(sections)),
        "counted_at": timezone.localtime().strftime("%H:%M ngày %d/%m/%Y"),
        "notes": _notes(sections),
    }


def _columns(comparisons):
    """Headings of the figures, the live column after the period before."""
    before = [HEADS[each.role] for each in comparisons if each.stands_before]
    after = [HEADS[each.role] for each in comparisons if not each.stands_before]
    return [*before, "Trong kỳ", *after, "So cùng kỳ"]


def _sections(unit, sections):
    """The outline with its figures; a section whose figures she may not see is left out."""
    figures = {
        line.row.code: figure(line.value, in_text=True)
        for _, lines in sections
        for line in lines
        if not line.row.waits
    }
    figures["unit"] = unit.name[:1].lower() + unit.name[1:]
    filled = []
    for section in json.loads(OUTLINE.read_text(encoding="utf-8")):
        try:
            sentences = [sentence.format_map(figures) for sentence in section["sentences"]]
        except KeyError:
            continue
        filled.append({"heading": section["heading"], "sentences": sentences})
    return filled


def _rows(sections):
    for title, lines in sections:
        yield {"section": str(title)}
        for line in lines:
            yield {
                "code": "" if line.row.parent else line.row.code,
                "label": str(line.row.label),
                "measure": line.row.measure,
                "values": _values(line),
            }


def _values(line):
    before = [figure(value) for _, value in line.before]
    after = [figure(value) for _, value in line.after]
    if line.row.waits:
        return [*before, NOT_COUNTED, *after, "–"]
    own = figure(line.value)
    if line.out_of is not None:
        own = f"{own}/{figure(line.out_of)}"
    return [*before, own, *after, _signed(line.change)]


def _signed(change):
    if change is None:
        return "–"
    sign = "+" if change > 0 else "−" if change < 0 else ""
    return f"{sign}{figure(abs(change))}"


def _notes(sections):
    """What the referral rows count, said under the table since their words are ambiguous."""
    return [
        f"{line.row.code}: {str(line.row.definition).rstrip('.').lower()}"
        for _, lines in sections
        for line in lines
        if line.row.section == "H" and line.row.definition
    ]
