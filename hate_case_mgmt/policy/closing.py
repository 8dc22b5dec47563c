"""When closing a case takes a manager, and what is no reason to close one."""

import re

from .sentence import Sentence, _lt
from .vocabulary import CLOSING_AGREED, CLOSING_NOT_AGREED, RISK_HIGH

# How long the link to the survey can be used, in days
SURVEY_DAYS = 42
# Wrong links from one address in an hour before it has to wait
GUESSES_AN_HOUR = 20

_CLAUSES = re.compile(r"[.;:,\n]|\b(?:and|so|therefore|because|hence|but)\b")
_POLICE = re.compile(r"\b(?:police|constabulary|officers?|cps|prosecution|nfa)\b")
_NOTHING_DONE = re.compile(
    r"\b(?:no|not|never|nothing|nfa|none|cannot|insufficient|dropped|closed|refused"
    r"|declined|unable)\b|n't\b"
)
_GIVING_UP = re.compile(r"\bnothing (?:more|else|further)?\b.*\b(?:do|done)\b")
# Words that say nothing by themselves
_FILLER = frozenset(
    "a action all are as be been being by can case close closed closing for from "
    "further has have in is it matter must nfa no now of our taken that the them "
    "there they this thus to was we were will".split()
)


def says_only_that_police_did_nothing(text):
    """Whether a reason says that the police took no action, and nothing else.

    What the police decide never ends the landlord's own work.

    :return: bool; False for an empty text
    """
    lowered = text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    clauses = [re.findall(r"[a-z']+", part) for part in _CLAUSES.split(lowered)]
    told = [" ".join(words) for words in clauses if set(words) - _FILLER]
    told = [clause for clause in told if not _GIVING_UP.search(clause)]
    if not told:
        return bool(re.search(r"\bnfa\b|\bno (?:further )?action\b", lowered))
    return all(
        _POLICE.search(clause) and _NOTHING_DONE.search(clause) for clause in told
    )


def manager_grounds(agrees, risk_level, is_assessed=True):
    """Why an officer can't close a case alone.

    :param agrees: one of ``vocabulary.CLOSING_VIEWS``; None when nobody was talked to
    :param risk_level: one of ``vocabulary.RISK_LEVELS``, or None
    :param is_assessed: whether a last assessment of the risk holds
    :return: list of :class:`Sentence`; empty when the officer may close it
    """
    grounds = []
    if not agrees:
        grounds.append(Sentence(_lt("The person could not be talked to.")))
    elif agrees == CLOSING_NOT_AGREED:
        grounds.append(Sentence(_lt("The person does not agree.")))
    elif agrees != CLOSING_AGREED:
        grounds.append(Sentence(_lt("The person is not sure.")))
    if risk_level == RISK_HIGH:
        grounds.append(Sentence(_lt("The risk is high.")))
    elif not is_assessed:
        grounds.append(Sentence(_lt("The risk could not be assessed once more.")))
    return grounds
