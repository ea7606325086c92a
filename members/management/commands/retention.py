from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.permissions import Permission
from audit.keeping import forget_past_their_time, rules
from members.erasing.due import propose_due
from members.retention import women_past_their_time


class Command(BaseCommand):
    help = (
        "Tell what personal data are past their time; forget what needs nobody to decide, and "
        "propose to anonymise the women among them."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="tell, and write nothing")
        parser.add_argument("--by", help="who proposes; a second person carries it out")

    def handle(self, *, by, dry_run, **options):
        if not (dry_run or by):
            raise CommandError("Say who proposes with --by, or use --dry-run.", returncode=2)
        user = _proposer(by) if by else None
        for rule in rules():
            self._tell(rule)
        if not dry_run:
            for name, number in forget_past_their_time().items():
                self.stdout.write(f"{name}: {number} forgotten")
            self._propose(user)

    def _tell(self, rule):
        rows = list(rule.rows().order_by("pk"))
        self.stdout.write(f"{rule.name}: {rule.setting}={rule.value}, {len(rows)} past their time")
        for row in rows:
            self.stdout.write(f"  {rule.code(row)}")

    def _propose(self, user):
        """Those whom she may propose, but for those of whom it was decided to leave them."""
        women = women_past_their_time().visible_to(user, Permission.ERASURE_PROPOSE)
        left = women.filter(dropped=True).count()
        numbers = women.filter(dropped=False).order_by("pk").values_list("pk", flat=True)
        numbers, made, refused, step = list(numbers), 0, [], settings.MEMBERS_AT_ONCE
        for first in range(0, len(numbers), step):
            outcome = propose_due(member_ids=numbers[first : first + step], by=user)
            made += len(outcome.made)
            refused += [woman.code for woman, _reason in outcome.refused]
        self.stdout.write(f"proposed: {made}; left as decided before: {left}")
        if refused:
            self.stdout.write(f"not yet: {', '.join(refused)}")


def _proposer(name):
    user = User.objects.filter(username=name, is_active=True).first()
    if user is None or not user.may(Permission.ERASURE_PROPOSE):
        raise CommandError(f"{name!r} may not propose to anonymise anybody.", returncode=2)
    return user
