"""The words of the agreed plan, in plain English, from its items.

The same items give the same words, so that a copy can be compared with the plan as it
stands. It is written as ``policy/letter_text.py`` reads it: ``# `` before a heading,
``- `` before each point.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """One item as the person's copy says it.

    :param what: what is done, a sentence
    :param who: who does it; empty for the person's own steps
    :param when: the day in words, or empty
    """

    what: str
    who: str = ""
    when: str = ""


@dataclass(frozen=True)
class Words:
    """What stands around the items, in the language of the copy.

    :param wishes, done, ours, yours, yours_note, contact, honest, rights: headings, and
        the note under the person's own steps
    :param who, when, on: labels with ``{}`` for the name or day
    """

    wishes: str
    done: str
    ours: str
    yours: str
    yours_note: str
    contact: str
    honest: str
    rights: str
    who: str
    when: str
    on: str


def compose(words, ours, yours, done, wishes="", contact="", honest=(), rights=""):
    """Write the plan.

    :param words: :class:`Words`
    :param ours, yours, done: lists of :class:`Item`: what others do, the person's own
        steps, and what is done already
    :param wishes: what matters to the person, in their own words
    :param contact: how and how often they hear from us
    :param honest: texts on what can and can't be expected; doubles are left out
    :param rights: the landlord's text on rights and support
    :return: str
    """
    parts = [
        _section(words.wishes, wishes),
        _section(words.ours, _points(_line(item, words) for item in ours)),
        _section(
            words.yours,
            yours and f"{words.yours_note}\n\n{_points(item.what for item in yours)}",
        ),
        _section(words.done, _points(_done(item, words) for item in done)),
        _section(words.contact, contact),
        _section(words.honest, _points(dict.fromkeys(filter(None, honest)))),
        _section(words.rights, rights),
    ]
    return "\n\n".join(filter(None, parts))


def _section(heading, text):
    text = (text or "").strip()
    return text and f"# {heading}\n\n{text}"


def _points(lines):
    return "\n".join(f"- {line}" for line in lines)


def _line(item, words):
    details = [
        label.format(value)
        for label, value in ((words.who, item.who), (words.when, item.when))
        if value
    ]
    return " ".join([item.what, *details])


def _done(item, words):
    return " ".join(filter(None, [item.what, item.when and words.on.format(item.when)]))
