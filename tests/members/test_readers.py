"""Who read a record: its closed part, its prints, the lists in which it left the book."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from audit.log import record
from audit.models import Entry, Verb
from audit.reading import reads_about
from members.exports.service import made, prepare
from members.models import Member, Merge
from tests.factories.accounts import user_with
from tests.factories.members import ExportJobFactory, MemberFactory, MergeFactory
from tests.factories.referrals import ReferralFactory
from tests.statements import statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(world):
    return world.user(Role.CHAPTER_OFFICER)


@pytest.fixture
def inspector(world, client):
    user = world.user(Role.INSPECTOR)
    client.force_login(user)
    return user


@pytest.fixture
def woman(world):
    return MemberFactory(home_unit=world.branch, full_name="Ka Dụ")


def page_of(woman):
    return reverse("members:readers", args=[woman.pk])


def told(client, woman):
    return [(entry.verb, entry.actor_name) for entry in client.get(page_of(woman)).context["page"]]


def export(officer, **job):
    job = ExportJobFactory.build(asked_by=officer, **job)
    prepare(job)
    with made(job):
        return Entry.objects.filter(verb=Verb.EXPORTED).latest("pk")


def test_reads_are_told_the_latest_first_and_changes_are_not(client, world, inspector, officer):
    woman, other = (MemberFactory(home_unit=world.branch) for _ in range(2))
    for verb, target in (
        (Verb.REVEALED, woman),
        (Verb.CHANGED, woman),
        (Verb.REVEALED, other),
        (Verb.PRINTED, woman),
    ):
        record(verb, by=officer, target=target, unit=world.branch, details={"fields": ["religion"]})
    assert told(client, woman) == [(Verb.PRINTED, str(officer)), (Verb.REVEALED, str(officer))]
    assert "tôn giáo" in client.get(page_of(woman)).content.decode()


def test_export_names_the_women_who_stood_in_it(client, world, inspector, officer, woman):
    """By their numbers, so that each can be told; the words typed for it are not shown to all."""
    other = MemberFactory(home_unit=world.branch, full_name="Lê Thị Ba")
    outside = MemberFactory(home_unit=world.foreign_branch)
    line = export(officer, purpose_note="đưa cho chị Tư")
    assert (line.target_type, sorted(line.target_ids)) == (
        "members.member",
        sorted([woman.pk, other.pk]),
    )
    assert told(client, woman) == told(client, other) == [(Verb.EXPORTED, str(officer))]
    assert "đưa cho chị Tư" not in client.get(page_of(woman)).content.decode()
    client.force_login(user_with(Role.INSPECTOR, world.next_door))
    assert told(client, outside) == []


def test_list_to_sign_names_its_women(client, world, inspector, officer, woman):
    client.force_login(officer)
    client.get(reverse("members:consent_list", args=[world.branch.pk]))
    client.force_login(inspector)
    assert told(client, woman) == [(Verb.PRINTED, str(officer))]


def test_whoever_may_not_know_of_a_referral_is_not_told_that_it_was_read(world, officer, woman):
    referral = ReferralFactory(member=woman, unit=world.branch)
    record(Verb.VIEWED, by=officer, target=referral, unit=world.branch)
    lead, clerk = world.user(Role.CHAPTER_LEAD), officer
    assert [line.target_id for line in reads_about({woman.pk}, lead)] == [str(referral.pk)]
    assert list(reads_about({woman.pk}, clerk)) == []
    assert list(reads_about({woman.pk}, world.stranger)) == []


def test_record_of_the_same_number_but_another_kind_is_not_hers(world, officer, woman, inspector):
    record(Verb.VIEWED, by=officer, target=world.branch, unit=world.branch)
    Entry.objects.create(verb=Verb.VIEWED, target_type="chapters.unit", target_id=str(woman.pk))
    Entry.objects.create(verb=Verb.VIEWED, target_type="chapters.unit", target_ids=[woman.pk])
    assert list(reads_about({woman.pk}, inspector)) == []


def test_readers_of_a_record_that_went_into_hers_are_told(client, world, inspector, officer, woman):
    first, last = woman.pk + 1000, woman.pk + 1001
    for kept, gone in ((first, last), (woman.pk, first)):
        MergeFactory(
            kept_number=kept, gone_number=gone, unit=world.branch, gone_unit=world.foreign_branch
        )
    assert Merge.objects.numbers_of(woman.pk) == {woman.pk, first, last}
    gone = Member(pk=last, full_name="Ka Dụ")
    record(Verb.REVEALED, by=world.stranger, target=gone, unit=world.foreign_branch)
    assert told(client, woman) == [(Verb.REVEALED, str(world.stranger))]


def test_the_link_stands_on_her_record_for_who_may_follow_it(client, world, inspector, woman):
    assert page_of(woman) in client.get(woman.get_absolute_url()).content.decode()
    client.force_login(world.user(Role.CHAPTER_LEAD))
    assert page_of(woman) not in client.get(woman.get_absolute_url()).content.decode()


def test_page_is_paged_and_runs_the_same_statements(client, world, inspector, officer, woman):
    empty = client.get(page_of(woman)).content.decode()
    assert "Chưa có ai" in empty
    record(Verb.REVEALED, by=officer, target=woman, unit=world.branch)
    one = statements(lambda: client.get(page_of(woman)))
    for _ in range(60):
        record(Verb.REVEALED, by=officer, target=woman, unit=world.branch)
    assert statements(lambda: client.get(page_of(woman))) == one
    assert len(told(client, woman)) == 50
    assert len(client.get(page_of(woman), {"page": "2"}).context["page"]) == 11
