"""The demo data: one invented landlord, and what each demo login sees of it."""

import re
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from dateutil.relativedelta import relativedelta

from tests.client import Refused
from tools import places

DEMO = places.PROJECT / places.ADDON / "demo"
STATES = {
    "reported",
    "open",
    "monitoring",
    "closing",
    "closed",
    "not_hate",
    "signposted",
}
CLOCKS = {"running", "met", "met_late", "missed", "waived", "cancelled"}
# How many cases each login sees; the numbers of the story in demo/
SEES = {"hub": 7, "officer": 8, "officer2": 7, "manager": 23, "dpo": 24}
SEE_NOTHING = (
    "insight",
    "config",
    "staff",
    "victim",
    "victim2",
    "partner",
    "admin",
)
# What design says of each, told in SQL beside the record rules
MEANT = {
    "hub": "m OR (state = 'reported' AND restricted IS NOT TRUE)",
    "officer": "m",
    "officer2": "m",
    "manager": "(m OR restricted IS NOT TRUE) AND NOT shut",
    "dpo": "NOT shut",
}
# The fields that say when something was done
DONE_AT = ("contacted_at", "noted_at", "told_at", "reviewed_at")
# Numbers that Ofcom keeps free for drama
DRAMA = re.compile(r"07700 ?900\d{3}|01632 ?960\d{3}|0808 ?157 ?0\d{3}")


@pytest.fixture(scope="module")
def riverside(world, riverside_story):
    story, outcome = riverside_story
    assert not outcome.warnings
    database = world.database("demo", story)
    with world.serving(database) as connect:
        yield database, connect


def test_each_login_sees_what_it_is_meant_to(world, riverside):
    database, connect = riverside
    for login, number in SEES.items():
        meant = world.sql(
            database,
            "SELECT id FROM (SELECT c.id, state, restricted,"
            " EXISTS (SELECT FROM hate_case_member_rel r"
            "  WHERE r.case_id = c.id AND r.user_id = u.id) AS m,"
            " EXISTS (SELECT FROM hate_case_excluded_rel r"
            "  WHERE r.case_id = c.id AND r.user_id = u.id) AS shut"
            " FROM hate_case c, res_users u WHERE u.login = %s) AS cases"
            f" WHERE {MEANT[login]}",
            login,
        )
        seen = connect().log_in(login).call("hate.case", "search", [])
        assert set(seen) == {id_ for (id_,) in meant}, login
        assert len(seen) == number, login


def test_some_see_no_case_in_any_of_its_models(world, riverside):
    database, connect = riverside
    models = ["hate.case"] + [
        model
        for (model,) in world.sql(
            database,
            "SELECT DISTINCT model FROM ir_model_fields WHERE name = 'case_id'"
            " AND relation = 'hate.case' AND store",
        )
    ]
    assert {"hate.party", "hate.report", "hate.note"} <= set(models)
    for login in SEE_NOTHING:
        client = connect().log_in(login)
        for model in models:
            try:
                found = client.call(model, "search_count", [])
            except Refused as refused:
                assert "not allowed" in str(refused), (login, model, refused)
            else:
                assert found == 0, (login, model)


def test_every_stage_and_every_clock_is_there(world, riverside):
    database = riverside[0]
    for table, states in (("hate_case", STATES), ("hate_deadline", CLOCKS)):
        rows = world.sql(database, f"SELECT DISTINCT state FROM {table}")
        assert {state for (state,) in rows} == states, table
    overdue, coming, urgent, shut = world.sql(
        database,
        "SELECT count(*) FILTER (WHERE state = 'reported' AND next_due_at < now()),"
        " count(*) FILTER (WHERE state = 'reported' AND next_due_at > now()),"
        " count(*) FILTER (WHERE danger_now),"
        " count(*) FILTER (WHERE restricted) FROM hate_case",
    )[0]
    assert overdue and coming and urgent and shut


def test_every_contact_was_made_in_a_safe_way(world, riverside):
    rows = world.sql(
        riverside[0], "SELECT id, unsafe_note FROM hate_contact WHERE unsafe_note <> ''"
    )
    assert rows == []


def test_nothing_of_it_is_real():
    phones, mails, codes, uprns = [], [], [], []
    for field in _fields("phone", "hate_hub_phone", "out_of_hours"):
        phones += re.findall(r"\d[\d ]{8,}\d", field.text)
    for field in _fields("email"):
        mails.append(field.text)
    for field in _fields("zip"):
        codes.append(field.text)
    for field in _fields("uprn"):
        uprns.append(field.text)
    assert phones and all(DRAMA.fullmatch(phone) for phone in phones), phones
    assert mails and all(mail.endswith(".example.com") for mail in mails)
    # No postcode area is called XX
    assert codes and all(code.startswith("XX") for code in codes)
    assert uprns and all(re.fullmatch(r"0{8}\d{4}", uprn) for uprn in uprns)


def _fields(*names):
    for path in sorted(DEMO.glob("*.xml")):
        for field in ElementTree.parse(path).iter("field"):
            if field.get("name") in names and field.text:
                yield field


@pytest.mark.parametrize("day", range(16, 23))
def test_times_are_right_on_whatever_day_it_is_installed(day):
    """Nothing lies in the future, and nothing comes before the report it follows,
    installed just after midnight or in the evening of any day of the week."""
    for hour in (0, 20):
        now = datetime(2026, 11, day, hour, 30)
        done, happened = _moments(now)
        assert happened and max(happened) <= now
        for case, moments in done.items():
            report, *later = moments
            assert report <= now, case
            for moment in later:
                assert report <= moment <= now, (case, moment)


def _case_and_moment(node):
    """:return: external id of the case, and the expression of when it happened"""
    if node.get("eval"):
        return re.fullmatch(
            r"\[\[ref\('(\w+)'\)\], '\w+', (.+)\]", node.get("eval")
        ).groups()
    case, _event, moment, *_record = node.findall("value")
    return re.fullmatch(r"\[ref\('(\w+)'\)\]", case.get("eval"))[1], moment.get("eval")


def _moments(now):
    """When things were done in each case, and when what was reported happened.

    :return: {case: [datetime, the report first]}, [datetime]
    """
    clock = type("Clock", (datetime,), {"now": classmethod(lambda cls: now)})
    names = {"DateTime": clock, "timedelta": timedelta, "relativedelta": relativedelta}

    def worked_out(expression):
        # the files are our own, and Odoo works them out in the same way
        return eval(expression, names)  # noqa: S307

    found, happened = {}, []
    told = [*sorted(DEMO.glob("hate_case_*_demo.xml")), DEMO / "hate_keep_demo.xml"]
    for path in told:
        for node in ElementTree.parse(path).getroot():
            if node.get("model") == "hate.case" and node.tag == "record":
                when = node.find("field[@name='reported_at']")
                # a later record of the same case adds to it
                if when is not None:
                    found[node.get("id")] = [worked_out(when.get("eval"))]
            elif node.get("name") == "_record_event":
                case, moment = _case_and_moment(node)
                found[case].append(worked_out(moment))
            else:
                for field in node.findall("field"):
                    if field.get("name") in DONE_AT:
                        case = node.find("field[@name='case_id']").get("ref")
                        found[case].append(worked_out(field.get("eval")))
                    elif field.get("name") in ("occurred_at", "occurred_until"):
                        happened.append(worked_out(field.get("eval")))
    assert len(found) == SEES["dpo"]
    return found, happened
