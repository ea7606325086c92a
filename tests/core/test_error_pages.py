import pytest
from django.template.loader import get_template
from django.utils import translation


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
@pytest.mark.parametrize(("language", "back"), [("vi", "Về trang đầu"), ("en", "To the first")])
def test_error_pages_need_nothing_and_show_a_way_on(name, language, back):
    """No request, no context, no database: the 500 page is drawn when any of them may be broken."""
    with translation.override(language):
        html = get_template(f"{name}.html").render()
    assert back in html
    assert f'<html lang="{language}">' in html
    assert "data-failed" in html
    assert "<form" not in html
