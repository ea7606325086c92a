"""Cases on the way to the Party, with the facts, deadlines and standings that services write."""

import datetime
from itertools import chain, zip_longest

from core.dates import add_months
from core.models import Holiday
from demo.copying import Table
from demo.plans import plans
from demo.times import DAY
from members.enums import ConsentForm, Purpose, Schooling, StandingKind
from referrals import pipeline
from referrals.enums import ClassOutcome, IssuedBy, Lacking, Reason, Stage
from referrals.models import AwarenessClass, Milestone, Referral, RuleSet

SCHOOLED = (Schooling.LOWER, Schooling.UPPER)
MERITS = [
    "Nhiệt tình với công tác chi hội, nhiều năm vận động chị em thu gom phế liệu gây quỹ.",
    "Làm kinh tế giỏi từ cà phê xen sầu riêng, giúp ba chị em trong thôn cùng thoát nghèo.",
    "Chi hội phó năng nổ, được chị em tin yêu, gia đình nhiều năm đạt 5 không, 3 sạch.",
    "Đi đầu trong xây dựng vườn mẫu, hiến đất mở đường, vận động các hộ cùng làm.",
    "Giữ gìn nghề dệt thổ cẩm, dạy nghề cho các em gái trong buôn.",
]
CLASS_DAYS = 5


class Referrals:
    """`links` says of which model and exemplar a woman became known; `users` who recorded."""

    def __init__(self, times, district, communes, movement, links, users):
        self.rng, self.times = times.rng, times
        self.district, self.communes = district, communes
        self.movement, self.links, self.users = movement, links, users
        self.rules = list(RuleSet.objects.all())
        self.holidays = set(Holiday.objects.values_list("day", flat=True))
        self.classes = {}
        self.cases = Table(
            Referral,
            *("member", "unit", "opened_on", "merits", "exemplar", "model", "closed_on"),
            *("recorded_at", "recorded_by"),
        )
        self.milestones = Table(
            Milestone,
            *("referral", "stage", "rank", "on", "unit", "data", "awareness_class", "reason"),
            *("rule_set", "due_on", "recorded_at", "recorded_by"),
        )
        self.courses = Table(
            AwarenessClass,
            *("unit", "name", "organiser", "starts_on", "ends_on", "decision_number"),
            *("decision_on", "recorded_at"),
        )

    def write(self):
        late = self._candidates([commune for commune in self.communes if commune.is_late])
        others = self._candidates([commune for commune in self.communes if not commune.is_late])
        for plan in plans(self.rng, self.times.today):
            first, second = (late, others) if plan.is_late else (others, late)
            self._write_case(next(first, None) or next(second), plan)
        for table in (self.courses, self.cases, self.milestones):
            table.flush()
        self.movement.flush()

    def _candidates(self, communes):
        """Women who may be proposed, from each commune in turn; known examples go first."""
        return chain.from_iterable(
            [pair for pair in turn if pair]
            for turn in zip_longest(*[self._of_commune(each) for each in communes])
        )

    def _of_commune(self, commune):
        women = [woman for woman in commune.women if _may_be_proposed(woman)]
        women.sort(key=lambda woman: woman.id not in self.links.exemplars)
        return [(woman, commune) for woman in women]

    def _write_case(self, candidate, plan):
        woman, commune = candidate
        days = plan.days
        opened = days[Stage.PROPOSED]
        last = list(days)[-1]
        closed = days[last] if last in pipeline.CLOSING else None
        referral = self.cases.add(
            *(woman.id, woman.unit, opened, self.rng.choice(MERITS)),
            *(self.links.exemplars.get(woman.id), self.links.models.get(woman.id), closed),
            *(self.times.written(opened), self.users.officer(commune)),
        )
        case = pipeline.Case((), None, True)
        for stage, on in days.items():
            case = self._write_step(referral, woman, commune, case, stage, on)
        self._write_beside(woman, days)

    def _write_beside(self, woman, days):
        """Her consent, without which nothing goes beyond the proposal; her Party membership."""
        if len(days) > 1:
            on = days[Stage.PROPOSED]
            at, place = self.times.written(on), "Tủ hồ sơ của Hội xã"
            self.movement.consents.add(woman.id, Purpose.REFERRAL, on, ConsentForm.PAPER, place, at)
        if admitted := days.get(Stage.PROBATIONARY):
            at = self.times.written(admitted)
            self.movement.standings.add(woman.id, StandingKind.PARTY, (admitted, None), "", at)

    def _write_step(self, referral, woman, commune, case, stage, on):
        rules = next(row for row in self.rules if on in row.valid)
        data = self._facts(stage, on, commune)
        course = self._course(case, stage, on)
        due = pipeline.due_date(
            stage,
            on,
            rules=rules,
            holidays=self.holidays,
            facts=data,
            case=case,
            class_ends=course[1] if course else None,
        )
        plain = {
            name: value.isoformat() if isinstance(value, datetime.date) else value
            for name, value in data.items()
        }
        by = self.users.of_step(stage, commune)
        self.milestones.add(
            *(referral, stage, pipeline.RANK[stage], on, woman.unit, plain),
            *(course[0] if course else None, self._reason(stage), rules.pk, due),
            *(self.times.written(on), by),
        )
        step = pipeline.Step(stage, on, by, data, due)
        return pipeline.Case((*case.steps, step), case.opened_by, True)

    def _course(self, case, stage, on):
        """The class to which a step belongs, as (id, last day)."""
        if stage in (Stage.CERTIFIED, Stage.NOT_FINISHED):
            on = case.last_of(Stage.SENT_TO_CLASS).on
        elif stage != Stage.SENT_TO_CLASS:
            return None
        if on not in self.classes:
            self.classes[on] = self._open_course(on)
        return self.classes[on]

    def _open_course(self, sent):
        first = sent + DAY * (14 - sent.weekday())
        last = first + DAY * (CLASS_DAYS - 1)
        pk = self.courses.add(
            self.district.pk,
            f"Lớp bồi dưỡng nhận thức về Đảng, tháng {first:%m/%Y}",
            "Trung tâm Chính trị huyện Di Linh",
            *(first, last, f"{self.rng.randint(10, 90)}-QĐ/TTCT", sent),
            self.times.written(sent),
        )
        return pk, last

    @staticmethod
    def _reason(stage):
        return {Stage.PAUSED: Reason.CHILDBIRTH, Stage.STOPPED: Reason.WORKS_AWAY}.get(stage, "")

    def _facts(self, stage, on, commune):
        """What the step asks for, in the shapes of the papers."""
        rng, number = self.rng, self.rng.randint(1, 95)
        present, cell = rng.randint(13, 21), f"Chi bộ {rng.choice(commune.branches).name}"
        return {
            Stage.CHAPTER_REVIEW: {"wish_on": on - DAY * 2},
            Stage.DISTRICT_REVIEW: {
                "number": f"{number:02d}/BB-BTV",
                "votes_for": present - rng.randint(0, 2),
                "votes_total": present,
            },
            Stage.SENT_BACK: {
                "lacking": [Lacking.MERITS.value],
                "explanation": "Thành tích còn chung chung; ghi rõ việc làm, năm và kết quả.",
            },
            Stage.INTRODUCED: {"number": f"{number:02d}-CV/HPN", "cell": cell},
            Stage.SYMPATHISER: {"helper_1": _party_member(rng), "assigned_on": on},
            Stage.SENT_TO_CLASS: {"number": f"{number:02d}-DS/ĐU"},
            Stage.NOT_FINISHED: {"outcome": ClassOutcome.ABSENT.value},
            Stage.CERTIFIED: {
                "number": f"{rng.randint(100, 999)}/GCN",
                "issued_by": "Trung tâm Chính trị huyện Di Linh",
            },
            Stage.DOSSIER: {
                "application": True,
                "application_at": "Chi bộ giữ",
                "biography": rng.random() < 0.6,
            },
            Stage.OPINION_GIVEN: {
                "present": present,
                "votes_for": present - 1,
                "strengths": "Gương mẫu trong công tác Hội, gần gũi chị em.",
            },
            Stage.CELL_RESOLUTION: {
                "number": f"{number:02d}-NQ/CB",
                "present": present,
                "votes_total": present + 1,
                "votes_for": present,
            },
            Stage.COMMITTEE_RESOLUTION: {"number": f"{number:02d}-NQ/ĐU"},
            Stage.ADMISSION_DECISION: {
                "number": f"{number}-QĐ/HU",
                "level": IssuedBy.DISTRICT.value if on.year < 2025 else IssuedBy.BASE.value,
                "received_on": on + DAY * 3,
            },
            Stage.OFFICIAL: {"number": f"{number}-QĐ/HU", "decided_on": on},
            Stage.PAUSED: {"review_on": add_months(on, 6)},
            Stage.MOVED_AWAY: {"destination": "Hội LHPN phường 1, thành phố Bảo Lộc"},
        }.get(stage, {})


def _may_be_proposed(woman):
    """Of the age and schooling that the rules ask, a member of some years, not in the Party."""
    return (
        1966 <= woman.birth_year <= 2002
        and woman.since < datetime.date(2021, 1, 1)
        and woman.schooling in SCHOOLED
        and not woman.in_party
    )


def _party_member(rng):
    return rng.choice(["Đ/c Nguyễn Văn Hùng", "Đ/c K'Brịs", "Đ/c Trần Thị Loan", "Đ/c Ka Nhẻm"])
