"""Papers as PDF: a Typst template beside the code that fills it, and data as JSON."""

import json

import typst
from django.conf import settings

from core.text import nfc
from core.typesetting.letters import drawable, font_folders

NOT_DRAWN = "could not be displayed"


def compile_pdf(template, data):
    """The PDF of `template` (a path inside the project), tagged for screen readers (PDF/UA).

    The template reads `json(bytes(sys.inputs.data))`: text is never pasted into it. It may import
    `/core/typesetting/official.typ`, which holds what all official papers share. A sign that no
    font can draw, a heart that a phone typed, does not stop the paper: see `letters`.
    """
    try:
        return _compiled(template, data)
    except typst.TypstError as error:
        if NOT_DRAWN not in str(error):
            raise
        return _compiled(template, drawable(data))


def _compiled(template, data):
    compiler = typst.Compiler(
        root=str(settings.BASE_DIR), font_paths=font_folders(), ignore_system_fonts=True
    )
    return compiler.compile(
        input=template.read_bytes(),
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": nfc_json(data)},
    )


def nfc_json(data):
    """JSON whose letters are composed, so that the text of the PDF reads back as typed."""
    return nfc(json.dumps(data, ensure_ascii=False))
