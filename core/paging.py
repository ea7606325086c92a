"""Lists by pages, in an order that never lets a row appear twice or not at all."""

from functools import cached_property, reduce
from operator import or_

from django.core.exceptions import ImproperlyConfigured
from django.core.paginator import Page, Paginator
from django.db.models import F, Q
from django.db.models.expressions import OrderBy
from django.db.models.query import QuerySet

PER_PAGE = 50
MOST_COUNTED = 10_000  # of a long list; what lies beyond is "more than"


def page_of(rows, request, per_page=PER_PAGE):
    """The page of `rows` that `?page=` asks for: the first for nonsense, the last when too far.

    Raises `ImproperlyConfigured` for a queryset without a total order (end it with "pk"): rows that
    tie may change places between two pages.
    """
    if isinstance(rows, QuerySet) and not has_total_order(rows):
        raise ImproperlyConfigured(f"{rows.model.__name__} rows need an order that ends in pk.")
    return Paginator(rows, per_page).get_page(request.GET.get("page"))


# ---- Long lists ---------------------------------------------------------------------------------


class LongPaginator(Paginator):
    """Counts no further than `most`: `count` is at most that, and `more` says that it goes on."""

    def __init__(self, rows, per_page=PER_PAGE, most=MOST_COUNTED):
        super().__init__(rows, per_page)
        self.most = most

    @cached_property
    def _counted(self):
        rows = self.object_list
        return rows.order_by()[: self.most + 1].count() if isinstance(rows, QuerySet) else len(rows)

    @property
    def count(self):
        return min(self._counted, self.most)

    @property
    def more(self):
        return self._counted > self.most

    @property
    def goes_on(self):
        """Whether there are pages beyond the counted ones: not of a list of found ids."""
        return self.more and isinstance(self.object_list, QuerySet)

    def _get_page(self, *args, **kwargs):
        return LongPage(*args, **kwargs)


class LongPage(Page):
    """A page that may lie beyond those that are counted. There it is reached from its neighbour,
    by the row at the seam and not by a number of rows to pass over, so that the thousandth page
    is read as fast as the first. `after` and `before` are what the addresses of the next and the
    previous page need for that, or None.
    """

    goes_on = True  # beyond the pages that are counted

    def has_next(self):
        return self.number < self.paginator.num_pages or (self.paginator.goes_on and self.goes_on)

    def next_page_number(self):
        return self.number + 1

    def previous_page_number(self):
        return self.number - 1

    def end_index(self):
        return self.start_index() + len(self.object_list) - 1

    @property
    def after(self):
        far = self.has_next() and self.number >= self.paginator.num_pages
        return self[-1].pk if far else None

    @property
    def before(self):
        return self[0].pk if self.number > self.paginator.num_pages + 1 else None


def long_page_of(rows, request, *, per_page=PER_PAGE, most=MOST_COUNTED):
    """Like `page_of` for a queryset that may be very long, ordered by columns of its own.

    Pages up to the row `most` have numbers. Beyond, `?page=` is a label, and `?after=` or
    `?before=` name the row at the seam; a row that has left the list leads to the last numbered
    page.
    """
    paginator = LongPaginator(rows, per_page, most)
    far = _far_page(paginator, request.GET) if paginator.more else None
    return far or paginator.get_page(request.GET.get("page"))


def _far_page(paginator, query):
    rows, number = paginator.object_list, query.get("page", "")
    seam = query.get("after") or query.get("before") or ""
    if not (number.isdecimal() and seam.isdecimal() and len(number + seam) < 25):
        return None
    if int(number) <= paginator.num_pages:
        return None
    row = rows.filter(pk=seam).first()
    if row is None:
        return None
    back = "after" not in query
    found = rows.filter(_beyond(rows, row, back=back))
    found = list((found.reverse() if back else found)[: paginator.per_page + 1])
    shown = found[: paginator.per_page]
    page = LongPage(shown[::-1] if back else shown, int(number), paginator)
    page.goes_on = back or len(found) > len(shown)
    return page if shown else None


def _beyond(rows, row, *, back):
    """A condition: rows after `row` in the order of `rows`, or before it. Nulls come last."""
    names = [_name(term) for term in rows.query.order_by]
    steps, same = [], Q()
    for name in names:
        steps.append(same & _further(rows.model, name, getattr(row, name), back=back))
        same &= Q(**{name: getattr(row, name)}) if getattr(row, name) is not None else _null(name)
    first = getattr(row, names[0])
    bound = Q(**{f"{names[0]}__{'lte' if back else 'gte'}": first})  # where the index begins
    return bound & reduce(or_, steps)


def _further(model, name, value, *, back):
    if value is None:
        return ~_null(name) if back else Q(pk__in=[])
    found = Q(**{f"{name}__{'lt' if back else 'gt'}": value})
    nullable = name != "pk" and model._meta.get_field(name).null
    return found | _null(name) if nullable and not back else found


def _null(name):
    return Q(**{f"{name}__isnull": True})


# ---- Order --------------------------------------------------------------------------------------


def has_total_order(rows):
    """Whether the order of a queryset names a unique column, so that no two rows tie."""
    query = rows.query
    order = query.extra_order_by or query.order_by
    if not order and query.default_ordering:
        order = rows.model._meta.ordering
    return any(_name(term) in _unique_names(rows.model) for term in order)


def _unique_names(model):
    unique = [field for field in model._meta.concrete_fields if field.unique and not field.null]
    return {"pk"} | {name for field in unique for name in (field.name, field.attname)}


def _name(term):
    if isinstance(term, OrderBy):
        term = term.expression
    if isinstance(term, F):
        term = term.name
    return term.lstrip("-+") if isinstance(term, str) else None
