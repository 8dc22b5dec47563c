"""Statements for PostgreSQL, through the psycopg2 of Odoo's Python environment."""

import json
import subprocess

from . import places, python_env

SCRIPT = """
import json, sys, psycopg2
statements = json.load(sys.stdin)
try:
    connection = psycopg2.connect("")
    connection.autocommit = True
    cursor = connection.cursor()
    for statement in statements:
        cursor.execute(*statement)
    rows = cursor.fetchall() if cursor.description else []
except psycopg2.Error as error:
    sys.exit(str(error).strip())
json.dump(rows, sys.stdout, default=str)
"""


class Failure(Exception):
    """PostgreSQL refused; the message is its own."""


def query(environment, database, statement, *values):
    """Execute one statement outside a transaction.

    :param environment: the PG… variables that lead to the server
    :return: its rows as lists, dates as text
    :raise Failure: PostgreSQL refused
    """
    done = subprocess.run(
        [python_env.odoo_python(), "-c", SCRIPT],
        input=json.dumps([[statement, values or None]]),
        capture_output=True,
        text=True,
        check=False,
        cwd=places.WORK,
        env=places.child_environment(**environment, PGDATABASE=database),
    )
    if done.returncode:
        raise Failure(done.stderr.strip())
    return json.loads(done.stdout)


def name(identifier):
    """An identifier in quotes, to be put into a statement."""
    return '"' + identifier.replace('"', '""') + '"'
