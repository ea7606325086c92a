"""Writing accounts and postings. Each move is recorded; none makes a person her own master."""

from datetime import timedelta

from axes.utils import reset
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Posting, User
from accounts.passwords import one_time_password
from accounts.permissions import Permission
from accounts.roles import LEVELS_OF_ROLE, Role
from audit.log import record
from audit.models import Verb
from core.exceptions import DomainError
from core.locking import locked
from core.ranges import closed_at, last_day, open_from, through

Unit = Posting._meta.get_field("unit").related_model


def postable_units(user):
    """Open units at which `user` may post people: those of her scope where some role works."""
    levels = {level for levels in LEVELS_OF_ROLE.values() for level in levels}
    return Unit.objects.visible_to(user, Permission.ACCOUNT_MANAGE).open().at(*levels).in_order()


@transaction.atomic
def invite_user(*, username, full_name, role, unit_id, since, by, until=None, phone="", email=""):
    """Make an account with its first posting; returns it and its one-time password.

    The password is kept nowhere but in the answer: whoever loses it gets a new one.
    Raises `DomainError` for a name that is taken, and what `give_posting` raises.
    """
    username = username.strip().lower()
    if User.objects.filter(username=username).exists():
        raise DomainError(
            _("“%(name)s” is taken by somebody else. Add the unit's name, for example.")
            % {"name": username},
            field="username",
        )
    password = one_time_password()
    user = User.objects.create_user(
        username,
        password,
        full_name=full_name,
        phone=phone,
        email=email,
        must_change_password=True,
    )
    posting = give_posting(
        user_id=user.pk, role=role, unit_id=unit_id, since=since, until=until, by=by
    )
    record(Verb.CREATED, by=by, target=user, unit=posting.unit)
    return user, password


@transaction.atomic
def update_user(*, user_id, full_name, phone, email, by):
    """Correct how somebody is called and reached. The sign-in name stays for life."""
    user = _managed(user_id, by)
    user.full_name, user.phone, user.email = full_name, phone, email
    user.save(update_fields=["full_name", "phone", "email"])
    record(Verb.CHANGED, by=by, target=user, unit=_unit_of(user))
    return user


@transaction.atomic
def give_posting(*, user_id, role, unit_id, since, by, until=None):
    """Post somebody from `since`; `until` is her last day, None for open.

    Refused: to post oneself (the administrator would give herself the members' data), a role at a
    unit of another level, an end before the beginning, the same role at the same unit twice in one
    day. A user outside the scope of `by` is `NotHers`, a unit outside of it `Unit.DoesNotExist`.
    """
    user, unit = _managed(user_id, by), postable_units(by).get(pk=unit_id)
    if user.pk == by.pk:
        raise DomainError(_("Nobody posts herself: another administrator has to do this."))
    _refuse_unfit(role, unit)
    during = _days(since, until)
    if user.postings.filter(role=role, unit=unit, during__overlap=during).exists():
        raise DomainError(
            _("She already holds the role “%(role)s” at %(unit)s within these days.")
            % {"role": Role(role).label, "unit": unit},
            field="role",
        )
    posting = Posting.objects.create(user=user, role=role, unit=unit, during=during, recorded_by=by)
    _record_posting("posting_given", posting, by)
    return posting


@transaction.atomic
def end_posting(*, posting_id, last, by):
    """End a posting; `last` is its last day. Rights end with that day.

    Refused: a day before it began, a day after its present end, and the last posting by which `by`
    herself manages accounts.
    """
    rows = Posting.objects.select_related("user", "unit")
    posting = locked(rows, by=by, permission=Permission.ACCOUNT_MANAGE, pk=posting_id)
    _refuse_last_day(posting, last)
    if posting.user_id == by.pk and posting.role == Role.SYSTEM_ADMIN:
        _refuse_locking_oneself_out(posting, by)
    posting.during = closed_at(posting.during, last + timedelta(days=1))
    posting.save(update_fields=["during"])
    _record_posting("posting_ended", posting, by)
    return posting


@transaction.atomic
def disable_user(*, user_id, by):
    """Shut an account: she is out at her next click. Nobody shuts her own."""
    if user_id == by.pk:
        raise DomainError(_("You cannot disable your own account; another administrator can."))
    return _switch(user_id, by, active=False, what="disabled")


@transaction.atomic
def enable_user(*, user_id, by):
    """Open a shut account again, with the postings that are still in force."""
    return _switch(user_id, by, active=True, what="enabled")


@transaction.atomic
def set_one_time_password(*, user_id, by):
    """A new password to be read out once; returns it. Her sessions end, and so does a lock-out."""
    if user_id == by.pk:
        raise DomainError(_("Change your own password on your own page."))
    user, password = _managed(user_id, by), one_time_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    reset(username=user.username)
    _record_change("password_set", user, by)
    return password


@transaction.atomic
def change_password(*, user, password):
    """Her own choice, already checked by the form. Her other sessions end."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    _record_change("password_changed", user, user)
    return user


def _managed(user_id, by):
    """The user's row, locked, if `by` manages it."""
    return locked(User.objects.all(), by=by, permission=Permission.ACCOUNT_MANAGE, pk=user_id)


def _switch(user_id, by, *, active, what):
    user = _managed(user_id, by)
    user.is_active = active
    user.save(update_fields=["is_active"])
    _record_change(what, user, by)
    return user


def _refuse_unfit(role, unit):
    if unit.level not in LEVELS_OF_ROLE[Role(role)]:
        raise DomainError(
            _("“%(role)s” does not work at %(unit)s (%(level)s). Choose another unit or role.")
            % {"role": Role(role).label, "unit": unit, "level": unit.get_level_display()},
            field="unit",
        )


def _days(since, until):
    if until is None:
        return open_from(since)
    if until < since:
        raise DomainError(
            _("The last day %(until)s lies before the first day %(since)s.")
            % {"until": f"{until:%d/%m/%Y}", "since": f"{since:%d/%m/%Y}"},
            field="until",
        )
    return through(since, until)


def _refuse_last_day(posting, last):
    first, end = posting.during.lower, last_day(posting.during)
    if last < first:
        raise DomainError(
            _("The posting begins on %(first)s; it cannot end on %(last)s.")
            % {"first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"},
            field="last",
        )
    if end and last > end:
        raise DomainError(
            _("The posting already ends on %(end)s. For a longer time, give a new posting.")
            % {"end": f"{end:%d/%m/%Y}"},
            field="last",
        )


def _refuse_locking_oneself_out(posting, by):
    others = by.postings.current().filter(role=Role.SYSTEM_ADMIN).exclude(pk=posting.pk)
    if not others.exists():
        raise DomainError(
            _("This is your last posting as administrator. Another administrator can end it.")
        )


def _record_posting(what, posting, by):
    record(
        Verb.CHANGED,
        by=by,
        target=posting.user,
        unit=posting.unit,
        details={
            "what": what,
            "role": str(posting.get_role_display()),
            "unit": str(posting.unit),
            "from": f"{posting.during.lower:%d/%m/%Y}",
            **({"until": f"{end:%d/%m/%Y}"} if (end := last_day(posting.during)) else {}),
        },
    )


def _record_change(what, user, by):
    record(Verb.CHANGED, by=by, target=user, unit=_unit_of(user), details={"what": what})


def _unit_of(user):
    """Where the line of the trail belongs: her first posting, over or not."""
    posting = user.postings.select_related("unit").order_by("unit__path", "pk").first()
    return posting.unit if posting else None
