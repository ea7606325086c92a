"""Signing in, choosing a password, and the administrator's forms."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from django import forms
from django.contrib.auth import authenticate, password_validation
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.lockout import minutes_locked
from accounts.models import User
from accounts.roles import WHAT_THE_ROLE_DOES, Role
from accounts.services import postable_units
from accounts.validators import sign_in_name
from core.fields import DayField, PhoneField
from core.forms import TidyTextMixin

NOT_EMPTY = ("", None)


class SignInForm(forms.Form):
    """Name and password. After too many failures it says for how long to wait."""

    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, data=None, *, request, **kwargs):
        super().__init__(data, **kwargs)
        self.request, self.user, self.is_locked = request, None, False

    def clean_username(self):
        return self.cleaned_data["username"].strip().lower()

    def clean(self):
        name, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not (name and password):
            return self.cleaned_data
        self._refuse_if_locked(name)
        self.user = authenticate(self.request, username=name, password=password)
        if self.user is None:
            self._refuse_if_locked(name)
            raise forms.ValidationError(
                _(
                    "The sign-in name or the password is not right. Small and capital letters "
                    "differ in passwords. If you have forgotten yours, ask the district office."
                )
            )
        return self.cleaned_data

    def _refuse_if_locked(self, name):
        minutes = minutes_locked(self.request, name)
        if minutes:
            self.is_locked = True
            raise forms.ValidationError(
                ngettext(
                    "There were too many wrong passwords for “%(name)s”. For safety, please wait "
                    "%(minutes)s minute and try again, or ask the district office for a new one.",
                    "There were too many wrong passwords for “%(name)s”. For safety, please wait "
                    "%(minutes)s minutes and try again, or ask the district office for a new one.",
                    minutes,
                )
                % {"name": name, "minutes": minutes}
            )


class PasswordForm(forms.Form):
    """A new password of her own choice, checked against the one that she has."""

    old_password = forms.CharField(
        label=_("Password that you have now"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new_password = forms.CharField(
        label=_("New password"),
        strip=False,
        help_text=_(
            "10 characters or more. Three words that have nothing to do with each other are easy "
            "to remember."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    new_password_again = forms.CharField(
        label=_("New password once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, data=None, *, user, **kwargs):
        super().__init__(data, **kwargs)
        self.user = user

    def clean_old_password(self):
        old = self.cleaned_data["old_password"]
        if not self.user.check_password(old):
            raise forms.ValidationError(
                _("This is not the password with which you signed in. Type it once more.")
            )
        return old

    def clean_new_password(self):
        new = self.cleaned_data["new_password"]
        password_validation.validate_password(new, self.user)
        if self.user.check_password(new):
            raise forms.ValidationError(_("Choose one that differs from the present one."))
        return new

    def clean(self):
        new, again = (self.cleaned_data.get(n) for n in ("new_password", "new_password_again"))
        if new and again and new != again:
            differ = _("The two new passwords differ. Type both again.")
            self.add_error("new_password_again", differ)
        return self.cleaned_data


class PersonForm(TidyTextMixin, forms.ModelForm):
    """How somebody is called and reached."""

    phone = PhoneField(label=_("Phone"), required=False)

    class Meta:
        model = User
        fields = ["full_name", "phone", "email"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.fields, Submit("save", _("Save")))


class PostingForm(TidyTextMixin, forms.Form):
    """Which role at which unit, from when until when."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=None, empty_label=_("choose a unit"))
    since = DayField(label=_("First day"), future=True)
    until = DayField(
        label=_("Last day"),
        future=True,
        required=False,
        help_text=_("Leave empty when it is not known. Her rights end with this day."),
    )

    def __init__(self, data=None, *, user, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["role"].choices = [
            (role.value, f"{role.label}: {WHAT_THE_ROLE_DOES[role]}") for role in Role
        ]
        self.fields["unit"].queryset = postable_units(user)
        self.fields["since"].initial = timezone.localdate()
        self.helper = FormHelper()
        self.helper.layout = Layout(*PostingForm.base_fields, Submit("save", _("Give the posting")))

    def posting(self):
        """The facts as `services.give_posting` wants them."""
        facts = {name: self.cleaned_data[name] for name in ("role", "since", "until")}
        return {**facts, "unit_id": self.cleaned_data["unit"].pk}


class InviteForm(PostingForm):
    """A new account with its first posting."""

    full_name = forms.CharField(label=_("Full name"), max_length=120)
    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=60,
        help_text=_("Small letters without marks, for example hoa.dinhlac. It stays for life."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    phone = PhoneField(label=_("Phone"), required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)

    def __init__(self, data=None, *, user, **kwargs):
        super().__init__(data, user=user, **kwargs)
        self.helper.layout = Layout(
            Fieldset(_("Who she is"), "full_name", "username", "phone", "email"),
            Fieldset(_("What she is posted to do"), *PostingForm.base_fields),
            Submit("save", _("Make the account")),
        )

    def clean_username(self):
        name = self.cleaned_data["username"].strip().lower()
        sign_in_name(name)
        return name

    def person(self):
        """The facts about her, as `services.invite_user` wants them."""
        return {n: self.cleaned_data[n] for n in ("full_name", "username", "phone", "email")}


class EndPostingForm(TidyTextMixin, forms.Form):
    last = DayField(label=_("Last day"), future=True, help_text=_("Her rights end with this day."))

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["last"].initial = timezone.localdate()
        self.helper = FormHelper()
        self.helper.layout = Layout("last", Submit("save", _("End the posting")))


class PeopleFilterForm(forms.Form):
    """The list of accounts: words, unit, role, state. Nonsense in the address filters nothing."""

    STATES = [
        ("active", _("may sign in")),
        ("disabled", _("disabled")),
        ("unposted", _("without a posting today")),
    ]

    q = forms.CharField(label=_("Name or phone"), required=False)
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=None, required=False, empty_label=_("all units")
    )
    role = forms.ChoiceField(
        label=_("Role"), required=False, choices=[("", _("all roles")), *Role.choices]
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all states")), *STATES]
    )

    def __init__(self, data, *, user):
        super().__init__(data)
        self.fields["unit"].queryset = postable_units(user)

    def chosen(self):
        """What was chosen and understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in NOT_EMPTY}
