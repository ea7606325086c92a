"""Rows of a register become members, or corrections of members."""

from django.utils.translation import gettext as _

from audit.undo import keep_bases
from imports.comparing import Comparer
from imports.details import details_of, first_day, head_of, listed_year, standings_of
from imports.enums import Decision
from members.enums import Began, MembershipKind
from members.models import Household, HouseholdListing, Member
from members.services.bulk import (
    Amendment,
    Entry,
    amend_members,
    enter_members,
    list_households,
    lock_members,
)
from members.services.people import Joining
from members.services.rows import NotHers


class MemberWriter:
    """Writes the rows of one batch that are ready, as `by`, in the transaction of the caller."""

    def __init__(self, batch, by):
        self.batch, self.by = batch, by
        self.comparer, self.members = Comparer(batch), {}

    def lock(self, rows):
        """Lock the members that rows are, before the rows are compared with them."""
        self.members = lock_members([row.member_id for row in rows if row.member_id], by=self.by)

    def write(self, seen, told):
        """Write; each row then knows the member that it became."""
        new = [one for one in seen if one.row.decision == Decision.NEW]
        changed = [one for one in seen if one.row.decision == Decision.UPDATE]
        self._check_locked(changed)
        keep_bases(Member, [one.target for one in changed])
        entries = [self.entry(one) for one in new]
        entered = enter_members(entries, by=self.by, told=told)
        for one, member in zip(new, entered, strict=True):
            one.row.member_id, one.row.household_id = member.pk, member.household_id
        amendments = [self.amendment(one) for one in changed]
        amend_members(amendments, by=self.by, told=lambda n: told(len(new) + n))
        members = [*entered, *(amendment.member for amendment in amendments)]
        self._list_hardship([*new, *changed], members)

    def _check_locked(self, changed):
        if any(one.target not in self.members for one in changed):
            raise NotHers(_("A member of the list is no longer in your unit. Nothing is saved."))

    def entry(self, seen):
        values, unit = seen.values, seen.row.unit
        kind = MembershipKind.HONORARY if values.get("honorary") else MembershipKind.ORDINARY
        home = self._home(seen, unit)
        return Entry(
            unit=unit,
            details=details_of(values, self.comparer.lists),
            joining=Joining(
                on=first_day(values, unit, self.batch.as_of), began_as=Began.ENTERED, kind=kind
            ),
            household=home,
            standings=standings_of(values),
            standings_from=self.batch.as_of,
        )

    def amendment(self, seen):
        changes, member = seen.changes, self.members[seen.target]
        return Amendment(
            member=member,
            details={name: new for name, (_old, new) in changes.fields.items()},
            household=self._home(seen, member.home_unit) if changes.head else None,
            standings=changes.standings,
            standings_from=self.batch.as_of,
        )

    def _home(self, seen, unit):
        """The household of the head that the row names: of the book, or a new one, opened once."""
        head = head_of(seen.values)
        if not head:
            return None
        found = self.comparer.homes.of(head, unit)
        chosen = seen.row.said.get("home")
        if chosen is not None:
            found = [home for home in found if home.pk == chosen]
        elif len(found) > 1:  # kept as it stands: no household rather than a guessed one
            return None
        if found:
            return found[0]
        home = Household(unit=unit, head_name=head, address=seen.values.get("address", ""))
        self.comparer.homes.add(home)
        return home

    def _list_hardship(self, written, members):
        """What their households are listed as in the year of the list."""
        year, listed = listed_year(self.batch.as_of), []
        for one, member in zip(written, members, strict=True):
            hardship = one.changes.hardship if one.changes else one.values.get("hardship")
            if hardship and member.household:
                listed.append((member.household, hardship))
        rows = HouseholdListing.objects.filter(year=year, household__in=[h.pk for h, _ in listed])
        keep_bases(HouseholdListing, list(rows.values_list("pk", flat=True)))
        list_households(listed, year=year, by=self.by)
