"""`script/server`: the servers, the database, the demonstration data, the site, the workers."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack

from config.embedded import ROOT, EmbeddedError, release_servers, use_servers, wait_until_stopped
from config.embedded.places import service_account
from config.embedded.servers import die_with_parent

VAR = ROOT / "var"
PATIENCE = 60


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")
    os.environ.setdefault("HOST", "127.0.0.1")
    os.environ.setdefault("PORT", "8000")
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGHUP, _leave)
    with contextlib.suppress(KeyboardInterrupt), ExitStack() as closing:
        _refuse_taken_port(os.environ["HOST"], os.environ["PORT"])
        begun = time.monotonic()
        _say("Starting the database and the queue …")
        closing.callback(wait_until_stopped, VAR)
        closing.callback(release_servers)
        try:
            use_servers()
        except EmbeddedError as error:
            sys.exit(str(error))
        _say("Preparing the database, the words and the demonstration data …")
        _prepare()
        processes = _start_processes(closing)
        _wait_for_site(processes)
        _greet(time.monotonic() - begun)
        _mind(processes)


def _leave(*_):
    raise KeyboardInterrupt


def _say(sentence):
    print(sentence, flush=True)


def _refuse_taken_port(host, port):
    """The commonest stumble, told before anything is started."""
    if not port.isdigit() or not 0 < int(port) < 65536:
        sys.exit(f"PORT={port} is not a port; it is a number from 1 to 65535, such as 8000.")
    end = time.monotonic() + 3  # a predecessor that was killed is still letting go
    while error := _bind_error(host, int(port)):
        if time.monotonic() > end:
            sys.exit(
                f"Port {port} on {host} cannot be used ({error}). "
                f"Choose another: PORT={int(port) + 1} script/server"
            )
        time.sleep(0.2)


def _bind_error(host, port):
    """Why a server could not listen there; "" when it could."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            return error.strerror or str(error)
    return ""


def _prepare():
    """In a process of its own, so that this one stays small and can always stop the others."""
    child = subprocess.Popen(
        [sys.executable, "-m", "script.lib.prepare"], cwd=ROOT, preexec_fn=die_with_parent
    )
    try:
        failed = child.wait()
    except KeyboardInterrupt:
        child.terminate()
        child.wait()
        raise
    if failed:
        sys.exit("The preparation failed; the words above say why.")


def _start_processes(closing):
    """gunicorn, a worker and beat; as root under the ordinary account, if it can come here."""
    account = service_account(VAR / "pg", VAR)
    work = VAR / "work"
    account.private_directory(work)
    account.private_directory(VAR / "media")
    as_whom = account.ids if account.ids and _can_work_here(account.ids) else {}
    if account.ids and not as_whom:
        _say("No other account can run this Python here: the site runs as root too.")
    address = f"{os.environ['HOST']}:{os.environ['PORT']}"
    celery = ["celery", "--quiet", "-A", "config"]
    commands = {
        "site": [
            *("gunicorn", "config.wsgi", "--bind", address, "--workers", "2", "--threads", "4"),
            *("--preload", "--no-control-socket", "--log-level", "warning"),
        ],
        "worker": [
            *(*celery, "worker", "--concurrency", "2", "--loglevel", "warning"),
            *("--without-gossip", "--without-mingle"),
        ],
        "beat": [
            *(*celery, "beat", "--loglevel", "warning"),
            *("--schedule", str(work / "beat"), "--pidfile="),
        ],
    }
    processes = {}
    for name, command in commands.items():
        processes[name] = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=ROOT,
            env=_environment(work),
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C comes to us alone, and we stop them in order
            preexec_fn=die_with_parent,
            **as_whom,
        )
    closing.callback(_stop, processes)
    return processes


def _environment(work):
    """The keys lie in a file that only its owner reads; the site's account gets them so."""
    from config import env  # packages of the environment, which must not cost the port check

    keys = env.local_keys(VAR)
    named = {name: ",".join(v) if isinstance(v, list) else v for name, v in keys.items()}
    return {**os.environ, **named, "PYTHONUNBUFFERED": "1", "HOME": str(work)}


def _can_work_here(ids):
    trial = [sys.executable, "-c", "import django, config.embedded"]
    try:
        return not subprocess.call(trial, cwd=ROOT, stderr=subprocess.DEVNULL, **ids)
    except OSError:
        return False


def _wait_for_site(processes):
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(os.environ["HOST"], os.environ["HOST"])
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        _refuse_dead(processes)
        try:
            urllib.request.urlopen(f"http://{host}:{os.environ['PORT']}/healthz", timeout=10)
            return
        except OSError:
            time.sleep(0.1)
    sys.exit(f"The site did not answer within {PATIENCE} seconds.")


def _refuse_dead(processes):
    for name, process in processes.items():
        if process.poll() is not None:
            sys.exit(f"The {name} has ended (code {process.returncode}); everything is stopped.")


def _greet(seconds):
    _say("")
    _say(f"Sổ Hội is ready: http://{os.environ['HOST']}:{os.environ['PORT']}/   ({seconds:.1f} s)")
    sign_ins = VAR / "demo-sign-ins.txt"
    if sign_ins.exists():
        _say(sign_ins.read_text().rstrip())
    _say("Ctrl-C stops everything.")


def _mind(processes):
    while True:
        time.sleep(0.5)
        _refuse_dead(processes)


def _stop(processes):
    """All at once; a worker in the midst of a task gets ten seconds, and the task comes again."""
    _say("Stopping …")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for process in processes.values():
        process.terminate()
    end = time.monotonic() + 10
    for process in processes.values():
        try:
            process.wait(max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


if __name__ == "__main__":
    main()
