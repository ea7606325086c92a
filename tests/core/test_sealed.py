"""Files kept sealed: whole or refused, unreadable on the disk, a piece at a time."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from hypothesis import given
from hypothesis import strategies as st

from core import sealed
from core.crypto import UnreadableSecret


@pytest.fixture
def keep(tmp_path):
    def keep(content):
        return sealed.keep_sealed("a/file", io.BytesIO(content), folder=tmp_path)

    return keep


@pytest.mark.parametrize("size", [0, 1, 9, 10, 11, 30, 35])
def test_content_comes_back_a_piece_at_a_time(keep, monkeypatch, size):
    monkeypatch.setattr(sealed, "PIECE", 10)
    content = bytes(range(size))
    pieces = list(sealed.pieces_of(keep(content)))
    assert b"".join(pieces) == content
    assert all(len(piece) <= 10 for piece in pieces)


@given(st.binary(max_size=100), st.integers(1, 20))
def test_any_content_in_pieces_of_any_size(tmp_path_factory, content, piece):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealed, "PIECE", piece)
        folder = tmp_path_factory.mktemp("sealed")
        name = sealed.keep_sealed("a/file", io.BytesIO(content), folder=folder)
        assert b"".join(sealed.pieces_of(name)) == content


def test_what_lies_on_the_disk_tells_nothing(keep):
    name = keep("Nguyễn Thị Hoa".encode())
    assert b"Hoa" not in default_storage.open(name).read()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda lines: lines[:-1],
        lambda lines: [],
        lambda lines: [lines[1], lines[0], *lines[2:]],
        lambda lines: [lines[0], *lines],
        lambda lines: [b"nonsense\n", *lines[1:]],
    ],
    ids=["cut short", "empty", "swapped", "twice", "overwritten"],
)
def test_a_file_that_is_not_whole_is_refused(keep, monkeypatch, spoil):
    monkeypatch.setattr(sealed, "PIECE", 10)
    lines = default_storage.open(keep(b"x" * 35)).read().splitlines(keepends=True)
    name = default_storage.save("b", ContentFile(b"".join(spoil(lines))))
    with pytest.raises(UnreadableSecret):
        list(sealed.pieces_of(name))


def test_throwing_away_twice_is_no_error(keep):
    name = keep(b"x")
    for _ in range(2):
        sealed.throw_away(name)
    sealed.throw_away("")
    assert not default_storage.exists(name)
