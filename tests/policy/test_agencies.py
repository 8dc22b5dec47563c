"""Which agencies are suggested for a case, and why."""

from datetime import date, timedelta

import pytest
from policy import vocabulary_referral as terms
from policy.agencies import (
    SENTENCES,
    Offer,
    Wanted,
    agreement_state,
    covers,
    is_to_check,
    suggest,
)

TODAY = date(2026, 11, 2)
LOCAL = Offer("local", "Local", areas=frozenset({"Eastmoor"}))
NATIONAL = Offer("national", "National", is_national=True)
ELSEWHERE = Offer("elsewhere", "Elsewhere", areas=frozenset({"Larkham"}))


def wanted(**values):
    return Wanted(**{"area": "Eastmoor", "today": TODAY, **values})


def keys(offers, **values):
    return [found.key for found in suggest(offers, wanted(**values))]


def reasons(offer, **values):
    (found,) = suggest([offer], wanted(**values))
    return found.reasons


def test_only_what_covers_the_area():
    assert keys([ELSEWHERE, NATIONAL, LOCAL]) == ["local", "national"]
    assert reasons(LOCAL) == (terms.FITS_AREA,)
    assert reasons(NATIONAL) == (terms.FITS_NATIONAL,)


def test_an_unknown_area_leaves_nobody_out():
    assert set(keys([ELSEWHERE, NATIONAL, LOCAL], area=None)) == {
        "elsewhere",
        "national",
        "local",
    }
    assert covers(ELSEWHERE, None)
    assert not covers(ELSEWHERE, "Eastmoor")


def test_who_works_on_the_strand_comes_first_and_who_works_on_others_not_at_all():
    faith = Offer("faith", is_national=True, strands=frozenset({"religion"}))
    other = Offer("other", is_national=True, strands=frozenset({"disability"}))
    assert keys([LOCAL, faith, other], strands=frozenset({"religion"})) == [
        "faith",
        "local",
    ]
    assert terms.FITS_STRAND in reasons(faith, strands=frozenset({"religion"}))
    assert terms.FITS_EVERY_STRAND in reasons(LOCAL, strands=frozenset({"religion"}))


def test_the_need_counts_most():
    law = Offer("law", is_national=True, needs=frozenset({"advice"}))
    talk = Offer("talk", areas=frozenset({"Eastmoor"}), needs=frozenset({"support"}))
    assert keys([talk, law, LOCAL], needs=frozenset({"advice"})) == ["law", "local"]
    assert reasons(law, needs=frozenset({"advice"}))[0] == terms.FITS_NEED


@pytest.mark.parametrize(
    ("risk", "is_there"), [("", False), ("low", False), ("medium", False), ("high", 1)]
)
def test_who_takes_high_risk_only_is_named_at_high_risk_only(risk, is_there):
    panel = Offer("panel", areas=frozenset({"Eastmoor"}), risk_from="high")
    assert keys([panel], risk=risk) == (["panel"] if is_there else [])


def test_an_agreement_that_has_ended_puts_it_last_and_says_so():
    ended = Offer(
        "ended",
        areas=frozenset({"Eastmoor"}),
        agreement_until=TODAY - timedelta(days=1),
    )
    assert keys([ended, NATIONAL]) == ["national", "ended"]
    assert terms.LACKS_AGREEMENT in reasons(ended)


@pytest.mark.parametrize(
    ("until", "state"),
    [
        (None, "none"),
        (TODAY - timedelta(days=1), "ended"),
        (TODAY, "ending"),
        (TODAY + timedelta(days=90), "ending"),
        (TODAY + timedelta(days=91), "valid"),
    ],
)
def test_an_agreement_is_spoken_of_ninety_days_before_it_ends(until, state):
    assert agreement_state(until, TODAY) == state


def test_their_language_counts():
    speaks = Offer("speaks", is_national=True, languages=frozenset({"ur"}))
    assert keys([NATIONAL, speaks], languages=frozenset({"ur"}))[0] == "speaks"


def test_the_order_is_the_same_whoever_asks():
    twins = [Offer(name, name, is_national=True) for name in ("b", "a", "C")]
    assert keys(twins) == keys(twins[::-1]) == ["a", "b", "C"]


def test_each_reason_has_its_words():
    said = {
        getattr(terms, name) for name in dir(terms) if name[:5] in ("FITS_", "LACKS")
    }
    assert said == set(SENTENCES)


@pytest.mark.parametrize(
    ("days", "again"), [(0, False), (365, False), (366, True), (None, True)]
)
def test_details_are_looked_at_again_after_a_year(days, again):
    checked = None if days is None else TODAY - timedelta(days=days)
    assert is_to_check(checked, TODAY) is again
