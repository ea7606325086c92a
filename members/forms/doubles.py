"""Is she in the book already? A warning while saving, which a tick passes."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import Permission
from members.doubles.typed import likely_doubles
from members.models import Member

SHOWN = 5


class DoublesMixin(forms.Form):
    """Looks for women who may be the same. Needs `self.user`.

    Rows that she may see are shown with what speaks for them; of others only that there are some,
    so that the book of another chapter is not read through this door.
    """

    different = forms.BooleanField(label=gettext_lazy("This is somebody else"), required=False)

    ask_district = forms.BooleanField(
        label=gettext_lazy("Save, and ask the district to compare"), required=False
    )

    doubles = ()
    doubles_elsewhere = False

    def look_for_doubles(self, typed, *, besides=None):
        """Set `doubles` and refuse once, unless the tick says that she is another woman.

        `typed` is a `Member` as it would be saved; `besides` the row that is being edited.
        """
        if self.cleaned_data.get("different") or self.cleaned_data.get("ask_district"):
            return
        likely = likely_doubles(typed, besides=besides)
        if not likely:
            return
        ids = [row.pk for row, _likeness in likely]
        seen = Member.objects.visible_to(self.user, Permission.MEMBER_VIEW).filter(pk__in=ids)
        hers = set(seen.values_list("pk", flat=True))
        self.doubles = [found for found in likely if found[0].pk in hers][:SHOWN]
        self.doubles_elsewhere = len(hers) < len(ids)
        self.add_error(
            None,
            _("She may be in the book already. Look below; if she is somebody else, tick that."),
        )
