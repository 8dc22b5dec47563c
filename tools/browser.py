"""The browser and the PDF printer that the tests drive."""

import os
import shutil

from . import apt
from .steps import Problem, note

# The names that Odoo's test runner looks for.
BROWSERS = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")


def prepare():
    """See that a browser and wkhtmltopdf are there; root gets them from apt.

    :raise Problem: not root and something is missing: the line to type
    """
    missing = []
    if not any(map(shutil.which, BROWSERS)):
        missing.append("chromium")
    if not shutil.which("wkhtmltopdf"):
        missing.append("wkhtmltopdf")
    if not missing:
        return
    named = " and ".join(missing)
    if os.geteuid() or not shutil.which("apt-get"):
        raise Problem(
            f"The tests need {named}. As root, type:\n"
            f"    apt-get update && apt-get install {' '.join(missing)}"
        )
    note(f"installing {named} with apt")
    apt.install(missing, named)
