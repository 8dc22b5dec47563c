"""A server that dies while it tells people about promises, and two that tell at once.

Real processes on a real database: none of them may lose a reminder or give it twice.
"""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tools import places
from tools.odoo import free_port

pytestmark = pytest.mark.timeout(900)

CASES = 150
# Each case has several clocks that fell due, so the batches of 200 are three and more
MAKE_CASES = f"""
from datetime import timedelta
from odoo import Command, fields
base = env.ref("base.group_user")
people = env["res.users"]
for login, group in (("officer", "officer"), ("manager", "manager")):
    people |= env["res.users"].create({{
        "name": login, "login": login, "password": login,
        "group_ids": [Command.set([
            base.id, env.ref("hate_case_mgmt.group_" + group).id,
        ])],
    }})
at = fields.Datetime.now() - timedelta(days=10)
for number in range({CASES}):
    case = env["hate.case"].create({{
        "channel": "phone", "state": "open", "reported_at": at,
        "officer_id": people[0].id, "member_ids": [Command.set(people[0].ids)],
    }})
    case._record_event("report_received", at)
    case._record_event("allocated", at)
env.cr.commit()
"""
# Telling takes long enough to be interrupted
SLOW = """
CREATE FUNCTION slow_down() RETURNS trigger AS
  'BEGIN PERFORM pg_sleep(0.01); RETURN NEW; END' LANGUAGE plpgsql;
CREATE TRIGGER slow_down BEFORE UPDATE ON hate_deadline FOR EACH ROW
  WHEN (OLD.warned_at IS NULL AND NEW.warned_at IS NOT NULL)
  EXECUTE FUNCTION slow_down();
SELECT 1
"""
TELL = "env['hate.deadline']._cron_tell()\nenv.cr.commit()\n"
TOLD = "SELECT count(*) FROM hate_deadline WHERE warned_at IS NOT NULL"
WAITING = "SELECT count(*) FROM hate_deadline WHERE look_at <= now() AT TIME ZONE 'UTC'"
DOUBLED = """
SELECT res_id, user_id FROM mail_activity
 WHERE res_model = 'hate.case' AND active AND activity_type_id = %s
 GROUP BY res_id, user_id HAVING count(*) > 1
"""
# told and not reminded of, or reminded of and not told
LOST = """
SELECT case_id FROM hate_deadline WHERE warned_at IS NOT NULL AND ended_at IS NULL
EXCEPT
SELECT res_id FROM mail_activity
 WHERE res_model = 'hate.case' AND active AND activity_type_id = %s
"""
UNTOLD = """
SELECT res_id FROM mail_activity
 WHERE res_model = 'hate.case' AND active AND activity_type_id = %s
EXCEPT
SELECT case_id FROM hate_deadline WHERE warned_at IS NOT NULL AND ended_at IS NULL
"""


@pytest.fixture(scope="module")
def made(world, bare):
    """A database in which many promises fell due and nobody was told of any."""
    database = world.database("due", bare)
    assert world.install(database).code == 0
    world.odoo.shell(database, MAKE_CASES)
    return database


@pytest.fixture
def due(world, made, request):
    database = world.database(f"due-{request.node.name}"[:50], made)
    world.sql(database, SLOW)
    return database


@pytest.fixture
def checked(world, due):
    """A function that says what is wrong with the reminders."""
    activity_type = world.sql(
        due,
        "SELECT res_id FROM ir_model_data"
        " WHERE module = 'hate_case_mgmt' AND name = 'mail_activity_type_promise'",
    )[0][0]

    def check():
        return {
            name: world.sql(due, statement, activity_type)
            for name, statement in (
                ("doubled", DOUBLED),
                ("lost", LOST),
                ("untold", UNTOLD),
            )
        }

    return check


NOTHING = {"doubled": [], "lost": [], "untold": []}


def count(world, database, statement):
    return world.sql(database, statement)[0][0]


def wait_for(true, seconds=120):
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.05)


def test_killed_in_the_middle_of_a_batch(world, due, checked):
    """Killed without warning after a batch and within the next; then run again."""
    all_due = count(world, due, WAITING)
    assert all_due > 400, "more than two batches"
    world.sql(
        due, "UPDATE ir_cron SET nextcall = now() - interval '1 minute' RETURNING id"
    )
    log = places.LOGS / "outside-crash-server.log"
    with world.odoo.serving(due, free_port(), log) as (process, _address):
        wait_for(lambda: count(world, due, TOLD) > 0)
        time.sleep(0.5)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    told = count(world, due, TOLD)
    assert 0 < told < all_due, "it was killed on the way"
    assert checked() == NOTHING, "a batch is told wholly or not at all"
    # what the dead server still held is let go by PostgreSQL
    wait_for(lambda: not others_at_work(world, due))
    while count(world, due, WAITING):
        world.odoo.shell(due, TELL)
    assert checked() == NOTHING
    assert count(world, due, TOLD) == all_due


def test_two_servers_at_once(world, due, checked):
    """Both tell the same clocks; each person is reminded once of each case."""
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _n: world.odoo.shell(due, TELL), range(2)))
    while count(world, due, WAITING):
        world.odoo.shell(due, TELL)
    assert checked() == NOTHING


def test_kept_while_people_are_told(world, due, checked):
    """What is kept meanwhile leaves no reminder behind."""
    keep = f"""
from psycopg2.errors import SerializationFailure
for case in env["hate.case"].search([], order="id", limit={CASES // 3}):
    for _try in range(100):
        try:
            case._record_event("set_aside", "{time.strftime("%Y-%m-%d %H:%M:%S")}")
            env.cr.commit()
            break
        except SerializationFailure:
            env.cr.rollback()
            env.invalidate_all()
"""
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda script: world.odoo.shell(due, script), (TELL, keep)))
    while count(world, due, WAITING):
        world.odoo.shell(due, TELL)
    assert checked() == NOTHING
    ended = world.sql(
        due, "SELECT count(DISTINCT case_id) FROM hate_deadline WHERE ended_at IS NULL"
    )
    assert ended[0][0] == CASES - CASES // 3


def others_at_work(world, database):
    return world.sql(
        "postgres",
        "SELECT pid FROM pg_stat_activity WHERE datname = %s AND state != 'idle'"
        " AND pid != pg_backend_pid()",
        database,
    )
