import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone, translation

from core.charts import bars_of
from core.templatetags import house


def drawn(source, **context):
    return Template("{% load house %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (0, None, "0"),
        (1234, None, "1.234"),
        (-12480, None, "-12.480"),
        (Decimal("1234.5"), 1, "1.234,5"),
        (None, None, "–"),
        ("", None, "–"),
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_numbers_are_written_alike_in_both_languages(language, value, places, shown):
    with translation.override(language):
        assert house.number(value, places) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(60.5, "60,5%"), (61, "61%"), (0, "0%"), (33.333, "33,3%"), (None, "–")]
)
def test_percents_have_a_decimal_only_where_it_says_something(value, shown):
    with translation.override("vi"):
        assert house.percent(value) == shown


def test_a_share_of_nothing_is_a_dash():
    with translation.override("vi"):
        assert (house.share(121, 200), house.share(0, 5), house.share(0, 0)) == ("60,5%", "0%", "–")


@pytest.mark.parametrize(("value", "shown"), [(1200, "+1.200"), (-3, "−3"), (0, "0"), (None, "–")])
def test_a_change_carries_its_sign(value, shown):
    with translation.override("vi"):
        assert house.change(value) == shown


def test_days_and_moments_are_told_in_local_time():
    late = datetime.datetime(2023, 3, 5, 18, 30, tzinfo=datetime.UTC)
    with timezone.override("Asia/Ho_Chi_Minh"):
        assert house.day(late) == "06/03/2023"
        assert house.moment(late) == "01:30 06/03/2023"
    assert house.day(datetime.date(1974, 3, 5)) == "05/03/1974"
    assert (house.day(1974), house.day(None), house.moment(None)) == ("1974", "–", "–")


def test_an_icon_is_silent_unless_it_is_given_words():
    assert 'aria-hidden="true"' in house.icon("users")
    spoken = house.icon("lock", 'Closed "for now"')
    assert 'role="img"' in spoken
    assert "aria-hidden" not in spoken
    assert "Closed &quot;for now&quot;" in spoken


@pytest.mark.parametrize("kind", ["good", "wait", "warn", "bad", "quiet"])
def test_a_state_is_a_sign_and_a_word(kind):
    shown = drawn("{% state kind words %}", kind=kind, words="<late>")
    assert f"state--{kind}" in shown
    assert "<svg" in shown
    assert "&lt;late&gt;" in shown


def test_an_unknown_state_is_a_mistake():
    with pytest.raises(KeyError):
        house.state("green", "fine")


@pytest.mark.parametrize(
    ("number", "pages", "shown"),
    [
        (1, 1, [1]),
        (1, 5, [1, 2, 3, None, 5]),
        (6, 20, [1, None, 4, 5, 6, 7, 8, None, 20]),
        (20, 20, [1, None, 18, 19, 20]),
    ],
)
def test_the_window_of_pages_keeps_both_ends(number, pages, shown):
    assert house.window(Paginator(range(pages), 1).page(number)) == shown


def test_the_pager_keeps_the_filters():
    request = RequestFactory().get("/members/?q=hoa&page=2")
    page = Paginator(range(30), 10).page(2)
    shown = render_to_string("_pager.html", {"page": page}, request)
    assert 'href="?q=hoa&amp;page=3"' in shown
    assert '<span aria-current="page">2</span>' in shown


def test_a_single_page_needs_no_pager():
    request = RequestFactory().get("/")
    page = Paginator(range(3), 10).page(1)
    shown = render_to_string("_pager.html", {"page": page}, request)
    assert shown.strip() == ""


@pytest.mark.parametrize(
    ("here", "current"),
    [("healthz", "page"), ("health:detail", "true"), ("health:review", ""), ("other:list", "")],
)
def test_an_entry_is_current_on_the_pages_below_it(here, current):
    request = SimpleNamespace(resolver_match=SimpleNamespace(view_name=here))
    entry = house.nav_item(
        {"request": request}, "healthz", "users", "X", under="health:", besides="health:review"
    )
    assert entry["current"] == current


def test_an_entry_stands_on_pages_that_have_no_view():
    assert house.nav_item({}, "healthz", "users", "X")["current"] == ""


def test_a_figure_links_to_what_was_counted():
    with translation.override("vi"):
        shown = drawn('{% figure 1248 "Members" url="/members/" change=-3 since="since Q3" %}')
    assert '<a class="figure" href="/members/">' in shown
    assert "1.248" in shown
    assert "−3 since Q3" in shown


def test_a_figure_without_a_link_is_not_one():
    assert "<a" not in drawn('{% figure 5 "Members" %}')


def test_progress_asks_again_only_while_there_is_where_to_ask():
    assert 'hx-get="/x/"' in drawn('{% progress 1 4 words="Counting" poll_url="/x/" %}')
    done = drawn('{% progress 12000 12000 words="Counting" %}')
    assert "hx-get" not in done
    assert 'value="12000" max="12000"' in done


def test_bars_are_measured_against_the_longest():
    bars = bars_of([{"label": "a", "value": 200}, {"label": "b", "value": 50}])
    assert [(bar.width, bar.left) for bar in bars] == [("100%", "0%"), ("25%", "0%")]


def test_a_funnel_is_centred():
    bars = bars_of([{"label": "a", "value": 200}, {"label": "b", "value": 50}], centred=True)
    assert [(bar.width, bar.left) for bar in bars] == [("100%", "0%"), ("25%", "37.5%")]


def test_one_among_thousands_is_still_seen_and_nothing_is_nothing():
    rows = [SimpleNamespace(label=n, value=v) for n, v in [("a", 9000), ("b", 1), ("c", None)]]
    assert [bar.width for bar in bars_of(rows)] == ["100%", "0.5%", "0%"]


def test_bars_of_nothing_draw_nothing():
    assert bars_of([]) == []
    assert bars_of([{"label": "a", "value": 0}])[0].width == "0%"


@pytest.mark.parametrize("tag", ["bars", "funnel"])
def test_a_chart_is_a_table_whose_figures_are_links(tag):
    rows = [{"label": "Đinh Lạc", "value": 1248, "url": "/x/", "is_here": True}]
    with translation.override("vi"):
        shown = drawn("{% " + tag + " rows 'By chapter' %}", rows=rows)
    assert "<caption>By chapter</caption>" in shown
    assert '<a href="/x/">1.248<span class="hush"> Đinh Lạc</span></a>' in shown
    assert 'class="is-here"' in shown
    assert "style=" not in shown
