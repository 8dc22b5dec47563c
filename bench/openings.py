"""What the access log costs whoever opens a case: the same request with and without.

A whole request, from the bytes of the browser to those of the answer, in this process;
only the browser and the network are missing.
"""

import json
import statistics
import time
from pathlib import Path
from unittest.mock import patch

from werkzeug.test import Client

from odoo import http, sql_db

from odoo.addons.hate_case_mgmt.models.hate_access_line import LINE

from .client import Screens
from .measure import machine
from .operations import OFFICER
from .people import OURS, login, user_of
from .products import PRODUCTS

WARM_UP = 30
WITH, WITHOUT = "with", "without"
HERE = {"REMOTE_ADDR": "127.0.0.1"}


def measure(env, order):
    """Write the figures of one run to the output file of the order."""
    (ours,) = (product for product in PRODUCTS if product.name == OURS)
    officer = env(user=user_of(env, OURS, OFFICER).id)
    screens = Screens(officer, ours.own_action)
    name = login(OURS, OFFICER)
    cases = officer["hate.case"].search([], limit=400, order="id").ids
    figures = compared(env, name, name, screens.specification("form"), cases, order)
    result = {"records": order["records"], "machine": machine(env), **figures}
    Path(order["output"]).write_text(json.dumps(result))


def compared(env, name, password, specification, cases, order):
    """:return: {with: {work, clock}, without: the same}, medians in milliseconds"""
    browser = Browser(order["database"], name, password)
    log = env.registry["hate.access.log"]
    silent = patch.object(log, "_add", lambda *_args, **_kwargs: None)
    taken = {WITH: [], WITHOUT: []}
    for number in range(-WARM_UP, order["times"]):
        case = cases[number % len(cases)]
        # in turns, and each first every other time
        turns = (WITH, WITHOUT) if number % 2 else (WITHOUT, WITH)
        for turn in turns:
            if turn == WITHOUT:
                with silent:
                    one = browser.timed_opening(case, specification)
            else:
                one = browser.timed_opening(case, specification)
            if number >= 0:
                taken[turn].append(one)
    return {
        turn: {
            "clock": round(statistics.median(row[0] for row in rows), 3),
            "work": round(statistics.median(row[1] for row in rows), 3),
            "openings": len(rows),
        }
        for turn, rows in taken.items()
    }


class Browser:
    """Somebody who is logged in, and opens cases one by one."""

    def __init__(self, database, name, password):
        self.client = Client(http.root)
        self.post(
            "/web/session/authenticate", db=database, login=name, password=password
        )

    def post(self, path, **parameters):
        body = {"jsonrpc": "2.0", "method": "call", "params": parameters}
        answer = self.client.post(path, json=body, environ_base=HERE).get_json()
        if "error" in answer:
            raise ValueError(answer["error"]["data"]["message"])
        return answer["result"]

    def timed_opening(self, case, specification):
        """:return: milliseconds by the clock, and of work"""
        before, start = busy(), time.perf_counter()
        self.post(
            "/web/dataset/call_kw/hate.case/web_read",
            model="hate.case",
            method="web_read",
            args=[[case]],
            kwargs={"specification": specification, "context": {}},
        )
        return (time.perf_counter() - start) * 1000, busy() - before


def busy():
    """:return: milliseconds that this process, and those of PostgreSQL that work for
    it, have had a processor"""
    # pylint: disable=protected-access
    connections = [*sql_db._Pool._connections, *LINE._open.values()]
    pids = {cnx.info.backend_pid for cnx in connections if not cnx.closed}
    files = [Path(f"/proc/{pid}/schedstat") for pid in pids]
    of_database = sum(int(file.read_text().split()[0]) for file in files)
    return time.process_time() * 1000 + of_database / 1e6
