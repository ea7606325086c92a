"""Makes `.venv` from the hashed locks. Runs on any Python of 3.11 or newer, standard library only.

`python environment.py production|development`. A stamp tells what is installed, so a second run
does nothing and needs no network.
"""

import fcntl
import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = {
    "production": ROOT / "requirements.lock",
    "development": ROOT / "requirements-dev.lock",
}
UV_LOCK = ROOT / "script" / "lib" / "uv.txt"
# Only for a Python that comes with neither pip nor ensurepip.
PIP_WHEEL = "pip-26.3-py3-none-any.whl"
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"


def main(kind):
    stamp = VENV / ".locked"
    (ROOT / "var").mkdir(exist_ok=True)
    with open(ROOT / "var" / "environment.lock", "w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        fresh = {name: _digest(lock) for name, lock in LOCKS.items()}
        if _is_current(stamp, kind, fresh):
            return
        print("Installing packages into .venv …", file=sys.stderr, flush=True)
        _make_venv()
        _install(LOCKS[kind])
        stamp.write_text(json.dumps({"kind": kind, "lock": fresh[kind], "python": _version()}))


def _digest(lock):
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def _is_current(stamp, kind, fresh):
    """Whether `.venv` works and holds what `kind` needs; development holds production's too."""
    try:
        was = json.loads(stamp.read_text())
        return (
            was["kind"] in (kind, "development")
            and was["lock"] == fresh[was["kind"]]
            and was["python"] == _version()
        )
    except (OSError, ValueError, KeyError):
        return False


def _version():
    """What the environment's Python answers, "" when it does not run."""
    if not PYTHON.exists():
        return ""
    asked = subprocess.run([PYTHON, "-c", "import sys; print(sys.version)"], capture_output=True)
    return asked.stdout.decode().strip()


def _make_venv():
    if not _version():
        subprocess.check_call([sys.executable, "-m", "venv", "--clear", "--without-pip", VENV])


def _install(lock):
    """With uv, which takes seconds; with pip where uv cannot reach the index as pip can."""
    with tempfile.TemporaryDirectory() as scratch:
        pip = _pip(Path(scratch))
        options = ["--quiet", "--disable-pip-version-check", "--require-hashes"]
        options.append("--no-deps")  # a lock is whole; see requirements-overrides.txt
        if subprocess.call([*pip, "install", *options, "-r", UV_LOCK]) == 0:
            uv = [VENV / "bin" / "uv", "pip", "install", "--quiet", "--no-config"]
            uv += ["--python", PYTHON, "--require-hashes", "--no-deps", "-r", lock]
            if subprocess.call(uv, env=_uv_environment(pip)) == 0:
                return
            print("uv could not install; pip tries, which is slower.", file=sys.stderr, flush=True)
        if subprocess.call([*pip, "install", *options, "--no-compile", "-r", lock]):
            sys.exit("The packages could not be installed. Is the package index reachable?")


def _pip(scratch):
    """A pip that installs into `.venv`: this Python's, or ensurepip's, or one fetched by hash."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    if importlib.util.find_spec("ensurepip"):
        made = subprocess.call([PYTHON, "-m", "ensurepip"], stdout=subprocess.DEVNULL)
        if made == 0:
            return [str(PYTHON), "-m", "pip"]
    return [str(PYTHON), str(_fetched_pip(scratch) / "pip")]


def _fetched_pip(scratch):
    index = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/")
    ask = urllib.request.Request(
        f"{index}/pip/", headers={"Accept": "application/vnd.pypi.simple.v1+json"}
    )
    with urllib.request.urlopen(ask, timeout=60) as answer:
        files = json.load(answer)["files"]
    url = next(file["url"] for file in files if file["filename"] == PIP_WHEEL)
    with urllib.request.urlopen(url, timeout=60) as answer:
        wheel = answer.read()
    if hashlib.sha256(wheel).hexdigest() != PIP_SHA256:
        sys.exit(f"{url} is not the pip that was expected.")
    place = scratch / PIP_WHEEL
    place.write_bytes(wheel)
    return place


def _uv_environment(pip):
    """uv knows neither pip's settings nor its certificates unless it is told."""
    told = {"UV_SYSTEM_CERTS": "1", "UV_LINK_MODE": "copy", **os.environ}
    asked = subprocess.run([*pip, "config", "get", "global.index-url"], capture_output=True)
    index = os.environ.get("PIP_INDEX_URL") or asked.stdout.decode().strip()
    if index:
        told.setdefault("UV_DEFAULT_INDEX", index)
    return told


if __name__ == "__main__":
    main(sys.argv[1])
