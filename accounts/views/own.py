"""Her own page: who she is here, what she is posted to do, her password."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from accounts import held as holding
from accounts import services
from accounts.forms import PasswordForm
from accounts.roles import WHAT_THE_ROLE_DOES, Role
from accounts.views.doors import address_after, held_page, password_page


@require_GET
def profile(request):
    postings = [
        (posting, WHAT_THE_ROLE_DOES[Role(posting.role)])
        for posting in request.user.current_postings
    ]
    return render(request, "accounts/profile.html", {"postings": postings})


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password(request):
    """Choose a new password. A form held on the way is offered again after it."""
    held = holding.carried(request)
    form = PasswordForm(request.POST or None, user=request.user)
    if not form.is_valid():
        return password_page(request, form=form, held=held)
    user = services.change_password(user=request.user, password=form.cleaned_data["new_password"])
    update_session_auth_hash(request, user)
    request.user = user
    messages.success(request, _("Your new password is set. Use it from now on."))
    return held_page(request, held) if held else redirect(address_after(request))


password.opens_before_own_password = True
