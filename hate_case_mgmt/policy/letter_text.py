"""The words of a letter: plain text in, filled in, out as plain text and as HTML.

A template is written like a letter: paragraphs with an empty line between them, ``- ``
before each point of a list, ``# `` before a heading. ``{name}`` stands for what is
filled in. It is looked up in a list and never evaluated, and what was filled in is not
looked at again, so nothing a person has typed can change a letter's shape or reach
anything in the database.
"""

import re
import unicodedata
from dataclasses import dataclass
from html import escape

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_ALONE = re.compile(r"\{([^{}]*)\}\Z")
_BETWEEN_PARAGRAPHS = re.compile(r"\n[ \t]*\n")
_LINK = re.compile(r"https?://[^\s<>\"']*[^\s<>\"'.,;:!?)]")

PARAGRAPH = "paragraph"
LIST = "list"
HEADING = "heading"
POINT = "- "
HEAD = "# "


@dataclass(frozen=True)
class Block:
    """One paragraph, list or heading.

    :param kind: ``PARAGRAPH``, ``LIST`` or ``HEADING``
    :param lines: its lines or points, without the marks they were typed with
    :param quoted: whether a person's text was filled in here as a whole, which may be
        in another language than the letter
    :param language: code of its language where that is not the letter's
    :param right_to_left: how that language is written
    """

    kind: str
    lines: tuple
    quoted: bool = False
    language: str | bool = False
    right_to_left: bool = False


def placeholders(text):
    """:return: set of the names between braces in a template"""
    return set(PLACEHOLDER.findall(text or ""))


def blocks(text):
    """Read a text as it was typed.

    :return: list of :class:`Block`
    """
    found = []
    for part in _BETWEEN_PARAGRAPHS.split(text.strip()):
        for kind, lines in _runs(part.strip("\n").split("\n")):
            found.append(Block(kind, tuple(lines)))
    return found


def compose(template, values, optional=frozenset()):
    """Fill in a template.

    A line that holds nothing but a placeholder takes a whole text, with paragraphs and
    lists of its own. A paragraph that asks for something optional which isn't there is
    left out.

    :param template: text as described above
    :param values: dict of a text, or nothing, for each placeholder in use
    :param optional: names of the placeholders that may be empty
    :return: list of :class:`Block`
    """
    filled = []
    for block in blocks(template):
        asked = placeholders("\n".join(block.lines))
        if any(name in optional and not values.get(name) for name in asked):
            continue
        alone = len(block.lines) == 1 and _ALONE.match(block.lines[0])
        if alone and block.kind == PARAGRAPH:
            filled += [
                Block(part.kind, part.lines, quoted=True)
                for part in blocks(values[alone[1]])
            ]
        else:
            lines = tuple(fill(line, values) for line in block.lines)
            filled.append(Block(block.kind, lines))
    return filled


def fill(line, values):
    """:return: one line with its placeholders filled in"""
    return PLACEHOLDER.sub(lambda match: values[match[1]], line)


def as_text(filled):
    """:param filled: list of :class:`Block`
    :return: the letter as plain text
    """
    return "\n\n".join(
        "\n".join(f"{POINT}{line}" if block.kind == LIST else line for line in lines)
        for block in filled
        for lines in [block.lines]
    )


def as_html(filled, language="en", right_to_left=False):
    """The letter as HTML that needs no style sheet and runs nothing.

    Every character of the text is escaped; a web address becomes a link that shows
    itself in full.

    :param filled: list of :class:`Block`
    :param language: code of the letter's language
    :param right_to_left: how it is written
    :return: str
    """
    inner = "".join(_as_element(block) for block in filled)
    return f"<div{_tongue(language, right_to_left)}>{inner}</div>"


def _tongue(language, right_to_left):
    """:return: the attributes that tell a screen reader how to speak it"""
    code = f' lang="{escape(language)}"' if language else ""
    return f'{code} dir="{"rtl" if right_to_left else "ltr"}"'


def _as_element(block):
    direction = _direction_of(block.lines) if block.quoted else ""
    if block.language:
        direction = _tongue(block.language, block.right_to_left)
    lines = [_with_links(line) for line in block.lines]
    if block.kind == HEADING:
        style = "font-size: 1.15em; line-height: 1.3; margin: 1.4em 0 0.5em;"
        return f'<h2{direction} style="{style}">{"<br>".join(lines)}</h2>'
    if block.kind == LIST:
        points = "".join(
            f'<li style="margin: 0 0 0.4em;">{line}</li>' for line in lines
        )
        return (
            f'<ul{direction} style="margin: 0 0 1em; padding: 0 1.4em;">{points}</ul>'
        )
    return f'<p{direction} style="margin: 0 0 1em;">{"<br>".join(lines)}</p>'


def _direction_of(lines):
    """:return: the attribute for the side on which these lines begin, or nothing

    Not every engine finds it out by itself.
    """
    for character in "".join(lines):
        sided = unicodedata.bidirectional(character)
        if sided in ("R", "AL"):
            return ' dir="rtl"'
        if sided == "L":
            return ' dir="ltr"'
    return ""


def without_link(text, link, mark):
    """:param text: what :func:`as_text` or :func:`as_html` made
    :param link: a web address in it
    :param mark: what stands in its place
    :return: str
    """
    return text.replace(_with_links(link), mark).replace(link, mark)


def _with_links(line):
    """:return: the line escaped, with its web addresses as links"""
    shown, end = "", 0
    for match in _LINK.finditer(line):
        address = escape(match[0])
        shown += escape(line[end : match.start()])
        shown += f'<a href="{address}">{address}</a>'
        end = match.end()
    return shown + escape(line[end:])


def _runs(lines):
    """Part lines that stand together into paragraphs, lists and headings.

    :return: iterable of (kind, lines)
    """
    run, kind = [], None
    for line in lines:
        this = _kind_of(line)
        if run and (this != kind or this == HEADING):
            yield kind, run
            run = []
        kind = this
        run.append(_unmarked(line, this))
    if any(run):
        yield kind, run


def _kind_of(line):
    text = line.lstrip()
    if text.startswith(POINT):
        return LIST
    return HEADING if text.startswith(HEAD) else PARAGRAPH


def _unmarked(line, kind):
    text = line.strip()
    if kind == LIST:
        return text[len(POINT) :].strip()
    return text[len(HEAD) :].strip() if kind == HEADING else text
