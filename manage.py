#!/usr/bin/env python
"""Django's commands. They use the running embedded servers, or start them for their own life."""

import os
import sys

from config.embedded import EmbeddedError, use_servers

NEED_NO_SERVER = {
    "catalogue",
    "collectstatic",
    "help",
    "read_register",
    "read_review",
    "version",
    "--help",
    "--version",
}


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from django.core.management import execute_from_command_line

    from config import env  # reads .env, which may name real servers

    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command in NEED_NO_SERVER:
        env.use_no_servers()
    else:
        try:
            use_servers()
        except EmbeddedError as error:
            sys.exit(str(error))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
