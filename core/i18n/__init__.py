"""Message catalogues without the gettext programs: collect, write, check and compile them.

Each app keeps its Vietnamese in `<app>/locale/vi/LC_MESSAGES/django.po`, which also holds the
strings of `templates/<app>/`. The root `locale/` holds core, config and the remaining templates.
"""
