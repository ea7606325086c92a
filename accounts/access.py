"""May she come through this door? `require` guards a route; `chapters.scope` guards the rows."""

from functools import wraps

from django.core.exceptions import PermissionDenied


def require(permission):
    """Guard a view with one permission, and stamp it so that the matrix test can read it.

    Stand it outermost: a person without the right learns 403 before anything else is looked at.
    """

    def guard(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not (request.user.is_authenticated and request.user.may(permission)):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.required_permission = permission
        return guarded

    return guard
