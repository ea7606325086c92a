"""Which catalogue holds the strings of which files."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings

LANGUAGE = "vi"
ROOT = "root"
ROOT_PACKAGES = ("core", "config")
TEMPLATE_SUFFIXES = {".html", ".txt", ".xml"}
NAMESPACE = re.compile(r'^app_name = "(\w+)"', re.MULTILINE)
NOT_SHOWN = {"migrations", "locale", "__pycache__", "data", "seed"}


@dataclass(frozen=True)
class Home:
    """One catalogue and the files it speaks for. `name` is the app's, or "root"."""

    name: str
    base: Path
    packages: tuple[Path, ...]
    templates: tuple[Path, ...]

    @property
    def po_path(self):
        folder = self.base if self.name == ROOT else self.base / self.name
        return folder / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"

    @property
    def mo_path(self):
        return self.po_path.with_suffix(".mo")

    def files(self):
        """Every Python file and template it speaks for, in a stable order."""
        python = [path for package in self.packages for path in _walk(package, {".py"})]
        return python + [path for path in self.templates if path.suffix in TEMPLATE_SUFFIXES]


def homes(base=None, app_names=None):
    """All catalogues of the project, the root first, then the apps by name."""
    base = Path(base or settings.BASE_DIR)
    names = sorted(app_names if app_names is not None else _project_apps(base))
    names = [name for name in names if name not in ROOT_PACKAGES]
    templates = _walk(base / "templates", TEMPLATE_SUFFIXES)
    owned = {
        name: tuple(
            path
            for folder in sorted(_template_folders(base, name))
            for path in _below(templates, base / "templates" / folder)
        )
        for name in names
    }
    taken = {path for paths in owned.values() for path in paths}
    rest = tuple(path for path in templates if path not in taken)
    root = Home(ROOT, base, tuple(base / name for name in ROOT_PACKAGES), rest)
    return [root] + [Home(name, base, (base / name,), owned[name]) for name in names]


def _project_apps(base):
    return [config.name for config in apps.get_app_configs() if Path(config.path).parent == base]


def _template_folders(base, name):
    """Templates lie under the app's name or its URL namespace, which may differ."""
    urls = base / name / "urls.py"
    namespace = NAMESPACE.search(urls.read_text(encoding="utf-8")) if urls.exists() else None
    return {name, namespace[1] if namespace else name}


def _walk(folder, suffixes):
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix in suffixes and not NOT_SHOWN & set(path.relative_to(folder).parts)
    ]


def _below(paths, folder):
    return [path for path in paths if folder in path.parents]
