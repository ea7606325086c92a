"""What single cells say, as officers and Excel write them. All numbers and names are invented."""

import datetime
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imports.reading.values import births
from imports.reading.values.cells import is_ditto, text_of
from imports.reading.values.choices import choices_of
from imports.reading.values.dates import read_date
from imports.reading.values.marks import read_mark
from imports.reading.values.names import read_name
from imports.reading.values.national_ids import read_national_id
from imports.reading.values.notes import read_note
from imports.reading.values.phones import read_member_phone
from imports.reading.values.schooling import SchoolingReader
from imports.reading.values.telex import decoded_name

TODAY = datetime.date(2023, 11, 1)
SCHOOLING = SchoolingReader()


def codes(read):
    return [str(question.code) for question in read.questions]


def birth(cell):
    return births.read_birth(cell, today=TODAY)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("05/03/1974", "1974-03-05"),
        ("5/3/74", "1974-03-05"),
        ("5-3-1974", "1974-03-05"),
        ("5.3.1974 ", "1974-03-05"),
        ("5//3/1974", "1974-03-05"),
        ("5 / 3/1974.", "1974-03-05"),
        ("5,3,1974", "1974-03-05"),
        ("1974-03-05 00:00:00", "1974-03-05"),
        ("05031974", "1974-03-05"),
        (5031974.0, "1974-03-05"),
        ("ngày 5 tháng 3 năm 1974", "1974-03-05"),
        (datetime.date(1974, 3, 5), "1974-03-05"),
        (datetime.datetime.combine(datetime.date(1974, 3, 5), datetime.time(12)), "1974-03-05"),
        (27093.0, "1974-03-05"),
        ("27093", "1974-03-05"),
        (1974.0, "1974"),
        ("1974", "1974"),
        ("SN 1974", "1974"),
        ("sinh năm 1974", "1974"),
        ("1974 (Giáp Dần)", "1974"),
        ("00/00/1974", "1974"),
        ("../../1974", "1974"),
        (datetime.date(1905, 5, 27), "1974"),  # 1974 typed into a cell for dates
        ("05/1974", "1974-05"),
        ("tháng 5 năm 1974", "1974-05"),
        ("../5/1974", "1974-05"),
        (12.1974, "1974-12"),
        (3.197, "1970-03"),
        ("5/3/05", "2005-03-05"),
        ("-", None),
        ("chưa có", None),
    ],
)
def test_birth_in_every_form_is_read_without_a_question(cell, value):
    assert (birth(cell).value, codes(birth(cell))) == (value, [])


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("74", "1974", "year_short"),
        ("khoảng 1960", "1960", "date_about"),
        ("1974?", "1974", "date_about"),
        ("03/25/1974", "1974-03-25", "date_american"),
        ("O5/O3/1974", "1974-03-05", "date_mended"),
        ("1.974", "1974", "date_mended"),
        ("29/2/1975", None, "date_impossible"),
        ("1974/1975", None, "date_two"),
        ("hai bảy", None, "date_unreadable"),
        ("2090", None, "date_future"),
        (2024.0, None, "date_future"),
        ("1900", "1900", "too_old"),
        ("5/3/2015", "2015-03-05", "too_young"),
        ("5/3/20", "1920-03-05", "year_short"),
    ],
)
def test_doubtful_birth_is_asked(cell, value, code):
    assert (birth(cell).value, codes(birth(cell))) == (value, [code])


@given(st.dates(datetime.date(1935, 1, 1), datetime.date(2005, 12, 31)))
def test_every_date_is_read_back_in_every_form(day):
    serial = (day - datetime.date(1899, 12, 30)).days
    forms = (
        day,
        float(serial),
        f"{day:%d/%m/%Y}",
        f"{day:%d.%m.%Y}",
        f"{day.day}-{day.month}-{day.year}",
    )
    assert {birth(form).value for form in forms} == {day.isoformat()}


@pytest.mark.parametrize(
    ("parts", "value"),
    [
        ((5.0, 3.0, 1974.0), "1974-03-05"),
        (("", 3.0, 1974.0), "1974-03"),
        (("", "", 1974.0), "1974"),
        (("-", "-", "1974"), "1974"),
        (("", "", "5/3/1974"), "1974-03-05"),
        (("", "", ""), None),
    ],
)
def test_birth_in_three_columns(parts, value):
    assert births.read_birth_parts(*parts, today=TODAY).value == value


def test_age_is_counted_back_and_asked():
    read = births.read_age("45 tuổi", today=TODAY)
    assert (read.value, codes(read)) == ("1978", ["age_told"])


def test_joining_before_fourteen_or_in_the_future_is_asked():
    early = births.read_joined(1980.0, today=TODAY, born="1974")
    assert (early.value, codes(early)) == ("1980", ["joined_before_birth"])
    late = births.read_joined("8/3/2024", today=TODAY)
    assert (late.value, codes(late)) == (None, ["date_future"])


@pytest.mark.parametrize(
    "cell",
    [
        "068174001234",
        " 068 174 001234 ",
        "068.174.001.234",
        "'068174001234",
        "O68174001234",
        "CCCD: 068174001234",
        "068174001234 cấp 10/5/2021",
        "068174001234 / 250123456",
        "250123456\n068174001234",
        68174001234.0,
        "68174001234",
        "6.8174001234E+10",
        "068\u200b174\u00a0001234",
    ],
)
def test_citizen_number_is_made_whole_when_all_of_it_agrees(cell):
    read = read_national_id(cell, born="1974")
    assert (read.value, codes(read)) == ("068174001234", [])


@pytest.mark.parametrize(
    ("cell", "born", "value", "code"),
    [
        (68174001234.0, "1975", None, "id_zero"),
        (68174001234.0, None, None, "id_zero"),
        ("6.8174E+10", "1974", None, "id_rounded"),
        ("3,81E+11", "1974", None, "id_rounded"),
        ("0681740012345", "1974", None, "id_length"),
        ("06817400123", "1974", None, "id_length"),
        ("abc", "1974", None, "id_unreadable"),
        ("nt", "1974", None, "id_unreadable"),
        ("099174001234", "1974", "099174001234", "id_province"),
        ("068074001234", "1974", "068074001234", "id_sex"),
        ("068174001234", "1980", "068174001234", "id_year"),
    ],
)
def test_doubtful_citizen_number_is_asked(cell, born, value, code):
    read = read_national_id(cell, born=born)
    assert (read.value, codes(read)) == (value, [code])


@pytest.mark.parametrize("cell", ["", "chưa có", "không", "-", "đang làm"])
def test_no_citizen_number_is_no_question(cell):
    assert read_national_id(cell) == read_national_id("")


def test_two_zeros_are_put_back_for_the_provinces_that_begin_so():
    assert read_national_id(1174001234.0, born="1974").value == "001174001234"


@given(st.integers(0, 999_999), st.integers(1940, 2005))
def test_a_number_that_lost_its_zero_is_put_right_only_for_her_year(tail, year):
    century = 3 if year >= 2000 else 1
    whole = f"068{century}{year % 100:02}{tail:06}"
    assert read_national_id(float(whole), born=str(year)).value == whole
    assert read_national_id(float(whole), born=str(year + 1)).value is None


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("0912345678", "0912345678"),
        (912345678.0, "0912345678"),
        ("+84 912 345 678", "0912345678"),
        ("0084912345678", "0912345678"),
        ("0912.345.678", "0912345678"),
        ("0912,345,678", "0912345678"),
        ("ĐT: 0912-345-678", "0912345678"),
        ("01682345678", "0382345678"),
        (2633871234.0, "02633871234"),
        ("không", None),
    ],
)
def test_phone_in_every_form(cell, value):
    read = read_member_phone(cell)
    assert (read.value, codes(read)) == (value, [])


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("0912345678 / 0987654321", "0912345678", "phone_two"),
        ("0912345678-0987654321", "0912345678", "phone_two"),
        ("0912345678\n0987654321", "0912345678", "phone_two"),
        ("0912345678 (chồng)", "0912345678", "phone_words"),
        ("091234567", None, "phone_unreadable"),
        ("0633871234", None, "phone_unreadable"),
    ],
)
def test_doubtful_phone_is_asked(cell, value, code):
    read = read_member_phone(cell)
    assert (read.value, codes(read)) == (value, [code])


def test_number_of_the_old_area_code_is_suggested_with_the_new_one():
    assert read_member_phone("0633871234").questions[0].suggestion == "02633871234"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("NGUYỄN THỊ HOA", "Nguyễn Thị Hoa"),
        ("nguyễn thị hoa", "Nguyễn Thị Hoa"),
        ("Nguyễn thị  Hoa\u00a0", "Nguyễn Thị Hoa"),
        ("NGUYễN THị HOA", "Nguyễn Thị Hoa"),  # of a font that has capitals without marks only
        (unicodedata.normalize("NFD", "Nguyễn Thị Ế"), "Nguyễn Thị Ế"),
        ("1. Lê Thị Lan", "Lê Thị Lan"),
        ("KA DỤ", "Ka Dụ"),
        ("Ka Brẻoh", "Ka Brẻoh"),
        ("K'BỌT", "K'Bọt"),
        ("K’Bọt", "K’Bọt"),
        ("BON DƠNG K'RƠNG", "Bon Dơng K'Rơng"),
        ("Ka Djoan", "Ka Djoan"),
        ("Touneh Nai Phương", "Touneh Nai Phương"),
        ("H'Bia Niê", "H'Bia Niê"),
        ("Trần Văn Nam", "Trần Văn Nam"),
    ],
)
def test_name_is_put_right_and_names_of_the_hills_are_left_alone(text, name):
    read = read_name(text)
    assert (read.value, codes(read)) == ((name, ""), [])


def test_name_in_brackets_is_how_she_is_called():
    assert read_name("Trần Thị Hoa (Hoa Tài)").value == ("Trần Thị Hoa", "Hoa Tài")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Nguyễn Thị Hoa 2", "name_signs"),
        ("Ka 😀", "name_signs"),
        ("H", "name_short"),
        ("nt", "name_ditto"),
        ("Hoa " * 20, "name_long"),
    ],
)
def test_what_is_no_name_is_kept_out_and_asked(text, code):
    assert (read_name(text).value, codes(read_name(text))) == (None, [code])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Nguyeenx Thij Lan", "Nguyễn Thị Lan"),
        ("Phamj Thij Kim Lieen", "Phạm Thị Kim Liên"),
        ("Luw Thij Ddaof", "Lư Thị Đào"),
    ],
)
def test_telex_left_over_is_suggested(typed, meant):
    read = read_name(typed)
    assert (read.value, codes(read)) == ((typed, ""), ["name_telex"])
    assert read.questions[0].suggestion == meant


@pytest.mark.parametrize("name", ["Tran Thi Hue", "Ka Ngos", "Ka Djoan", "K'Sum", "Lê Thị Lan"])
def test_names_that_only_look_like_telex_stay_in_peace(name):
    assert decoded_name(name) is None


@pytest.mark.parametrize(
    "mark", ["nt", "-nt-", "NT", "n.t", "như trên", "//", '"', "''", "“", '- " -', ",,", "〃"]
)
def test_ditto_marks(mark):
    assert is_ditto(mark)


@pytest.mark.parametrize("text", ["", "-", "K", "x", "1974", "Nhung", "tám"])
def test_what_is_no_ditto_mark(text):
    assert not is_ditto(text)


@pytest.mark.parametrize("text", ["K'Ho", "K’Ho", "K`ho", "Kơ Ho", "Cơ ho", "Cờ Ho", "KHo", "Srê"])
def test_spellings_of_one_group(text, lists):
    assert choices_of("ethnicity", lists.ethnic_groups).read(text).value == "Cơ-ho"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("TC", "Công giáo"),
        ("Thiên chúa", "Công giáo"),
        ("PG", "Phật giáo"),
        ("tin lành", "Tin Lành"),
        ("K", "Không"),
        ("", None),
    ],
)
def test_spellings_of_religions(text, value, lists):
    read = choices_of("religion", lists.religions).read(text)
    assert (read.value, codes(read)) == (value, [])


def test_what_is_near_a_spelling_is_suggested_and_not_taken(lists):
    read = choices_of("ethnicity", lists.ethnic_groups).read("Kinnh")
    assert (read.value, codes(read)) == (None, ["choice_unsure"])
    assert read.questions[0].suggestion == "Kinh"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("12/12", ("upper", "12/12")),
        ("lớp 9", ("lower", "9/12")),
        ("7/10", ("lower", "7/10")),
        ("cấp III", ("upper", "")),
        ("TH", ("primary", "")),
        ("mù chữ", ("none", "")),
        ("Đại học", ("upper", "")),
        (datetime.date(2023, 12, 12), ("upper", "12/12")),  # 12/12 that Excel took for a day
        (datetime.date(2023, 5, 12), ("primary", "5/12")),
        (datetime.date(2023, 12, 9), ("lower", "9/12")),
    ],
)
def test_schooling(cell, value):
    assert SCHOOLING.read(cell).value == value


@pytest.mark.parametrize("cell", ["x", "X", "v", "có", 1.0, "✓", "+", "x "])
def test_marks(cell):
    assert read_mark(cell, "core").value is True


@pytest.mark.parametrize("cell", ["", "0", 0.0, "không", "-"])
def test_cells_that_are_not_marked(cell):
    assert read_mark(cell, "core").value is False


def test_date_in_the_column_of_the_party_is_a_mark_and_other_words_are_asked():
    assert read_mark("20/5/2010", "party").value is True
    assert codes(read_mark("abc", "core")) == ["mark_unknown"]


@pytest.mark.parametrize(
    "note",
    [
        "đi làm ăn xa",
        "vắng - làm ăn xa",
        "Đi làm ở Bình Dương",
        "đi TP.HCM",
        "XKLĐ Hàn Quốc",
        "tạm vắng",
        "ĐLĂX",
        "di lam an xa",
        "Đi lam xa",
        "làm Cty Bình Dương",
        "CN Đồng Nai",
        "phụ hồ Bình Dương",
        "buôn bán ở Sài Gòn",
        "đi LĐ Đài Loan",
        "làm ở khu CN Tân Bình",
        "làm công nhân ở Đồng Nai",
    ],
)
def test_note_tells_that_she_works_away(note):
    assert read_note(note).flags["away"] is True


@pytest.mark.parametrize(
    "note",
    [
        "đi họp đều",
        "quê Đồng Nai",
        "quê ở Đồng Nai",
        "không làm ở SG nữa",
        "đi thăm con SG",
        "da ve",
        "đã về",
        "đi làm ăn xa, đã về 2022",
        "không đi làm ăn xa",
        "hay vắng họp",
        "ốm",
    ],
)
def test_note_tells_that_she_is_at_home(note):
    assert read_note(note).flags["away"] is False


@pytest.mark.parametrize(
    ("note", "code"),
    [
        ("đi làm", "away_unsure"),
        ("di lam", "away_unsure"),
        ("ở Mỹ", "away_unsure"),
        ("con ở TP HCM", "away_unsure"),
        ("đi học ĐH ở TP.HCM", "away_unsure"),
        ("chồng làm cty Bình Dương", "away_unsure"),
        ("chong di lam an xa", "away_unsure"),
        ("da mat", "died"),
        ("chồng đi làm ăn xa", "away_unsure"),
        ("đã mất", "died"),
        ("mất 2021", "died"),
        ("chuyển đi", "left"),
        ("lấy chồng xa", "left"),
    ],
)
def test_note_that_may_mean_much_is_asked(note, code):
    assert [str(question.code) for question in read_note(note).questions] == [code]


@pytest.mark.parametrize("note", ["mất CCCD", "chồng mất", "chuyển đến từ xã Tân Châu"])
def test_note_that_only_sounds_like_a_parting(note):
    assert read_note(note).questions == ()


def test_place_of_work_is_kept():
    assert read_note("đi làm ăn xa (Bình Dương)").place == "Bình Dương"
    assert read_note("đi làm ăn xa").place == ""


@given(st.one_of(st.text(max_size=40), st.floats(), st.integers(), st.booleans(), st.dates()))
def test_no_cell_makes_a_reader_fail(cell):
    birth(cell)
    births.read_joined(cell, today=TODAY, born="1974")
    births.read_birth_parts(cell, cell, cell, today=TODAY)
    read_date(cell, "birth", today=TODAY, month_first=True)
    read_national_id(cell, born="1974")
    read_member_phone(cell)
    read_name(text_of(cell))
    read_note(text_of(cell))
    read_mark(cell, "away")
    SCHOOLING.read(cell)
