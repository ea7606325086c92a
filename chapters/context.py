"""Where she works, for the frame of every page."""

from chapters.enums import Level
from chapters.models import Unit
from chapters.scope import within, working_unit


def units(request):
    """`working_unit`, and `switchable_units`: communes and above that she may pick."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {
        "working_unit": working_unit(request),
        "switchable_units": switchable(user),
    }


def switchable(user):
    """Lazy: the query runs only when the frame shows the switcher or she switches."""
    paths = [post.unit.path for post in user.current_postings]
    levels = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
    return Unit.objects.filter(within(paths)).open().at(*levels).in_order()
