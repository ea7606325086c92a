"""Each request has a number; each line of the log says which request it belongs to."""

import json
import logging
import re
import uuid
from contextvars import ContextVar

ACCEPTED = re.compile(r"[A-Za-z0-9-]{8,40}")
_request_id = ContextVar("request_id", default="-")


def current_request_id():
    """The number of the request being served, "-" outside one."""
    return _request_id.get()


class RequestIdMiddleware:
    """Takes the proxy's X-Request-ID when it is well-formed, else makes one; answers with it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        offered = request.headers.get("X-Request-ID", "")
        request.id = offered if ACCEPTED.fullmatch(offered) else uuid.uuid4().hex
        token = _request_id.set(request.id)
        try:
            response = self.get_response(request)
        finally:
            _request_id.reset(token)
        response["X-Request-ID"] = request.id
        return response


class RequestIdFilter(logging.Filter):
    def filter(self, record):
        record.request_id = current_request_id()
        return True


class JsonFormatter(logging.Formatter):
    """One JSON object a line. Arguments of the message are text already; nothing else is added."""

    def format(self, record):
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "request": getattr(record, "request_id", "-"),
            "message": record.getMessage(),
        }
        if status := getattr(record, "status_code", None):
            line["status"] = status
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
