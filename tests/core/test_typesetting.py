"""Papers are drawn whatever was typed: by a phone, a spreadsheet, or somebody who means harm."""

import io

import pytest
import typst
from pypdf import PdfReader

from core.typesetting import compile_pdf
from core.typesetting.letters import drawable, letters

VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
PAPER = """
#set document(title: "Danh sách")
#let data = json(bytes(sys.inputs.data))
#set text(font: "TeX Gyre Termes", lang: "vi")
#for word in data.words [ #word \\ ]
"""


@pytest.fixture
def paper(tmp_path):
    """The words of a paper that says these."""
    template = tmp_path / "paper.typ"
    template.write_text(PAPER)

    def draw(*words):
        text = (
            PdfReader(io.BytesIO(compile_pdf(template, {"words": words}))).pages[0].extract_text()
        )
        return [line.strip() for line in text.splitlines()]

    return draw


@pytest.mark.parametrize(
    "sign", ["😀", "🌸", "花", "\x01", "\x1b", "\uffff", "\ud7ff", "\U0010ffff"]
)
def test_sign_that_no_font_has_does_not_stop_a_paper(paper, sign):
    assert paper("Ka Dụ", f"Hoa{sign}") == ["Ka Dụ", "Hoa□"]


@pytest.mark.parametrize(
    "word", ["Nguyễn Thị Hường", "K’Brộp", "24.000 ₫", "Ω", '#eval("1+1")', "<b>"]
)
def test_word_that_can_be_drawn_is_left_alone(paper, word):
    assert paper(word) == [word]


def test_typeface_has_every_vietnamese_letter():
    assert {*VIETNAMESE, *VIETNAMESE.upper()} <= letters()
    assert not {"😀", "花", "\uffff"} & letters()


def test_letters_apart_are_put_together_before_they_are_looked_for():
    data = {"name": "Nguye\u0302\u0303n 😀\n", "rows": [("花", 1, None)]}
    assert drawable(data) == {"name": "Nguyễn □\n", "rows": [["□", 1, None]]}


def test_mistake_in_a_template_is_still_an_error(tmp_path):
    template = tmp_path / "paper.typ"
    template.write_text("#nothing-of-this-name")
    with pytest.raises(typst.TypstError):
        compile_pdf(template, {})
