import datetime

import pghistory
import pytest

from accounts.roles import Role
from audit.history import FieldChange, history_of, in_words
from chapters.models import Officer, Unit
from core.models import Holiday
from core.ranges import open_from, through
from tests.factories.accounts import PostingFactory
from tests.factories.chapters import OfficerFactory


def test_each_change_tells_who_and_from_what_to_what(world):
    editor = world.user(Role.CHAPTER_LEAD)
    with pghistory.context(user=editor.pk):
        Unit.objects.filter(pk=world.branch.pk).update(name="Thôn Một", version=2)
    change, entered = history_of(world.branch)
    assert (change.by, change.fields) == (
        editor.full_name,
        [FieldChange("tên", "Thôn 1", "Thôn Một")],
    )
    assert (entered.by, entered.fields) == ("", [])
    assert change.at.date() == entered.at.date()


def test_snapshots_in_which_nothing_told_differs_are_left_out(world):
    Unit.objects.filter(pk=world.branch.pk).update(version=7)
    assert len(history_of(world.branch)) == 1


def test_links_choices_and_ranges_are_told_in_words(world):
    officer = OfficerFactory(unit=world.branch, title="branch_head")
    Officer.objects.filter(pk=officer.pk).update(
        unit=world.other_branch,
        title="branch_deputy",
        during=through(datetime.date(2021, 1, 1), datetime.date(2025, 12, 31)),
    )
    told = {(f.before, f.after) for f in history_of(officer)[0].fields}
    assert ("Thôn 1", "Thôn 2") in told
    assert ("01/01/2021 – …", "01/01/2021 – 31/12/2025") in told
    assert len(told) == 3


def test_sensitive_fields_are_masked_unless_revealed(world, monkeypatch):
    monkeypatch.setattr(Unit, "SENSITIVE", ("name",), raising=False)
    Unit.objects.filter(pk=world.branch.pk).update(name="Thôn Kín")
    (hidden,) = history_of(world.branch)[0].fields
    (shown,) = history_of(world.branch, reveal=True)[0].fields
    assert (hidden.before, hidden.after) == ("•••", "•••")
    assert (shown.before, shown.after) == ("Thôn 1", "Thôn Kín")


def test_a_user_has_no_password_in_her_history(world):
    user = world.nobody
    user.set_password("another-password-1")
    user.full_name = "Chị Tên Mới"
    user.save()
    assert [f.after for f in history_of(user)[0].fields] == ["Chị Tên Mới"]


def test_a_table_without_triggers_is_a_mistake_of_the_caller(db):
    with pytest.raises(ValueError, match="not enough"):
        history_of(Holiday(pk=1))


@pytest.mark.parametrize("changes", [1, 6])
def test_statements_do_not_grow_with_the_changes(world, django_assert_num_queries, changes):
    posting = PostingFactory(unit=world.home)
    with pghistory.context(user=world.nobody.pk):
        for n in range(changes):
            posting.unit = [world.next_door, world.home][n % 2]
            posting.save()
    with django_assert_num_queries(3):
        assert len(history_of(posting)) == changes + 1


def test_values_in_words():
    day = Holiday._meta.get_field("day")
    assert in_words(day, datetime.date(2024, 3, 5)) == "05/03/2024"
    assert in_words(day, True) == "có"
    assert in_words(day, open_from(datetime.date(2024, 3, 5))) == "05/03/2024 – …"
