"""The browser and the PDF printer that the tests drive."""

import os
import shutil

from . import apt
from .steps import Problem, note

# The names that Odoo's test runner looks for.
BROWSERS = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")
BROWSER = "chromium"
PRINTER = "wkhtmltopdf"


def prepare():
    """See that a browser and wkhtmltopdf are there; root gets them from apt.

    Newer releases have no wkhtmltopdf any more: there the tests do without PDFs.

    :raise Problem: not root and something is missing: the line to type
    """
    missing = []
    if not any(map(shutil.which, BROWSERS)):
        missing.append(BROWSER)
    if not shutil.which(PRINTER):
        missing.append(PRINTER)
    if missing:
        _get(missing)


def _get(missing):
    has_apt = shutil.which("apt-get") and shutil.which("apt-cache")
    may_install = has_apt and os.geteuid() == 0
    if may_install:
        apt.update()
    if has_apt and PRINTER in missing and apt.offers(BROWSER):
        if not apt.offers(PRINTER):
            note(f"apt has no {PRINTER} on this machine: letters are not made PDFs")
            missing.remove(PRINTER)
    if missing and not may_install:
        raise Problem(
            f"The tests need {' and '.join(missing)}. As root, type:\n"
            f"    apt-get update && apt-get install {' '.join(missing)}\n"
            f"As a browser, any of {', '.join(BROWSERS)} on the PATH will do."
        )
    if missing:
        note(f"apt-get install {' '.join(missing)}")
        apt.install(missing)
