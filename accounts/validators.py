"""Sign-in names as officers can type them on a phone."""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

sign_in_name = RegexValidator(
    r"\A[a-z0-9][a-z0-9._-]{2,59}\Z",
    _(
        "“%(value)s” cannot be a sign-in name. Use at least 3 small letters without marks, digits, "
        "dots or hyphens, for example hoa.dinhlac."
    ),
)
