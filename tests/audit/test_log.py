import pytest
from django.db import InternalError, transaction

from accounts.permissions import Permission
from accounts.roles import Role
from audit.log import record
from audit.middleware import AuditMiddleware, current_address
from audit.models import Entry, Verb
from core.logging import RequestIdMiddleware


def test_line_tells_who_did_what_to_what(world):
    officer = world.user(Role.CHAPTER_OFFICER)
    record(Verb.EXPORTED, by=officer, target=world.branch, unit=world.branch, details={"rows": 12})
    (line,) = Entry.objects.values()
    assert {key: line[key] for key in line if key not in {"id", "at"}} == {
        "verb": "exported",
        "actor_id": officer.pk,
        "actor_name": officer.full_name,
        "target_type": "chapters.unit",
        "target_id": str(world.branch.pk),
        "target_ids": [],
        "target_label": "Thôn 1",
        "unit_path": world.branch.path,
        "details": {"rows": 12},
        "request_id": "-",
        "address": None,
    }


def test_line_without_a_unit_stays_with_her_first_posting(world):
    assert record(Verb.PRINTED, by=world.user(Role.CHAPTER_OFFICER)).unit_path == world.home.path
    assert record(Verb.PRINTED, by=world.nobody).unit_path == ""
    assert record(Verb.PRINTED, by=None).actor_name == ""


def test_line_knows_its_request_and_address(world, rf):
    def view(request):
        return {"X-Line": record(Verb.VIEWED, by=None).pk}

    serve = RequestIdMiddleware(AuditMiddleware(view))
    serve(rf.get("/", REMOTE_ADDR="10.1.2.3", headers={"X-Request-ID": "abcdef0123456789"}))
    line = Entry.objects.get()
    assert (line.request_id, line.address) == ("abcdef0123456789", "10.1.2.3")
    assert current_address() is None


@pytest.mark.parametrize("odd", ["", "unix:", "a proxy, another"])
def test_odd_address_does_not_cost_the_line(world, rf, odd):
    serve = AuditMiddleware(lambda request: record(Verb.VIEWED, by=None))
    assert serve(rf.get("/", REMOTE_ADDR=odd)).address is None


def test_long_label_is_cut(world):
    world.branch.name = "Thôn " * 100
    assert len(record(Verb.CHANGED, by=None, target=world.branch).target_label) == 250


def test_line_goes_with_the_transaction_that_failed(world):
    def change_and_fail():
        with transaction.atomic():
            record(Verb.CHANGED, by=None)
            raise LookupError

    with pytest.raises(LookupError):
        change_and_fail()
    assert Entry.objects.count() == 0


@pytest.mark.parametrize(
    "deed", [lambda rows: rows.update(verb="viewed"), lambda rows: rows.delete()]
)
def test_nobody_can_change_or_remove_a_line(world, deed):
    record(Verb.SIGNED_IN, by=None)
    with pytest.raises(InternalError, match=r"Cannot (update|delete)"), transaction.atomic():
        deed(Entry.objects.all())


def test_lines_are_seen_where_the_permission_reaches(world):
    at_home = record(Verb.VIEWED, by=None, unit=world.branch)
    next_door = record(Verb.VIEWED, by=None, unit=world.next_door)
    nowhere = record(Verb.SIGN_IN_FAILED, by=None)
    inspector = world.user(Role.INSPECTOR)
    assert set(Entry.objects.visible_to(inspector, Permission.AUDIT_VIEW)) == {
        at_home,
        next_door,
        nowhere,
    }
    inspector.postings.update(unit=world.home)
    again = type(inspector).objects.get(pk=inspector.pk)
    assert set(Entry.objects.visible_to(again, Permission.AUDIT_VIEW)) == {at_home, nowhere}
    lead = world.user(Role.CHAPTER_LEAD)
    assert list(Entry.objects.visible_to(lead, Permission.AUDIT_VIEW)) == []
