"""Sign-ins in the trail. Django and axes tell of them by signals alone."""

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from accounts.models import User
from audit.log import record
from audit.models import Verb


@receiver(user_logged_in, dispatch_uid="trail_signed_in")
def _signed_in(sender, request, user, **kwargs):
    record(Verb.SIGNED_IN, by=user)


@receiver(user_logged_out, dispatch_uid="trail_signed_out")
def _signed_out(sender, request, user, **kwargs):
    if user is not None:
        record(Verb.SIGNED_OUT, by=user)


@receiver(user_login_failed, dispatch_uid="trail_sign_in_failed")
def _sign_in_failed(sender, credentials, **kwargs):
    _record_failure(credentials.get("username"))


@receiver(user_locked_out, dispatch_uid="trail_locked_out")
def _locked_out(sender, username=None, **kwargs):
    _record_failure(username, {"what": "locked_out"})


def _record_failure(username, details=None):
    """A name that nobody has is not kept: people type passwords in the wrong box."""
    user = User.objects.filter(username=(username or "").lower()).first()
    posting = next(iter(user.current_postings), None) if user else None
    record(
        Verb.SIGN_IN_FAILED,
        by=None,
        target=user,
        unit=posting.unit if posting else None,
        details=details,
    )
