"""Texts as cells of a spreadsheet: what somebody typed is shown and never run."""

# A spreadsheet takes what begins with one of these for a formula, in full width too
FORMULA_SIGNS = tuple("=+-@\t\r\n＝＋－＠")
# and what begins so for a link that opens on a click
LINKS = ("http:", "https:", "ftp:", "mailto:", "internal:", "external:", "file:")


def is_live(text):
    """:return: whether a spreadsheet might run or open this text"""
    bare = text.lstrip(" {\u00a0")
    return bare.startswith(FORMULA_SIGNS) or text.lower().startswith(LINKS)


def as_text(value):
    """:param value: of a cell, of any type
    :return: the same, with an apostrophe before a text that might be run
    """
    return f"'{value}" if isinstance(value, str) and is_live(value) else value
