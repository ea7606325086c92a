from django.core.management.base import BaseCommand, CommandError
from django.utils.translation.reloader import translation_file_changed

from core.i18n import checks, pofiles, sources


class Command(BaseCommand):
    help = (
        "Keep the Vietnamese message catalogues: --update collects new strings, --compile writes "
        "the .mo files, --check refuses whatever is missing, untranslated, fuzzy or obsolete."
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("names", nargs="*", help='apps, or "root"; all when none is named')
        deed = parser.add_mutually_exclusive_group(required=True)
        for name in ("update", "compile", "check"):
            deed.add_argument(f"--{name}", dest="deed", action="store_const", const=name)

    def handle(self, *, names, deed, **options):
        every = sources.homes()
        if unknown := set(names) - {home.name for home in every}:
            raise CommandError(f"No catalogue is called {', '.join(sorted(unknown))}.")
        chosen = [home for home in every if not names or home.name in names]
        try:
            getattr(self, f"_{deed}")(chosen, every)
        except pofiles.BrokenCatalogue as error:
            raise CommandError(str(error)) from error

    def _update(self, chosen, every):
        known = {}
        for home in every:
            known |= pofiles.translated(home)
        for home in chosen:
            waiting = pofiles.update(home, known)
            self.stdout.write(f"{home.name}: {waiting} without Vietnamese")

    def _compile(self, chosen, every):
        written = [home for home in chosen if pofiles.compile_one(home)]
        for home in written:
            # Words already loaded in this process would go on without the new ones.
            translation_file_changed(sender=None, file_path=home.mo_path)
        if written:
            self.stdout.write(f"compiled: {', '.join(home.name for home in written)}")

    def _check(self, chosen, every):
        found = checks.problems(chosen)
        for sentence in found:
            self.stderr.write(sentence)
        if found:
            raise CommandError(f"{len(found)} faults in the catalogues.")
        self.stdout.write(f"{len(chosen)} catalogues are complete.")
