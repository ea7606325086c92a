import os
import re

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

_BOUNDARY = re.compile(r";\s*boundary=(?:\"[^\"]*\"|[^;]*)", re.IGNORECASE)


def in_utf8(application):
    """Read whatever is sent as UTF-8, as our pages send it, and not as the sender calls it.

    Some encodings that Python knows are none of texts, which is an error before any page is asked;
    others give letters that the database cannot hold.
    """

    def serve(environ, start_response):
        sent = environ.get("CONTENT_TYPE", "")
        if "charset" in sent.lower():
            boundary = _BOUNDARY.search(sent)
            environ["CONTENT_TYPE"] = sent.partition(";")[0] + (boundary[0] if boundary else "")
        return application(environ, start_response)

    return serve


application = in_utf8(get_wsgi_application())
