"""What turns the page of a letter into a PDF, and what this server can draw.

WeasyPrint makes a tagged PDF, which a screen reader can read aloud. It is used when it
can be imported; nothing depends on it. Otherwise wkhtmltopdf prints, as for all of
Odoo's reports.
"""

import functools
import logging
import re
import subprocess
import unicodedata

_logger = logging.getLogger(__name__)
TAGGED = "pdf/ua-1"
SECONDS_TO_LIST_FONTS = 10
# wkhtmltopdf draws everything at three quarters of its size, and leaves a heading alone
# at the foot of a sheet. It keeps together what is one box: so each heading reaches
# over the first lines below it
FOR_WKHTMLTOPDF = """<style>
html { font-size: 15.6pt; }
h2 { page-break-inside: avoid; }
h2::after { content: ""; display: block; height: 4em; margin-bottom: -4em; }
</style></head>"""
# and draws the first words of a line from right to left beside the paper, unless an
# invisible mark stands around each of them
RIGHT_TO_LEFT = re.compile("([\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]+)")
MARKED = "\u200f\\1\u200f"


@functools.cache
def weasyprint():
    """:return: the module, or None where it or its libraries can't be loaded"""
    _quieten("weasyprint.progress")
    try:
        import weasyprint
    # OSError: the package is there and Pango is not
    except (ImportError, OSError):
        return None
    _quieten("weasyprint", "fontTools")
    return weasyprint


def _quieten(*names):
    """What they complain about they quote, and a letter is not for a log to keep."""
    for name in names:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def tagged_pdf(page):
    """:param page: a whole HTML document that needs nothing from outside
    :return: bytes of a tagged PDF, or None without WeasyPrint
    """
    engine = weasyprint()
    if not engine:
        return None
    return engine.HTML(string=page, url_fetcher=_data_alone(engine)).write_pdf(
        pdf_variant=TAGGED
    )


def _data_alone(engine):
    """:return: what lets a letter load nothing but what it carries itself"""
    if hasattr(engine.urls, "URLFetcher"):
        return engine.urls.URLFetcher(allowed_protocols=["data"])

    # before WeasyPrint 68
    def fetch(address, *arguments, **keywords):
        if not address.startswith("data:"):
            raise ValueError("A letter loads nothing from outside")
        return engine.default_url_fetcher(address, *arguments, **keywords)

    return fetch


def for_wkhtmltopdf(page):
    """:return: the same page, so that wkhtmltopdf draws it as it is meant"""
    return marked(str(page).replace("</head>", FOR_WKHTMLTOPDF, 1))


def marked(text):
    """:return: the same text, with its words from right to left as wkhtmltopdf needs
    them"""
    return RIGHT_TO_LEFT.sub(MARKED, text)


def can_draw(text):
    """:return: whether this server has the letters of a text, as far as is known"""
    return font_for(text) is not None


def font_for(text):
    """Look for a font of this server that has every letter of a text.

    Engines that are left to look for themselves lose whole words.

    :return: its name; empty if it is in Latin letters, or where it can't be found out;
        None if there is none
    """
    beyond_latin = sorted(
        {
            f"{ord(character):x}"
            for character in text
            if unicodedata.category(character)[0] in "LM"
            and not unicodedata.name(character, "LATIN").startswith("LATIN")
        }
    )
    return _font_with(" ".join(beyond_latin)) if beyond_latin else ""


@functools.lru_cache(maxsize=256)
def _font_with(characters):
    """:param characters: hexadecimal numbers, as fontconfig takes them"""
    try:
        found = subprocess.run(
            ["fc-list", f":charset={characters}", "family"],
            capture_output=True,
            timeout=SECONDS_TO_LIST_FONTS,
            check=True,
            text=True,
        ).stdout
    except (OSError, subprocess.SubprocessError):
        _logger.info("fontconfig can't be asked which fonts there are")
        return ""
    names = {line.split(",")[0] for line in found.splitlines() if line}
    # one for running text, the plainest of its family
    return min(names, key=lambda name: ("Mono" in name, len(name), name), default=None)
