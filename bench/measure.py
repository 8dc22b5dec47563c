"""Timing the operations, products turn by turn, in this process and over HTTP."""

import http.client
import json
import platform
import re
import statistics
import time
from pathlib import Path

from odoo import api
from odoo.service.model import call_kw
from odoo.tools.json import json_default

from .homes import imported
from .operations import (
    HTTP_OPERATIONS,
    MANAGER,
    OFFICER,
    OPERATIONS,
    OUR_OPERATIONS,
    Desk,
)
from .people import OURS, login, user_of
from .products import PRODUCTS

WARM_UP = 3
# a surname that one record in a thousand has
TERM = "abberby"


def measure(env, order):
    """Write the figures of one run to the output file of the order."""
    products = [p for p in PRODUCTS if p.name == OURS or not order["ours"]]
    desks = {
        (product.name, role): _desk(env, product, role)
        for product in products
        for role in (OFFICER, MANAGER)
    }
    result = {
        "records": order["records"],
        "times": order["times"],
        "machine": machine(env),
        "fields": {
            product.name: [
                len(desks[product.name, OFFICER].list_spec),
                len(desks[product.name, OFFICER].kanban_spec),
                len(desks[product.name, OFFICER].form_spec),
            ]
            for product in products
        },
        "rows": {},
    }
    for title, role, operation in OPERATIONS:
        if re.search(order["only"], title):
            result["rows"][title] = _row(env, order, desks, role, operation, _inside)
    for title, role, operation in OUR_OPERATIONS:
        if re.search(order["only"], title):
            ours = {key: desk for key, desk in desks.items() if key[0] == OURS}
            result["rows"][title] = _row(env, order, ours, role, operation, _inside)
    if order["port"]:
        sessions = {key: _Session(order, *key) for key in desks}
        for title, role, operation in HTTP_OPERATIONS:
            if re.search(order["only"], title):
                result["rows"][title] = _row(
                    env, order, desks, role, operation, _over_http(sessions)
                )
    result["rules"] = _rules(env, desks, order)
    if order["homes"]:
        result["homes"] = imported(env, work)
    Path(order["output"]).write_text(json.dumps(result))


def _desk(env, product, role):
    user = user_of(env, product.name, role)
    return Desk(env(user=user.id), product, role, TERM)


def machine(env):
    env.cr.execute("SHOW server_version")
    (version,) = env.cr.fetchone()
    settings = {}
    for name in ("shared_buffers", "work_mem", "jit", "fsync", "random_page_cost"):
        env.cr.execute(f"SHOW {name}")
        settings[name] = env.cr.fetchone()[0]
    memory = Path("/proc/meminfo").read_text().split()[1]
    processors = Path("/proc/cpuinfo").read_text().count("processor\t:")
    return {
        "processors": processors,
        "gigabytes": round(int(memory) / 1024**2),
        "python": platform.python_version(),
        "postgresql": version.split()[0],
        "settings": settings,
    }


def _row(env, order, desks, role, operation, way):
    """One operation at every product: {product: {median, p95, queries}}."""
    here = [desk for (_name, of), desk in desks.items() if of == role]
    taken = {desk.product.name: [] for desk in here}
    for number in range(-WARM_UP, order["times"]):
        for desk in here:
            one = way(env, desk, operation, number + WARM_UP)
            if number >= 0:
                taken[desk.product.name].append(one)
    return {name: summary(those) for name, those in taken.items()}


def summary(those):
    walls, works, counts = zip(*those, strict=True)
    return {
        "median": round(statistics.median(walls), 2),
        "p95": round(sorted(walls)[int(len(walls) * 0.95)], 2),
        "work": works[0] and round(statistics.median(works), 2),
        "queries": counts[-1],
    }


def _inside(env, desk, operation, number):
    """In this process: a cursor and an environment of their own, to JSON, rolled back
    after everything has been flushed.

    :return: milliseconds by the clock, milliseconds of work, SQL queries
    """
    with env.registry.cursor() as cr:
        fresh = api.Environment(cr, desk.env.uid, {})

        def call(model, method, arguments, options):
            answer = call_kw(fresh[model], method, arguments, options)
            cr.flush()
            text = json.dumps(answer, default=json_default)
            # the next call is another request, which finds nothing in memory
            fresh.invalidate_all()
            return json.loads(text)

        before = cr.sql_log_count
        worked = work(cr)
        start = time.perf_counter()
        operation(desk, call, number)
        taken = (time.perf_counter() - start) * 1000
        worked = work(cr) - worked
        count = cr.sql_log_count - before
        cr.rollback()
    return taken, worked, count


def work(cr):
    """Milliseconds that this process and its PostgreSQL process have had a processor.
    What others do on the machine weighs little on it; PostgreSQL's parallel helpers are
    left out, of which our queries use the fewest."""
    backend = Path(f"/proc/{cr._cnx.info.backend_pid}/schedstat")
    return time.process_time() * 1000 + int(backend.read_text().split()[0]) / 1e6


def _over_http(sessions):
    def way(_env, desk, operation, number):
        session = sessions[desk.product.name, desk.role]
        start = time.perf_counter()
        operation(desk, session.call, number)
        return (time.perf_counter() - start) * 1000, None, None

    return way


class _Session:
    """A browser's session: one kept connection, logged in."""

    def __init__(self, order, product, role):
        self.connection = http.client.HTTPConnection("127.0.0.1", order["port"])
        self.cookie = ""
        self._post(
            "/web/session/authenticate",
            {
                "db": order["database"],
                "login": login(product, role),
                "password": login(product, role),
            },
        )

    def _post(self, path, parameters):
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": parameters})
        self.connection.request(
            "POST",
            path,
            body,
            {"Content-Type": "application/json", "Cookie": self.cookie},
        )
        answer = self.connection.getresponse()
        content = json.loads(answer.read())
        cookie = answer.getheader("Set-Cookie")
        if cookie:
            self.cookie = cookie.split(";")[0]
        if "error" in content:
            raise ValueError(content["error"]["data"]["message"])
        return content["result"]

    def call(self, model, method, arguments, options):
        return self._post(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": arguments, "kwargs": options},
        )


def _rules(env, desks, order):
    """What our record rules cost: the same rows for the person and for the superuser,
    who asks for them by name where the person gets them by the rules.

    :return: {screen: [ms of work with rules, ms without]}
    """
    officer, manager = desks[OURS, OFFICER], desks[OURS, MANAGER]
    # the officer's list says "my cases" itself
    member = [("member_ids", "in", officer.env.uid)]
    unrestricted = [("restricted", "=", False)]
    asked = {
        "officer list": (officer, officer.all, []),
        "officer list, open": (officer, officer.open, []),
        "officer list, all they may see": (officer, [], member),
        "officer text search": (officer, officer.found, member),
        "manager list": (manager, manager.all, unrestricted),
        "manager list, open": (manager, manager.open, unrestricted),
    }
    return {
        name: _with_and_without(env, desk, domain, same_rows, order)
        for name, (desk, domain, same_rows) in asked.items()
    }


def _with_and_without(env, desk, domain, same_rows, order):
    taken = {True: [], False: []}
    for _number in range(order["times"]):
        for ruled in (True, False):
            with env.registry.cursor() as cr:
                user = desk.env.uid if ruled else api.SUPERUSER_ID
                cases = api.Environment(cr, user, {})["hate.case"]
                asked = domain if ruled else [*domain, *same_rows]
                worked = work(cr)
                cases.web_search_read(
                    asked, desk.list_spec, limit=80, count_limit=10_001
                )
                taken[ruled].append(work(cr) - worked)
    return [round(statistics.median(taken[ruled]), 2) for ruled in (True, False)]
