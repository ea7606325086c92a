"""The movement, what branches held, and people held up as examples."""

import datetime

from demo.copying import Table
from models_programs.enums import ActivityKind, ExemplarField, HonourLevel
from models_programs.models import Activity, Campaign, CampaignRegistration, Exemplar

EXEMPLARS_IN_2023 = 75
COLLECTIVES_OF_DISTRICT = 3
SESSIONS = {
    ActivityKind.MEETING: ["Sinh hoạt chi hội quý {quarter}", "Họp chi hội thường kỳ"],
    ActivityKind.PROPAGANDA: [
        "Truyền thông phòng, chống bạo lực gia đình",
        "Tuyên truyền Luật Hôn nhân và gia đình",
        "Tuyên truyền phân loại rác tại nguồn, hạn chế túi ni lông",
        "Nói chuyện chuyên đề nuôi con khỏe, dạy con ngoan",
        "Tuyên truyền phòng, chống mua bán người và tín dụng đen",
    ],
    ActivityKind.TRAINING: [
        "Tập huấn kỹ thuật chăm sóc cà phê",
        "Tập huấn khởi sự kinh doanh",
        "Tập huấn kỹ năng số cho hội viên",
    ],
    ActivityKind.CONTEST: ["Hội thi nấu ăn ngày 20/10", "Giao lưu dân vũ, bóng chuyền ngày 8/3"],
    ActivityKind.DIALOGUE: ["Đối thoại chính sách với phụ nữ"],
    ActivityKind.VOLUNTEER: ["Ra quân dọn vệ sinh đường làng", "Trồng và chăm sóc đường hoa"],
}
KINDS = [
    *[ActivityKind.MEETING] * 8,
    *[ActivityKind.PROPAGANDA] * 5,
    ActivityKind.TRAINING,
    ActivityKind.CONTEST,
    *[ActivityKind.VOLUNTEER] * 2,
]
ACHIEVEMENTS = {
    ExemplarField.ECONOMY: (
        "Chuyển 6 sào cà phê già cỗi sang trồng xen sầu riêng, thu nhập tăng gấp đôi; "
        "giúp 4 chị vốn và giống."
    ),
    ExemplarField.FAMILY: (
        "Gia đình ba thế hệ hòa thuận, các con học giỏi, nhiều năm đạt gia đình 5 không, 3 sạch."
    ),
    ExemplarField.ENVIRONMENT: (
        "Vận động chị em thu gom phế liệu gây quỹ mua 12 thẻ bảo hiểm y tế tặng hội viên khó khăn."
    ),
    ExemplarField.WELFARE: "Nấu cháo miễn phí cho người bệnh nghèo mỗi sáng thứ Bảy.",
    ExemplarField.UNION_WORK: (
        "Chi hội trưởng nhiều năm, đưa tỷ lệ tập hợp hội viên của chi hội lên trên 80%."
    ),
    ExemplarField.SECURITY: "Cùng tổ hòa giải giải quyết êm thấm các vụ mâu thuẫn trong thôn.",
    ExemplarField.CULTURE: "Giữ nghề dệt thổ cẩm, dạy cho các em gái trong buôn.",
    ExemplarField.UNCLE_HO: "Thực hành tiết kiệm theo gương Bác, góp quỹ giúp 3 chị vay không lãi.",
    ExemplarField.NEW_COUNTRYSIDE: "Hiến 120 m² đất mở đường thôn, vận động 9 hộ cùng hiến.",
    ExemplarField.STARTUP: "Mở cơ sở rang xay cà phê, tạo việc làm cho 5 lao động nữ.",
}


class Programs:
    def __init__(self, times, district, communes, links):
        self.rng, self.times, self.links = times.rng, times, links
        self.district, self.communes = district, communes

    def write(self):
        self._register_movement()
        self._hold_activities()
        self._introduce_exemplars()

    def _register_movement(self):
        """All 19 communes register for the emulation movement early in each year."""
        table = Table(
            CampaignRegistration, "campaign", "unit", "year", "registered_on", "recorded_at"
        )
        campaign = Campaign.objects.get(is_emulation=True)
        for year in self.times.years:
            for commune in self.communes:
                if on := self.times.in_year(year, (1, 15), (2, 28)):
                    table.add(campaign.pk, commune.id, year, on, self.times.written(on))
        table.flush()

    def _hold_activities(self):
        """Every branch meets each quarter; most hold something more in the full years."""
        table = Table(Activity, "unit", "kind", "title", "on", "place", "attendance", "recorded_at")
        for commune in self.communes:
            for branch in commune.branches:
                for year in self.times.years:
                    self._hold_year(table, branch, year)
            self._hold(table, commune, ActivityKind.DIALOGUE, 2023, 2, 60)
        table.flush()

    def _hold_year(self, table, branch, year):
        for quarter in (1, 2, 3, 4):
            self._hold(table, branch, ActivityKind.MEETING, year, quarter, 25)
            if self.rng.random() < (0.45 if year <= 2023 else 0.25):
                self._hold(table, branch, self.rng.choice(KINDS), year, quarter, 30)

    def _hold(self, table, unit, kind, year, quarter, usual):
        on = self.times.in_year(year, (quarter * 3 - 2, 2), (quarter * 3, 28))
        if on is None:
            return
        title = self.rng.choice(SESSIONS[kind]).format(
            quarter=("I", "II", "III", "IV")[quarter - 1]
        )
        place = f"Nhà văn hóa {unit.name}" if self.rng.random() < 0.7 else ""
        came = max(8, int(self.rng.gauss(usual, 8)))
        table.add(unit.id, kind, title, on, place, came, self.times.written(on))

    def _introduce_exemplars(self):
        self.table = Table(
            Exemplar,
            *("unit", "member", "name", "is_collective", "field", "achievement", "introduced_on"),
            *("model", "honoured_by", "honour", "decision_number", "recorded_at"),
        )
        for year in self.times.years:
            total = EXEMPLARS_IN_2023 if year == 2023 else self.rng.randint(40, 60)
            whole, rest = divmod(total - COLLECTIVES_OF_DISTRICT, len(self.communes))
            for number, commune in enumerate(self.communes):
                for _ in range(whole + (number < rest)):
                    self._introduce(commune, year)
            for commune in self.rng.sample(self.communes, COLLECTIVES_OF_DISTRICT):
                self._exemplar(self.district.pk, None, f"Hội LHPN {commune.name}", year)
        self.table.flush()

    def _introduce(self, commune, year):
        woman = self.rng.choice(commune.women)
        self._exemplar(woman.unit, woman.id, woman.name, year)

    def _exemplar(self, unit, member, name, year):
        """Introduced in the course of the year; not yet, when that year has hardly begun."""
        if year == self.times.today.year and self.times.today < datetime.date(year, 2, 1):
            return
        on = self.times.in_year(year, (1, 20), (12, 20))
        kind = self.rng.choice(list(ExemplarField))
        level = self.rng.choices(
            [HonourLevel.COMMUNE, HonourLevel.DISTRICT, HonourLevel.PROVINCE, ""], [45, 30, 5, 20]
        )[0]
        honour = {HonourLevel.COMMUNE: "Tuyên dương", "": ""}.get(level, "Giấy khen")
        number = f"{self.rng.randint(3, 90):02d}/QĐ-KT" if honour == "Giấy khen" else ""
        pk = self.table.add(
            *(unit, member, name, member is None, kind, ACHIEVEMENTS[kind], on),
            *(self.links.models.get(member), level, honour, number, self.times.written(on)),
        )
        if member:
            self.links.exemplars.setdefault(member, pk)
