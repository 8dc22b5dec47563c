"""What the answers of a risk assessment amount to, and why, in words.

A matrix holds questions with weighted options, three bands of score and some answers
that mean high whatever the rest says. Research on hate risk asks for three levels, few
questions and room for judgement; so the score proposes, and people decide: an officer
may raise the level, a manager may lower it, both with a reason.
"""

from dataclasses import dataclass

from .sentence import Sentence, _lt
from .vocabulary import RISK_HIGH, RISK_LEVELS, RISK_LOW, RISK_MEDIUM

# How many of the answers that weigh most are named
NAMED = 3
# A case is not closed on an assessment older than this (our figure)
CLOSING_FRESH_DAYS = 14

_RANKS = {level: rank for rank, (level, _label) in enumerate(RISK_LEVELS)}


@dataclass(frozen=True)
class Band:
    """From how many points on a level begins."""

    level: str
    from_score: int


@dataclass(frozen=True)
class Answer:
    """One answered question, in the words of the matrix."""

    question: str
    option: str
    weight: int
    alone_high: bool = False
    unknown: bool = False


@dataclass(frozen=True)
class Result:
    """What the answers amount to.

    :param score: points of the answers given
    :param possible: the most the matrix can give
    :param level: the level they mean
    :param alone: answers each of which alone means high
    :param heaviest: the answers that weigh most, the heaviest first
    :param unknown: questions the person could not or would not answer
    :param missing: how many questions have no answer yet
    :param next_level: the level above by score, or None
    :param begins: from how many points on the level holds
    :param next_begins: from how many points on the level above would hold, or None
    """

    score: int
    possible: int
    level: str
    alone: tuple
    heaviest: tuple
    unknown: tuple
    missing: int
    begins: int
    next_level: str | None
    next_begins: int | None


def rank(level):
    """:return: int to compare levels by; nothing ranks below low"""
    return _RANKS.get(level, -1)


def highest(levels):
    """:return: the highest of some levels, or None of none"""
    return max((level for level in levels if level), key=rank, default=None)


def check_bands(bands):
    """Whether bands make three levels of which each can be reached.

    :param bands: iterable of :class:`Band`
    :return: :class:`Sentence` or None
    """
    begins = {band.level: band.from_score for band in bands}
    if len(begins) < len(_RANKS) or len(list(bands)) != len(_RANKS):
        return Sentence(_lt("A matrix has three levels: low, medium and high."))
    if begins[RISK_LOW] != 0:
        return Sentence(_lt("Low has to begin at 0 points."))
    if not begins[RISK_LOW] < begins[RISK_MEDIUM] < begins[RISK_HIGH]:
        return Sentence(_lt("Medium has to begin above low, and high above medium."))
    return None


def check_reach(bands, possible):
    """:return: :class:`Sentence` when no set of answers adds up to high, or None"""
    begins = {band.level: band.from_score for band in bands}
    if begins[RISK_HIGH] > possible:
        return Sentence(
            _lt(
                "All answers together give %(possible)s points, so nobody could reach "
                "high, which begins at %(begins)s."
            ),
            possible=possible,
            begins=begins[RISK_HIGH],
        )
    return None


def assess(answers, bands, possible, questions):
    """Add up and place the answers given so far.

    :param answers: list of :class:`Answer`
    :param bands: list of :class:`Band`, as :func:`check_bands` wants them
    :param possible: the most the matrix can give
    :param questions: how many questions it has
    :return: :class:`Result`
    """
    score = sum(answer.weight for answer in answers)
    ordered = sorted(bands, key=lambda band: band.from_score)
    reached = [band for band in ordered if band.from_score <= score] or ordered[:1]
    alone = tuple(answer for answer in answers if answer.alone_high)
    above = ordered[len(reached) :]
    heaviest = sorted(
        (answer for answer in answers if answer.weight > 0 and not answer.unknown),
        key=lambda answer: -answer.weight,
    )
    return Result(
        score=score,
        possible=possible,
        level=RISK_HIGH if alone else reached[-1].level,
        alone=alone,
        heaviest=tuple(heaviest[:NAMED]),
        unknown=tuple(answer.question for answer in answers if answer.unknown),
        missing=questions - len(answers),
        begins=reached[-1].from_score,
        next_level=above[0].level if above else None,
        next_begins=above[0].from_score if above else None,
    )


def explain(result):
    """Say in words what the result is and what made it so.

    :param result: :class:`Result`
    :return: list of :class:`Sentence`, the most important first
    """
    said = [_explain_level(result)]
    if result.alone:
        said.append(_explain_score(result))
    if result.heaviest:
        said.append(
            Sentence(
                _lt("What weighs most: %(answers)s."), answers=_named(result.heaviest)
            )
        )
    if result.unknown:
        said.append(
            Sentence(
                _lt(
                    "Not known: %(questions)s. Ask again when it is right for the "
                    "person; what is not known may be a danger."
                ),
                questions="; ".join(result.unknown),
            )
        )
    if result.missing:
        said.append(
            Sentence(
                _lt("Not asked yet: %(count)s of the questions."), count=result.missing
            )
        )
    return said


def _explain_level(result):
    if result.alone:
        return Sentence(
            _lt("High, because this alone means high: %(answers)s."),
            answers=_named(result.alone),
        )
    values = {
        "score": result.score,
        "possible": result.possible,
        "begins": result.begins,
        "next": result.next_begins,
    }
    if result.level == RISK_HIGH:
        return Sentence(
            _lt(
                "High: the answers give %(score)s of %(possible)s points, and high "
                "begins at %(begins)s."
            ),
            **values,
        )
    if result.level == RISK_MEDIUM:
        return Sentence(
            _lt(
                "Medium: the answers give %(score)s of %(possible)s points. Medium "
                "begins at %(begins)s, high at %(next)s."
            ),
            **values,
        )
    return Sentence(
        _lt(
            "Low: the answers give %(score)s of %(possible)s points, and medium begins "
            "at %(next)s."
        ),
        **values,
    )


def _explain_score(result):
    return Sentence(
        _lt("The answers give %(score)s of %(possible)s points."),
        score=result.score,
        possible=result.possible,
    )


def _named(answers):
    """:return: questions with their answers, in one line"""
    return "; ".join(f"{answer.question} – {answer.option}" for answer in answers)
