import inspect

from django.core.management.base import BaseCommand, CommandError

from core.parts import parts


class Command(BaseCommand):
    help = "Compare whatever is kept twice. An app adds public functions to its `integrity.py`."

    def handle(self, **options):
        """Each function takes nothing and yields a sentence for each fault it finds."""
        found = 0
        for module in parts("integrity"):
            for name, check in _checks(module):
                faults = list(check())
                found += len(faults)
                self.stdout.write(f"{module.__name__}.{name}: {len(faults)} faults")
                for sentence in faults:
                    self.stderr.write(f"  {sentence}")
        if found:
            raise CommandError(f"{found} faults found.")


def _checks(module):
    """The public functions that the module itself defines, by name."""
    return [
        (name, function)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    ]
