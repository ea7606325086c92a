"""What every template may ask about the person: `can.member_change`."""

from accounts.permissions import Permission


def permissions(request):
    """`can`: each permission by its value, true when she holds it somewhere today."""
    held = (
        request.user.permissions
        if getattr(request, "user", None) and request.user.is_authenticated
        else set()
    )
    return {"can": {permission.value: permission in held for permission in Permission}}
