"""The plans of our queries, with the real record rules."""

import time
from pathlib import Path

from odoo import api
from odoo.service.model import call_kw

from . import operations
from .measure import TERM
from .operations import MANAGER, OFFICER, Desk
from .people import OURS, user_of
from .products import PRODUCTS

HUB = "hub"
SCREENS = (
    ("list", operations.list_all),
    ("list, open", operations.list_open),
    ("kanban, open", operations.kanban_open),
    ("form", operations.open_form),
    ("text search", operations.search),
    ("pivot", operations.pivot),
    ("passed promises", operations.count_breached),
    ("known before?", operations.known_before),
)
# a query that takes less than that (ms) is not worth a plan
WORTH = 0.3
# lists of ids make statements and plans endless
STATEMENT = 600
LINE = 180


def save(env, order):
    """Write bench/results/plans-<records>.txt."""
    lines = []
    for role in (OFFICER, HUB, MANAGER):
        user = user_of(env, OURS, role)
        desk = Desk(env(user=user.id), PRODUCTS[0], role, TERM)
        for title, operation in SCREENS:
            lines += _plans(env, desk, f"{role}: {title}", operation)
    name = f"plans-{order['records']}.txt"
    (Path(order["results"]) / name).write_text("\n".join(lines) + "\n")


def _plans(env, desk, title, operation):
    """Run it twice, noting its statements the second time, and explain the reads."""
    lines = [f"==== {title}", ""]
    with env.registry.cursor() as cr:
        _run(cr, desk, operation)
        noted = _noting(cr)
        _run(cr, desk, operation)
        del cr.execute
        for milliseconds, statement in noted:
            if milliseconds < WORTH or not statement.startswith("SELECT"):
                continue
            cr.execute("EXPLAIN (ANALYZE, BUFFERS) " + statement.replace("%", "%%"))
            lines.append(statement[:STATEMENT])
            lines += ["    " + row[0][:LINE] for row in cr.fetchall()]
            lines.append("")
        cr.rollback()
    return lines


def _run(cr, desk, operation):
    fresh = api.Environment(cr, desk.env.uid, {})
    fresh.invalidate_all()

    def call(model, method, arguments, options):
        return call_kw(fresh[model], method, arguments, options)

    operation(desk, call, 0)


def _noting(cr):
    """Note the statements of a cursor and their milliseconds from now on."""
    noted = []
    plain = cr.execute

    def execute(query, params=None, log_exceptions=True):
        start = time.perf_counter()
        answer = plain(query, params, log_exceptions)
        taken = (time.perf_counter() - start) * 1000
        noted.append((taken, cr._obj.query.decode()))
        return answer

    cr.execute = execute
    return noted
