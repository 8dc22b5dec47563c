"""A training copy, made as an administrator makes it."""

import subprocess

import pytest

from tools import places

# Of the demo data: people, what they said, and where Odoo itself names them
WORDS = ("Nowak", "07700 900302", "because my English is not good", "Daniel Pope")
# Where the rooms of a case keep what people said: each must hold something to lose
ROOMS = {
    "hate_closure": "own_words",
    "hate_consent": "own_words",
    "hate_contact": "said",
    "hate_disclosure": "content",
    "hate_evidence": "title",
    "hate_letter": "body",
    "hate_order": "task",
    "hate_panel_item": "asks",
    "hate_panel_pack": "content",
    "hate_plan": "body",
    "hate_police_report": "own_words",
    "hate_referral": "asked",
    "hate_referral_answer": "note",
    "hate_report": "narrative",
    "hate_risk_answer": "note",
    "hate_safeguarding": "concern",
    "hate_safeguarding_step": "text",
    "hate_subject_access": "identity_note",
}
# No word of ours: put into each of them, and into their files
PLANTED = "Zyxwvut"


def run(world, database, command):
    """Odoo's command on that database; addons come first, so that it is found."""
    line = world.odoo.command(database, "--log-level=warn", command=command)
    (folders,) = [part for part in line if part.startswith("--addons-path=")]
    return subprocess.run(
        [*line[:3], folders, *line[3:]],
        capture_output=True,
        text=True,
        check=False,
        cwd=places.WORK,
        env=world.odoo.environment(),
    )


def columns_with(world, database, words):
    """:return: the columns of the database in which one of the words stands"""
    columns = world.sql(
        database,
        "SELECT table_name, column_name FROM information_schema.columns"
        " JOIN information_schema.tables USING (table_schema, table_name)"
        " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        " AND data_type IN ('text', 'character varying', 'jsonb')",
    )
    # all of them at once, since there are some thousands
    asked = " UNION ALL ".join(
        f"SELECT '{table}.{column}' WHERE EXISTS"
        f""" (SELECT FROM "{table}" WHERE "{column}"::text ~ '{"|".join(words)}')"""
        for table, column in columns
    )
    return [name for (name,) in world.sql(database, asked)]


@pytest.fixture(scope="module")
def copy(world, riverside_story):
    return world.database("training", riverside_story[0])


def test_only_a_neutralised_copy_is_touched(world, copy):
    outcome = run(world, copy, "hate_training_copy")
    assert outcome.returncode != 0
    assert "nothing was touched" in outcome.stderr
    assert columns_with(world, copy, WORDS)


def plant(world, database):
    """Put the planted word into a text of every room."""
    for table, column in ROOMS.items():
        world.sql(database, f"ALTER TABLE {table} DISABLE TRIGGER USER")
        done = world.sql(
            database,
            f"UPDATE {table} SET {column} = '{PLANTED} in ' || '{table}' RETURNING id",
        )
        assert done, f"{table} has no row in the story"
        world.sql(database, f"ALTER TABLE {table} ENABLE TRIGGER USER")


def test_nobody_is_left_in_it(world, copy):
    """Abuse case 22: a copy for training holds nobody's name or words."""
    plant(world, copy)
    assert len(columns_with(world, copy, (PLANTED,))) >= len(ROOMS)
    assert run(world, copy, "neutralize").returncode == 0
    links = "SELECT count(*) FROM hate_survey WHERE token_hash IS NOT NULL"
    assert world.sql(copy, links) == [[0]]
    outcome = run(world, copy, "hate_training_copy")
    assert outcome.returncode == 0, outcome.stderr
    assert "password of all of them" in outcome.stdout
    assert columns_with(world, copy, (*WORDS, PLANTED)) == []
    # the cases are still there to train with
    assert world.sql(copy, "SELECT count(*) FROM hate_case") != [[0]]
