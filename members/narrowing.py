"""What a list of members can be narrowed to beside units, states and words."""

from django.db.models import Q

from core.dates import years_before
from members.enums import EthnicChoice, Lack, Purpose, StandingKind


class NarrowingMixin:
    """Narrowing verbs of `MemberQuerySet`."""

    def left_by(self, day):
        """Who belonged once, and whose last spell had ended by `day`."""
        goes_on = self._spell(during__upper_inf=True) | self._spell(during__endswith__gt=day)
        return self.filter(self._spell()).exclude(goes_on)

    def not_away_on(self, day):
        """Active members who do not work away on `day`."""
        return self.active_on(day).filter(~self._holds(StandingKind.AWAY, day))

    def aged(self, least=None, most=None, *, day):
        """From `least` to `most` whole years old on `day`, both included. Of a woman whose year of
        birth alone is known, the year decides."""
        rows = self
        if least is not None:
            latest = years_before(day, least)
            known, year = Q(birth_date__lte=latest), Q(birth_year__lte=latest.year)
            rows = rows.filter(known | Q(birth_date=None) & year)
        if most is not None:
            earliest = years_before(day, most + 1)
            known, year = Q(birth_date__gt=earliest), Q(birth_year__gt=earliest.year)
            rows = rows.filter(known | Q(birth_date=None) & year)
        return rows

    def joined_between(self, first=None, last=None):
        """Whose first spell of all began from `first` to `last`, both included."""
        rows = self
        if first:
            rows = rows.filter(self._spell(), ~self._spell(during__startswith__lt=first))
        if last:
            rows = rows.filter(self._spell(during__startswith__lte=last))
        return rows

    def lacking(self, what, day):
        """Of whom `what`, a `Lack`, is not known on `day`."""
        if what == Lack.CONSENT:
            return self.without_consent(Purpose.MEMBERSHIP, day)
        if what == Lack.ADDRESS:
            return self.filter(Q(household=None) | Q(household__address=""), address="")
        empty = {
            Lack.BIRTH_YEAR: {"birth_year": None},
            Lack.BIRTH_DAY: {"birth_date": None},
            Lack.HOUSEHOLD: {"household": None},
            Lack.NATIONAL_ID: {"national_id_hash": ""},
        }
        return self.filter(**empty[what])

    def of_ethnicity(self, asked):
        """By the code of a group, or one of `EthnicChoice`: as indicator A15 tells a minority."""
        group = self.model._meta.get_field("ethnicity").related_model
        others = [group.MAJORITY, *group.UNGROUPED]
        if asked == EthnicChoice.MINORITY:
            return self.exclude(ethnicity=None).exclude(ethnicity__in=others)
        return self.filter(ethnicity=None if asked == EthnicChoice.UNKNOWN else asked)
