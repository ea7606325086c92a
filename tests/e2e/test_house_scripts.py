"""The scripts of the frame, played on a stage of pages that stand in this file."""

from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "static"
SITE = "http://house.test"
SCRIPTS = "".join(
    f'<script type="module" src="/static/js/{name}.js"></script>'
    for name in ("frame", "forms", "drafts", "grid")
)
WORDS = (
    'data-words-restored="Back again" data-words-drop="Drop it" data-words-cancel="No" '
    'data-words-sending="Sending" data-words-lost="Lost" data-words-leave="Leave"'
)
FIELDS = """
    <input type="hidden" name="version" value="{version}">
    <input name="full_name" value="{name}"><input name="secret" type="password">
    <input name="card" data-sensitive><input type="checkbox" name="core" value="1">
    <label><input type="radio" name="kind" value="a" checked>a</label>
    <label><input type="radio" name="kind" value="b">b</label>
    <select name="branch"><option value="">-</option><option value="5">Five</option></select>
    <button class="btn" name="save" value="1">Save</button>"""


def form(*, version=1, name="", summary=""):
    fields = FIELDS.format(version=version, name=name)
    return (
        '<form method="post" action="/save" data-draft="member-new">'
        f'{summary}<div class="field">{fields}</div></form>'
    )


class Stage:
    """Answers every request of a page from a table, and keeps what was posted."""

    def __init__(self, page):
        self.page = page
        self.posted = []
        self.answers = {"/new": form(), "/done": "<p>Saved</p>"}
        self.on_save = "/done"
        page.route(f"{SITE}/**", self._answer)

    def _answer(self, route):
        path = route.request.url.removeprefix(SITE)
        if path.startswith("/static/"):
            route.fulfill(path=STATIC / path.removeprefix("/static/"))
        elif path == "/save":
            self.posted.append(route.request.post_data)
            self._save(route)
        else:
            route.fulfill(content_type="text/html; charset=utf-8", body=self._document(path))

    def _save(self, route):
        if self.on_save is None:
            route.abort()
        elif self.on_save.startswith("/"):
            # A redirect would leave the stage: it is not routed again.
            onward = f'<meta http-equiv="refresh" content="0;url={self.on_save}">'
            route.fulfill(content_type="text/html", body=onward)
        else:
            body = self._wrapped(self.on_save, "")
            route.fulfill(content_type="text/html; charset=utf-8", body=body)

    def _document(self, path):
        about = {"/sign-in": "data-public", "/broken": "data-failed"}.get(path, "")
        return self._wrapped(self.answers.get(path, ""), about)

    def _wrapped(self, content, about):
        body = f'<body data-user="7" {about} {WORDS}><ul id="messages"></ul>{content}</body>'
        return f"<!doctype html><html><head>{SCRIPTS}</head>{body}</html>"

    def open(self, path="/new"):
        self.page.goto(f"{SITE}{path}")
        self.page.wait_for_load_state()

    def type_everything(self):
        self.page.fill("[name=full_name]", "Ka Dụ")
        self.page.fill("[name=secret]", "hunter2hunter2")
        self.page.fill("[name=card]", "068174000001")
        self.page.check("[name=core]")
        self.page.check("[name=kind][value=b]")
        self.page.select_option("[name=branch]", "5")
        self.page.wait_for_function("Object.keys(sessionStorage).some(k => k.startsWith('draft:'))")
        self.page.wait_for_timeout(350)

    def typed(self):
        return self.page.evaluate(
            "Object.fromEntries(new FormData(document.querySelector('form[data-draft]')))"
        )

    def drafts(self):
        return self.page.evaluate("Object.entries(sessionStorage).join()")


@pytest.fixture
def stage(page):
    return Stage(page)


WHAT_COMES_BACK = {
    "version": "1",
    "full_name": "Ka Dụ",
    "secret": "",
    "card": "",
    "core": "1",
    "kind": "b",
    "branch": "5",
}


def test_a_draft_outlives_the_page_but_secrets_do_not(stage):
    stage.open()
    stage.type_everything()
    assert "hunter2" not in stage.drafts()
    assert "068174000001" not in stage.drafts()
    stage.open("/done")
    stage.open()
    assert stage.typed() == WHAT_COMES_BACK
    assert stage.page.get_by_text("Back again").is_visible()


def test_a_draft_never_brings_back_an_old_version(stage):
    stage.open()
    stage.type_everything()
    stage.answers["/new"] = form(version=2)
    stage.open()
    assert stage.typed() == WHAT_COMES_BACK | {"version": "2"}


def test_a_draft_can_be_dropped(stage):
    stage.open()
    stage.type_everything()
    stage.open()
    stage.page.get_by_role("button", name="Drop it").click()
    assert stage.typed()["full_name"] == ""
    assert "draft:" not in stage.drafts()


def test_a_saved_form_leaves_no_draft_and_the_next_one_starts_empty(stage):
    stage.on_save = "/new"
    stage.open()
    stage.type_everything()
    stage.page.get_by_role("button", name="Save").click()
    stage.page.wait_for_url("**/new")
    stage.page.wait_for_load_state()
    assert stage.typed()["full_name"] == ""
    assert "draft:" not in stage.drafts()


@pytest.mark.parametrize("instead", ["/sign-in", "/broken"])
def test_an_ended_session_or_a_fault_keeps_the_draft(stage, instead):
    stage.on_save = instead
    stage.open()
    stage.type_everything()
    stage.page.get_by_role("button", name="Save").click()
    stage.page.wait_for_url(f"**{instead}")
    stage.page.wait_for_load_state()
    stage.open()
    assert stage.typed() == WHAT_COMES_BACK


def test_a_lost_line_keeps_the_draft(stage):
    stage.on_save = None
    stage.open()
    stage.type_everything()
    stage.page.get_by_role("button", name="Save").click()
    stage.page.wait_for_timeout(300)
    stage.page.go_back()
    stage.page.wait_for_load_state()
    # The browser itself may bring back more than the draft holds, but for passwords.
    assert stage.typed() | {"card": ""} == WHAT_COMES_BACK


def test_a_refused_form_shows_the_server_s_values_and_its_errors_first(stage):
    stage.on_save = form(name="Ka Du", summary='<div data-error-summary tabindex="-1">Look</div>')
    stage.open()
    stage.type_everything()
    stage.page.get_by_role("button", name="Save").click()
    stage.page.get_by_text("Look").wait_for()
    assert stage.typed()["full_name"] == "Ka Du"
    assert stage.page.evaluate("document.activeElement.textContent") == "Look"
    assert "draft:7:member-new" in stage.drafts()


def test_signing_out_forgets_drafts(stage):
    stage.answers["/done"] = (
        '<form method="post" action="/save" data-sign-out><button>Out</button></form>'
    )
    stage.open()
    stage.type_everything()
    stage.open("/done")
    stage.page.get_by_role("button", name="Out").click()
    stage.page.wait_for_timeout(200)
    assert "draft:" not in stage.drafts()


def test_a_form_is_sent_once_with_the_name_of_its_button(stage):
    stage.open()
    stage.page.evaluate(
        """() => {
            const form = document.querySelector("form");
            const button = form.querySelector("button");
            for (let i = 0; i < 3; i++) form.requestSubmit(button);
        }"""
    )
    stage.page.wait_for_url("**/done")
    assert len(stage.posted) == 1
    assert "save=1" in stage.posted[0]


def test_what_cannot_be_undone_is_asked_about(stage):
    stage.answers["/new"] = (
        '<form method="post" action="/save">'
        '<button name="go" value="1" data-confirm="Really?">End it</button></form>'
    )
    stage.open()
    stage.page.get_by_role("button", name="End it").click()
    dialog = stage.page.get_by_role("dialog", name="Really?")
    dialog.get_by_role("button", name="No").click()
    assert stage.posted == []
    stage.page.get_by_role("button", name="End it").click()
    dialog.get_by_role("button", name="End it").click()
    stage.page.wait_for_url("**/done")
    assert stage.posted == ["go=1"]


def test_slash_leads_to_the_search_box_but_not_while_typing(stage):
    stage.answers["/new"] = '<input type="search" id="site-search"><input id="other">'
    stage.open()
    stage.page.keyboard.press("/")
    assert stage.page.evaluate("document.activeElement.id") == "site-search"
    assert stage.page.input_value("#site-search") == ""
    stage.page.focus("#other")
    stage.page.keyboard.type("3/4")
    assert stage.page.input_value("#other") == "3/4"


GRID = """<table data-grid><tbody>
<tr><th>A</th><td><input type="checkbox" id="a1"></td><td>none</td>
<td><input type="text" id="a3" value="12"></td></tr>
<tr><th>head</th></tr>
<tr><th>B</th><td><input type="checkbox" id="b1"></td>
<td><input type="checkbox" id="b2" disabled></td>
<td><input type="text" id="b3"></td></tr></tbody></table>"""


@pytest.mark.parametrize(
    ("start", "keys", "end"),
    [
        ("a1", ["ArrowDown"], "b1"),
        ("a1", ["ArrowRight"], "a3"),
        ("a1", ["Enter", "ArrowRight"], "b3"),
        ("b3", ["Shift+Enter"], "a3"),
        ("b3", ["ArrowLeft"], "b1"),
        ("a1", ["ArrowUp"], "a1"),
        ("b1", ["ArrowDown"], "b1"),
        ("a1", ["ArrowRight", "End", "ArrowLeft"], "a3"),
    ],
)
def test_one_walks_through_a_grid_as_in_a_spreadsheet(stage, start, keys, end):
    stage.answers["/new"] = GRID
    stage.open()
    stage.page.focus(f"#{start}")
    for key in keys:
        stage.page.keyboard.press(key)
    assert stage.page.evaluate("document.activeElement.id") == end


def test_space_marks_a_cell_of_the_grid(stage):
    stage.answers["/new"] = GRID
    stage.open()
    stage.page.focus("#a1")
    stage.page.keyboard.press("Space")
    stage.page.keyboard.press("ArrowDown")
    stage.page.keyboard.press("Space")
    assert stage.page.is_checked("#a1")
    assert stage.page.is_checked("#b1")
