"""A referral as its recipient reads it: one text, made once, frozen and shown alike on
the screen before it goes, on the agency's page and on paper."""

import re

_EMPTY_LINES = re.compile(r"\n\s*\n+")


def compose(sections):
    """Bring what is told into one text.

    :param sections: iterable of ``(heading, body)``; those without a body are left out
    :return: blocks with an empty line between them, each headed by its first line
    """
    return "\n\n".join(
        f"{_one_line(heading)}\n{_without_gaps(body)}"
        for heading, body in sections
        if (body or "").strip()
    )


def blocks(text):
    """The inverse of :func:`compose`.

    :return: list of ``(heading, body)``
    """
    found = []
    for block in _EMPTY_LINES.split((text or "").strip()):
        heading, _line, body = block.partition("\n")
        if heading:
            found.append((heading, body))
    return found


def _one_line(text):
    return " ".join((text or "").split())


def _without_gaps(text):
    """Empty lines would look like the end of a block."""
    return _EMPTY_LINES.sub("\n", text.strip())


def names_in(text, names):
    """Which people a text names, wholly or in part.

    :param text: what an officer typed
    :param names: of people it should not name
    :return: list of the words found, each once, in the order of the text
    """
    words = {
        word.casefold()
        for name in names
        for word in re.findall(r"\w+", name or "")
        if len(word) > 2
    }
    found = {}
    for word in re.findall(r"\w+", text or ""):
        if word.casefold() in words:
            found.setdefault(word.casefold(), word)
    return list(found.values())
