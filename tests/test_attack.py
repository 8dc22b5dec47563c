"""As each login, through the public interfaces only: nobody gets a planted word.

Words that occur nowhere else are planted in a case that an officer works. Then each
demo login who has no business with that case reads every model it can reach, in every
way a client can, and none of the words may come back. The officer of the case finds
them, which shows that the search works.
"""

import json

import pytest

from tests.client import Refused

PLANT = """
from odoo import Command
officer = env.ref("hate_case_mgmt.user_officer_demo")
case = env["hate.case"].create({
    "channel": "phone",
    "state": "open",
    "officer_id": officer.id,
    "member_ids": [Command.set(officer.ids)],
})
party = env["hate.party"].create({
    "case_id": case.id, "role": "victim", "name": "Wyxdorfname Wyxdorffamily",
    "phone": "07700 900917", "email": "wyxdorfmail@example.com",
    "address": "99 Wyxdorfstreet", "code_word": "wyxdorfcode",
    "support_needs": "wyxdorfneed",
})
env["hate.incident"].create({
    "case_id": case.id, "narrative": "wyxdorfstory", "place": "wyxdorfplace",
    "crime_reference": "wyxdorfcrime",
})
env["hate.report"].create({
    "case_id": case.id, "channel": "phone", "narrative": "wyxdorfreport",
    "reported_at": case.reported_at,
})
env["hate.note"].with_user(officer).create({"case_id": case.id, "text": "wyxdorfnote"})
env["hate.contact"].with_user(officer).create({
    "case_id": case.id, "party_id": party.id, "said": "wyxdorfsaid", "reached": True,
    "method_id": env.ref("hate_case_mgmt.contact_method_phone").id,
})
env["hate.evidence"].with_user(officer).create({
    "case_id": case.id, "kind": "statement", "party_id": party.id,
    "title": "wyxdorftitle", "statement": "wyxdorfstatement",
    "place": "wyxdorfwhere", "source": "wyxdorfsource",
})
case._record_event("report_received", case.reported_at)
case._log_neutral("Case opened")
case.with_user(officer).activity_schedule(
    "mail.mail_activity_data_todo", summary="Call back", user_id=officer.id
)
env.cr.commit()
print("PLANTED", case.id, party.id)
"""
WORDS = ("wyxdorf", "900917")
STRANGERS = ("staff", "config", "insight", "admin", "hub", "officer2")
OUTSIDERS = ("victim", "victim2")


@pytest.fixture(scope="module")
def planted(world, filled):
    database = world.database("attack", filled)
    outcome = world.install(database, "--with-demo")
    assert outcome.code == 0
    told = world.odoo.shell(database, PLANT)
    line = next(line for line in told.splitlines() if line.startswith("PLANTED"))
    case_id, party_id = map(int, line.split()[1:])
    with world.serving(database) as connect:
        yield connect, case_id, party_id


def found_in(answer):
    text = json.dumps(answer, default=str).lower()
    return [word for word in WORDS if word in text]


def everything(client, models):
    """What a client gets of all models: (model, way, words found in it)."""
    leaks = []
    for model in models:
        for way, arguments, keywords in (
            ("search_read", ([],), {"limit": 1000}),
            ("name_search", (), {"name": "", "limit": 1000}),
        ):
            try:
                answer = client.call(model, way, *arguments, **keywords)
            except Refused as refusal:
                answer = str(refusal)
            if words := found_in(answer):
                leaks.append((model, way, words))
    return leaks


@pytest.fixture(scope="module")
def models(planted):
    connect, _case, _party = planted
    rows = (
        connect()
        .log_in("admin")
        .call("ir.model", "search_read", [("abstract", "=", False)], ["model"])
    )
    return sorted(row["model"] for row in rows)


def test_the_officer_finds_the_words(planted, models):
    """Otherwise the other tests would find nothing for no reason."""
    connect, _case, _party = planted
    ours = [model for model in models if model.startswith("hate.")]
    leaks = everything(connect().log_in("officer"), ours)
    assert {"hate.party", "hate.incident", "hate.note", "hate.report"} <= {
        model for model, _way, _words in leaks
    }


@pytest.mark.parametrize("login", STRANGERS + OUTSIDERS)
def test_a_stranger_gets_no_planted_word(planted, models, login):
    connect, _case, _party = planted
    assert everything(connect().log_in(login), models) == []


@pytest.mark.parametrize("login", STRANGERS + OUTSIDERS)
def test_a_dialogue_given_a_guessed_number_tells_nothing(planted, models, login):
    """A form that is opened on a number fills in what it knows of it."""
    connect, case_id, party_id = planted
    client = connect().log_in(login)
    numbers = {"hate.case": case_id, "hate.party": party_id}
    for model in (model for model in models if model.startswith("hate.")):
        try:
            told = client.call(model, "fields_get", [], ["type", "relation"])
        except Refused:
            continue
        guess = {
            name: numbers[field["relation"]]
            for name, field in told.items()
            if field["type"] == "many2one" and field["relation"] in numbers
        }
        if not guess:
            continue
        wanted = {name: {} for name in told}
        for method, arguments in (
            ("onchange", ([], guess, list(guess), wanted)),
            ("web_save", ([], guess, wanted)),
        ):
            try:
                answer = client.call(model, method, *arguments)
            except Refused as refusal:
                answer = str(refusal)
            assert not found_in(answer), (model, method)


@pytest.mark.parametrize("login", STRANGERS + OUTSIDERS)
def test_a_guessed_number_gives_the_reference_at_most(planted, models, login):
    connect, case_id, party_id = planted
    client = connect().log_in(login)
    for model, record in (("hate.case", case_id), ("hate.party", party_id)):
        for method, arguments in (
            ("read", ([record],)),
            ("web_read", ([record], {"display_name": {}})),
            ("export_data", ([record], ["name"])),
            ("copy", ([record],)),
            ("write", ([record], {"message_ids": []})),
            ("message_post", ([record],)),
            ("unlink", ([record],)),
        ):
            with pytest.raises(Refused) as refusal:
                client.call(model, method, *arguments)
            assert not found_in(str(refusal.value)), (model, method)


def test_a_public_page_gives_nothing(planted):
    connect, case_id, _party = planted
    for path in (
        f"/web/content/hate.case/{case_id}/name",
        f"/web/image/hate.case/{case_id}/name",
        f"/odoo/hate-cases/{case_id}",
        f"/mail/view?model=hate.case&res_id={case_id}",
        f"/my/hate.case/{case_id}",
    ):
        _status, text = connect().get(path)
        assert not found_in(text), path
