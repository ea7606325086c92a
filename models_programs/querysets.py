"""Reads of campaigns, reviews, models and activities."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.permissions import Permission
from chapters.scope import ScopedQuerySet
from models_programs.enums import GATHERINGS, Result


class ProgramQuerySet(ScopedQuerySet):
    view_permission = Permission.PROGRAM_VIEW


class CriteriaSetQuerySet(models.QuerySet):
    def of_year(self, year):
        """Sets in force in `year`, the main one first."""
        in_force = Q(year_to=None) | Q(year_to__gte=year)
        return self.filter(in_force, year_from__lte=year).order_by("-is_main", "-year_from", "key")


class CriterionQuerySet(models.QuerySet):
    def of_year(self, year):
        """Criteria still asked about in `year`, in their order."""
        in_use = Q(last_year=None) | Q(last_year__gte=year)
        return self.filter(in_use).order_by("criteria_set", "number")

    def main_of(self, year):
        """Criteria of the set that `year` uses where nothing else is chosen."""
        sets = self.model._meta.get_field("criteria_set").related_model.objects
        return self.filter(criteria_set__in=sets.of_year(year).filter(is_main=True)[:1])


class ReviewQuerySet(ProgramQuerySet):
    def for_year(self, year):
        return self.filter(year=year)

    def reviewed_by(self, day):
        """Reviews whose assessment was made on or before `day`."""
        return self.filter(reviewed_on__lte=day)

    def _unmet(self, **condition):
        finding = self.model._meta.get_field("findings").related_model
        return finding.objects.filter(review=OuterRef("pk"), result=Result.UNMET, **condition)

    def unmet_on(self, day, **criterion):
        """Reviews with a criterion found unmet by `day` and not resolved by then."""
        still = self._unmet(found_on__lte=day, **criterion).filter(
            Q(resolved_on=None) | Q(resolved_on__gt=day)
        )
        return self.reviewed_by(day).filter(Exists(still))

    def met_on(self, day):
        """Reviews that met the whole set on `day`: nothing was left unmet."""
        return self.reviewed_by(day).exclude(pk__in=self.unmet_on(day).values("pk"))

    def unmet_at_start(self):
        """Reviews whose opening assessment of the year found something unmet."""
        return self.filter(Exists(self._unmet(found_on__lte=OuterRef("reviewed_on"))))


class FindingQuerySet(ProgramQuerySet):
    unit_lookup = "review__unit"

    def open(self):
        """Findings not resolved yet."""
        return self.filter(resolved_on=None)

    def unmet(self):
        return self.filter(result=Result.UNMET)


class AssistanceQuerySet(ProgramQuerySet):
    def open(self):
        return self.filter(closed_on=None)

    def due_by(self, day):
        """Help that should be reported on by `day`."""
        return self.open().filter(until__lte=day)

    def begun_in(self, period):
        return self.filter(started_on__gte=period.start, started_on__lt=period.end)

    def closed_in(self, period):
        return self.filter(closed_on__gte=period.start, closed_on__lt=period.end)


class VisitQuerySet(ProgramQuerySet):
    unit_lookup = "assistance__unit"


class ShowcaseQuerySet(ProgramQuerySet):
    def founded_in(self, period):
        return self.filter(founded_on__gte=period.start, founded_on__lt=period.end)

    def running_on(self, day):
        """Models founded by `day` and not ended by then."""
        return self.filter(founded_on__lte=day).filter(Q(ended_on=None) | Q(ended_on__gt=day))


class ModelStepQuerySet(ProgramQuerySet):
    unit_lookup = "model__unit"


class RegistrationQuerySet(ProgramQuerySet):
    unit_lookup = "model__unit"

    def registered_in(self, period):
        return self.filter(registered_on__gte=period.start, registered_on__lt=period.end)

    def recognised_in(self, period):
        return self.filter(recognised_on__gte=period.start, recognised_on__lt=period.end)


class ParticipationQuerySet(ProgramQuerySet):
    unit_lookup = "model__unit"

    def on(self, day):
        return self.filter(during__contains=day)


class ActivityQuerySet(ProgramQuerySet):
    def standing(self):
        """Activities that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def held_in(self, period):
        """Activities held in the period, the withdrawn ones left out."""
        return self.standing().filter(on__gte=period.start, on__lt=period.end)

    def gatherings(self):
        """Sessions that people attend: propaganda, meetings, training, contests, dialogues."""
        return self.filter(kind__in=GATHERINGS)


class ExemplarQuerySet(ProgramQuerySet):
    def introduced_in(self, period):
        return self.filter(introduced_on__gte=period.start, introduced_on__lt=period.end)
