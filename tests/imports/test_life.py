"""The life of a batch: uploaded, read, checked, accepted or refused, taken back."""

import pytest

from accounts.roles import Role
from imports.enums import Decision, Stage
from imports.models import Batch
from imports.services.ending import ask_to_take_back
from imports.tasks import run_batch_job
from members.models import Member
from tests.imports.desk import bring, digest_of_the_book, paste, take_in, women

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(world):
    return world.user(Role.CHAPTER_OFFICER)


def test_clean_list_goes_from_upload_into_the_book_and_back(world, officer):
    before = digest_of_the_book()
    batch = bring(world, officer, paste(*women(12)))
    assert batch.stage == Stage.CHECKED
    assert batch.rows.counted() == {Decision.NEW: 12}
    assert digest_of_the_book() == before
    batch = take_in(batch, officer)
    assert batch.stage == Stage.ACCEPTED
    assert Member.objects.count() == 12
    job = ask_to_take_back(batch_id=batch.pk, by=officer)
    run_batch_job(job.pk)
    assert Batch.objects.get().stage == Stage.TAKEN_BACK
    assert digest_of_the_book() == before
