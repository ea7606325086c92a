"""The door of the house, as a phone sees it."""


def test_health_page_is_open_to_whoever_watches(live_server, phone):
    answer = phone.goto(f"{live_server.url}/healthz")
    assert answer.status == 200
    assert answer.json()["database"] == "up"
