"""Debian packages without installing them: fetched by apt, signatures checked.

The machine's own sources tell the mirror and the keyring; lists and cache are
private, so neither root nor any change to the machine is needed.
"""

import shutil
from collections import namedtuple
from pathlib import Path

from . import places
from .steps import Problem, run

ODOO_PACKAGE = "odoo-19"
# The web client of Debian's Odoo has relative links into these. Two fonts have
# other file names in sid, so they are taken from the release before it.
FROM_SAME_SUITE = (
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-roboto-unhinted",
    "fonts-montserrat",
    "fonts-ocr-b",
    "fonts-glyphicons-halflings",
)
FROM_STABLE_SUITE = ("fonts-inconsolata", "fonts-font-awesome")
KEYRINGS = {
    "Debian": "/usr/share/keyrings/debian-archive-keyring.gpg",
    "Ubuntu": "/usr/share/keyrings/ubuntu-archive-keyring.gpg",
}
ELSEWHERE = (
    "Set ODOO_SERVER=/path to a checkout or an install of Odoo 19, or add a Debian "
    "source to this machine's apt."
)

Source = namedtuple("Source", "uri origin codename")
Plan = namedtuple("Plan", "source components newest stable")


def fetch_odoo(into):
    """Download Odoo 19 and the packages its web client needs.

    :param into: an empty folder for the .deb files
    :return: the version of Odoo's package
    :raise Problem: no apt, no Debian or Ubuntu source, no network, no such package
    """
    if not shutil.which("apt-get") or not shutil.which("dpkg"):
        raise Problem(f"This machine has no apt to fetch Odoo 19 with. {ELSEWHERE}")
    plan = _plan(_sources())
    options = _private_options(plan)
    _update(options)
    wanted = [f"{name}/{plan.newest}" for name in (ODOO_PACKAGE, *FROM_SAME_SUITE)]
    wanted += [f"{name}/{plan.stable}" for name in FROM_STABLE_SUITE]
    _must_know(options, plan)
    run(
        ["apt-get", *options, "-qq", "download", *wanted],
        "Downloading Odoo's Debian packages",
        "Check the network and run the same command again.",
        cwd=into,
    )
    return next(into.glob(f"{ODOO_PACKAGE}_*.deb")).name.split("_")[1]


def fetch(name, into):
    """Download one package from the machine's own sources, without root."""
    options = _options(places.WORK / "apt" / "machine")
    _update(options)
    run(
        ["apt-get", *options, "-qq", "download", name],
        f"Downloading Debian's package {name}",
        "Check the network and run the same command again.",
        cwd=into,
    )


def unpack(packages, root):
    """Unpack .deb files below a folder; nothing is installed, no script is run."""
    for package in packages:
        run(["dpkg", "-x", package, root], f"Unpacking {package.name}")


def update():
    """Bring the machine's own lists up to date; only for root."""
    run(
        ["apt-get", "-qq", "update"],
        "apt-get update",
        "Check the network, then run the same command again.",
    )


def offers(name):
    """Whether the machine's own sources have that package."""
    known = run(["apt-cache", "madison", name], f"Looking for {name}")
    return bool(known.strip())


def install(packages):
    """Install packages on the machine; only for root.

    :raise Problem: apt could not
    """
    run(
        ["apt-get", "-qq", "--no-install-recommends", "-y", "install", *packages],
        "apt-get install " + " ".join(packages),
        env=places.child_environment(DEBIAN_FRONTEND="noninteractive"),
    )


def _sources():
    """The machine's package sources, with the origin that their signed lists name."""
    found = _index_targets([])
    if not any(source.origin in KEYRINGS for source in found):
        # A machine that was never updated does not know yet whose they are.
        options = _options(places.WORK / "apt" / "machine")
        _update(options)
        found = _index_targets(options)
    return found


def _index_targets(options):
    line = "$(REPO_URI) $(ORIGIN) $(CODENAME) $(CREATED_BY)"
    output = run(
        ["apt-get", *options, "indextargets", "--format", line],
        "Asking apt for this machine's sources",
    )
    found = []
    for fields in map(str.split, output.splitlines()):
        if len(fields) == 4 and fields[3] == "Packages":
            source = Source(*fields[:3])
            if source not in found:
                found.append(source)
    return found


def _plan(sources):
    """Which mirror and suites to take Odoo from."""
    usual = [s for s in sources if not s.codename.endswith("-security")]
    debian = [s for s in usual if s.origin == "Debian"]
    if debian:
        main = next((s for s in debian if "-" not in s.codename), debian[0])
        return Plan(main, "main", "sid", "trixie")
    ubuntu = [s for s in usual if s.origin == "Ubuntu" and "-" not in s.codename]
    if ubuntu:
        return Plan(ubuntu[0], "main universe", "devel", ubuntu[0].codename)
    raise Problem(f"apt on this machine has no Debian or Ubuntu source. {ELSEWHERE}")


def _private_options(plan):
    folder = places.WORK / "apt" / "private"
    options = _options(folder)
    keyring = KEYRINGS[plan.source.origin]
    signed = f"[signed-by={keyring}] " if Path(keyring).exists() else ""
    sources = folder / "sources.list"
    sources.write_text(
        "".join(
            f"deb {signed}{plan.source.uri} {suite} {plan.components}\n"
            for suite in (plan.newest, plan.stable)
        )
    )
    return [
        *options,
        "-o",
        f"Dir::Etc::sourcelist={sources}",
        "-o",
        "Dir::Etc::sourceparts=/dev/null",
    ]


def _options(folder):
    """Options that keep apt's lists and cache in a folder of ours."""
    (folder / "lists" / "partial").mkdir(parents=True, exist_ok=True)
    (folder / "cache" / "archives" / "partial").mkdir(parents=True, exist_ok=True)
    settings = {
        "Dir::State::lists": folder / "lists",
        "Dir::Cache": folder / "cache",
        "Dir::Cache::pkgcache": "pkgcache.bin",
        "Dir::Cache::srcpkgcache": "srcpkgcache.bin",
        "Acquire::Languages": "none",
        "Acquire::Retries": "3",
        "Acquire::AllowInsecureRepositories": "false",
        "APT::Get::AllowUnauthenticated": "false",
        # Else a source that can't be reached is no error to apt.
        "APT::Update::Error-Mode": "any",
        # apt's own user can't write below a project folder.
        "APT::Sandbox::User": "root",
    }
    options = []
    for name, value in settings.items():
        options += ["-o", f"{name}={value}"]
    return options


def _update(options):
    run(
        ["apt-get", *options, "-qq", "update"],
        "Reading the lists of Debian packages",
        "Check the network (and the sources below /etc/apt), then run the same "
        "command again. Without a network, set ODOO_SERVER=/path to an Odoo 19.",
    )


def _must_know(options, plan):
    known = run(
        ["apt-cache", *options, "madison", ODOO_PACKAGE],
        f"Looking for {ODOO_PACKAGE}",
    )
    if not known.strip():
        raise Problem(
            f"{plan.source.origin}'s suite {plan.newest} has no package "
            f"{ODOO_PACKAGE}. {ELSEWHERE}"
        )
