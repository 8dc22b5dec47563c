"""What people might try on a running server that no other test does.

``docs/abuse-cases.md`` lists all that was thought of, with the test of each.
"""

import urllib.error
import urllib.request

import pytest

from tests import attack
from tests.client import Refused

# Fields of a case that only the addon's buttons set
SET_BY_BUTTONS = {
    "name": "HC/1/1",
    "state": "closed",
    "officer_id": 1,
    "member_ids": [[5]],
    "excluded_user_ids": [[5]],
    "restricted": False,
    "company_id": 1,
    "reported_at": "2020-01-01 00:00:00",
    "closed_at": "2020-01-01 00:00:00",
    "next_due_at": "2099-01-01 00:00:00",
    "risk_level": "standard",
    "accepted_as_hate": False,
    "message_ids": [[5]],
    "note_ids": [[0, 0, {"text": "x", "user_id": 1}]],
    "deadline_ids": [[5]],
    "report_ids": [[5]],
    "letter_ids": [[5]],
}
# Rows that users never make by themselves
MADE_BY_BUTTONS = (
    "hate.case",
    "hate.report",
    "hate.deadline",
    "hate.event",
    "hate.letter",
    "hate.decision",
    "hate.closure",
    "hate.review",
    "hate.access.log",
    "hate.order",
)
OTHER_LANDLORD = """
from odoo import Command
other = env["res.company"].create({"name": "Another landlord"})
theirs = env["hate.case"].create({
    "company_id": other.id, "channel": "phone", "state": "open",
    "member_ids": [Command.set(
        env["res.users"].search([("login", "in", ("officer", "manager"))]).ids)],
})
env.cr.commit()
print("OTHER", other.id, theirs.id)
"""


@pytest.fixture(scope="module")
def served(world, planted):
    source, prey = planted
    database = world.database("abuse", source)
    told = world.odoo.shell(database, OTHER_LANDLORD)
    line = next(line for line in told.splitlines() if line.startswith("OTHER"))
    prey.other, prey.theirs = map(int, line.split()[1:])
    with world.serving(database, "--max-cron-threads=0") as connect:
        yield (lambda *query: world.sql(database, *query)), connect, prey


def refused(client, model, method, *arguments):
    with pytest.raises(Refused):
        client.call(model, method, *arguments)


def test_fields_that_buttons_set_are_set_by_no_call(served):
    sql, connect, prey = served
    columns = "state, officer_id, restricted, closed_at, name, risk_level, next_due_at"
    query = f"SELECT {columns} FROM hate_case WHERE id = {prey.case}"
    before = sql(query)
    officer = connect().log_in("officer")
    for name, value in SET_BY_BUTTONS.items():
        refused(officer, "hate.case", "write", [prey.case], {name: value})
        refused(officer, "hate.case", "web_save", [prey.case], {name: value}, {})
    for model in MADE_BY_BUTTONS:
        refused(officer, model, "create", {"case_id": prey.case})
        # an import answers with what was wrong, and makes nothing
        table = [["case_id/.id"], [[str(prey.case)]]]
        allowed, answer = attack.asked(officer, model, "load", *table)
        assert not allowed or not answer["ids"], model
    assert sql(query) == before
    assert not sql("SELECT 1 FROM hate_case WHERE name = 'HC/1/1'")


def test_nobody_makes_themselves_more(served):
    """Groups, rules, following, work, members: each by the plain call for it."""
    sql, connect, prey = served
    rights = (
        "SELECT (SELECT count(*) FROM res_groups_users_rel),"
        " (SELECT count(*) FROM ir_model_access), (SELECT count(*) FROM mail_followers"
        " WHERE res_model LIKE 'hate%'), (SELECT count(*) FROM mail_activity),"
        " (SELECT count(*) FROM hate_case_member_rel)"
    )
    before = sql(rights)
    (manager_group,) = sql(
        "SELECT res_id FROM ir_model_data WHERE name = 'group_manager'"
        " AND module = 'hate_case_mgmt'"
    )[0]
    (kind,) = sql("SELECT id FROM mail_activity_type WHERE active LIMIT 1")[0]
    (model,) = sql("SELECT id FROM ir_model WHERE model = 'hate.case'")[0]
    for login in ("staff", "officer2", "hub", "config", "victim"):
        client = connect().log_in(login)
        me = client.uid
        for name, method, *arguments in (
            ("res.users", "write", [me], {"group_ids": [[4, manager_group]]}),
            ("res.groups", "write", [manager_group], {"user_ids": [[4, me]]}),
            ("hate.case", "activity_schedule", [prey.case]),
            ("hate.case", "write", [prey.case], {"member_ids": [[4, me]]}),
            (
                "hate.case",
                "action_change_access",
                [prey.case],
                "add",
                [me],
                "Because",
            ),
            (
                "mail.followers",
                "create",
                {"res_model": "hate.case", "res_id": prey.case, "partner_id": 1},
            ),
            (
                "mail.activity",
                "create",
                {
                    "res_model_id": model,
                    "res_id": prey.case,
                    "activity_type_id": kind,
                    "user_id": me,
                },
            ),
            ("ir.rule", "search_read", [["name", "ilike", "hate"]]),
            ("ir.model.access", "create", {"name": "x", "model_id": model}),
            (
                "portal.share",
                "create",
                {"res_model": "hate.case", "res_id": prey.case},
            ),
        ):
            allowed, answer = attack.asked(client, name, method, *arguments)
            # reading one's own empty list is no harm
            assert not allowed or not answer, (login, name, method)
    assert sql(rights) == before


def test_the_companies_one_names_give_no_more(served):
    _sql, connect, prey = served
    for login in ("officer", "manager"):
        client = connect().log_in(login)
        for companies in ([prey.other], [1, prey.other]):
            allowed, answer = attack.asked(
                client,
                "hate.case",
                "search_read",
                [],
                ["name"],
                context={"allowed_company_ids": companies},
            )
            assert not allowed or prey.theirs not in [row["id"] for row in answer]
        refused(client, "hate.case", "read", [prey.theirs], ["state"])


def test_nothing_is_left_after_logging_out(served):
    _sql, connect, _prey = served
    officer = connect().log_in("officer")
    assert officer.call("hate.case", "search", [])
    officer.post("/web/session/destroy")
    refused(officer, "hate.case", "search", [])


def test_a_stranger_is_told_the_same_of_what_is_and_what_is_not(served):
    _sql, connect, prey = served
    for login in ("staff", "victim", "officer2"):
        client = connect().log_in(login)
        for page in ("/letters/{}", "/hate_case/evidence/{}/copy"):
            model = "hate.letter" if "letters" in page else "hate.evidence"
            there = client.get(page.format(prey.rows[model]))
            not_there = client.get(page.format(999_999))
            assert there[0] == not_there[0] == 404, (login, page)
    for page in ("/job/{}", "/feedback/{}"):
        answers = {connect().get(page.format(word * 16)) for word in ("a", "b")}
        assert len(answers) == 1


def test_a_leaver_is_out_at_once_with_every_key_they_hold(served):
    sql, connect, prey = served
    leaver = connect().log_in("officer")
    key = prey.keys["officer"]
    assert leaver.call("hate.case", "search", [])
    body = {"domain": [], "fields": ["name"]}
    told = attack.by_json2(leaver, key, "hate.case", "search_read", body)
    assert "HC/" in told
    admin = connect().log_in("admin")
    admin.call("res.users", "write", [leaver.uid], {"active": False})
    refused(leaver, "hate.case", "search", [])
    with pytest.raises(Refused):
        connect().log_in("officer")
    told = attack.by_json2(leaver, key, "hate.case", "search_read", body)
    assert "HC/" not in told
    request = urllib.request.Request(
        f"{leaver.address}/json/2/hate.case/search_count",
        b'{"domain": []}',
        {"Content-Type": "application/json", "Authorization": f"bearer {key}"},
    )
    with pytest.raises(urllib.error.HTTPError) as answer:
        urllib.request.urlopen(request, timeout=60)
    assert answer.value.code in (401, 403)
