"""Programs that run beside us and end with us."""

import contextlib
import ctypes
import os
import signal
import subprocess
import threading
import time

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)
# What runs now, each with the signal that ends it well; and whether all is to end.
_running = {}
_ending = threading.Event()


def start(arguments, ending, output, **options):
    """Start a program in a session of its own, so that Ctrl-C reaches only us and we
    can end things in order. If we are killed, the kernel sends it that signal.

    :param ending: the signal that ends it well
    :param output: open file for what it prints
    """
    if _ending.is_set():
        raise KeyboardInterrupt
    parent = os.getpid()

    def end_with_parent():
        # A shell in the background ignores it, and its children would too.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        _libc.prctl(PR_SET_PDEATHSIG, ending)
        if os.getppid() != parent:
            os._exit(1)

    process = subprocess.Popen(
        [str(argument) for argument in arguments],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=end_with_parent,
        **options,
    )
    _running[process] = ending
    return process


def finished(arguments, ending, **options):
    """Run a program to its end; give its exit code and what it printed."""
    process = start(arguments, ending, subprocess.PIPE, text=True, **options)
    try:
        printed = process.communicate()[0]
    finally:
        stop(process, ending)
    return process.returncode, printed


def stop(process, ending, seconds=30):
    """End a program by its signal, and by force when it has not ended in time."""
    if process.poll() is None:
        process.send_signal(ending)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            pass
    # Whatever it started itself (a browser, a PDF printer) is in its session.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    _running.pop(process, None)


def stop_all():
    """End everything that runs, and let nothing more be started."""
    _ending.set()
    for process, ending in list(_running.items()):
        stop(process, ending)


def stop_orphan(pid, ending, seconds=30):
    """End a process that an earlier run left behind."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, ending)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            os.kill(pid, 0)
            time.sleep(0.1)
        os.kill(pid, signal.SIGKILL)
