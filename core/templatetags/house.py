"""The words of our templates: icons, states, numbers, dates, charts and the way around.

`static/README.md` shows each with an example.
"""

import datetime
from functools import lru_cache

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from lucide.templatetags.lucide import lucide

from core.charts import bars_of

register = template.Library()

NOTHING = "–"
SIGNS = {
    "good": "circle-check",
    "wait": "clock",
    "warn": "triangle-alert",
    "bad": "octagon-alert",
    "quiet": "circle",
}


# ---- Numbers and dates ------------------------------------------------------------------------


@register.filter
def number(value, places=None):
    """A number as people here write it: 1.234,5. Nothing known (None or "") prints a dash."""
    if value is None or value == "":
        return NOTHING
    return number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)


@register.filter
def percent(value, places=1):
    """A number that is already in percents: 60.5 prints "60,5%", 61 prints "61%"."""
    if value is None or value == "":
        return NOTHING
    rounded = round(float(value), places)
    return f"{number(rounded, None if rounded % 1 else 0)}%"


@register.simple_tag
def share(part, whole):
    """`part` of `whole` in percents; a dash where there is no whole to be a part of."""
    return percent(part * 100 / whole) if whole else NOTHING


@register.filter
def change(value):
    """A difference with its sign: +12, −3 (a true minus), 0."""
    if value is None or value == "":
        return NOTHING
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{number(abs(value))}"


@register.filter
def day(value):
    """A date as dd/mm/yyyy; a bare year stays a year; nothing known prints a dash."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, datetime.datetime):
        value = timezone.localtime(value) if timezone.is_aware(value) else value
    is_date = isinstance(value, datetime.date)
    return date_format(value, "SHORT_DATE_FORMAT") if is_date else str(value)


@register.filter
def moment(value):
    """A moment as HH:MM dd/mm/yyyy in the time of the place."""
    if not value:
        return NOTHING
    value = timezone.localtime(value) if timezone.is_aware(value) else value
    return date_format(value, "SHORT_DATETIME_FORMAT")


# ---- Signs ------------------------------------------------------------------------------------


@register.simple_tag
def icon(name, label="", css=""):
    """An icon drawn in the page. Without `label` it is decoration, and readers pass over it."""
    return _drawn(str(name), str(label), str(css))


@lru_cache(maxsize=512)  # a page draws the same few many times
def _drawn(name, label, css):
    said = {"role": "img", "aria-label": label} if label else {"aria-hidden": "true"}
    said |= {"class": f"icon {css}".strip(), "focusable": "false"}
    return lucide(name, size=20, **said)


@register.simple_tag
def state(kind, words, sign=""):
    """A state as a sign and a word: `{% state "bad" "Quá hạn 3 ngày" %}`.

    `kind` is good, wait, warn, bad or quiet; an unknown one is a mistake of the template.
    """
    sign = sign or SIGNS[str(kind)]
    return format_html('<span class="state state--{}">{}{}</span>', kind, icon(sign), words)


# ---- The way around ---------------------------------------------------------------------------


@register.inclusion_tag("_components/nav_item.html", takes_context=True)
def nav_item(context, name, sign, label, under="", besides="", css="nav__item"):
    """One entry of the navigation, marked as current on every page below it.

    Below it is each view whose name starts with `under` (by default the namespace of `name`) and
    not with `besides`; both may be several beginnings with spaces between.
    """
    request = context.get("request")
    here = getattr(getattr(request, "resolver_match", None), "view_name", None) or ""
    under = under or name.split(":")[0] + ":"
    is_here = here.startswith(tuple(under.split())) and not here.startswith(tuple(besides.split()))
    try:
        href = reverse(name)
    except NoReverseMatch:
        href = ""
    return {
        "href": href,
        "sign": sign,
        "label": label,
        "css": css,
        "current": "page" if here == name else "true" if is_here else "",
    }


@register.filter
def window(page, reach=2):
    """Page numbers round the current one with both ends; None stands for a gap.

    For page 6 of 20: 1, None, 4, 5, 6, 7, 8, None, 20.
    """
    last = page.paginator.num_pages
    near = range(max(page.number - reach, 1), min(page.number + reach, last) + 1)
    wanted = {1, last, page.number, *near}
    shown = []
    for number_ in sorted(wanted):
        if shown and number_ - shown[-1] > 1:
            shown.append(None)
        shown.append(number_)
    return shown


# ---- Parts ------------------------------------------------------------------------------------


@register.inclusion_tag("_components/figure.html")
def figure(value, label, url="", change=None, since="", unit=""):
    """A figure with its name, a link to the rows counted, and its change since `since`."""
    return locals()


@register.inclusion_tag("_components/progress.html")
def progress(done, total, words="", poll_url=""):
    """A bar of work in the background; with `poll_url` htmx asks for it anew every two seconds."""
    return locals()


@register.inclusion_tag("_components/bars.html")
def bars(rows, caption, value_head="", label_head=""):
    """Horizontal bars that are also a table: see `core.charts.bars_of` for the rows."""
    return {
        "bars": bars_of(rows),
        "caption": caption,
        "value_head": value_head or _("Number"),
        "label_head": label_head or _("Item"),
    }


@register.inclusion_tag("_components/bars.html")
def funnel(rows, caption, value_head="", label_head=""):
    """The same with centred bars: the steps of a pipeline from the widest to the narrowest."""
    return {
        "bars": bars_of(rows, centred=True),
        "caption": caption,
        "value_head": value_head or _("Number"),
        "label_head": label_head or _("Step"),
        "css": "funnel",
    }
