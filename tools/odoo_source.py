"""Finding Odoo 19, or fetching it."""

import json
import os
import re
import shutil
from collections import namedtuple
from pathlib import Path

from . import apt, places
from .steps import Problem, note

SERIES = "19.0"
# Debian leaves this file out of its package. Without it the web client logs an error
# and no tour can run; nothing of what we use needs what is in it.
LEFT_OUT = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"

# python_path: folder to put on PYTHONPATH; addons: folders of Odoo's addons;
# identity: changes when another Odoo is used
Source = namedtuple("Source", "python_path addons identity told")


def prepare():
    """Odoo 19: the one that ODOO_SERVER names, the machine's, or Debian's package.

    :raise Problem: ODOO_SERVER names no Odoo 19, or none can be fetched
    """
    named = os.environ.get("ODOO_SERVER")
    if named:
        return _named(Path(named).expanduser().resolve())
    return _on_machine() or _fetched()


def _named(path):
    package = _package_in(path)
    if not package:
        raise Problem(
            f"ODOO_SERVER={path} holds no Odoo. Set it to the folder of a checkout "
            "(the one with odoo-bin) or of an install (the one with odoo/release.py)."
        )
    series = _series(package)
    if series != SERIES:
        raise Problem(
            f"ODOO_SERVER={path} is Odoo {series}, and this addon is for Odoo {SERIES}."
            " Set it to an Odoo 19, or unset it to have one fetched."
        )
    if not _file_of(package, LEFT_OUT):
        note(f"it lacks {LEFT_OUT}: browser tours will fail")
    return _linked(package, "named by ODOO_SERVER")


def _on_machine():
    for path in _machine_folders():
        package = _package_in(path)
        if not package:
            continue
        series = _series(package)
        if series != SERIES:
            note(f"{package} is Odoo {series}, not {SERIES}: left alone")
        elif not _file_of(package, LEFT_OUT):
            note(f"{package} lacks {LEFT_OUT}: left alone")
        else:
            return _linked(package, "this machine's own")
    return None


def _machine_folders():
    program = shutil.which("odoo") or shutil.which("odoo-bin")
    if program:
        yield Path(program).resolve().parent
    yield Path("/usr/lib/python3/dist-packages")


def _package_in(path):
    for package in (path, path / "odoo", path / "usr/lib/python3/dist-packages/odoo"):
        if (package / "release.py").is_file() and (package / "addons/base").is_dir():
            return package
    return None


def _series(package):
    text = (package / "release.py").read_text(errors="replace")
    found = re.search(r"^version_info = \(['\"]?([\w~]+)['\"]?, (\d+)", text, re.M)
    return ".".join(found.groups()) if found else "of an unknown version"


def _addons(package):
    beside = package.parent / "addons"
    return [beside] if (beside / "mail").is_dir() else []


def _file_of(package, name):
    folders = [package / "addons", *_addons(package)]
    return next((f / name for f in folders if (f / name).is_file()), None)


def _linked(package, told):
    """A folder with nothing but that Odoo in it: its neighbours in dist-packages
    must not come before the packages that we pin."""
    folder = places.WORK / "odoo-elsewhere"
    folder.mkdir(exist_ok=True)
    link = folder / "odoo"
    if not link.is_symlink() or link.resolve() != package:
        fresh = folder / "odoo.new"
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(package)
        fresh.replace(link)
    release = package / "release.py"
    identity = f"{package} {int(release.stat().st_mtime)}"
    return Source(folder, [*_addons(package), link / "addons"], identity, told)


def _fetched():
    root = places.WORK / "odoo"
    facts = root / "facts.json"
    if not facts.is_file():
        _fetch(root)
    version = json.loads(facts.read_text())["version"]
    python_path = root / "usr/lib/python3/dist-packages"
    told = f"Debian's package {apt.ODOO_PACKAGE} {version}"
    addons = [python_path / "odoo" / "addons"]
    return Source(python_path, addons, f"debian {version}", told)


def _fetch(root):
    """Fetch and unpack beside the right place, and move there when whole."""
    part = root.with_name("odoo.part")
    shutil.rmtree(part, ignore_errors=True)
    packages = part / "packages"
    packages.mkdir(parents=True)
    version = apt.fetch_odoo(packages)
    apt.unpack(sorted(packages.glob("*.deb")), part)
    shutil.rmtree(packages)
    _complete(part)
    (part / "facts.json").write_text(json.dumps({"version": version}))
    shutil.rmtree(root, ignore_errors=True)
    part.rename(root)


def _complete(root):
    """Add the file that is left out, and see that every link leads somewhere."""
    package = _package_in(root)
    if not package or _series(package) != SERIES:
        raise Problem(
            f"Debian's package {apt.ODOO_PACKAGE} does not hold Odoo {SERIES}. "
            f"{apt.ELSEWHERE}"
        )
    left_out = package / "addons" / LEFT_OUT
    if not left_out.exists():
        left_out.parent.mkdir(parents=True, exist_ok=True)
        left_out.touch()
    dangling = [
        path
        for folder, folders, files in os.walk(package)
        for path in (os.path.join(folder, name) for name in folders + files)
        if os.path.islink(path) and not os.path.exists(path)
    ]
    if dangling:
        names = "\n".join(f"    {path}" for path in dangling[:5])
        raise Problem(
            f"{len(dangling)} files of Odoo's web client are missing in Debian's "
            f"packages, among them:\n{names}\n{apt.ELSEWHERE}"
        )
