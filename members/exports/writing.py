"""One export written to an open file: which writer, under which head, with which marks."""

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chapters.papers import heading_of
from core import csvs, xlsx
from members.enums import ExportFormat
from members.exports import papers
from members.exports.selection import filter_in_words

CONTENT_TYPES = {
    ExportFormat.XLSX: xlsx.CONTENT_TYPE,
    ExportFormat.CSV: csvs.CONTENT_TYPE,
    ExportFormat.LIST: "application/pdf",
    ExportFormat.LABELS: "application/pdf",
    ExportFormat.CARDS: "application/pdf",
}


def write_export(register, target, *, folder):
    """Write the file of `register` to `target`; `folder` is a private one for what waits.

    Always in Vietnamese, like every paper: the file leaves the screen on which it was asked for.
    """
    with translation.override("vi"):
        _WRITERS[register.job.kind](register, target, folder)


def file_name(job):
    """The name under which it is saved: what, and of which day."""
    day = timezone.localtime(job.requested_at)
    return f"{_STEMS[job.kind]}_{day:%Y-%m-%d_%H%M}.{job.kind.suffix}"


_STEMS = {
    ExportFormat.XLSX: "DS_hoi_vien",
    ExportFormat.CSV: "DS_hoi_vien",
    ExportFormat.LIST: "DS_hoi_vien",
    ExportFormat.LABELS: "nhan_dia_chi",
    ExportFormat.CARDS: "the_hoi_vien",
}


def _write_xlsx(register, target, folder):
    sheet = xlsx.Sheet(
        title=_("LIST OF MEMBERS"),
        name=_("Members"),
        issuer=_issuer(register.job),
        lines=_lines(register.job),
        columns=_columns(register),
        rows=_with_total(register),
        in_sections=register.in_sections,
    )
    xlsx.save_workbook(target, [sheet], folder=folder, personal_for=str(register.job.asked_by))


def _write_csv(register, target, folder):
    csvs.save_csv(target, _columns(register), register.rows())


def _write_list(register, target, folder):
    head = {"issuer": _issuer(register.job), "lines": _lines(register.job)}
    marks = _marks(register.job, _("LIST OF MEMBERS"))
    target.write(papers.list_pdf(register, {**marks, **head}))


def _write_labels(register, target, folder):
    target.write(papers.labels_pdf(register, _marks(register.job, _("Address labels"))))


def _write_cards(register, target, folder):
    target.write(papers.cards_pdf(register, _marks(register.job, _("Membership cards"))))


_WRITERS = {
    ExportFormat.XLSX: _write_xlsx,
    ExportFormat.CSV: _write_csv,
    ExportFormat.LIST: _write_list,
    ExportFormat.LABELS: _write_labels,
    ExportFormat.CARDS: _write_cards,
}


def _columns(register):
    return [xlsx.Column(str(column.title), column.width) for column in register.columns]


def _issuer(job):
    if job.under is None:
        return ()
    heading = heading_of(job.under)
    lines = (heading["superior_line"], heading["issuer_line"])
    return tuple(line for line in lines if line)


def _lines(job):
    day = f"{timezone.localdate():%d/%m/%Y}"
    purpose = _("Purpose: %(purpose)s – %(note)s") % {
        "purpose": job.get_purpose_display(),
        "note": job.purpose_note,
    }
    as_of = _("(As of %(day)s; %(filter)s)") % {
        "day": day,
        "filter": ", ".join(filter_in_words(job)),
    }
    return as_of, purpose


def _with_total(register):
    """The rows, then the closing line of a register with the number that it truly holds."""
    yield from register.rows()
    words = ngettext("In all %(n)s member./.", "In all %(n)s members./.", register.count) % {
        "n": register.count
    }
    yield xlsx.Across(words)


def _marks(job, title):
    """What stands on every page of a paper with personal data."""
    now = timezone.localtime()
    return {
        "title": title,
        "author": str(job.asked_by),
        "notice": _("Internal document – contains personal data"),
        "footer": _("Exported by %(user)s at %(time)s")
        % {"user": job.asked_by, "time": f"{now:%H:%M %d/%m/%Y}"},
    }
