"""What `manage.py check_integrity` compares in dues and funds."""

from django.db.models import F, Q

from funds.models import Entry, Payment


def payments_taken_back_whole():
    """What takes a payment back is of the same woman, year, unit and amount."""
    rows = Payment.objects.exclude(reverses=None).select_related("member").order_by("pk")
    apart = rows.exclude(
        member=F("reverses__member"),
        year=F("reverses__year"),
        unit=F("reverses__unit"),
        amount=F("reverses__amount"),
        reverses__reverses=None,
    )
    for payment in apart:
        yield f"{payment.member.code}: payment {payment.pk} does not match what it takes back"


def lines_taken_back_whole():
    """What takes a line of a fund back is of the same unit and amount, in the other direction."""
    rows = Entry.objects.exclude(reverses=None).order_by("pk")
    alike = Q(unit=F("reverses__unit"), amount=F("reverses__amount"), reverses__reverses=None)
    for entry in rows.exclude(alike & ~Q(direction=F("reverses__direction"))):
        yield f"line {entry.pk} of {entry.unit} does not match what it takes back"
