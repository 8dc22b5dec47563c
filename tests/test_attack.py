"""As each login, through the public interfaces only: nobody gets a planted word.

What is tried stands in ``tests/attack.py``; that it finds a leak of each kind is shown
in ``tests/test_attack_leaks.py``. The case is restricted, and the data protection
officer is shut out of it, so everybody but its officer is a stranger here. The officer
finds the words, which shows that the search works.
"""

import pytest

from tests import attack
from tests.attack import NEAR, found_in
from tools import places

STRANGERS = ("staff", "admin", "hub", "officer2", "manager", "dpo", "config", "insight")
OUTSIDERS = ("victim", "victim2")
EVERYBODY = STRANGERS + OUTSIDERS
# Everything is read as one of each kind, what is near a case as those who work on
# others, and what is ours as all of them
THOROUGH = ("staff", "admin", "victim")
LIGHT = ("config", "insight", "victim2")
# Rows that are written whoever is asked, or that say who was refused
KEPT_ANYWAY = ("hate_access_log", "hate_link_guess")


@pytest.fixture(scope="module")
def served(world, planted):
    database, prey = planted
    copy = world.database("attack", database)
    # no scheduled action changes anything in between
    with world.serving(copy, "--max-cron-threads=0") as connect:
        yield copy, connect, prey


@pytest.fixture(scope="module")
def before(world, served):
    """What stood in the tables of the case before anybody tried anything."""
    return contents(world, served[0])


@pytest.fixture(scope="module")
def client_of(served, before):
    """A function that gives the client of a login, logged in once."""
    clients = {}

    def client(login):
        if login not in clients:
            clients[login] = served[1]()
            if login != "anonymous":
                clients[login].log_in(login)
        return clients[login]

    return client


@pytest.fixture(scope="module")
def prey(served):
    return served[2]


def contents(world, database):
    """:return: [(table, rows, a sum over them)] of all that belongs to cases"""
    tables = world.sql(
        database,
        "SELECT replace(m.model, '.', '_') FROM ir_model m JOIN ir_model_fields f"
        " ON f.model_id = m.id AND f.name = 'case_id' JOIN pg_class"
        " ON relname = replace(m.model, '.', '_') AND relkind = 'r'"
        " WHERE m.model LIKE 'hate.%' AND NOT m.transient ORDER BY 1",
    )
    return world.sql(
        database,
        " UNION ALL ".join(
            f"SELECT '{table}', count(*), md5(string_agg(t::text, '|' ORDER BY id))"
            f" FROM {table} t"
            for (table,) in tables
            if table not in KEPT_ANYWAY
        ),
    )


def test_words_are_planted_in_every_model_of_a_case(world, served):
    database, _connect, prey = served
    rows = world.sql(
        database,
        " UNION ALL ".join(
            f"SELECT '{model}', t::text FROM {model.replace('.', '_')} t"
            f" WHERE id = {record}"
            for model, record in prey.rows.items()
        ),
    )
    bare = {model for model, text in rows if not found_in(text)}
    # the rest hold numbers, choices and dates only
    assert len(rows) == len(prey.rows)
    assert len(bare) < len(rows) / 2, bare
    assert not {"hate.party", "hate.note", "hate.incident", "hate.report"} & bare


@pytest.mark.parametrize("login", EVERYBODY)
def test_nobody_reads_or_searches_a_word(client_of, prey, login):
    models = list(prey.texts)
    if login not in THOROUGH:
        models = prey.ours if login in LIGHT else list(filter(NEAR.match, models))
    assert attack.reading(client_of(login), prey, models) == []
    assert attack.searching(client_of(login), prey, models) == []
    assert attack.linking(client_of(login), prey) == []


@pytest.mark.parametrize("login", EVERYBODY)
def test_a_guessed_number_gives_the_reference_at_most(client_of, prey, login):
    models = ("hate.case", "hate.party", "hate.evidence") if login in LIGHT else None
    assert attack.guessing(client_of(login), prey, models) == []


@pytest.mark.parametrize("login", ("staff", "hub", "officer2", "manager", "victim"))
def test_a_dialogue_given_a_guessed_number_tells_nothing(client_of, prey, login):
    assert attack.dialogues(client_of(login), prey) == []


@pytest.mark.parametrize("login", ("staff", "hub", "officer2", "manager", "victim"))
def test_no_public_method_answers_a_stranger(client_of, prey, login):
    assert attack.pressing(client_of(login), prey) == []


@pytest.mark.parametrize("login", ("anonymous", "victim", "staff", "admin"))
def test_no_page_gives_a_word(client_of, prey, login):
    assert attack.browsing(client_of(login), prey) == []


@pytest.mark.parametrize("login", ("anonymous", *EVERYBODY))
def test_no_report_and_no_file_gives_a_word(client_of, prey, login):
    assert attack.printing(client_of(login), prey) == []
    assert attack.downloading(client_of(login), prey) == []


@pytest.mark.parametrize("login", STRANGERS)
def test_no_export_follows_a_link_to_a_word(client_of, prey, login):
    assert attack.exporting(client_of(login), prey) == []


@pytest.mark.parametrize("login", ("staff", "admin", "officer2", "victim"))
def test_no_other_door_gives_a_word(client_of, prey, login):
    assert attack.by_other_doors(client_of(login), prey, login) == []


def test_nothing_of_the_case_was_changed_by_all_that(world, served, before):
    assert contents(world, served[0]) == before


def test_the_officer_finds_the_words(client_of, prey):
    """Otherwise the other tests would find nothing for no reason."""
    officer = client_of("officer")
    ours = ["hate.party", "hate.incident", "hate.note", "hate.contact"]
    assert len(attack.reading(officer, prey, ours)) == len(ours)
    searched = {model for model, *_more in attack.searching(officer, prey, ours)}
    assert searched == set(ours)
    assert attack.guessing(officer, prey, ["hate.evidence"])
    assert attack.printing(officer, prey)
    assert attack.downloading(officer, prey)
    assert attack.by_other_doors(officer, prey, "officer")


def test_the_server_log_holds_no_word(client_of, served, prey):
    """Not even when the officer's own typing makes something fail."""
    officer = client_of("officer")
    party = prey.rows["hate.party"]
    for model, method, arguments in (
        ("hate.party", "write", ([party], {"role": "wyxdorf"})),
        ("hate.party", "write", ([party], {"case_id": "wyxdorf"})),
        ("hate.incident", "search", ([("occurred_at", "=", "wyxdorf")],)),
        ("hate.note", "create", ({"case_id": prey.case, "noted_at": "wyxdorf"},)),
    ):
        allowed, _answer = attack.asked(officer, model, method, *arguments)
        assert not allowed, (model, method)
    log = places.LOGS / f"outside-{served[0]}-server.log"
    lines = log.read_text().splitlines()
    assert len(lines) > 1000
    assert [line for line in lines if found_in(line)] == []
