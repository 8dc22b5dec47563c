"""Many people log reports at one moment, and nothing is lost, doubled or misnumbered.

Over HTTP, as the web client does it: the form is saved, then its button is pressed.
"""

from concurrent.futures import ThreadPoolExecutor

import pytest

pytestmark = pytest.mark.timeout(900)

PEOPLE = 10
REPORTS_EACH = 20
PRESSES = 8
LOGINS = [f"hub{number}" for number in range(PEOPLE)]
MAKE_PEOPLE = f"""
from odoo import Command
for login in {LOGINS}:
    env["res.users"].create({{
        "name": login, "login": login, "password": login,
        "group_ids": [Command.set([
            env.ref("base.group_user").id, env.ref("hate_case_mgmt.group_hub").id,
        ])],
    }})
env.cr.commit()
"""


@pytest.fixture(scope="module")
def connect(world, bare):
    database = world.database("concurrent", bare)
    assert world.install(database).code == 0
    world.odoo.shell(database, MAKE_PEOPLE)
    with world.serving(database) as connect:
        yield connect


@pytest.fixture(scope="module")
def sql(world, connect):
    database = connect().database
    return lambda statement, *values: world.sql(database, statement, *values)


def save(client, **typed):
    """Save the form as the web client does; give its id."""
    return client.call(
        "hate.report.log",
        "web_save",
        [],
        {"channel": "phone", "narrative": "…", **typed},
        specification={"token": {}},
    )[0]


def press(client, form):
    """Press "Log the report"; give the id of the case it leads to."""
    answer = client.call(
        "hate.report.log",
        "action_log",
        [form["id"]],
        context={"hate_report_token": form["token"]},
    )
    return answer["params"]["next"]["res_id"]


def log_many(client):
    """Every other report reached us in a year that has no number yet."""
    for number in range(REPORTS_EACH):
        late = {"reported_at": "2024-07-01 09:00:00", "backdate_reason": "Found late"}
        typed = late if number % 2 else {}
        press(client, save(client, narrative=f"{client.uid}-{number}", **typed))


def test_two_hundred_reports_by_ten_people(connect, sql):
    clients = [connect().log_in(login) for login in LOGINS]
    with ThreadPoolExecutor(PEOPLE) as pool:
        list(pool.map(log_many, clients))
    told = {
        f"{client.uid}-{number}" for client in clients for number in range(REPORTS_EACH)
    }
    rows = sql(
        "SELECT report.narrative, cases.name, cases.reported_at::text, cases.id"
        " FROM hate_report AS report JOIN hate_case AS cases ON cases.id = case_id"
    )
    assert sorted(row[0] for row in rows) == sorted(told)
    assert len({row[1] for row in rows}) == PEOPLE * REPORTS_EACH, "one number each"
    for _narrative, reference, reported_at, _case in rows:
        assert reference.split("/")[1] == reported_at[:4]
    assert sql("SELECT count(*) FROM hate_case") == [[PEOPLE * REPORTS_EACH]]
    for table, each in (
        ("hate_incident", 1),
        ("hate_party", 1),
        ("hate_case_member_rel", 1),
    ):
        count = f"SELECT count(*) FROM {table}"  # noqa: S608
        assert sql(count) == [[PEOPLE * REPORTS_EACH * each]], table
    assert sql("SELECT count(*) FROM hate_report_log") == [[0]], "no form is left"
    without_clock = (
        "SELECT count(*) FROM hate_case WHERE id NOT IN"
        " (SELECT case_id FROM hate_deadline)"
    )
    assert sql(without_clock) == [[0]]


def test_one_form_pressed_many_times_at_once(connect, sql):
    clients = [connect().log_in(LOGINS[0]) for _press in range(PRESSES)]
    form = save(clients[0], narrative="pressed")
    with ThreadPoolExecutor(PRESSES) as pool:
        cases = list(pool.map(lambda client: press(client, form), clients))
    assert len(set(cases)) == 1
    assert sql("SELECT count(*) FROM hate_report WHERE narrative = 'pressed'") == [[1]]


def test_one_form_saved_and_pressed_many_times_at_once(connect, sql):
    """The answer to saving got lost, so the client saves the same form again."""
    clients = [connect().log_in(LOGINS[1]) for _press in range(PRESSES)]
    token = save(clients[0], narrative="never sent")["token"]
    forms = [save(client, narrative="saved", token=token) for client in clients]
    with ThreadPoolExecutor(PRESSES) as pool:
        cases = list(pool.map(press, clients, forms))
    assert len(set(cases)) == 1
    assert sql("SELECT count(*) FROM hate_report WHERE narrative = 'saved'") == [[1]]
