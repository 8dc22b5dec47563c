"""ruff and pylint-odoo, each a test that passes or fails."""

import signal

from . import children, places, python_env
from .tally import Tally


def run():
    """Look at every Python file of the project, in the addon also as OCA does."""
    python = python_env.lint_python()
    addon = places.ADDON
    pylint = ["-m", "pylint", "--rcfile=.pylintrc", "--jobs=1"]
    # The policy room imports nothing of Odoo, so it can't translate by self.env.
    policy = f"{addon}/policy"
    commands = {
        "ruff check": ["-m", "ruff", "check", "--no-cache", "."],
        "ruff format": ["-m", "ruff", "format", "--no-cache", "--check", "."],
        "pylint-odoo": [*pylint, f"--ignore-paths={policy}/.*", addon],
        "pylint-odoo policy": [*pylint, "--disable=prefer-env-translation", policy],
    }
    tally = Tally("lint")
    for title, arguments in commands.items():
        code, printed = children.finished(
            [python, *arguments],
            signal.SIGTERM,
            cwd=places.PROJECT,
            env=places.child_environment(),
        )
        tally.add(title, printed if code else None)
    return tally
