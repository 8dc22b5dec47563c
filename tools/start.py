"""./run: a real Odoo 19 with the addon and its demo data, until Ctrl-C."""

import argparse
import hashlib
from contextlib import ExitStack

from . import logins, odoo_source, places, postgres, python_env, report, sql
from .odoo import Odoo, installed, must_be_free
from .steps import Problem, lock, note, open_work_folder, step

ROOM_NEEDED = 3
DATABASE = {True: "riverside", False: "hate_case_mgmt_no_demo"}
MARK = "made by ./run: "
LOG = places.LOGS / "odoo.log"
TAKEN = "./run already runs in this folder ({holder}). Stop it there with Ctrl-C first."


def main():
    wish = _arguments()
    open_work_folder(0 if (places.WORK / "odoo").exists() else ROOM_NEEDED)
    with lock("run", taken=TAKEN), ExitStack() as stack:
        must_be_free(wish.port)
        source, python = prepare()
        with step("Starting PostgreSQL"):
            opening = postgres.opened("run", postgres.DURABLE)
            server = stack.enter_context(opening)
        note(server.told)
        odoo = Odoo(source, python, server, places.WORK / "data")
        database = DATABASE[wish.demo]
        _make_ready(odoo, database, wish)
        with step("Starting Odoo"):
            opening = odoo.serving(database, wish.port, LOG)
            process, address = stack.enter_context(opening)
        stack.callback(print, "\nStopping what was started ...", flush=True)
        _tell(address, wish.demo)
        code = process.wait()
        raise Problem(f"Odoo ended by itself ({code}); its log is {LOG}.")


def prepare():
    """Odoo and its Python, fetched when missing."""
    waiting = "Another command is preparing this folder ({holder}); waiting for it."
    with lock("prepare", waiting=waiting):
        with step("Odoo 19"):
            source = odoo_source.prepare()
        note(source.told)
        with step("Python packages"):
            python = python_env.odoo_python()
    return source, python


def _arguments():
    parser = argparse.ArgumentParser(
        prog="./run",
        description="Start Odoo 19 with hate_case_mgmt and its demo data, and show "
        "the address and the logins. What is missing is fetched into .odoo/ first.",
        epilog="PGHOST, PGPORT, PGUSER and PGPASSWORD name a PostgreSQL server to use "
        "in place of a private one; ODOO_SERVER=/path names an Odoo 19 to use.",
    )
    parser.add_argument(
        "--fresh", action="store_true", help="throw the data away and start over"
    )
    parser.add_argument(
        "--port", type=int, default=8069, help="where to listen (default: %(default)s)"
    )
    parser.add_argument(
        "--no-demo",
        dest="demo",
        action="store_false",
        help="a second database, without demo data",
    )
    wish = parser.parse_args()
    if not 1 <= wish.port <= 65535:
        parser.error("--port takes a number from 1 to 65535")
    return wish


def _tell(address, demo):
    print(f"\n{places.ADDON} is ready: {address}\n")
    print("The password is the same as the login.\n")
    print(logins.table(demo))
    print(f"\nThe server's log: {LOG}")
    print("Ctrl-C stops it. The next ./run goes on with the same data;")
    print("./run --fresh throws them away.", flush=True)


def _make_ready(odoo, database, wish):
    """The database with the addon as its files are now."""
    wanted = fingerprint(odoo)
    mark = _mark(odoo, database)
    if mark is not None and not mark.startswith(MARK):
        raise Problem(
            f"The database {database} on this server was not made by ./run, so it is "
            "left alone. Rename it, or name another server in PGHOST."
        )
    whole = mark is not None and mark != MARK
    if mark is not None and (wish.fresh or not whole):
        with step("Throwing the old data away"):
            odoo.drop(database)
    if wish.fresh or not whole:
        with step("Installing the addon" + (" with demo data" if wish.demo else "")):
            odoo.create(database)
            _write_mark(odoo, database, MARK)
            _install(odoo, database, ["-i", places.ADDON], wish.demo)
    elif mark != MARK + wanted:
        with step("Upgrading the addon, whose files have changed"):
            same_odoo = mark.split()[-1] == wanted.split()[-1]
            modules = places.ADDON if same_odoo else "all"
            _install(odoo, database, ["-u", modules], wish.demo)
    _write_mark(odoo, database, MARK + wanted)


def _install(odoo, database, arguments, demo):
    log = places.LOGS / "install.log"
    extra = ["--with-demo"] if demo else []
    code = odoo.work(database, *arguments, *extra, log=log)
    if code or not installed(odoo, database, places.ADDON):
        raise Problem(
            f"The addon could not be installed; the log is {log}:\n"
            + report.last_error(log.read_text())
        )
    warnings = report.of_ours(log.read_text())
    if warnings:
        note(f"{len(warnings)} warnings, the first of them:\n    {warnings[0]}")


def fingerprint(odoo):
    """What the database was made from: the addon's files, and which Odoo."""
    digest = hashlib.sha256()
    addon = places.PROJECT / places.ADDON
    for path in sorted(addon.rglob("*")):
        inside = path.relative_to(addon)
        if path.is_file() and inside.parts[0] != "tests" and path.suffix != ".pyc":
            digest.update(f"{inside}\0".encode())
            digest.update(path.read_bytes())
    other = hashlib.sha256(odoo.source.identity.encode()).hexdigest()
    return f"{digest.hexdigest()[:16]} {other[:16]}"


def _mark(odoo, database):
    """The comment on the database: None when there is no such database."""
    rows = odoo.sql(
        "postgres",
        "SELECT coalesce(shobj_description(oid, 'pg_database'), '') FROM pg_database"
        " WHERE datname = %s",
        database,
    )
    return rows[0][0] if rows else None


def _write_mark(odoo, database, mark):
    odoo.sql("postgres", f"COMMENT ON DATABASE {sql.name(database)} IS %s", mark)
