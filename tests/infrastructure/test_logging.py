import json
import logging

from django.http import HttpResponse

from core.logging import JsonFormatter, RequestIdFilter, RequestIdMiddleware, current_request_id


def served(rf, **headers):
    heard = []

    def view(request):
        heard.append(current_request_id())
        return HttpResponse()

    response = RequestIdMiddleware(view)(rf.get("/", headers=headers))
    return heard[0], response["X-Request-ID"]


def test_request_without_a_number_gets_one_and_it_ends_with_the_request(rf):
    inside, answered = served(rf)
    assert inside == answered
    assert len(answered) == 32
    assert current_request_id() == "-"


def test_well_formed_number_of_the_proxy_is_kept(rf):
    assert served(rf, **{"X-Request-ID": "abc-123-def"}) == ("abc-123-def", "abc-123-def")


def test_number_that_would_break_a_log_line_is_replaced(rf):
    _, answered = served(rf, **{"X-Request-ID": 'x"\nERROR all is lost'})
    assert len(answered) == 32


def test_json_line_holds_the_message_the_request_and_the_error():
    record = logging.LogRecord("sohoi", logging.INFO, __file__, 1, "Đã lưu %s", ("Lý",), None)
    RequestIdFilter().filter(record)
    line = json.loads(JsonFormatter().format(record))
    assert (line["message"], line["request"], line["level"]) == ("Đã lưu Lý", "-", "INFO")
    try:
        raise ValueError("hỏng")
    except ValueError as error:
        record.exc_info = (type(error), error, error.__traceback__)
    assert "ValueError: hỏng" in json.loads(JsonFormatter().format(record))["error"]
