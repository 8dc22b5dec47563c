"""ruff and pylint-odoo, each a test that passes or fails."""

import subprocess

from . import places, python_env
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
        done = subprocess.run(
            [python, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            cwd=places.PROJECT,
            env=places.child_environment(),
        )
        tally.add(title, done.stdout if done.returncode else None)
    return tally
