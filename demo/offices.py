"""People in charge with their terms, headcounts, reporting periods, and how papers are headed."""

import datetime

from chapters.enums import Level, Title
from chapters.models import Headcount, Officer, PaperSettings, Term
from core.periods import Kind, Period
from demo import names
from demo.copying import Table
from reports.periods import open_period, recent_periods

SINCE = datetime.date(2021, 4, 15)  # the congresses of the communes were held that spring
MEN_AMONG_HEADS = 0.02


class Offices:
    def __init__(self, times, district, communes, strength):
        self.rng, self.times = times.rng, times
        self.district, self.communes, self.strength = district, communes, strength
        self.terms = {term.level: term.pk for term in Term.objects.order_by("during")}
        self.officers = Table(
            Officer, "unit", "full_name", "member", "title", "term", "during", "recorded_at"
        )

    def write(self):
        self._appoint_district()
        for commune in self.communes:
            self._appoint_commune(commune)
        self.officers.flush()
        self._count_women()
        self._open_periods()
        self._head_papers()

    def _appoint_district(self):
        titles = [Title.CHAIR, Title.VICE_CHAIR, Title.STANDING_MEMBER, Title.STAFF]
        for title in titles:
            name = names.woman(self.rng, names.KINH, 1980)
            self._appoint(self.district.pk, Level.DISTRICT, title, name, None)

    def _appoint_commune(self, commune):
        """Chair, deputy and committee from the commune's own members; a head for each branch."""
        women = iter(self.rng.sample(commune.women, min(len(commune.women), 5)))
        for title, woman in zip(
            [Title.CHAIR, Title.VICE_CHAIR, *[Title.COMMITTEE_MEMBER] * 3], women, strict=False
        ):
            self._appoint(commune.id, Level.COMMUNE, title, woman.name, woman.id)
        for branch in commune.branches:
            self._appoint_branch(branch)

    def _appoint_branch(self, branch):
        """A branch head need not be a woman, nor a member."""
        if self.rng.random() < MEN_AMONG_HEADS or not branch.women:
            head = names.man(self.rng, names.KINH)
            self._appoint(branch.id, Level.BRANCH, Title.BRANCH_HEAD, head, None)
            return
        woman = self.rng.choice(branch.women)
        self._appoint(branch.id, Level.BRANCH, Title.BRANCH_HEAD, woman.name, woman.id)
        for home in branch.homes:
            inside = [woman for woman in branch.women if woman.unit == home]
            if home != branch.id and inside:
                head = self.rng.choice(inside)
                self._appoint(home, Level.GROUP, Title.GROUP_HEAD, head.name, head.id)

    def _appoint(self, unit, level, title, name, member):
        at = self.times.written(SINCE)
        self.officers.add(unit, name, member, title, self.terms.get(level), (SINCE, None), at)

    def _count_women(self):
        """Women of 18 and over at the end of each year: more than the members, never fewer."""
        table = Table(Headcount, "unit", "as_of", "women", "recorded_at")
        for commune in self.communes:
            share = self.rng.uniform(0.58, 0.75)
            homes = [home for branch in commune.branches for home in branch.homes]
            for year in (2021, *self.times.years[:-1]):
                as_of = datetime.date(year, 12, 31)
                members = sum(self.strength[home, year] for home in homes)
                table.add(commune.id, as_of, int(members / share) + 1, self.times.written(as_of))
        table.flush()

    def _open_periods(self):
        """The periods of 2023 and of the last two years with the calendar's windows."""
        codes = [f"2023{tail}" for tail in ("-Q1", "-Q2", "-H1", "-Q3", "-9M", "-Q4", "")]
        codes += [period.code for period, _row in recent_periods(self.times.today, years=2)]
        codes.append(Period.containing(self.times.today, Kind.HALF).code)
        for code in dict.fromkeys(codes):
            open_period(code)

    def _head_papers(self):
        """Header lines as the district's Union prints them."""
        recipients = "Ban Thường vụ Hội LHPN tỉnh\nThường trực Huyện ủy\nLưu: VT"
        PaperSettings.objects.get_or_create(
            unit=self.district,
            defaults={
                "superior_line": "HỘI LHPN TỈNH LÂM ĐỒNG",
                "issuer_line": "BAN THƯỜNG VỤ HỘI LHPN HUYỆN DI LINH",
                "place": "Di Linh",
                "on_behalf": "TM. BAN THƯỜNG VỤ",
                "signer_title": "CHỦ TỊCH",
                "signer_name": "Trần Thị Minh Tâm",
                "recipients": recipients,
            },
        )
