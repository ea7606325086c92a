"""Her own lists: kept under a name, renamed, thrown away. Nobody else sees them."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from core.exceptions import DomainError
from members.models import SavedList

MOST = 30  # of one person: more is no longer a choice at a glance


@transaction.atomic
def save_list(*, name, query, by):
    """Keep the filters `query` under `name`. Raises `DomainError` for a name that she has given
    already, and when she keeps too many."""
    rows = _hers(by)
    if rows.count() >= MOST:
        raise DomainError(
            _("You keep %(n)s lists already. Delete one that you no longer need.") % {"n": MOST}
        )
    _check_name(rows, name)
    return SavedList.objects.create(owner=by, name=name, query=query, recorded_by=by)


@transaction.atomic
def rename_list(*, list_id, name, by):
    rows = _hers(by)
    saved = _one(rows, list_id)
    _check_name(rows.exclude(pk=saved.pk), name)
    saved.name = name
    saved.save(update_fields=["name"])
    return saved


@transaction.atomic
def drop_list(*, list_id, by):
    """Throw it away; its name is returned."""
    saved = _one(_hers(by), list_id)
    saved.delete()
    return saved.name


def _hers(by):
    """Her lists; her own row is locked, so that two windows cannot take one name."""
    get_user_model().objects.select_for_update().filter(pk=by.pk).first()
    return SavedList.objects.visible_to(by)


def _one(rows, list_id):
    saved = rows.filter(pk=list_id).first()
    if saved is None:
        raise DomainError(_("This list is no longer kept."))
    return saved


def _check_name(rows, name):
    same = rows.alias(small=Lower("name")).filter(small=Lower(Value(name)))
    if same.exists():
        raise DomainError(
            _("You already keep a list “%(name)s”. Give it another name.") % {"name": name},
            field="name",
        )
