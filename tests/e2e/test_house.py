"""The house as a browser meets it before anybody has signed in."""


def test_health_page_is_open_to_whoever_watches(live_server, phone):
    answer = phone.goto(f"{live_server.url}/healthz")
    assert answer.status == 200
    assert answer.json()["database"] == "up"
