import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.models import Posting, User
from accounts.passwords import one_time_password
from accounts.roles import LEVELS_OF_ROLE, Role
from accounts.services import Unit
from accounts.validators import sign_in_name
from audit.log import record
from audit.models import Verb
from core.ranges import open_from


class Command(BaseCommand):
    help = (
        "Make the first system administrator; she makes every other account in the browser. "
        "Refuses where there is one. Prints a one-time password, unless --ask reads one."
    )

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--name", help="her full name; the sign-in name when not given")
        parser.add_argument("--unit", help="key of the unit (a district or province)")
        parser.add_argument("--ask", action="store_true", help="ask for a password of her own")

    @transaction.atomic
    def handle(self, *, username, name, unit, ask, **options):
        if Posting.objects.current().filter(role=Role.SYSTEM_ADMIN, user__is_active=True).exists():
            raise CommandError("There is an administrator already; she can make accounts.")
        place = self._unit(unit)
        password = self._password(ask)
        user = User.objects.create_user(
            self._free(username), password, full_name=name or username, must_change_password=not ask
        )
        Posting.objects.create(
            user=user,
            role=Role.SYSTEM_ADMIN,
            unit=place,
            during=open_from(timezone.localdate()),
        )
        record(Verb.CREATED, by=None, target=user, unit=place)
        self.stdout.write(f"{user.username} is administrator at {place}.")
        if not ask:
            self.stdout.write(f"One-time password, shown only now: {password}")

    def _unit(self, key):
        places = Unit.objects.open().at(*LEVELS_OF_ROLE[Role.SYSTEM_ADMIN])
        found = list(places.filter(key=key) if key else places.filter(level="district"))
        if len(found) != 1:
            raise CommandError(
                f"No district or province has the key {key}."
                if key
                else "Name the unit with --unit; load_reference makes the units."
            )
        return found[0]

    def _free(self, username):
        username = username.strip().lower()
        try:
            sign_in_name(username)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if User.objects.filter(username=username).exists():
            raise CommandError(f"{username} is taken.")
        return username

    def _password(self, ask):
        if not ask:
            return one_time_password()
        password = getpass.getpass("Password: ")
        try:
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        return password
