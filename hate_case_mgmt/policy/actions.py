"""What an item of the action plan must hold before each step, as a table.

A type of action carries flags (data that a landlord edits); a gate says which flag
calls for which entry before which step. Nothing here knows any type by its name.
"""

from dataclasses import dataclass

from .sentence import Sentence, _lt
from .vocabulary import AGREES_YES, OWNER_PERSON

# Steps of an item
PLAN = "plan"
DONE = "done"
NOT_DONE = "not_done"
CANCEL = "cancel"

# Flags of a type of action
NEVER_PROPOSED = "never_proposed"
NEEDS_YES = "needs_yes"
ASKS_VIEW = "asks_view"
ABOUT_ALLEGED = "about_alleged"
CHECKS_ALLEGED = "checks_alleged"
WEIGHS_HARM = "weighs_harm"
BEFORE_COURT = "before_court"
IS_MEASURE = "is_measure"
INFORMED_CHOICE = "informed_choice"
NEEDS_MANAGER = "needs_manager"
CAREFUL_AT_RISK = "careful_at_risk"
FLAGS = (
    NEVER_PROPOSED,
    NEEDS_YES,
    ASKS_VIEW,
    ABOUT_ALLEGED,
    CHECKS_ALLEGED,
    WEIGHS_HARM,
    BEFORE_COURT,
    IS_MEASURE,
    INFORMED_CHOICE,
    NEEDS_MANAGER,
    CAREFUL_AT_RISK,
)
ADULT = 18
# Every item, whatever its type
ANY = "any"
# Every item that someone other than the person does: what residents do themselves is
# a wish of ours and never held against them [004.5c]
NOT_THEIRS = "not_theirs"
# What somebody other than the person does, or was to do before it was given to them
EVER_OURS = "ever_ours"


@dataclass(frozen=True)
class Gate:
    """One entry that a step waits for.

    :param flag: of the type, or ``ANY``, ``NOT_THEIRS`` or ``EVER_OURS``
    :param steps: the steps that wait
    :param field: the entry
    :param sentence: what is missing, for people
    :param value: what the entry must say; any entry will do when None
    """

    flag: str
    steps: tuple
    field: str
    sentence: str
    value: str | None = None


GATES = (
    Gate(
        ANY,
        (PLAN,),
        "is_owned",
        _lt("Please say who does it, and which colleague, team, person or agency."),
    ),
    Gate(ANY, (PLAN,), "name", _lt("Please say in plain words what will be done.")),
    Gate(NOT_THEIRS, (PLAN,), "due_at", _lt("Please say by when it will be done.")),
    # Mediation: the person's yes, and no penalty for a no [X19] [004.5g]
    Gate(
        NEEDS_YES,
        (PLAN, DONE),
        "person_agrees",
        _lt(
            "This is done only with the person's yes. Please ask them and enter the "
            "answer. A no changes nothing in how we help."
        ),
        AGREES_YES,
    ),
    Gate(
        ASKS_VIEW,
        (PLAN, NOT_DONE),
        "person_view",
        _lt("Please enter what the person thinks of it, in their own words."),
    ),
    Gate(
        ABOUT_ALLEGED,
        (PLAN,),
        "alleged_party_id",
        _lt("Please choose which alleged person it is about."),
    ),
    # The alleged person's own vulnerability [002.4.9] [003.5.9] [004.2e]
    Gate(
        CHECKS_ALLEGED,
        (PLAN,),
        "vulnerability_checked_on",
        _lt(
            "Please check whether the alleged person is vulnerable, and enter the day."
        ),
    ),
    Gate(
        CHECKS_ALLEGED,
        (PLAN,),
        "vulnerability_found",
        _lt("Please enter what the check of their vulnerability found."),
    ),
    # Proportionate to harm and seriousness [002.4.6] [003.5.6]
    Gate(
        WEIGHS_HARM,
        (PLAN,),
        "proportionality",
        _lt("Please say why this is in proportion to the harm and its seriousness."),
    ),
    Gate(
        BEFORE_COURT,
        (PLAN,),
        "risk_to_others",
        _lt("Before an application: please enter the risk to others."),
    ),
    Gate(
        BEFORE_COURT,
        (PLAN,),
        "alternatives",
        _lt("Before an application: please enter what else was tried or considered."),
    ),
    # Rehousing: no pressure, informed choice, the only safe way [001.d7c] [001.d7d]
    Gate(
        INFORMED_CHOICE,
        (PLAN,),
        "options_shown",
        _lt("Please enter all options that the person was shown, staying included."),
    ),
    Gate(
        INFORMED_CHOICE,
        (PLAN,),
        "stay_safe_tried",
        _lt("Please enter what was tried to make staying safe."),
    ),
    Gate(
        INFORMED_CHOICE,
        (PLAN,),
        "move_alleged",
        _lt("Please enter why moving the alleged person instead is not the answer."),
    ),
    Gate(
        INFORMED_CHOICE,
        (PLAN,),
        "choice_words",
        _lt("Please enter, in the person's own words, that it is their own choice."),
    ),
    Gate(
        INFORMED_CHOICE,
        (PLAN,),
        "only_safe_way",
        _lt("A move is planned only when the person sees no other way to be safe."),
    ),
    Gate(
        INFORMED_CHOICE,
        (PLAN,),
        "lettings_reference",
        _lt("Please name the part of the lettings policy it rests on."),
    ),
    Gate(
        NEEDS_MANAGER,
        (PLAN,),
        "manager_checked_at",
        _lt("A manager checks this first. Please ask a manager to press Checked."),
    ),
    # Safety at home [000.b5] [002.4.10c] [003.5.10c]
    Gate(
        IS_MEASURE,
        (DONE,),
        "ordered_on",
        _lt("Please enter when it was ordered."),
    ),
    Gate(
        IS_MEASURE,
        (DONE,),
        "fitted_on",
        _lt("Please enter when it was fitted."),
    ),
    Gate(
        IS_MEASURE,
        (DONE,),
        "safer_before",
        _lt("Please enter how safe the person felt before."),
    ),
    Gate(
        IS_MEASURE,
        (DONE,),
        "safer_after",
        _lt("Please ask the person how safe they feel now, and enter the answer."),
    ),
    Gate(
        EVER_OURS,
        (DONE,),
        "outcome",
        _lt("Please say in a few words what came of it."),
    ),
    Gate(
        EVER_OURS,
        (NOT_DONE, CANCEL),
        "why_not",
        _lt("Please say why it is not done."),
    ),
)


def missing(step, flags, values):
    """What an item still lacks before a step.

    :param step: ``PLAN``, ``DONE``, ``NOT_DONE`` or ``CANCEL``
    :param flags: the flags that its type carries
    :param values: mapping of every entry, ``owner`` and ``was_ours`` among them
    :return: list of :class:`Sentence`, in the order of the table
    """
    asked = {ANY, *flags}
    if values["owner"] != OWNER_PERSON:
        asked |= {NOT_THEIRS, EVER_OURS}
    elif values["was_ours"]:
        asked.add(EVER_OURS)
    return [
        Sentence(gate.sentence)
        for gate in GATES
        if gate.flag in asked and step in gate.steps and not _is_given(gate, values)
    ]


def asked_for(flags):
    """:return: names of the entries that any step of such an item asks for"""
    asked = {ANY, NOT_THEIRS, EVER_OURS, *flags}
    return {gate.field for gate in GATES if gate.flag in asked}


def _is_given(gate, values):
    value = values[gate.field]
    if isinstance(value, str):
        value = value.strip()
    return value == gate.value if gate.value else bool(value)


def not_in_force(is_power, valid_from, valid_to, day):
    """Whether a tool may be used on a day. The law changes, so powers carry dates.

    :param is_power: a legal power; it needs a day from which it is in force
    :param valid_from, valid_to: dates or None; both days count
    :return: :class:`Sentence` or None
    """
    if is_power and not valid_from:
        return Sentence(
            _lt(
                "This power is not known to be in force yet. When it is, someone who "
                "configures the addon enters from which day."
            )
        )
    if valid_from and day < valid_from:
        return Sentence(
            _lt("This can be used from %(day)s only."), day=_in_words(valid_from)
        )
    if valid_to and day > valid_to:
        return Sentence(
            _lt("This could be used until %(day)s only. The law has changed since."),
            day=_in_words(valid_to),
        )
    return None


def not_open_to(tenures, tenure):
    """Whether a tool is open against someone, by tenure.

    :param tenures: those it is open to; empty for all
    :param tenure: the alleged person's, or None where not known
    :return: :class:`Sentence` or None
    """
    if not tenures or tenure in tenures:
        return None
    if not tenure:
        return Sentence(
            _lt("Please enter the tenure of the alleged person first: it decides.")
        )
    return Sentence(_lt("This is not open for the tenure of the alleged person."))


def not_open_at_age(age_from, age_to, age, is_child):
    """Whether a tool is open against someone, by age.

    :param age_from, age_to: youngest and oldest age in years; 0 for any
    :param age: the alleged person's in years, or 0 where not known
    :param is_child: whether the person is under 18
    :return: :class:`Sentence` or None
    """
    youngest, oldest = (age, age) if age else (0, ADULT - 1)
    if not age and not is_child:
        youngest, oldest = ADULT, ADULT
    if oldest < age_from:
        return Sentence(_lt("This is open from the age of %(age)s only."), age=age_from)
    if age_to and youngest > age_to:
        return Sentence(_lt("This is open up to the age of %(age)s only."), age=age_to)
    if youngest < age_from:
        return Sentence(
            _lt("Please enter the age: this is open from the age of %(age)s only."),
            age=age_from,
        )
    return None


def _in_words(day):
    return f"{day.day}/{day.month}/{day.year}"
