"""Who read her record. The trail keeps it; who may read the trail may ask it about one woman."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import require
from accounts.permissions import Permission
from audit.reading import reads_about
from audit.words import details_in_words, kind_of
from core.paging import page_of
from members.doubles.merge import numbers_of
from members.models import Member
from members.views.pages import the_member

# Of a list that left the book, what it was for; the words and filters tell of others too.
TOLD = ("what", "fields", "columns", "purpose", "format")


@require(Permission.AUDIT_VIEW)
@require_GET
def member_readers(request, pk):
    """Who opened its closed part, printed it or took it out in a list, the latest first."""
    member = the_member(request, pk, Permission.AUDIT_VIEW)
    rows = reads_about(numbers_of(pk), request.user)
    page = page_of(rows, request)
    own = Member._meta.label_lower
    for entry in page:
        entry.kind = "" if entry.target_type == own else kind_of(entry.target_type)
        told = {key: entry.details[key] for key in TOLD if key in entry.details}
        entry.told = details_in_words(told)
    return render(request, "members/readers.html", {"member": member, "page": page})
