"""What the tests from outside share: a real Odoo, databases, servers."""

import time
from collections import namedtuple
from contextlib import ExitStack, contextmanager

import pytest

from tests.attack import PLANT, Prey
from tests.client import Client
from tools import check, odoo_source, places, postgres, python_env, report
from tools.odoo import Odoo, free_port

# seconds: how long it took; warnings: those of ours in the log
Outcome = namedtuple("Outcome", "code seconds warnings log")


class World:
    """One PostgreSQL server with the databases that the tests make on it."""

    def __init__(self, odoo):
        self.odoo = odoo
        self.made = []

    def database(self, name, template=None):
        """A new database, empty or as a copy of another; gone after the tests."""
        database = check.PREFIX + name
        self.odoo.drop(database)
        self.odoo.create(database, template)
        self.made.append(database)
        return database

    def work(self, database, *arguments):
        """Run Odoo on it until it has done what the arguments say."""
        log = places.LOGS / f"outside-{database}.log"
        started = time.monotonic()
        code = self.odoo.work(database, *arguments, log=log)
        text = log.read_text()
        seconds = time.monotonic() - started
        return Outcome(code, seconds, report.of_ours(text), text)

    def install(self, database, *arguments):
        return self.work(database, "-i", places.ADDON, *arguments)

    def upgrade(self, database, *arguments):
        return self.work(database, "-u", places.ADDON, *arguments)

    def uninstall(self, database):
        """Uninstall the addon as the button of the Apps page does."""
        return self.odoo.shell(
            database,
            "env['ir.module.module'].search([('name', '=', 'hate_case_mgmt')])"
            ".button_immediate_uninstall()\n",
        )

    def addons(self, *more):
        """The folders of addons, and more of them, as Odoo's option takes them."""
        return ",".join(map(str, (*self.odoo.source.addons, places.PROJECT, *more)))

    def sql(self, database, statement, *values):
        return self.odoo.sql(database, statement, *values)

    @contextmanager
    def serving(self, database, *arguments):
        """A function that gives new clients of a server on that database."""
        log = places.LOGS / f"outside-{database}-server.log"
        server = self.odoo.serving(database, free_port(), log, arguments)
        with server as (_process, address):
            yield lambda: Client(address, database)

    def clean(self):
        for database in self.made:
            self.odoo.drop(database)


def _world(stack, name, embedded):
    opening = postgres.opened(name, postgres.THROWN_AWAY, embedded)
    server = stack.enter_context(opening)
    data = places.WORK / f"data-{name}"
    world = World(Odoo(odoo_source.prepare(), python_env.odoo_python(), server, data))
    stack.callback(world.clean)
    return world


@pytest.fixture(scope="session")
def world():
    """Odoo on the PostgreSQL that ./test uses."""
    with ExitStack() as stack:
        yield _world(stack, "test", embedded=False)


@pytest.fixture(scope="session")
def embedded_world():
    """Odoo on the embedded PostgreSQL."""
    with ExitStack() as stack:
        yield _world(stack, "test-embedded", embedded=True)


@pytest.fixture(scope="session")
def bare(world):
    """A database with the modules the addon depends on, without demo data."""
    return check.template(world.odoo, demo=False)


@pytest.fixture(scope="session")
def filled(world):
    """The same with Odoo's demo data: people, companies, messages."""
    return check.template(world.odoo, demo=True)


@pytest.fixture(scope="session")
def riverside_story(world, filled):
    """A database with the addon and its demo data, to be copied and never changed."""
    database = world.database("story", filled)
    outcome = world.install(database, "--with-demo")
    assert outcome.code == 0
    return database, outcome


@pytest.fixture(scope="session")
def planted(world, riverside_story):
    """A database with a case full of planted words, to be copied; and what they are."""
    database = world.database("planted", riverside_story[0])
    return database, Prey(world.odoo.shell(database, PLANT))
