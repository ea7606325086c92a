"""Vietnamese as the old fonts and code pages hold it."""

import unicodedata

_TONES = "\u0301\u0300\u0309\u0303\u0323"  # sắc, huyền, hỏi, ngã, nặng
# TCVN3 has small letters only; capitals with tones were drawn by fonts of their own.
_TCVN3 = {
    "à": "µ", "á": "¸", "ả": "¶", "ã": "·", "ạ": "¹", "ă": "¨", "ằ": "»", "ắ": "¾", "ẳ": "¼",
    "ẵ": "½", "ặ": "Æ", "â": "©", "ầ": "Ç", "ấ": "Ê", "ẩ": "È", "ẫ": "É", "ậ": "Ë", "đ": "®",
    "è": "Ì", "é": "Ð", "ẻ": "Î", "ẽ": "Ï", "ẹ": "Ñ", "ê": "ª", "ề": "Ò", "ế": "Õ", "ể": "Ó",
    "ễ": "Ô", "ệ": "Ö", "ì": "×", "í": "Ý", "ỉ": "Ø", "ĩ": "Ü", "ị": "Þ", "ò": "ß", "ó": "ã",
    "ỏ": "á", "õ": "â", "ọ": "ä", "ô": "«", "ồ": "å", "ố": "è", "ổ": "æ", "ỗ": "ç", "ộ": "é",
    "ơ": "¬", "ờ": "ê", "ớ": "í", "ở": "ë", "ỡ": "ì", "ợ": "î", "ù": "ï", "ú": "ó", "ủ": "ñ",
    "ũ": "ò", "ụ": "ô", "ư": "\u00ad", "ừ": "õ", "ứ": "ø", "ử": "ö", "ữ": "÷", "ự": "ù",
    "ỳ": "ú", "ý": "ý", "ỷ": "û", "ỹ": "ü", "ỵ": "þ",
    "Ă": "¡", "Â": "¢", "Ê": "£", "Ô": "¤", "Ơ": "¥", "Ư": "¦", "Đ": "§",
}  # fmt: skip
_VNI_MARKS = {
    "": "ùøûõï", "\u0302": "áàåãä", "\u0306": "éèúüë",
}  # fmt: skip
_VNI_HATS = {"\u0302": "â", "\u0306": "ê"}
_VNI_I = dict(zip(_TONES, "íìæóò", strict=True))


def tcvn3(text, *, capital_font=False):
    """Text as it lies in a file that is shown with .VnTime (or .VnTimeH, which is all capitals)."""
    if capital_font:
        return "".join(_TCVN3.get(char.lower(), char) for char in text)
    return "".join(_TCVN3.get(char) or _small_with_tone(char) for char in text)


def _small_with_tone(char):
    """A capital with a tone, which the font lacks: typed small."""
    return _TCVN3.get(char.lower(), char) if char != char.lower() else char


def vni(text):
    """Text as it lies in a file that is shown with VNI-Times."""
    return "".join(map(_vni_letter, unicodedata.normalize("NFC", text)))


def _vni_letter(char):
    if char in "đĐ":
        return "ñ" if char == "đ" else "Ñ"
    base, *marks = unicodedata.normalize("NFD", char)
    if not marks:
        return char
    small = base.lower()
    tone = next((mark for mark in marks if mark in _TONES), "")
    shape = next((mark for mark in marks if mark in "\u0302\u0306\u031b"), "")
    written = _vni_small(small, shape, tone)
    return written.upper() if base.isupper() else written


def _vni_small(base, shape, tone):
    if base == "i":
        return _VNI_I[tone]
    if base == "y" and tone == "\u0323":
        return "î"
    if shape == "\u031b":
        base, shape = {"o": "ô", "u": "ö"}[base], ""
    if not tone:
        return base + _VNI_HATS.get(shape, "")
    return base + _VNI_MARKS[shape][_TONES.index(tone)]


def windows_1258(text):
    """Bytes of the Vietnamese code page of Windows, which sets tones apart."""
    out = []
    for char in unicodedata.normalize("NFC", text):
        try:
            out.append(char.encode("cp1258"))
        except UnicodeEncodeError:
            out.append(_with_tone_apart(char).encode("cp1258", errors="replace"))
    return b"".join(out)


def _with_tone_apart(char):
    apart = unicodedata.normalize("NFD", char)
    tone = "".join(mark for mark in apart if mark in _TONES)
    rest = "".join(mark for mark in apart if mark not in _TONES)
    return unicodedata.normalize("NFC", rest) + tone
