"""The Chromium of the browser tests. CHROMIUM=/path names one; `browser_install` gets one."""

import json
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / "var" / "browser"
DESCRIPTION = PLACE / "browser.json"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class NoBrowser(RuntimeError):
    """No Chromium can be had; the message is one sentence that says what would help."""


@dataclass(frozen=True)
class Browser:
    """A Chromium, and what it needs in its environment beyond ours."""

    program: str
    variables: dict = field(default_factory=dict)


def find_browser():
    """The browser named, installed, or unpacked under `var/`. Raises NoBrowser."""
    if named := os.environ.get("CHROMIUM"):
        if found := shutil.which(named):
            return Browser(found)
        raise NoBrowser(f"CHROMIUM={named} is not a program that can be run.")
    for name in NAMES:
        if found := shutil.which(name):
            return Browser(found)
    if DESCRIPTION.exists():
        return Browser(**json.loads(DESCRIPTION.read_text()))
    raise NoBrowser(
        "The browser tests need Chromium: install it, or name one with CHROMIUM=/path, "
        "or leave them out with script/test --no-browser."
    )
