"""Reading Odoo's log: tests, skips, and warnings that are ours."""

import re
from collections import namedtuple

from . import places

LINE = re.compile(
    r"^\d{4}-\d\d-\d\d [\d:,]+ \d+ (?P<level>[A-Z]+) (?P<db>\S+) (?P<logger>[^:\s]+): "
    r"(?P<text>.*)$"
)
OURS = re.compile(r"\bhate[._]")
SERIOUS = ("WARNING", "ERROR", "CRITICAL")
STARTING = re.compile(r"^Starting (\S+) \.\.\.$")
FAILED = re.compile(r"^(?:FAIL|ERROR): (?:Subtest )?(\S+)")
SKIPPED = re.compile(r"^skipped (\S+|.*?\)) : ?(.*)$", re.DOTALL)
# What Odoo says in the end about tests that failed, each of which it has told before.
# Somebody was told what to do; a right that is missing is not among these
TOLD_IN_WORDS = re.compile(r"Refused at \S+: (UserError|ValidationError) ")
SUMMARY = re.compile(
    r"\d+ failed, \d+ error\(s\) of \d+ tests"
    r"|^Module \w+: \d+ failures, \d+ errors of \d+ tests"
    r"|^At least one test failed when loading the modules"
)

# level, logger and text of one entry; loading: our module was being loaded then
Entry = namedtuple("Entry", "level logger text loading")
# started: names; failed: {name: text}; skipped: [(name, reason)]; warnings: texts
Result = namedtuple("Result", "started failed skipped warnings")


def entries(text):
    """The log's entries, each with the lines that go on from it."""
    head, lines, loading = None, [], False
    for line in text.splitlines():
        found = LINE.match(line.rstrip())
        if found:
            if head:
                yield Entry(head["level"], head["logger"], "\n".join(lines), loading)
                loading = _loading(loading, lines[0])
            head, lines = found, [found["text"]]
        elif head:
            lines.append(line)
    if head:
        yield Entry(head["level"], head["logger"], "\n".join(lines), loading)


def _loading(before, text):
    if text.startswith(f"Loading module {places.ADDON} "):
        return True
    if text.startswith(f"Module {places.ADDON} loaded") or STARTING.match(text):
        return False
    return before


def tests(text):
    """What Odoo's test runner did, as a Result."""
    started, failed, skipped, warnings = [], {}, [], []
    for entry in entries(text):
        if entry.level == "INFO":
            if found := STARTING.match(entry.text):
                started.append(f"{entry.logger.split('.')[-1]}:{found[1]}")
            elif found := SKIPPED.match(entry.text):
                skipped.append((found[1], found[2].strip()))
        elif entry.level == "ERROR" and (found := FAILED.match(entry.text)):
            name = f"{entry.logger.split('.')[-1]}:{found[1]}"
            failed[name] = failed.get(name, "") + entry.text + "\n"
        elif _is_of_ours(entry):
            warnings.append(_told(entry))
    return Result(started, failed, skipped, warnings)


def of_ours(text):
    """The warnings and errors that our addon is to answer for."""
    return [_told(entry) for entry in entries(text) if _is_of_ours(entry)]


def _is_of_ours(entry):
    if entry.level not in SERIOUS or SUMMARY.search(entry.text):
        return False
    if entry.logger == "odoo.http" and TOLD_IN_WORDS.match(entry.text):
        return False
    # Paths of the prepared Odoo may hold the project's own name.
    text = entry.text.replace(str(places.WORK), ".odoo")
    if entry.logger == "py.warnings":
        # The first line names the file; the stack below it may be anybody's.
        return bool(OURS.search(text.partition("\n")[0]))
    if entry.level != "WARNING" or entry.loading:
        return True
    return entry.logger.startswith(f"odoo.addons.{places.ADDON}") or bool(
        OURS.search(text)
    )


def _told(entry):
    return f"{entry.level} {entry.logger}: {entry.text}"


def last_error(text):
    """The last entry that tells of an error, else the log's end."""
    errors = [e for e in entries(text) if e.level in ("ERROR", "CRITICAL")]
    lines = (errors[-1].text if errors else text).splitlines()[-15:]
    return "\n".join(f"    {line}" for line in lines)
