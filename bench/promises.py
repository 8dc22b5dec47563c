"""Promises: finding and handling what fell due, recording what happened, the list of
the day, the scorecard. Beside each the same in plain SQL.

Each is a function of a cursor's environment and gives what is to be timed, a function
without arguments: what it prepares is not timed, and all is rolled back.
"""

import json
import re
import time
from pathlib import Path

from odoo import SUPERUSER_ID, Command, api, fields

from .client import Screens
from .measure import WARM_UP, machine, summary, work
from .people import OURS, user_of

DUE = 100
RULE = "Bench: deadline has passed"
NOW = "(now() at time zone 'utc')"
LIMIT = 80


def prepare_peers(env):
    """Odoo's own way to act on a deadline: a rule on time that writes a field."""
    field = env.ref("project.field_project_task__date_deadline")
    env["base.automation"].create(
        {
            "name": RULE,
            "model_id": env.ref("project.model_project_task").id,
            "trigger": "on_time",
            "trg_date_id": field.id,
            "trg_date_range": 0,
            "trg_date_range_type": "hour",
            "action_server_ids": [
                Command.create(
                    {
                        "name": RULE,
                        "model_id": env.ref("project.model_project_task").id,
                        "state": "object_write",
                        "update_path": "priority",
                        "selection_value": env["ir.model.fields.selection"]
                        .search(
                            [
                                ("field_id.model", "=", "project.task"),
                                ("field_id.name", "=", "priority"),
                                ("value", "=", "1"),
                            ]
                        )
                        .id,
                        "usage": "base_automation",
                    }
                )
            ],
        }
    )
    # run by the measurement alone
    env.ref("base_automation.ir_cron_data_base_automation_check").active = False


def _only_due(env, table, column, running, extra=""):
    """Leave so many of the open ones due, and put the others off.

    :param extra: more that is set on those that are due
    """
    env.cr.execute(
        f"UPDATE {table} SET {column} = {NOW} + interval '9 days'"
        f" WHERE {running} AND {column} < {NOW} + interval '1 hour'"
    )
    env.cr.execute(
        f"UPDATE {table} SET {column} = {NOW} - interval '1 hour' {extra}"
        f" WHERE id IN (SELECT id FROM {table} WHERE {running} ORDER BY id LIMIT {DUE})"
    )
    env.invalidate_all()


def our_due(env):
    """Tell people: an activity for each, the next step written down."""
    clocks = env["hate.deadline"]
    _only_due(
        env,
        "hate_deadline",
        "look_at",
        "ended_at IS NULL AND look_at IS NOT NULL",
        f", warn_at = {NOW} - interval '1 day', due_at = {NOW} - interval '1 hour'",
    )

    def handle():
        done = clocks._tell_next_batch()
        assert done == DUE, done

    return handle


def our_due_plain(env):
    """The same rows by two statements: no rights, no rules, nobody told live."""
    our_due(env)
    activity = env.ref("hate_case_mgmt.mail_activity_type_promise").id
    model = env["ir.model"]._get_id("hate.case")

    def handle():
        env.cr.execute(
            f"""
            WITH due AS (
                SELECT d.id, d.case_id, c.officer_id, c.name FROM hate_deadline d
                JOIN hate_case c ON c.id = d.case_id
                WHERE d.look_at <= {NOW} ORDER BY d.look_at LIMIT 200
                FOR NO KEY UPDATE OF d SKIP LOCKED
            ), told AS (
                INSERT INTO mail_activity (res_model_id, res_model, res_id, res_name,
                    activity_type_id, summary, date_deadline, user_id, active,
                    create_uid, write_uid, create_date, write_date)
                SELECT {model}, 'hate.case', case_id, name, {activity},
                    'Promises to keep', current_date, officer_id, true, 1, 1,
                    {NOW}, {NOW}
                FROM due
            )
            UPDATE hate_deadline SET look_at = {NOW} + interval '1 day',
                overdue_told_at = {NOW}, state = 'missed'
            WHERE id IN (SELECT id FROM due)
            """
        )

    return handle


def helpdesk_due(env):
    """It has no job for it: found as its own search does, stored by its own method,
    ticket by ticket. Nobody is told."""
    _only_due(env, "helpdesk_ticket_sla", "deadline", "state = 'in_progress'")
    lines = env["helpdesk.ticket.sla"]

    def handle():
        due = lines.search([("state", "=", "in_progress"), ("expired", "=", True)])
        assert len(due) == DUE, len(due)
        for line in due:
            line._stage_recompute()
        env.flush_all()

    return handle


def automation_due(env):
    """Odoo's own rule, save its commits: it writes one field. Nobody is told."""
    _only_due(env, "project_task", "date_deadline", "state = '01_in_progress'")
    rule = env["base.automation"].search([("name", "=", RULE)])
    rule.last_run = fields.Datetime.subtract(fields.Datetime.now(), hours=2)
    env.flush_all()
    env.invalidate_all()

    def handle():
        moment = env.cr.now()
        due = rule._search_time_based_automation_records(until=moment)
        assert len(due) == DUE, len(due)
        done = rule.with_context(__action_done={})
        for record in due:
            done._process(record)
        env.flush_all()

    return handle


def our_event(env):
    """An update was given: the clock that waits for it ends, the next one starts."""
    case = env["hate.case"].search([("state", "=", "open")], limit=1)

    def record():
        case._record_event("update_given", fields.Datetime.now(), case)
        env.flush_all()

    return record


def helpdesk_event(env):
    """A stage is written, and the SLA line reckoned anew."""
    ticket = env["helpdesk.ticket"].search([("stage_id.closed", "=", False)], limit=1)
    done = env["helpdesk.ticket.stage"].search([], offset=3, limit=1)

    def record():
        ticket.write({"stage_id": done.id})
        env.flush_all()

    return record


def our_day(env):
    """My day, as an officer opens it."""
    officer = env(user=user_of(env, OURS, "officer").id)
    screens = Screens(officer, "hate_case_mgmt.hate_day_item_action")
    asked = screens.specification("list")
    items = officer["hate.day.item"]

    def show():
        items.web_search_read(screens.domain, asked, limit=LIMIT, count_limit=10_001)

    return show


def our_day_plain(env):
    uid = user_of(env, OURS, "officer").id

    def show():
        env.cr.execute(
            f"SELECT d.id, d.case_id, d.commitment_id, d.due_at FROM hate_deadline d"
            f" WHERE d.user_id = {uid} AND d.ended_at IS NULL"
            f" AND d.due_at < {NOW} + interval '7 days' ORDER BY due_at LIMIT {LIMIT}"
        )
        env.cr.fetchall()

    return show


def our_scorecard(env):
    """A company's year: each promise, kept, late, broken, as the manager's pivot."""
    manager = env(user=user_of(env, OURS, "manager").id)
    scores = manager["hate.promise.score"]
    since = fields.Datetime.subtract(fields.Datetime.now(), days=365)

    def count():
        scores.formatted_read_group(
            [("due_at", ">=", since)],
            ["commitment_id", "due_at:month"],
            ["__count", "kept:sum", "late:sum", "broken:sum", "kept_rate:avg"],
        )

    return count


def our_scorecard_plain(env):
    def count():
        env.cr.execute(
            "SELECT commitment_id, date_trunc('month', due_at), state, count(*)"
            f" FROM hate_deadline WHERE due_at >= {NOW} - interval '365 days'"
            " AND state IN ('met', 'met_late', 'missed') GROUP BY 1, 2, 3"
        )
        env.cr.fetchall()

    return count


def helpdesk_scorecard(env):
    manager = env(user=user_of(env, "helpdesk", "manager").id)
    report = manager["helpdesk.sla.report"]
    since = fields.Datetime.subtract(fields.Datetime.now(), days=365)

    def count():
        report.formatted_read_group(
            [("date", ">=", since)], ["state", "date:month"], ["__count"]
        )

    return count


def our_late(env):
    """How many promises are late, for the superuser: the counting alone."""
    clocks = env["hate.deadline"]

    def count():
        clocks.search_count(
            [("ended_at", "=", False), ("due_at", "<", fields.Datetime.now())]
        )

    return count


def our_late_plain(env):
    def count():
        env.cr.execute(
            f"SELECT count(*) FROM hate_deadline WHERE ended_at IS NULL"
            f" AND due_at < {NOW}"
        )
        env.cr.fetchall()

    return count


def helpdesk_late(env):
    tickets = env["helpdesk.ticket"]

    def count():
        tickets.search_count(
            [("stage_id.closed", "=", False), ("sla_expired", "=", True)]
        )

    return count


# title, {product: what is timed}
PARTS = (
    (
        f"handle {DUE} that fell due",
        {
            OURS: our_due,
            "plain SQL": our_due_plain,
            "helpdesk": helpdesk_due,
            "base_automation": automation_due,
        },
    ),
    (
        "count what is late",
        {OURS: our_late, "plain SQL": our_late_plain, "helpdesk": helpdesk_late},
    ),
    ("record an event", {OURS: our_event, "helpdesk": helpdesk_event}),
    ("My day", {OURS: our_day, "plain SQL": our_day_plain}),
    (
        "scorecard of a year",
        {
            OURS: our_scorecard,
            "plain SQL": our_scorecard_plain,
            "helpdesk": helpdesk_scorecard,
        },
    ),
)


def measure(env, order):
    """Write the figures of one run to the output file of the order."""
    result = {"records": order["records"], "times": order["times"], "rows": {}}
    result["machine"] = machine(env)
    for title, makers in PARTS:
        if re.search(order["only"], title):
            taken = {name: [] for name in makers}
            for number in range(-WARM_UP, order["times"]):
                for name, maker in makers.items():
                    one = _timed(env, maker)
                    if number >= 0:
                        taken[name].append(one)
            result["rows"][title] = {
                name: summary(those) for name, those in taken.items()
            }
    Path(order["output"]).write_text(json.dumps(result))


def _timed(env, maker):
    with env.registry.cursor() as cr:
        action = maker(api.Environment(cr, SUPERUSER_ID, {}))
        before, worked = cr.sql_log_count, work(cr)
        start = time.perf_counter()
        action()
        taken = (time.perf_counter() - start) * 1000
        worked = work(cr) - worked
        count = cr.sql_log_count - before
        cr.rollback()
    return taken, worked, count
