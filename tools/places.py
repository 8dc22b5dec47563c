"""Where things lie. Everything that is prepared lies below .odoo/ in the project."""

import os
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
ADDON = "hate_case_mgmt"
WORK = PROJECT / ".odoo"
LOGS = WORK / "log"
REQUIREMENTS = PROJECT / "tools" / "requirements"


def child_environment(**more):
    """The environment for programs that ./run and ./test start.

    Their HOME is below .odoo/, so that no settings or caches of the person who
    types the command change what happens, and none are left behind.
    """
    home = WORK / "home"
    home.mkdir(parents=True, exist_ok=True)
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PG", "ODOO_", "PYTHON", "XDG_"))
    }
    kept.update(
        HOME=str(home),
        LANG="C.UTF-8",
        LC_ALL="C.UTF-8",
        PYTHONPYCACHEPREFIX=str(WORK / "pycache"),
        TMPDIR=tempfile.gettempdir(),
    )
    kept.update(more)
    return kept
