"""bench/run: load two databases' worth of records into one, measure, write a table."""

import argparse
import json
import os
import shutil
import subprocess

from tools import places, postgres, python_env, start, steps
from tools.odoo import Odoo, free_port, installed
from tools.steps import Problem, lock, open_work_folder, step

from . import promise_table, table

BENCH = places.PROJECT / "bench"
RESULTS = BENCH / "results"
PEERS = places.WORK / "bench-peers"
PEER_MODULES = [
    "helpdesk_mgmt",
    "helpdesk_mgmt_sla",
    "project",
    "crm",
    "base_automation",
]
TEMPLATE = "bench_peers"
SIZES = (10_000, 100_000, 1_000_000)
# gigabytes of disk that a load of that many records takes at most
ROOM = {10_000: 2, 100_000: 5, 1_000_000: 25}


def main():
    wish = _arguments()
    open_work_folder(ROOM[wish.records])
    with lock("bench", taken="A measurement runs in this folder already ({holder})."):
        source, python = start.prepare()
        peers = _peers()
        source = source._replace(addons=[*source.addons, peers])
        with postgres.opened("bench", postgres.THROWN_AWAY) as server:
            odoo = Odoo(source, python, server, places.WORK / "data")
            return _measure(odoo, wish)


def _arguments():
    parser = argparse.ArgumentParser(
        prog="bench/run",
        description="Load cases and as many records of helpdesk_mgmt, project and crm "
        "into one database, measure what their users do all day, and print the table.",
        epilog="The results are written to bench/results/.",
    )
    parser.add_argument("--records", type=int, choices=SIZES, default=SIZES[0])
    parser.add_argument(
        "--repeat", type=int, default=1, help="whole runs; the median of them counts"
    )
    parser.add_argument(
        "--times", type=int, default=15, help="timed repetitions in a run"
    )
    parser.add_argument(
        "--keep", action="store_true", help="keep the database, and use a kept one"
    )
    parser.add_argument(
        "--upgrade", action="store_true", help="upgrade the addon in a kept database"
    )
    parser.add_argument(
        "--only", default="", help="only operations whose name matches this expression"
    )
    parser.add_argument(
        "--ours", action="store_true", help="load and measure our cases alone"
    )
    parser.add_argument(
        "--promises",
        action="store_true",
        help="load open records only, and measure the work on promises alone",
    )
    parser.add_argument(
        "--openings",
        action="store_true",
        help="only open cases, with and without the access log, 250 times each",
    )
    parser.add_argument(
        "--homes", action="store_true", help="also import 150,000 homes, and time it"
    )
    parser.add_argument(
        "--plans", action="store_true", help="save the plans of our queries too"
    )
    return parser.parse_args()


def _peers():
    """The folder of OCA's addons, fetched from PyPI when missing."""
    wanted = BENCH / "requirements.txt"
    mark = PEERS / "whole"
    if not mark.is_file() or mark.read_text() != wanted.read_text():
        with step("Fetching OCA's helpdesk"):
            shutil.rmtree(PEERS, ignore_errors=True)
            arguments = ["--no-deps", "--target", PEERS, "-r", wanted]
            # pylint: disable=protected-access
            python_env._pip(
                python_env.odoo_python(), arguments, "Fetching OCA's helpdesk"
            )
        mark.write_text(wanted.read_text())
    return PEERS / "odoo" / "addons"


def _measure(odoo, wish):
    database = f"bench_{wish.records}" + ("_ours" if wish.ours else "")
    database += "_promises" if wish.promises else ""
    try:
        if not wish.keep:
            odoo.drop(database)
        if not odoo.exists(database):
            _install(odoo, database)
        elif wish.upgrade:
            with step("Upgrading the addon"):
                _run_odoo(odoo, database, "-u", places.ADDON)
        if odoo.sql(database, "SELECT to_regclass('bench_seed')") == [[None]]:
            with step(f"Loading {wish.records} records of each"):
                _inside(odoo, database, "load", wish)
        if wish.openings:
            return _openings(odoo, database, wish)
        runs = []
        for number in range(wish.repeat):
            with step(f"Measuring, run {number + 1} of {wish.repeat}"):
                runs.append(_run(odoo, database, wish))
        _write(wish, runs)
        if wish.plans:
            with step("Saving plans"):
                _inside(odoo, database, "plans", wish)
    finally:
        if not wish.keep:
            odoo.drop(database)
            odoo.drop(TEMPLATE)


def _openings(odoo, database, wish):
    wish.times = max(wish.times, 250)
    with step("Opening cases with and without the access log"):
        _inside(odoo, database, "openings", wish)
    print(_raw_file().read_text())


def _install(odoo, database):
    if not odoo.exists(TEMPLATE):
        with step("Installing the peers"):
            odoo.create(TEMPLATE)
            # as Odoo does with every database that it makes itself
            odoo.sql(TEMPLATE, "CREATE EXTENSION IF NOT EXISTS pg_trgm")
            _run_odoo(odoo, TEMPLATE, "-i", ",".join(PEER_MODULES))
    with step("Installing the addon"):
        odoo.create(database, TEMPLATE)
        _run_odoo(odoo, database, "-i", places.ADDON)


def _run_odoo(odoo, database, *arguments):
    log = places.LOGS / "bench-install.log"
    code = odoo.work(database, "--log-level=warn", *arguments, log=log)
    for module in arguments[-1].split(","):
        if code or not installed(odoo, database, module):
            raise Problem(f"{module} could not be installed; the log is {log}.")


def _run(odoo, database, wish):
    if wish.promises:
        _inside(odoo, database, "promises", wish)
        return json.loads(_raw_file().read_text())
    port = free_port()
    log = places.LOGS / "bench-odoo.log"
    with odoo.serving(database, port, log, ["--log-level=warn"]):
        _inside(odoo, database, "measure", wish, port)
    return json.loads(_raw_file().read_text())


def _raw_file():
    return places.WORK / "bench-run.json"


def _inside(odoo, database, task, wish, port=0):
    """Run one task in a process that has Odoo and the database open."""
    order = {
        "task": task,
        "database": database,
        "records": wish.records,
        "times": wish.times,
        "only": wish.only,
        "port": port,
        "ours": wish.ours,
        "homes": wish.homes,
        "promises": wish.promises,
        "output": str(_raw_file()),
        "results": str(RESULTS),
        "arguments": odoo.command(database)[4:],
    }
    environment = odoo.environment()
    environment["PYTHONPATH"] += os.pathsep + str(places.PROJECT)
    log = places.LOGS / f"bench-{task}.log"
    with open(log, "w") as output:
        done = subprocess.run(
            [str(odoo.python), "-m", "bench.inside"],
            input=json.dumps(order),
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            cwd=places.WORK,
            env=environment,
        )
    if done.returncode:
        raise Problem(
            f"The task {task} failed; its log is {log}:\n"
            f"{steps.last_lines(log.read_text())}"
        )


def _write(wish, runs):
    RESULTS.mkdir(exist_ok=True)
    told = promise_table if wish.promises else table
    result = told.combined(runs)
    name = f"{wish.records}" + ("-ours" if wish.ours else "")
    name += "-promises" if wish.promises else ""
    name += "-part" if wish.only else ""
    (RESULTS / f"{name}.json").write_text(json.dumps(result, indent=1) + "\n")
    text = told.markdown(result)
    (RESULTS / f"{name}.md").write_text(text)
    print(text)
