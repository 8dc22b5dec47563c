"""Bank holidays and closing days from a file: iCalendar (ICS) or CSV."""

import csv
import re
from datetime import date, datetime, timedelta

from .sentence import Sentence, _lt
from .text_checks import clean_line

BYTE_ORDER_MARK = "\ufeff"
# One entry longer than this is a mistake, not a holiday
MAX_DAYS = 366
FIRST_YEAR = 1971  # the year of the Banking and Financial Dealings Act
LAST_YEAR = 2199
CSV_DATE_FORMATS = ("%Y-%m-%d", "%d/%m/%Y")
# name, parameters (quoted values may hold a colon), value
_PROPERTY = re.compile(r'([A-Za-z0-9-]+)((?:;[^":;]*(?:"[^"]*"[^":;]*)*)*):(.*)')
_ESCAPED = re.compile(r"\\([\\;,nN])")


def parse_days(text):
    """Read either kind of file, told apart by its first line.

    :param text: the file's content, decoded
    :return: sorted list of ``(date, name)``, each once
    :raise ValueError: a sentence that names the line
    """
    if text.lstrip(BYTE_ORDER_MARK).lstrip().upper().startswith("BEGIN:VCALENDAR"):
        return parse_ics(text)
    return parse_csv(text)


def parse_ics(text):
    """All-day events of an iCalendar file (RFC 5545).

    An event over several days gives each of its days; a cancelled one gives none.

    :param text: the file's content, decoded
    :return: sorted list of ``(date, name)``, each once
    :raise ValueError: a sentence that names the line: an event without a date or a
        name, with a time of day, or repeating, and a file that breaks off
    """
    days = set()
    event = None
    inside = []
    for number, content in _unfold(text):
        name, parameters, value = _property(number, content)
        if name == "BEGIN":
            inside.append(value.strip().upper())
            if inside[-1] == "VEVENT":
                event = {"BEGIN": (number, "", "")}
        elif name == "END":
            if not inside or inside.pop() != value.strip().upper():
                raise _refusal(
                    number, _lt("Line %(line)s: this part ends without having begun.")
                )
            if value.strip().upper() == "VEVENT":
                days.update(_event_days(event))
        elif inside and inside[-1] == "VEVENT":
            event[name] = (number, parameters, value)
    if inside:
        raise ValueError(Sentence(_lt("The calendar file breaks off before its end.")))
    return sorted(days)


def parse_csv(text):
    """Lines of date and name; comma, semicolon or tab between them.

    A first line without any digit in its first cell is taken for headings. Further
    cells are left aside.

    :param text: the file's content, decoded; dates as 2026-12-25 or 25/12/2026
    :return: sorted list of ``(date, name)``, each once
    :raise ValueError: a sentence that names the line
    """
    days = set()
    lines = text.lstrip(BYTE_ORDER_MARK).splitlines()
    reader = csv.reader(lines, delimiter=_delimiter(lines), strict=True)
    headings_allowed = True
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if not (headings_allowed and not re.search(r"\d", cells[0])):
                days.add(_csv_day(reader.line_num, cells))
            headings_allowed = False
    except csv.Error as broken:
        raise _refusal(
            reader.line_num,
            _lt("Line %(line)s: this can't be read as a row of a table."),
        ) from broken
    return sorted(days)


def _refusal(number, template):
    """:return: the error to raise, its sentence naming the line"""
    return ValueError(Sentence(template, line=number))


def _unfold(text):
    """:return: ``(number of the first line, content)`` with folded lines joined"""
    lines = []
    for number, line in enumerate(
        re.split(r"\r\n|\n|\r", text.lstrip(BYTE_ORDER_MARK)), start=1
    ):
        if line[:1] in (" ", "\t") and lines:
            lines[-1][1] += line[1:]
        elif line.strip():
            lines.append([number, line])
    return lines


def _property(number, content):
    match = _PROPERTY.fullmatch(content)
    if not match:
        raise _refusal(
            number, _lt("Line %(line)s: this is no line of a calendar file.")
        )
    name, parameters, value = match.groups()
    return name.upper(), parameters.upper(), value


def _event_days(event):
    """:param event: ``{property: (line number, parameters, value)}``
    :return: list of ``(date, name)``
    """
    number = event["BEGIN"][0]
    if "DTSTART" not in event:
        raise _refusal(number, _lt("Line %(line)s: this event has no date."))
    if event.get("STATUS", (0, "", ""))[2].strip().upper() == "CANCELLED":
        return []
    if "RRULE" in event or "RDATE" in event:
        raise _refusal(number, _lt("Line %(line)s: this event repeats. List each day."))
    if "DURATION" in event:
        raise _refusal(
            number, _lt("Line %(line)s: give the end of this event as a date (DTEND).")
        )
    name = _plain(event.get("SUMMARY", (0, "", ""))[2])
    if not name:
        raise _refusal(number, _lt("Line %(line)s: this event has no name."))
    first = _ics_date(event["DTSTART"])
    # The end is the day after the last; some programs repeat the first day instead
    after = max(_ics_date(event.get("DTEND", event["DTSTART"])), first + timedelta(1))
    if (after - first).days > MAX_DAYS:
        raise _refusal(
            number, _lt("Line %(line)s: this event lasts longer than a year.")
        )
    return [(first + timedelta(n), name) for n in range((after - first).days)]


def _ics_date(entry):
    number, _parameters, value = entry
    value = value.strip()
    if re.fullmatch(r"\d{8}T\d{6}Z?", value, re.A):
        raise _refusal(
            number,
            _lt(
                "Line %(line)s: this event has a time of day. "
                "Only whole days can be read."
            ),
        )
    if not re.fullmatch(r"\d{8}", value, re.A):
        raise _refusal(number, _lt("Line %(line)s: this is no date."))
    try:
        day = date(int(value[:4]), int(value[4:6]), int(value[6:]))
    except ValueError as unreal:
        raise _refusal(number, _lt("Line %(line)s: there is no such date.")) from unreal
    return _plausible(number, day)


def _plain(text):
    """:return: a text value without its escapes, on one line"""
    unescaped = _ESCAPED.sub(lambda match: " " if match[1] in "nN" else match[1], text)
    return clean_line(unescaped)


def _delimiter(lines):
    first = next((line for line in lines if line.strip()), "")
    return max(",;\t", key=first.count)


def _csv_day(number, cells):
    name = clean_line(cells[1]) if len(cells) > 1 else ""
    if not name:
        raise _refusal(number, _lt("Line %(line)s: there must be a date and a name."))
    for pattern in CSV_DATE_FORMATS:
        try:
            day = datetime.strptime(cells[0], pattern).date()
        except ValueError:
            continue
        return _plausible(number, day), name
    raise _refusal(
        number,
        _lt(
            "Line %(line)s: the date must look like 2026-12-25 or 25/12/2026, "
            "and exist."
        ),
    )


def _plausible(number, day):
    """:return: the day, unless its year can only be a slip"""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _refusal(number, _lt("Line %(line)s: this year can't be right."))
    return day
