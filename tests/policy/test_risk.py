import pytest
from policy import risk

BANDS = [risk.Band("low", 0), risk.Band("medium", 5), risk.Band("high", 10)]


def assess(*answers, questions=None):
    given = [risk.Answer(*answer) for answer in answers]
    return risk.assess(given, BANDS, 15, questions or len(given))


@pytest.mark.parametrize(
    ("points", "level"),
    [(0, "low"), (4, "low"), (5, "medium"), (9, "medium"), (10, "high"), (15, "high")],
)
def test_each_band_begins_where_it_says(points, level):
    assert assess(("How often", "so", points)).level == level


def test_nothing_answered_is_low_and_says_so():
    result = assess(questions=3)
    assert (result.level, result.score, result.missing) == ("low", 0, 3)
    said = risk.explain(result)
    assert said[0] == ("Low: the answers give 0 of 15 points, and medium begins at 5.")
    assert said[-1] == "Not asked yet: 3 of the questions."


def test_one_answer_alone_means_high():
    result = assess(("Weapons", "Shown", 1, True), ("How often", "Once", 0))
    assert result.level == "high"
    said = risk.explain(result)
    assert said[0] == "High, because this alone means high: Weapons – Shown."
    assert "1 of 15" in said[1]


def test_the_words_name_what_weighs_most_and_what_is_not_known():
    result = assess(
        ("A", "a", 1),
        ("B", "b", 4),
        ("C", "c", 3),
        ("D", "d", 2),
        ("E", "Not known", 1, False, True),
    )
    said = risk.explain(result)
    assert said[0].startswith("High: the answers give 11 of 15")
    assert "What weighs most: B – b; C – c; D – d." in said
    assert any("Not known: E." in sentence for sentence in said)


def test_the_sentences_can_be_translated():
    for sentence in risk.explain(assess(("100% sure", "50%", 6))):
        assert sentence == sentence.template % sentence.values


def test_levels_compare():
    assert risk.highest(["low", None, "high", "medium"]) == "high"
    assert risk.highest([]) is None
    assert risk.rank("high") > risk.rank("medium") > risk.rank("low") > risk.rank(None)


@pytest.mark.parametrize(
    ("begins", "part"),
    [
        ([("low", 0), ("high", 5)], "three levels"),
        ([("low", 0), ("low", 2), ("high", 5)], "three levels"),
        ([("low", 1), ("medium", 2), ("high", 5)], "begin at 0"),
        ([("low", 0), ("medium", 5), ("high", 5)], "above"),
        ([("low", 0), ("medium", 6), ("high", 5)], "above"),
    ],
)
def test_bands_that_make_no_three_levels(begins, part):
    assert part in risk.check_bands([risk.Band(*pair) for pair in begins])


def test_bands_that_work():
    assert risk.check_bands(BANDS) is None
    assert risk.check_reach(BANDS, 10) is None
    assert "nobody could reach" in risk.check_reach(BANDS, 9)
