"""What is done before Django sees a request."""

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory

from config.wsgi import in_utf8

FORM = b'--x\r\nContent-Disposition: form-data; name="q"\r\n\r\n\\ud800 Hoa\r\n--x--\r\n'


def received(**asked):
    """The request that Django makes of what was sent."""
    environ = RequestFactory()._base_environ(**asked)
    return in_utf8(lambda environ, _start_response: WSGIRequest(environ))(environ, None)


@pytest.mark.parametrize("charset", ["zip", "idna", "unicode_escape", "utf-16", '"hex"', "utf-8"])
@pytest.mark.parametrize("name", ["charset", "CHARSET", "charset*"])
def test_an_address_is_read_as_utf8_whatever_the_sender_calls_it(name, charset):
    sent = f"text/plain; {name}={charset}"
    request = received(QUERY_STRING="q=%5Cud800+Ho%C3%A0", CONTENT_TYPE=sent)
    assert request.GET["q"] == "\\ud800 Hoà"


@pytest.mark.parametrize("charset", ["zip", "unicode_escape", "utf-16"])
def test_a_form_is_read_as_utf8_and_keeps_its_boundary(charset):
    form = RequestFactory().generic("POST", "/", FORM).environ
    sent = f'multipart/form-data; charset={charset}; boundary="x"'
    request = received(**form | {"CONTENT_TYPE": sent})
    assert request.POST["q"] == "\\ud800 Hoa"


def test_what_is_sent_without_a_charset_is_left_as_it_is():
    sent = "multipart/form-data; boundary=charlotte"
    assert received(CONTENT_TYPE=sent).META["CONTENT_TYPE"] == sent
