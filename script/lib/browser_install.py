"""Gets a Chromium where there is none: as root with apt, else the npm package @sparticuz/chromium.

The package is unpacked under `var/browser` and brings its own libraries, so that it runs where
nothing may be installed. Node.js, to fetch and unpack it, is the machine's or comes from PyPI.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
from base64 import b64encode
from pathlib import Path

from script.lib.browser import DESCRIPTION, PLACE, ROOT, Browser, NoBrowser, find_browser

PACKAGE = "@sparticuz/chromium@147.0.0"
SHA512 = "4ZKeAQQa8up2mt675qSitztLdbQrlf8BKdC5naeap+5Mv1OV1OlJdPoU+EJC/p5sQUJUQmN4r+q5+EhaaOUHpQ=="
UNPACK = "require('zlib');process.stdin.pipe(zlib.createBrotliDecompress()).pipe(process.stdout)"
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{place}/fonts</dir><cachedir>{place}/font-cache</cachedir></fontconfig>
"""


def get_browser():
    """The browser that is here, else one installed now. Raises NoBrowser with one sentence."""
    try:
        return find_browser()
    except NoBrowser as absent:
        if os.environ.get("CHROMIUM"):
            raise
        for install in (_by_apt, _by_npm):
            try:
                if install():
                    return find_browser()
            except (OSError, subprocess.CalledProcessError, NoBrowser, StopIteration) as error:
                print(f"   {install.__name__[4:]}: {error}", file=sys.stderr)
        raise absent


def driver_variables():
    """Playwright's own Node.js wants a library that a bare machine lacks; then ours serves."""
    import playwright

    bundled = Path(playwright.__file__).parent / "driver" / "node"
    if _runs([bundled, "--version"]):
        return {}
    return {"PLAYWRIGHT_NODEJS_PATH": str(_node()[0])}


def _by_apt():
    """Only root, only where there is apt."""
    apt = shutil.which("apt-get")
    if os.geteuid() != 0 or not apt:
        return False
    print("   Installing Chromium with apt-get …", flush=True)
    quiet = {
        "stdout": subprocess.DEVNULL,
        "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    }
    subprocess.check_call([apt, "-qq", "update"], **quiet)
    subprocess.check_call([apt, "-qq", "install", "--yes", "chromium"], **quiet)
    return True


def _by_npm():
    print("   Unpacking a packaged Chromium into var/browser …", flush=True)
    PLACE.mkdir(parents=True, exist_ok=True)
    node, npm = _node()
    subprocess.check_call(
        [*npm, "pack", PACKAGE, "--silent"],
        cwd=PLACE,
        stdout=subprocess.DEVNULL,
        env={
            **os.environ,
            "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        },
    )
    archive = next(PLACE.glob("sparticuz-chromium-*.tgz"))
    if b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode() != SHA512:
        raise NoBrowser(f"{archive.name} is not the package that was expected.")
    _extract(archive, PLACE)
    archive.unlink()
    _unpack(node, PLACE / "package" / "bin")
    shutil.rmtree(PLACE / "package")
    return True


def _extract(archive, place):
    """The archives are known by their hash; the filter came with Python 3.11.4."""
    careful = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
    with tarfile.open(archive) as content:
        content.extractall(place, **careful)


def _unpack(node, packed):
    """The program, its libraries and fonts; described last, so that half an unpacking is none."""
    program = PLACE / "chromium"
    with open(packed / "chromium.br", "rb") as source, open(program, "wb") as target:
        subprocess.check_call([node, "-e", UNPACK], stdin=source, stdout=target)
    program.chmod(0o755)
    for name in ("al2023", "fonts"):
        with open(packed / f"{name}.tar.br", "rb") as source:
            plain = subprocess.check_output([node, "-e", UNPACK], stdin=source)
        (PLACE / f"{name}.tar").write_bytes(plain)
        _extract(PLACE / f"{name}.tar", PLACE / name if name == "al2023" else PLACE)
        (PLACE / f"{name}.tar").unlink()
    (PLACE / "fonts.conf").write_text(FONTS.format(place=PLACE))
    variables = {
        "LD_LIBRARY_PATH": str(next((PLACE / "al2023").rglob("libnss3.so")).parent),
        "FONTCONFIG_FILE": str(PLACE / "fonts.conf"),
    }
    DESCRIPTION.write_text(json.dumps(vars(Browser(str(program), variables))))


def _node():
    """(node, the command npm): the machine's, else those of a Python package under `var/`."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _runs([npm, "--version"]):
        return Path(node), [npm]
    home = PLACE / "node"
    if not home.exists():
        half = PLACE / "node.part"
        install = [ROOT / ".venv" / "bin" / "uv", "pip", "install", "--quiet", "--no-config"]
        install += [
            "--target",
            half,
            "--require-hashes",
            "-r",
            ROOT / "script" / "lib" / "node.txt",
        ]
        subprocess.check_call(install, env={"UV_SYSTEM_CERTS": "1", **os.environ})
        half.rename(home)
    node = next(home.rglob("bin/node"))
    return node, [str(node), str(next(home.rglob("npm/bin/npm-cli.js")))]


def _runs(command):
    try:
        return not subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError:
        return False
