# Sourced by the scripts: finds a Python of 3.11 or newer (PYTHON= names one) and the project's root.
# shellcheck shell=sh
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
find_python() {
    for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11 python3.14 python; do
        if [ -n "$candidate" ] && "$candidate" -c \
            'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "Python 3.11 or newer is needed; none was found. PYTHON=/path/to/python names one." >&2
    exit 1
}
# with_environment <production|development>: makes .venv, or leaves it when it is up to date.
with_environment() {
    found=$(find_python)
    "$found" "$root/script/lib/environment.py" "$1"
}
