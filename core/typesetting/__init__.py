"""Papers as PDF: a Typst template beside the code that fills it, and data as JSON."""

import json
from importlib.util import find_spec

import typst
from django.conf import settings

from core.text import nfc

FONTS = "rinoh_typeface_texgyretermes"


def compile_pdf(template, data):
    """The PDF of `template` (a path inside the project), tagged for screen readers (PDF/UA).

    The template reads `json(bytes(sys.inputs.data))`: text is never pasted into it. It may import
    `/core/typesetting/official.typ`, which holds what all official papers share.
    """
    compiler = typst.Compiler(
        root=str(settings.BASE_DIR), font_paths=_font_paths(), ignore_system_fonts=True
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


def _font_paths():
    """The folder of the paper's typeface, found without importing the package."""
    spec = find_spec(FONTS)
    return list(spec.submodule_search_locations) if spec else []
