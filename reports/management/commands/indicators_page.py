from django.core.management.base import BaseCommand

from reports.indicators_page import PAGE, page


class Command(BaseCommand):
    help = "Write docs/indicators.md: every figure, its definition, and the rows without a source."

    def handle(self, **options):
        PAGE.write_text(page(), encoding="utf-8")
        self.stdout.write(f"{PAGE.name} is written.")
