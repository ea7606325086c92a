"""The paper on which a woman says what her data may be used for, alone or on a list."""

from pathlib import Path

from django.conf import settings
from django.utils import timezone

from core.identity import show_phone
from core.typesetting import compile_pdf
from members.enums import Purpose
from members.papers.heads import DOTS, born, home_in_words, issuer_of

FOLDER = Path(__file__).parent
PAPER, LIST = FOLDER / "consent.typ", FOLDER / "consent_list.typ"

# In the words of the paper: what for, and which data that needs.
PURPOSES = {
    Purpose.MEMBERSHIP: (
        "Quản lý hội viên",
        "họ tên, ngày sinh, số CCCD, điện thoại, địa chỉ, hộ gia đình, học vấn, nghề nghiệp, "
        "quá trình sinh hoạt Hội",
    ),
    Purpose.STATISTICS: (
        "Thống kê theo dân tộc, tôn giáo",
        "dân tộc, tôn giáo (dữ liệu cá nhân nhạy cảm)",
    ),
    Purpose.REFERRAL: (
        "Giới thiệu hội viên ưu tú cho Đảng",
        "quá trình phấn đấu, việc giới thiệu, bồi dưỡng, kết nạp (dữ liệu cá nhân nhạy cảm)",
    ),
    Purpose.PUBLICITY: (
        "Đăng tin gương điển hình",
        "họ tên, đơn vị, thành tích, hình ảnh, đăng trên trang của Hội và trên báo, đài",
    ),
}


def consent_paper_pdf(member):
    """One A4 page for one woman, her name and birth filled in, the boxes empty."""
    data = {
        **issuer_of(member.home_unit),
        "name": member.full_name,
        "born": born(member),
        "phone": show_phone(member.phone) if member.phone else DOTS,
        "address": member.address or DOTS,
        "home": home_in_words(member.home_unit),
        "code": member.code,
        "purposes": _purposes(),
        "years": settings.MEMBER_KEPT_YEARS,
    }
    return compile_pdf(PAPER, data)


def consent_list_pdf(branch, women, user):
    """The women of a branch on A4 landscape, a box for each purpose, room to sign."""
    now = timezone.localtime()
    data = {
        **issuer_of(branch),
        "branch": branch.name,
        "purposes": _purposes(),
        "years": settings.MEMBER_KEPT_YEARS,
        "women": [
            {"name": woman.full_name, "born": born(woman), "code": woman.code} for woman in women
        ],
        "footer": f"Người in: {user}, lúc {now:%H:%M %d/%m/%Y}",
    }
    return compile_pdf(LIST, data)


def _purposes():
    return [{"title": title, "data": data} for title, data in PURPOSES.values()]
