"""The periodic report as PDF: sentences of figures, then the statistical appendix."""

import json
from importlib.util import find_spec
from pathlib import Path

import typst
from django.utils import timezone, translation

from chapters.models import Placement
from core.text import nfc
from reports.models import PaperSettings
from reports.papers.forms import date_in_words, default_heading, figure, place_and_date

FOLDER = Path(__file__).parent
OUTLINE = FOLDER / "outline.json"
FONTS = "rinoh_typeface_texgyretermes"
HEADS = {"previous": "Kỳ trước", "to_date": "Lũy kế năm", "last_year": "Cùng kỳ"}
NOT_COUNTED = "chưa có nguồn"


def report_pdf(unit, period, sections, comparisons):
    """The paper of a sheet (`reports.sheet.lines_of`) as PDF bytes; always in Vietnamese."""
    with translation.override("vi"):
        data = _data(unit, period, sections, comparisons)
    return _compile(data)


def _compile(data):
    """Tagged PDF/UA; text goes in as JSON and is never pasted into the template."""
    compiler = typst.Compiler(root=str(FOLDER), font_paths=_font_paths(), ignore_system_fonts=True)
    return compiler.compile(
        input=(FOLDER / "report.typ").read_bytes(),
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": nfc_json(data)},
    )


def nfc_json(data):
    """JSON whose letters are composed, so that the text of the PDF reads back as typed."""
    return nfc(json.dumps(data, ensure_ascii=False))


def _font_paths():
    """The folder of the paper's typeface, found without importing the package."""
    spec = find_spec(FONTS)
    return list(spec.submodule_search_locations) if spec else []


def _data(unit, period, sections, comparisons):
    heading = heading_of(unit)
    today = timezone.localdate()
    return {
        "superior": heading["superior_line"],
        "issuer": heading["issuer_line"],
        "issuer_name": f"Hội LHPN {unit.name}",
        "number": "....",
        "symbol": heading["symbol"],
        "place_and_date": place_and_date(heading["place"], today),
        "date": date_in_words(today),
        "title": "BÁO CÁO",
        "subject": f"Kết quả công tác Hội và phong trào phụ nữ {period.label}",
        "period": period.label,
        "sections": _sections(unit, sections),
        "recipients": [line for line in heading["recipients"].splitlines() if line.strip()],
        "on_behalf": heading["on_behalf"],
        "signer_title": heading["signer_title"],
        "signer_name": heading["signer_name"],
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


def heading_of(unit):
    """The unit's paper settings as a dict, or the usual heading when it has set none."""
    own = PaperSettings.objects.filter(unit=unit).first()
    parent = Placement.objects.filter(unit=unit, during__contains=timezone.localdate())
    placed = parent.select_related("parent").first()
    usual = default_heading(unit, placed.parent if placed else None)
    return {name: getattr(own, name) for name in usual} if own else usual


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
