"""Lists by pages, in an order that never lets a row appear twice or not at all."""

from django.core.exceptions import ImproperlyConfigured
from django.core.paginator import Paginator
from django.db.models import F
from django.db.models.expressions import OrderBy
from django.db.models.query import QuerySet

PER_PAGE = 50


def page_of(rows, request, per_page=PER_PAGE):
    """The page of `rows` that `?page=` asks for: the first for nonsense, the last when too far.

    Raises `ImproperlyConfigured` for a queryset without a total order (end it with "pk"): rows that
    tie may change places between two pages.
    """
    if isinstance(rows, QuerySet) and not has_total_order(rows):
        raise ImproperlyConfigured(f"{rows.model.__name__} rows need an order that ends in pk.")
    return Paginator(rows, per_page).get_page(request.GET.get("page"))


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
