"""Models and clubs as the district names them, who takes part, and Dân vận khéo registrations."""

import datetime

from demo.copying import Table
from demo.times import DAY
from models_programs.enums import Field, HonourLevel, ModelKind, Step
from models_programs.models import ModelStep, Participation, Registration, ShowcaseModel

# The models that the district shows, hosted by itself; communes and branches copy them.
OF_THE_DISTRICT = [
    (
        "Phân loại rác tại hộ gia đình, thu gom phế liệu tiết kiệm, hỗ trợ gia đình hội viên khó "
        "khăn mua thẻ bảo hiểm y tế",
        ModelKind.WASTE_SORTING,
        Field.CULTURE,
    ),
    (
        "Tổ phụ nữ tham gia xây dựng mô hình vườn mẫu góp phần xây dựng nông thôn mới",
        ModelKind.GARDEN,
        Field.NEW_COUNTRYSIDE,
    ),
    (
        "Phụ nữ với các hoạt động bảo vệ môi trường",
        ModelKind.ENVIRONMENT,
        Field.NEW_COUNTRYSIDE,
    ),
]
OF_COMMUNES = [
    ("Chi hội phụ nữ xây dựng gia đình 5 có 3 sạch", ModelKind.FAMILY, Field.CULTURE),
    ("Câu lạc bộ Dân vũ thể thao – Phụ nữ sống xanh", ModelKind.GREEN_LIVING, Field.CULTURE),
    ("Đi chợ bằng làn, hạn chế sử dụng túi ni lông", ModelKind.BASKET, Field.CULTURE),
    ("Tổ phụ nữ xây dựng đường hoa", ModelKind.FLOWER_ROAD, Field.NEW_COUNTRYSIDE),
    ("Câu lạc bộ Phụ nữ với pháp luật", ModelKind.LAW_CLUB, Field.SECURITY),
    ("Câu lạc bộ Gia đình văn minh, hạnh phúc", ModelKind.HAPPY_FAMILY_CLUB, Field.CULTURE),
    ("Câu lạc bộ Phòng, chống bạo lực gia đình", ModelKind.NON_VIOLENCE_CLUB, Field.SECURITY),
    ("Câu lạc bộ Dệt thổ cẩm", ModelKind.CULTURE_CLUB, Field.CULTURE),
    ("Tổ hợp tác trồng cà phê sạch", ModelKind.LIVELIHOOD, Field.ECONOMY),
    ("Câu lạc bộ Phụ nữ làm việc thiện", ModelKind.KINDNESS_CLUB, Field.CULTURE),
]
WORKS = "Thu gom phế liệu mỗi tháng một lần; trồng và chăm sóc 500 m đường hoa"


class Showcase:
    def __init__(self, times, district, communes, links):
        self.rng, self.times, self.links = times.rng, times, links
        self.district, self.communes = district, communes
        self.models = Table(
            ShowcaseModel,
            *("unit", "name", "kind", "field", "founded_on", "ended_on", "goal", "content"),
            *("replication_of", "recorded_at"),
        )
        self.steps = Table(ModelStep, "model", "step", "on", "recorded_at")
        self.registrations = Table(
            Registration,
            *("model", "year", "registered_on", "works", "completed_on", "recognised_on"),
            *("recognised_by", "decision_number", "recorded_at"),
        )
        self.parts = Table(Participation, "model", "member", "during", "role", "recorded_at")

    def write(self):
        patterns = [self._of_the_district(*model) for model in OF_THE_DISTRICT]
        for number, commune in enumerate(self.communes):
            self._of_a_commune(commune, number, patterns)
        for table in (self.models, self.steps, self.registrations, self.parts):
            table.flush()

    def _of_the_district(self, name, kind, field):
        """Hosted by the district: registered and recognised as Dân vận khéo in 2023."""
        founded = self.times.between(datetime.date(2021, 3, 1), datetime.date(2022, 11, 30))
        pk = self._found(self.district.pk, name, kind, field, founded)
        self._register(pk, 2023, HonourLevel.DISTRICT)
        women = [woman for commune in self.communes for woman in commune.women[:6]]
        self._join(pk, women, 40, founded)
        return pk

    def _of_a_commune(self, commune, number, patterns):
        """The commune's own model, registered each year; copies and clubs in its branches."""
        own = OF_COMMUNES[number % len(OF_COMMUNES)]
        founded = self.times.between(datetime.date(2020, 6, 1), datetime.date(2023, 3, 8))
        pk = self._found(commune.id, *own, founded)
        for year in self.times.years[1:]:
            self._register(pk, year, HonourLevel.COMMUNE)
        self._join(pk, commune.women, 18, founded)
        for branch in commune.branches:
            if self.rng.random() < 0.45:
                self._in_a_branch(branch, patterns)

    def _in_a_branch(self, branch, patterns):
        founded = self.times.some_day()
        choice = self.rng.randrange(len(OF_COMMUNES) + len(patterns))
        if choice < len(patterns):
            name, kind, field = OF_THE_DISTRICT[choice]
            copied = patterns[choice]
            founded = max(founded, datetime.date(2023, 2, 1))
        else:
            (name, kind, field), copied = OF_COMMUNES[choice - len(patterns)], None
        ended = None
        if founded.year < 2024 and self.rng.random() < 0.1:
            ended = self.times.between(founded + DAY * 200, founded + DAY * 700)
        pk = self._found(branch.id, f"{name} ({branch.name})", kind, field, founded, ended, copied)
        self._join(pk, branch.women, 12, founded, ended)

    def _found(self, unit, name, kind, field, founded, ended=None, copied=None):
        at = self.times.written(founded)
        goal = "Mỗi quý có thêm chị em tham gia; giữ hoạt động đều mỗi tháng"
        content = "Chị em họp mỗi tháng một lần, phân công nhau việc cụ thể và góp ý cho nhau"
        pk = self.models.add(unit, name, kind, field, founded, ended, goal, content, copied, at)
        self.steps.add(pk, Step.REGISTERED, founded, at)
        running = founded + DAY * 20
        if running <= (ended or self.times.today):
            self.steps.add(pk, Step.RUNNING, running, self.times.written(running))
        if ended:
            self.steps.add(pk, Step.ENDED, ended, self.times.written(ended))
        return pk

    def _register(self, model, year, level):
        """Registered in spring; recognised at the year's end, two in three of the communes'."""
        on = self.times.in_year(year, (2, 20), (4, 25))
        if on is None:
            return
        recognised = None
        over = datetime.date(year, 12, 20) <= self.times.today
        if over and (level == HonourLevel.DISTRICT or self.rng.random() < 0.66):
            recognised = self.times.in_year(year, (11, 25), (12, 20))
        number = f"{self.rng.randint(20, 190)}/QĐ-BDV" if recognised else ""
        self.registrations.add(
            *(model, year, on, WORKS, recognised, recognised),
            *(level if recognised else "", number, self.times.written(on)),
        )
        if recognised:
            self.steps.add(model, Step.RECOGNISED, recognised, self.times.written(recognised))

    def _join(self, model, women, usual, founded, ended=None):
        """Those who take part; the first leads. Each is a member still, and was one then."""
        count = min(len(women), max(3, int(self.rng.gauss(usual, usual / 4))))
        for number, woman in enumerate(self.rng.sample(women, count)):
            first = max(founded, woman.since)
            if ended and first >= ended:
                continue
            role = "Chủ nhiệm" if number == 0 else "Thành viên"
            self.links.models.setdefault(woman.id, model)
            self.parts.add(model, woman.id, (first, ended), role, self.times.written(first))
