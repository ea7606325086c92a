from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core.exceptions import DomainError
from demo import accounts
from demo import seed as book


class Command(BaseCommand):
    help = "Fill an empty book with invented people. Refuses beside real data; safe to run again."

    def add_arguments(self, parser):
        parser.add_argument("--members", type=int, default=book.MEMBERS, help="how many; 12000")
        parser.add_argument("--seed", type=int, default=2023, help="the same seed, the same people")
        parser.add_argument("--sign-ins", action="store_true", help="only tell who can sign in")

    def handle(self, *, members, seed, sign_ins, **options):
        if not sign_ins:
            self._fill(members, seed)
        self.stdout.write("\n".join(accounts.sign_ins()))

    def _fill(self, members, number):
        if book.is_seeded():
            self.stdout.write(_("The demonstration data is there already; nothing was changed."))
            return
        try:
            written = book.seed(members=members, seed=number)
        except DomainError as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(_("%(count)s invented members were written.") % {"count": written})
