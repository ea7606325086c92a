"""Invented people of the highlands: names in the shapes and frequencies in which they are met.

A name may be two words without a family name (Ka Dụ), or carry an apostrophe (K'Bọt).
"""

KINH, TAY, HOA, NUNG, KHO, MA, CHURU = "01", "02", "04", "07", "16", "28", "36"
HIGHLAND = (KHO, MA, CHURU)


def pool(weights):
    """A list in which each key stands as often as its weight says, to choose from."""
    return [key for key, weight in weights.items() for _ in range(weight)]


# Shares of the groups where the plateau is settled by Kinh, and in the communes of the K'Ho.
VALLEY = pool({KINH: 80, KHO: 9, MA: 1, CHURU: 1, NUNG: 5, TAY: 3, HOA: 1})
UPLAND = pool({KINH: 26, KHO: 61, MA: 6, CHURU: 2, NUNG: 3, TAY: 2})

FAMILIES = pool(
    {
        "Nguyễn": 38, "Trần": 12, "Lê": 10, "Phạm": 7, "Hoàng": 5, "Huỳnh": 2, "Phan": 5, "Vũ": 4,
        "Võ": 3, "Đặng": 3, "Bùi": 3, "Đỗ": 2, "Hồ": 2, "Ngô": 2, "Dương": 1, "Lý": 1,
    }
)  # fmt: skip
FAMILIES_OF = {
    NUNG: ["Nông", "Hoàng", "Vi", "Lương", "Triệu", "Lý", "Nùng"],
    TAY: ["Nông", "Bế", "Hoàng", "Ma", "Đàm", "Hà", "Lương"],
    HOA: ["Trần", "Lý", "Tăng", "Lâm", "Vương", "Huỳnh"],
}
# What parents chose differs between those born before and after about 1985.
OLDER = pool(
    {
        "Hoa": 9, "Lan": 9, "Hương": 7, "Hồng": 7, "Mai": 6, "Thủy": 5, "Hà": 5, "Nga": 6,
        "Loan": 6, "Hạnh": 6, "Hiền": 5, "Yến": 3, "Dung": 4, "Bích": 3, "Liên": 6, "Cúc": 5,
        "Xuân": 4, "Tuyết": 5, "Oanh": 3, "Đào": 4, "Huệ": 5, "Lý": 3, "Quý": 2, "Sương": 3,
        "Tâm": 4, "Vân": 4, "Út": 2, "Bé": 2, "Sáu": 1, "Bảy": 1, "Tám": 1, "Thơm": 2, "Thìn": 1,
    }
)  # fmt: skip
YOUNGER = pool(
    {
        "Hương": 7, "Hồng": 5, "Mai": 6, "Thủy": 5, "Thảo": 8, "Phượng": 5, "Hằng": 7, "Hạnh": 5,
        "Hiền": 6, "Yến": 6, "Dung": 4, "Nhung": 6, "Trang": 9, "Linh": 9, "Ánh": 4, "Mỹ": 3,
        "Ngân": 4, "Thúy": 5, "Vân": 5, "Ý": 1, "Khuê": 1, "Trâm": 3, "Nhi": 4, "Vy": 3, "My": 3,
        "Quỳnh": 4, "Tiên": 3, "Diễm": 2, "Giang": 3, "Duyên": 3, "Oanh": 2, "Tuyền": 2,
    }
)  # fmt: skip
OLDER_MIDDLES = pool({"Thị": 88, "Thị Ngọc": 3, "Thị Kim": 4, "Thị Thu": 3, "Ngọc": 1, "Kim": 1})
YOUNGER_MIDDLES = pool(
    {
        "Thị": 52, "Thị Ngọc": 7, "Thị Kim": 5, "Thị Thanh": 7, "Thị Thu": 6, "Thị Mỹ": 5,
        "Ngọc": 7, "Thanh": 5, "Kim": 3, "Bảo": 2, "Phương": 2, "Thùy": 2,
    }
)  # fmt: skip
HUSBANDS = pool(
    {
        "Hùng": 8, "Dũng": 7, "Tuấn": 7, "Minh": 6, "Thành": 6, "Hải": 5, "Sơn": 5, "Long": 4,
        "Nam": 4, "Phúc": 4, "Quang": 4, "Tài": 3, "Tâm": 2, "Đức": 4, "Lộc": 3, "Bình": 4,
        "Hòa": 2, "Khoa": 2, "Thắng": 4, "Cường": 5, "Toàn": 3, "Vinh": 3, "Trung": 4, "Hiệp": 2,
    }
)  # fmt: skip
MEN_MIDDLES = pool({"Văn": 60, "Đức": 8, "Hữu": 7, "Ngọc": 6, "Quốc": 6, "Minh": 5, "Thanh": 8})
KHO_WOMEN = [
    "Dụ", "Bang", "Brèm", "Dồng", "Em", "Giông", "Hiếu", "Jrềng", "Luyên", "Mơ", "Nhẻm", "Nhung",
    "Phơi", "Rim", "Sim", "Thoi", "Trang", "Út", "Bẹp", "Điệp", "Liễu", "Hoa", "Mai", "Prốih",
    "Brẻo", "Chín", "Dim", "Đèo", "Gleo", "Hương", "Ít", "Jên", "Kẻh", "Lịu", "Ngọc", "Oanh",
    "Pui", "Rủ", "Srai", "Thủy", "Túi", "Vân", "Xuân", "Yến",
]  # fmt: skip
KHO_MEN = [
    "Bọt", "Brèo", "Brịs", "Đôi", "Ểu", "Gip", "Jội", "Lộc", "Minh", "Nhót", "Rèo", "Tính", "Tuấn",
    "Wen", "Bền", "Đức", "Brọp", "Dìu", "Glim", "Hùng", "Krah", "Lềnh", "Phong", "Sơn", "Tiếu",
]  # fmt: skip
CHURU_WOMEN = [
    "Ma Thuận", "Ma Bê", "Ma Lan", "Nai Thủy", "Ma Phương", "Ma Dung", "Nai Hoa", "Ma Hương",
]  # fmt: skip
CHURU_MEN = ["Ya Tuấn", "Ya Hiền", "Ya Loan", "Ya Sương", "Ya Bình", "Ya Thanh", "Ya Minh"]


def woman(rng, group, birth_year):
    """A full name such as a woman of `group` (official code) born in that year bears."""
    if group in (KHO, MA):
        return f"Ka {rng.choice(KHO_WOMEN)}"
    if group == CHURU:
        return rng.choice(CHURU_WOMEN)
    older = birth_year < 1985
    middle = rng.choice(OLDER_MIDDLES if older else YOUNGER_MIDDLES)
    given = rng.choice(OLDER if older else YOUNGER)
    while given in middle:
        given = rng.choice(OLDER if older else YOUNGER)
    return f"{_family(rng, group)} {middle} {given}"


def man(rng, group):
    """A full name such as a man of `group` bears; heads of household are often husbands."""
    if group in (KHO, MA):
        return f"K'{rng.choice(KHO_MEN)}"
    if group == CHURU:
        return rng.choice(CHURU_MEN)
    middle, given = rng.choice(MEN_MIDDLES), rng.choice(HUSBANDS)
    return f"{_family(rng, group)} {middle} {given}"


def _family(rng, group):
    return rng.choice(FAMILIES_OF.get(group, FAMILIES))
