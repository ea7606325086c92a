"""Who read what is kept about one person: opened closed fields, printed, or took out as a file."""

from audit.holdings import holdings
from audit.models import READS, Entry


def reads_about(numbers, user):
    """Lines of the trail, the newest first; `numbers` are those under which she ever stood.

    Her record is `user`'s to ask about, so the lines are told wherever the reader worked. Of
    records that hang on hers, those alone that `user` may know of.
    """
    about = {}
    for holding in holdings():
        if holding.way == "pk":
            about.setdefault(holding.model._meta.label, set()).update(numbers)
        elif hasattr(holding.model, "get_absolute_url"):  # others are never read by themselves
            rows = about.setdefault(holding.model._meta.label, set())
            for number in numbers:
                rows.update(holding.rows_for(number, user).values_list("pk", flat=True))
    lines = Entry.objects.filter(verb__in=READS).about_rows(about)
    return lines.defer("target_ids").order_by("-at", "-pk")
