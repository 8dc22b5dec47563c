"""Running Odoo's own commands and server."""

import contextlib
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

from . import children, places, sql
from .steps import Problem, last_lines

HOST = "127.0.0.1"
# Asked to end while it installs, Odoo finishes first. What it leaves half done is
# thrown away or done again by the next run.
WORK_ENDING = signal.SIGKILL


class Odoo:
    """An Odoo, the Python it runs on, a PostgreSQL server, and a data folder."""

    def __init__(self, source, python, server, data):
        self.source = source
        self.python = python
        self.server = server
        self.data = data

    # databases

    def exists(self, database):
        found = self.sql(
            "postgres", "SELECT 1 FROM pg_database WHERE datname = %s", database
        )
        return bool(found)

    def create(self, database, template=None):
        """Make a database, empty or as a copy of another with its files."""
        like = (
            f"TEMPLATE {sql.name(template)}"
            if template
            else ("TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C'")
        )
        self.sql("postgres", f"CREATE DATABASE {sql.name(database)} {like}")
        files = self.files(template) if template else None
        shutil.rmtree(self.files(database), ignore_errors=True)
        if files and files.is_dir():
            shutil.copytree(files, self.files(database))

    def drop(self, database):
        """Remove a database and its files, whoever is connected."""
        self.sql(
            "postgres", f"DROP DATABASE IF EXISTS {sql.name(database)} WITH (FORCE)"
        )
        shutil.rmtree(self.files(database), ignore_errors=True)

    def rename(self, database, new):
        statement = f"ALTER DATABASE {sql.name(database)} RENAME TO {sql.name(new)}"
        shutil.rmtree(self.files(new), ignore_errors=True)
        if self.files(database).is_dir():
            self.files(database).rename(self.files(new))
        self.sql("postgres", statement)

    def files(self, database):
        return self.data / "filestore" / database

    def sql(self, database, statement, *values):
        return sql.query(self.server.environment, database, statement, *values)

    # commands

    def command(self, database, *arguments, command="server"):
        """The command line of Odoo on that database."""
        settings = places.WORK / "odoo.conf"
        settings.write_text("[options]\n")
        addons = ",".join(str(f) for f in (*self.source.addons, places.PROJECT))
        return [
            str(self.python),
            "-m",
            "odoo",
            command,
            f"--config={settings}",
            f"--database={database}",
            f"--addons-path={addons}",
            f"--data-dir={self.data}",
            *arguments,
        ]

    def environment(self):
        return places.child_environment(
            PYTHONPATH=str(self.source.python_path), **self.server.environment
        )

    def work(self, database, *arguments, log, port=None):
        """Run Odoo until it has done what the arguments say; give its exit code."""
        at = (
            [f"--http-port={port}", f"--http-interface={HOST}"]
            if port
            else ["--no-http"]
        )
        command = self.command(
            database, "--stop-after-init", "--max-cron-threads=0", *at, *arguments
        )
        with open(log, "w") as output:
            process = children.start(
                command,
                WORK_ENDING,
                output,
                cwd=places.WORK,
                env=self.environment(),
            )
            try:
                return process.wait()
            finally:
                children.stop(process, WORK_ENDING)

    def shell(self, database, script, *arguments):
        """Run a Python script in Odoo's shell, and give what it printed."""
        command = self.command(
            database, "--no-http", "--log-level=error", *arguments, command="shell"
        )
        done = subprocess.run(
            command,
            input=script,
            capture_output=True,
            text=True,
            check=False,
            cwd=places.WORK,
            env=self.environment(),
        )
        if done.returncode or "Traceback" in done.stderr:
            raise Problem(f"Odoo's shell failed:\n{last_lines(done.stderr)}")
        return done.stdout

    @contextlib.contextmanager
    def serving(self, database, port, log, arguments=()):
        """A server that answers, for as long as the block lasts.

        :return: its process and its address
        :raise Problem: it did not come up
        """
        command = self.command(
            database,
            f"--http-port={port}",
            f"--http-interface={HOST}",
            f"--db-filter=^{re.escape(database)}$",
            "--no-database-list",
            "--max-cron-threads=1",
            *arguments,
        )
        address = f"http://localhost:{port}"
        with open(log, "w") as output:
            process = children.start(
                command, signal.SIGTERM, output, cwd=places.WORK, env=self.environment()
            )
        try:
            _wait(process, port, log)
            yield process, address
        finally:
            children.stop(process, signal.SIGTERM)


def _wait(process, port, log):
    until = time.monotonic() + 180
    while process.poll() is None and time.monotonic() < until:
        with contextlib.suppress(OSError):
            with urllib.request.urlopen(f"http://{HOST}:{port}/web/login", timeout=60):
                return
        time.sleep(0.1)
    raise Problem(
        f"Odoo did not start; its log is {log}:\n{last_lines(log.read_text())}"
    )


def must_be_free(port):
    """:raise Problem: something listens at that port already"""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise Problem(
                f"Port {port} can't be used ({error.strerror}). Stop the program that "
                f"listens there, or choose another port: ./run --port {port + 1}"
            ) from error


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def installed(odoo, database, module):
    """Whether a module is installed there, told by the database alone."""
    rows = odoo.sql(
        database, "SELECT state FROM ir_module_module WHERE name = %s", module
    )
    return rows == [["installed"]]
