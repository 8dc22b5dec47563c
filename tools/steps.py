"""Named steps with their times, problems that say what to do, and locks."""

import contextlib
import errno
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time

from . import places

FULL_BELOW = 50 * 1024**2


class _Line:
    """Whether the line that was printed last still waits for its end."""

    begun = False


_line = _Line()


class Problem(Exception):
    """Something that the person can put right; the message says how."""


@contextlib.contextmanager
def step(title):
    """Show a named step and how many seconds it took."""
    started = time.monotonic()
    print(f"  {title} ...", end="", flush=True)
    _line.begun = True
    told = " stopped"
    try:
        yield
        told = f" {time.monotonic() - started:.1f} s"
    finally:
        print(told if _line.begun else f"   {told}", flush=True)
        _line.begun = False


def note(text):
    """Show a line of detail, below the title of a step that goes on."""
    if _line.begun:
        print()
        _line.begun = False
    print(f"    {text}", flush=True)


def guarded(main):
    """Run a command's main function; give the exit code for the shell.

    SIGTERM and a closed terminal end it as Ctrl-C does, so that whatever was
    started is stopped on the way out.
    """
    signal.signal(signal.SIGTERM, _interrupt)
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # as nohup sets it
        signal.signal(signal.SIGHUP, _interrupt)
    try:
        return main()
    except Problem as problem:
        message = str(problem)
    except OSError as error:
        message = _sentence_for(error)
        if not message:
            raise
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    if _disk_is_full():
        message = disk_full_sentence()
    print(f"\n{message}", file=sys.stderr)
    return 1


def _interrupt(_number, _frame):
    raise KeyboardInterrupt


def _sentence_for(error):
    if error.errno == errno.ENOSPC:
        return disk_full_sentence()
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return (
            f"Cannot write {error.filename}. Give yourself the right to write in "
            f"{places.PROJECT}, or copy the project to a folder of your own."
        )
    return None


def _disk_is_full():
    # Programs that we start tell of a full disk in words of their own.
    folder = places.WORK if places.WORK.exists() else places.PROJECT
    return shutil.disk_usage(folder).free < FULL_BELOW


def disk_full_sentence():
    return (
        f"The disk that holds {places.WORK} is full. Free some space, then run the "
        "same command again: it goes on where it stopped."
    )


def open_work_folder(gigabytes):
    """Make .odoo/ and see that it can be written and has room.

    :param gigabytes: room needed when nothing has been prepared yet
    :raise Problem: folder not writable, or too little room
    """
    try:
        places.LOGS.mkdir(parents=True, exist_ok=True)
        probe = places.WORK / f"probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise Problem(
            _sentence_for(error) or f"Cannot use {places.WORK}: {error.strerror}."
        ) from error
    free = shutil.disk_usage(places.WORK).free
    if free < gigabytes * 1024**3:
        raise Problem(
            f"{places.WORK} needs about {gigabytes} GB of room, and its disk has "
            f"{free / 1024**3:.1f} GB left. Free some space, then run the same "
            "command again."
        )


def run(arguments, what, advice="", log=None, **options):
    """Run a program to its end; its output goes to a log file.

    :param what: the start of the sentence when it fails, as "Unpacking Odoo"
    :param advice: the end of that sentence
    :return: what it printed
    :raise Problem: it ended with an error or is not there
    """
    options.setdefault("cwd", places.WORK)
    try:
        done = subprocess.run(
            [str(argument) for argument in arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            **options,
        )
    except FileNotFoundError as error:
        raise Problem(
            f"{what} failed: {arguments[0]} is not there. {advice}"
        ) from error
    if log:
        log.write_text(done.stdout)
    if done.returncode:
        raise Problem(f"{what} failed. {advice}\n{last_lines(done.stdout)}")
    return done.stdout


def last_lines(text, count=12):
    lines = [line for line in text.splitlines() if line.strip()]
    return "\n".join(f"    {line}" for line in lines[-count:])


@contextlib.contextmanager
def lock(name, taken="", waiting=""):
    """Hold the lock of that name. The system frees it when its holder ends, however
    that happens, so a lock is never stale; the file only tells who holds it.

    :param taken: sentence to stop with when somebody else holds it; {holder} in it
        becomes what the holder wrote
    :param waiting: sentence to print before waiting for it instead
    """
    path = places.WORK / f"{name}.lock"
    with open(path, "a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            holder = file.read().strip()
            if taken:
                raise Problem(taken.format(holder=holder)) from error
            print(f"  {waiting.format(holder=holder)}", flush=True)
            fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        file.truncate()
        file.write(f"process {os.getpid()}")
        file.flush()
        yield
