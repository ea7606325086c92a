"""The only reader of the environment. Safe values are the defaults; secrets have none."""

import json
import os
import secrets
from contextlib import suppress
from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parents[1]
KEY_NAMES = ("SECRET_KEY", "FIELD_KEYS", "HASH_KEY")
# The triggers of history ask for this setting. Where it is lacking each of them fails and recovers,
# once a row, and in a long transaction each time at the cost of all foreign keys still to check.
NO_TRIGGER_IGNORED = "-c pgtrigger.ignore={}"
NO_DATABASE = "postgresql:///none?host=/nonexistent"
NO_REDIS = "unix:///nonexistent/redis.sock"

env = environ.Env()
if os.access(ROOT / ".env", os.R_OK):
    environ.Env.read_env(ROOT / ".env")  # real variables win


def use_no_servers():
    """For commands that touch neither database nor Redis: a connection would fail."""
    os.environ.setdefault("DATABASE_URL", NO_DATABASE)
    os.environ.setdefault("REDIS_URL", NO_REDIS)


def database():
    """DATABASE_URL as Django wants it; a unix socket is written `?host=/its/folder`."""
    config = env.db("DATABASE_URL")
    options = config.setdefault("OPTIONS", {})
    config["HOST"] = options.pop("host", config["HOST"])
    options["options"] = f"{options.get('options', '')} {NO_TRIGGER_IGNORED}".strip()
    config["CONN_MAX_AGE"] = env.int("DB_CONN_MAX_AGE", default=60)
    config["CONN_HEALTH_CHECKS"] = True
    return config


def redis_url():
    """REDIS_URL, `redis://…`, `rediss://…` or `unix://…`, for the cache."""
    return env.str("REDIS_URL")


def broker_url():
    """The same server in Celery's spelling, which differs for unix sockets."""
    url = redis_url()
    if not url.startswith("unix://"):
        return url
    return url.replace("unix://", "redis+socket://", 1).replace("?db=", "?virtual_host=", 1)


def local_keys(var):
    """Keys of this checkout, made once in `var/keys.json` for its owner's eyes only.

    For development and demonstration. Production names its keys in the environment, which goes
    before: an account that may not read the file gets them so.
    """
    if all(os.environ.get(name) for name in KEY_NAMES):
        return {
            "SECRET_KEY": env.str("SECRET_KEY"),
            "FIELD_KEYS": env.list("FIELD_KEYS"),
            "HASH_KEY": env.str("HASH_KEY"),
        }
    kept = var / "keys.json"
    if not kept.exists():
        var.mkdir(parents=True, exist_ok=True)
        part = var / f"keys.{os.getpid()}.part"
        part.touch(mode=0o600)
        part.write_text(json.dumps(_new_keys()))
        with suppress(FileExistsError):
            os.link(part, kept)  # the first of two simultaneous starts wins
        part.unlink()
    return json.loads(kept.read_text())


def _new_keys():
    from cryptography.fernet import Fernet  # only the first start pays for it

    return {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "FIELD_KEYS": [Fernet.generate_key().decode()],
        "HASH_KEY": secrets.token_urlsafe(50),
    }
