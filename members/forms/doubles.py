"""Is she in the book already? A warning while saving, which a tick passes."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import Permission
from core.crypto import keyed_hash
from core.text import fold
from members.models import Member

SHOWN = 5


class DoublesMixin(forms.Form):
    """Looks for women who may be the same. Needs `self.user`.

    Rows that she may see are shown; of others only that there are some, so that the book of
    another chapter is not read through this door.
    """

    different = forms.BooleanField(label=gettext_lazy("This is somebody else"), required=False)

    doubles = ()
    doubles_elsewhere = False

    def look_for_doubles(self, cleaned, *, besides=None):
        """Set `doubles` and refuse once, unless the tick says that she is another woman."""
        if cleaned.get("different"):
            return
        alike = Member.objects.alike(
            name_folded=fold(cleaned.get("full_name")),
            birth_year=cleaned.get("birth_year"),
            birth_date=cleaned.get("birth_date"),
            citizen_hash=keyed_hash(cleaned.get("national_id") or ""),
            phone=cleaned.get("phone") or "",
        ).exclude(pk=besides)
        ids = set(alike.values_list("pk", flat=True)[:100])
        if not ids:
            return
        seen = Member.objects.visible_to(self.user, Permission.MEMBER_VIEW).filter(pk__in=ids)
        rows = seen.select_related("home_unit", "household").in_name_order()
        self.doubles = list(rows[:SHOWN])
        self.doubles_elsewhere = seen.count() < len(ids)
        self.add_error(
            None,
            _("She may be in the book already. Look below; if she is somebody else, tick that."),
        )
