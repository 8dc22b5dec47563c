"""The lists of channels and of abuse cases name tests that are there."""

import re

import pytest

from tools import places

DOCS = places.PROJECT / "docs"
PLACES_OF_TESTS = (
    places.PROJECT / "tests",
    places.PROJECT / "tests" / "policy",
    places.PROJECT / places.ADDON / "tests",
)
# How many channels of each kind, and abuse cases, were thought of
CHANNELS = {"A": 15, "B": 17, "C": 6, "D": 7, "E": 7}
ABUSES = 44
NAMED = re.compile(r"`(\w+\.py)::(\w+)`")
OPEN = "open:"


def rows(page):
    """:return: {first cell: all of the row} of the numbered rows of a page's tables"""
    found = {}
    for line in (DOCS / page).read_text().splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if re.fullmatch(r"[A-E]?\d+", cells[0]):
            assert cells[0] not in found, f"{page} has {cells[0]} twice"
            found[cells[0]] = line
    return found


def test_every_channel_and_every_abuse_case_is_in_its_list():
    channels = {
        f"{kind}{n + 1}" for kind, most in CHANNELS.items() for n in range(most)
    }
    assert set(rows("security.md")) == channels
    assert set(rows("abuse-cases.md")) == {str(n + 1) for n in range(ABUSES)}


@pytest.mark.parametrize("page", ("security.md", "abuse-cases.md"))
def test_each_row_names_a_test_or_says_that_it_is_open(page):
    for number, line in rows(page).items():
        assert NAMED.search(line) or OPEN in line, f"{page}: {number}"


@pytest.mark.parametrize("page", ("security.md", "abuse-cases.md"))
def test_the_named_tests_are_there(page):
    named = NAMED.findall((DOCS / page).read_text())
    assert len(named) > 20
    for file, name in named:
        texts = [
            (folder / file).read_text()
            for folder in PLACES_OF_TESTS
            if (folder / file).is_file()
        ]
        assert texts, f"{page}: there is no {file}"
        known = rf"(def|class) {name}\b"
        assert any(re.search(known, text) for text in texts), f"{page}: {file}::{name}"
