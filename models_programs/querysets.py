"""Reads of campaigns, reviews, models and activities."""

from django.db.models import Exists, OuterRef, Q

from accounts.permissions import Permission
from chapters.scope import ScopedQuerySet
from models_programs.enums import Result


class ProgramQuerySet(ScopedQuerySet):
    view_permission = Permission.PROGRAM_VIEW


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


class AssistanceQuerySet(ProgramQuerySet):
    def open(self):
        return self.filter(closed_on=None)

    def due_by(self, day):
        """Help that should be reported on by `day`."""
        return self.open().filter(until__lte=day)


class ShowcaseQuerySet(ProgramQuerySet):
    def running_on(self, day):
        """Models founded by `day` and not ended by then."""
        return self.filter(founded_on__lte=day).filter(Q(ended_on=None) | Q(ended_on__gt=day))


class RegistrationQuerySet(ProgramQuerySet):
    unit_lookup = "model__unit"


class ParticipationQuerySet(ProgramQuerySet):
    unit_lookup = "model__unit"

    def on(self, day):
        return self.filter(during__contains=day)
