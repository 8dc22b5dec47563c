"""./test: everything that tells whether the addon is right."""

import argparse
import hashlib
import os
import signal
import time
import xml.etree.ElementTree
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from . import (
    browser,
    children,
    lint,
    places,
    postgres,
    python_env,
    report,
    selection,
    start,
)
from .odoo import Odoo, free_port, installed
from .steps import Problem, lock, note, open_work_folder, step
from .tally import Tally

PARTS = ("lint", "unit", "browser", "outside")
ROOM_NEEDED = 4
# The tests from outside that take half of the time, for a lane of their own: those that
# need no installation with demo data, of which the others share one.
INSTALLING = (
    "tests/test_install.py",
    "tests/test_run.py",
    "tests/test_crash.py",
    "tests/test_concurrent_reports.py",
)
PREFIX = "hcm_test_"
BASE_MODULES = "mail,portal,resource,digest"
BROWSER_TAG = "hate_case_browser"
NOT_RUN = 5


def main():
    wish = _arguments()
    parts = [wish.part] if wish.part else list(PARTS)
    if wish.word and not wish.part:
        parts.remove("lint")
    started = time.monotonic()
    open_work_folder(0 if (places.WORK / "odoo").exists() else ROOM_NEEDED)
    with lock("test", taken="./test is already running in this folder ({holder})."):
        tallies = _run(parts, wish.word)
    for tally in tallies:
        if told := tally.told():
            print(told)
    passed = sum(tally.passed for tally in tallies)
    failed = sum(len(tally.failures) for tally in tallies)
    if not passed and not failed:
        raise Problem(f"No test ran: none is named like {wish.word}.")
    print(f"\nTook {time.monotonic() - started:.0f} s.")
    print(f"{passed} passed, {failed} failed", flush=True)
    return 1 if failed else 0


def _arguments():
    parser = argparse.ArgumentParser(
        prog="./test",
        description="Run the linters, the addon's tests in Odoo, its browser tours, "
        "and the tests from outside. What is missing is fetched into .odoo/ first.",
        epilog="unit: tests in Odoo without a browser, and of the policy room without "
        "Odoo; browser: tours in Chromium; outside: installing, ./run, and the like.",
    )
    parser.add_argument("part", nargs="?", choices=PARTS, help="only this part")
    parser.add_argument(
        "-k",
        dest="word",
        metavar="WORD",
        help="only tests with this word in the name of their file, class or method",
    )
    return parser.parse_args()


def _run(parts, word):
    """Prepare what those parts need, run them, and give their tallies.

    With a second core, the linters and the policy tests run beside Odoo, and the tests
    from outside go in two lanes. Those marked alone measure times and have the machine
    for themselves.
    """
    if parts == ["lint"]:
        with step("Linters"):
            python_env.lint_python()
        tallies = [lint.run()]
        _show(tallies[0])
        return tallies
    source, python = start.prepare()
    _prepare_tools(parts)
    tallies = []
    with ExitStack() as stack:
        with step("Starting PostgreSQL"):
            opening = postgres.opened("test", postgres.THROWN_AWAY)
            server = stack.enter_context(opening)
        note(server.told)
        odoo = Odoo(source, python, server, places.WORK / "data-test")
        chosen = selection.tags(word) if word else [f"/{places.ADDON}"]
        if chosen and {"unit", "browser"} & set(parts):
            template(odoo, demo=True)
        print(f"  Running {', '.join(parts)} ...", flush=True)
        lanes = stack.enter_context(ThreadPoolExecutor(2 if os.cpu_count() > 1 else 1))
        running = [lanes.submit(_beside_odoo, parts, word, python)]
        running.append(lanes.submit(_in_odoo, parts, chosen, bool(word), odoo))
        try:
            for lane in running:
                tallies += lane.result()
            if "outside" in parts:
                tallies += _from_outside(lanes, python, word, server)
        except BaseException:
            children.stop_all()
            raise
    return tallies


def _prepare_tools(parts):
    with lock("prepare", waiting="Another command is preparing this folder; waiting."):
        with step("Tools for the tests"):
            python_env.test_python()
            if "lint" in parts:
                python_env.lint_python()
        if {"browser", "outside"} & set(parts):
            with step("Browser"):
                browser.prepare()


def _beside_odoo(parts, word, python):
    tallies = []
    if "lint" in parts:
        tallies.append(_show(lint.run()))
    if "unit" in parts and (places.PROJECT / "tests" / "policy").is_dir():
        tallies.append(_pytest("policy", python, ["tests/policy"], word))
    return tallies


def _from_outside(lanes, python, word, server):
    alone = ["--ignore=tests/policy", "-m", "alone"]
    tallies = [_pytest("outside, timed", python, alone, word, server)]
    installing = ["-m", "not alone", *INSTALLING]
    rest = ["-m", "not alone", "--ignore=tests/policy"]
    rest += [f"--ignore={path}" for path in INSTALLING]
    running = [
        lanes.submit(_pytest, "outside, installing", python, installing, word, server),
        lanes.submit(_pytest, "outside", python, rest, word, server),
    ]
    return tallies + [lane.result() for lane in running]


def _in_odoo(parts, chosen, by_word, odoo):
    tallies = []
    for part in ("unit", "browser"):
        if part in parts and chosen:
            tallies.append(_show(_odoo_tests(part, odoo, chosen, by_word)))
    return tallies


def _show(tally):
    print(f"  {tally.summary()}", flush=True)
    return tally


# in Odoo


def template(odoo, demo):
    """A database with what the addon depends on, made once for each Odoo.

    :param demo: with Odoo's own demo data
    :return: its name
    """
    key = hashlib.sha256(f"{odoo.source.identity} {demo}".encode()).hexdigest()[:8]
    name = f"{PREFIX}template_{key}"
    with lock("template", waiting="Another command makes the template; waiting."):
        if not odoo.exists(name):
            with step("Making a database to start the tests from"):
                _make_template(odoo, name, demo)
    return name


def _make_template(odoo, name, demo):
    part = f"{name}_part"
    log = places.LOGS / "template.log"
    odoo.drop(part)
    odoo.create(part)
    extra = ["--with-demo"] if demo else []
    code = odoo.work(part, "-i", BASE_MODULES, *extra, log=log)
    if code or not installed(odoo, part, "digest"):
        error = report.last_error(log.read_text())
        raise Problem(f"Odoo's own modules could not be installed; see {log}:\n{error}")
    odoo.rename(part, name)


def _odoo_tests(part, odoo, chosen, by_word):
    """Install the addon into a fresh database and run its tests of that part."""
    tally = Tally(part)
    database = f"{PREFIX}{part}"
    log = places.LOGS / f"test-{part}.log"
    odoo.drop(database)
    odoo.create(database, template(odoo, demo=True))
    if part == "browser":
        tags = [f"{BROWSER_TAG}{tag}" for tag in chosen]
    else:
        tags = [*chosen, f"-{BROWSER_TAG}"]
    code = odoo.work(
        database,
        "-i",
        places.ADDON,
        "--with-demo",
        "--test-tags",
        ",".join(tags),
        log=log,
        port=free_port(),
    )
    odoo.drop(database)
    return counted(tally, log.read_text(), code, by_word)


def counted(tally, text, code, by_word):
    """Count Odoo's log into the tally; the log's being clean is one more test."""
    result = report.tests(text)
    skipped = dict(result.skipped)
    ran = [name for name in result.started if name.split(":")[1] not in skipped]
    tally.passed = sum(name not in result.failed for name in ran)
    for name, told in result.failed.items():
        tally.add(name, told)
    for name, reason in result.skipped:
        if tally.part == "browser":
            tally.add(name, f"Skipped, where a browser should be driven: {reason}")
        else:
            tally.skip(name, reason)
    if code and not result.failed:
        tally.add(
            "Odoo's test runner", f"It ended with {code}:\n{report.last_error(text)}"
        )
    elif not result.started and not result.failed and not by_word:
        tally.add("Odoo's test runner", "It ran no test.")
    warnings = "\n".join(result.warnings)
    if result.started or warnings:
        tally.add("the server's log has no warning of ours", warnings or None)
    return tally


# pytest


def _pytest(part, python, arguments, word, server=None):
    """Run tests by pytest, on that PostgreSQL server if one is given."""
    tally = Tally(part)
    results = places.LOGS / f"test-{part.replace(', ', '-')}.xml"
    results.unlink(missing_ok=True)
    command = [python, "-m", "pytest", "-q", f"--junit-xml={results}", *arguments]
    if word:
        command += ["-k", word]
    chosen = {
        name: value
        for name, value in os.environ.items()
        if name.startswith("PG") or name == "ODOO_SERVER"
    }
    if server:
        chosen.update(server.environment)
    code, printed = children.finished(
        command,
        signal.SIGINT,
        cwd=places.PROJECT,
        env=places.child_environment(**chosen),
    )
    if results.is_file():
        _count_cases(tally, results)
    nothing = not tally.passed and not tally.failures
    if code not in (0, NOT_RUN) and not tally.failures:
        tally.add("pytest", f"It ended with {code}:\n{printed}")
    elif nothing and not word:
        tally.add("pytest", f"It ran no test:\n{printed}")
    return _show(tally)


def _count_cases(tally, results):
    for case in xml.etree.ElementTree.parse(results).iter("testcase"):
        title = f"{case.get('classname')}::{case.get('name')}"
        skipped = case.find("skipped")
        wrong = case.find("failure")
        if wrong is None:
            wrong = case.find("error")
        if wrong is not None:
            tally.add(title, wrong.text or wrong.get("message") or "failed")
        elif skipped is not None:
            tally.skip(title, skipped.get("message"))
        else:
            tally.add(title, None)
