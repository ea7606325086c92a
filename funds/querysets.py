"""Reads of dues and funds. A reversal takes back exactly what it reverses, so sums are signed."""

from django.db.models import BigIntegerField, Case, F, Q, Sum, When, Window
from django.db.models.functions import Coalesce

from accounts.permissions import Permission
from chapters.scope import ScopedQuerySet, within
from funds.enums import Direction


def signed(condition):
    """The amount where `condition` holds, else the amount taken off."""
    return Case(
        When(condition, then=F("amount")), default=-F("amount"), output_field=BigIntegerField()
    )


class PaymentQuerySet(ScopedQuerySet):
    """A payment is read where it was received; that of a woman also where she belongs now."""

    view_permission = Permission.FUND_VIEW

    def visible_to(self, user, permission=None):
        """She changes what her unit received, and reads what its women paid elsewhere too."""
        received = super().visible_to(user, permission)
        if permission not in (None, self.view_permission) or not user.is_authenticated:
            return received
        paths = user.paths_with(self.view_permission)
        return self.filter(within(paths, "unit__path") | within(paths, "member__home_unit__path"))

    def net(self):
        """Payments less what was taken back, in đồng."""
        return self.aggregate(net=Coalesce(Sum(signed(Q(reverses=None))), 0))["net"]


class WaiverQuerySet(ScopedQuerySet):
    unit_lookup = "member__home_unit"
    view_permission = Permission.FUND_VIEW

    def standing(self):
        return self.filter(lifted_at=None)


class EntryQuerySet(ScopedQuerySet):
    view_permission = Permission.FUND_VIEW

    def balance(self):
        """Income less expense, in đồng."""
        return self.aggregate(net=Coalesce(Sum(signed(Q(direction=Direction.IN))), 0))["net"]

    def with_balance(self):
        """Each with `balance`, that of its fund after it; of all entries before, so narrow later
        by `in_period`."""
        running = Window(
            Sum(signed(Q(direction=Direction.IN))),
            partition_by=F("unit"),
            order_by=[F("on").asc(), F("pk").asc()],
        )
        return self.annotate(balance=running)
