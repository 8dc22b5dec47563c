import pytest
from policy.access_chain import CHANGED, MISSING, START, Break, breaks, hash_of


def chain(length, before=START, first=1):
    """:return: entries 100 + place, each with two values"""
    entries = []
    for place in range(first, first + length):
        values = (100 + place, f"what {place}")
        before = hash_of(before, values)
        entries.append((100 + place, place, before, values))
    return entries


def test_an_untouched_chain_holds():
    assert not list(breaks(chain(50)))


@pytest.mark.parametrize("place", [1, 7, 50])
def test_a_changed_entry_is_named_and_no_other(place):
    entries = chain(50)
    number, at, sealed, _values = entries[place - 1]
    entries[place - 1] = (number, at, sealed, (number, "something else"))
    assert list(breaks(entries)) == [Break(CHANGED, place, place, 100 + place)]


@pytest.mark.parametrize("place", [1, 7, 49])
def test_a_missing_entry_is_named(place):
    entries = chain(50)
    del entries[place - 1]
    assert list(breaks(entries)) == [Break(MISSING, place, place)]


def test_several_missing_are_one_gap():
    entries = chain(50)
    del entries[10:20]
    assert list(breaks(entries)) == [Break(MISSING, 11, 20)]


def test_whoever_seals_a_changed_entry_anew_breaks_the_next():
    entries = chain(50)
    values = (107, "something else")
    sealed = hash_of(entries[5][2], values)
    entries[6] = (107, 7, sealed, values)
    assert list(breaks(entries)) == [Break(CHANGED, 8, 8, 108)]


def test_two_entries_that_changed_places_are_seen():
    entries = chain(5)
    (one, _1, sealed1, values1), (two, _2, sealed2, values2) = entries[1:3]
    entries[1:3] = [(two, 2, sealed1, values2), (one, 3, sealed2, values1)]
    assert [found.place for found in breaks(entries)] == [2, 3]


def test_the_rest_holds_after_what_was_written_down_elsewhere():
    entries = chain(50)
    kept = entries[20:]
    assert not list(breaks(kept, place=20, before=entries[19][2]))
    assert list(breaks(kept)) == [Break(MISSING, 1, 20)]
    assert list(breaks(kept, place=20)) == [Break(CHANGED, 21, 21, 121)]


def test_values_can_not_be_moved_between_fields():
    assert hash_of(START, ("a", "b")) != hash_of(START, ("ab", ""))
    assert hash_of(START, (1, None)) != hash_of(START, (1, "None"))
