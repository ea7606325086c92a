"""Sizes that six admired codebases agree on: above them a reader loses the thread."""

import pytest

from tests.architecture import house

LONGEST_FUNCTION = 60
LONGEST_FILE = 500
LONGEST_VIEW = 40


@pytest.mark.parametrize(("path", "name"), list(house.modules()), ids=lambda v: str(v)[-60:])
def test_file_and_functions_fit_a_reader(path, name):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
    limit = LONGEST_VIEW if ".views" in name else LONGEST_FUNCTION
    long = {
        function.name: function.end_lineno - function.lineno + 1
        for function in house.functions(house.tree_of(path))
        if function.end_lineno - function.lineno + 1 > limit
    }
    assert long == {}
