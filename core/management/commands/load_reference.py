from django.core.management.base import BaseCommand

from core.parts import parts


class Command(BaseCommand):
    help = "Load the reference data of every app that is missing. Safe to run again."

    def handle(self, **options):
        for module in parts("reference"):
            module.load()
            if options["verbosity"]:
                self.stdout.write(f"{module.__name__}: loaded")
