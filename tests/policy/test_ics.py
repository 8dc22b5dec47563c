"""Reading bank holidays from the files that people have."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from policy import ics
from policy.sentence import Sentence

CHRISTMAS = (date(2026, 12, 25), "Christmas Day")
BOXING = (date(2026, 12, 28), "Boxing Day")


def calendar(*events):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    for event in events:
        lines += ["BEGIN:VEVENT", *event, "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def test_all_day_events():
    text = calendar(
        [
            "DTSTART;VALUE=DATE:20261228",
            "DTEND;VALUE=DATE:20261229",
            "SUMMARY:Boxing Day",
        ],
        ["DTSTART;VALUE=DATE:20261225", "SUMMARY;LANGUAGE=en-GB:Christmas Day"],
    )
    assert ics.parse_ics(text) == [CHRISTMAS, BOXING]
    assert ics.parse_days("\ufeff" + text.replace("\r\n", "\n")) == [CHRISTMAS, BOXING]


def test_folded_and_escaped():
    text = calendar(
        [
            "dtstart;value=date:2026",
            " 1225",
            'SUMMARY;X-NOTE="a:b;c":Christmas\\, the',
            "\t first day\\; closed\\nall day \\\\ night",
        ]
    )
    name = "Christmas, the first day; closed all day \\ night"
    assert ics.parse_ics(text) == [(date(2026, 12, 25), name)]


def test_several_days_and_doubles():
    week = ["DTSTART;VALUE=DATE:20261230", "DTEND;VALUE=DATE:20270102", "SUMMARY:Shut"]
    assert ics.parse_ics(calendar(week, week)) == [
        (date(2026, 12, 30), "Shut"),
        (date(2026, 12, 31), "Shut"),
        (date(2027, 1, 1), "Shut"),
    ]


def test_an_alarm_inside_an_event_does_not_rename_it():
    event = ["DTSTART:20261225", "SUMMARY:Christmas Day"]
    alarm = ["BEGIN:VALARM", "SUMMARY:Wake up", "END:VALARM"]
    assert ics.parse_ics(calendar(event + alarm)) == [CHRISTMAS]


def test_cancelled_events_are_left_out():
    event = ["DTSTART:20261225", "SUMMARY:Christmas Day", "STATUS:CANCELLED"]
    assert ics.parse_ics(calendar(event)) == []


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        (["SUMMARY:Christmas Day"], "Line 3: this event has no date"),
        (["DTSTART:20261225"], "Line 3: this event has no name"),
        (["DTSTART:20261225T090000Z", "SUMMARY:x"], "Line 4: .* a time of day"),
        (["DTSTART:20260230", "SUMMARY:x"], "Line 4: there is no such date"),
        (["DTSTART:tomorrow", "SUMMARY:x"], "Line 4: this is no date"),
        (["DTSTART:00261225", "SUMMARY:x"], "Line 4: this year can't be right"),
        (["SUMMARY:x", "DTSTART:99991231"], "Line 5: this year can't be right"),
        (["DTSTART:20261225", "RRULE:FREQ=YEARLY", "SUMMARY:x"], "Line 3: .* repeats"),
        (["DTSTART:20261225", "DURATION:P2D", "SUMMARY:x"], "Line 3: .*DTEND"),
        (
            ["DTSTART:20261225", "DTEND:20291225", "SUMMARY:x"],
            "Line 3: .* longer than a year",
        ),
        (["DTSTART:20261225", "what is this"], "Line 5: this is no line"),
        (["DTSTART:20261225", "END:VALARM"], "Line 5: .* without having begun"),
    ],
)
def test_a_calendar_is_refused_with_its_line(event, sentence):
    with pytest.raises(ValueError, match=sentence) as refusal:
        ics.parse_ics(calendar(event))
    assert refusal.value.args[0].template.startswith("Line %(line)s: ")


def test_a_calendar_that_breaks_off():
    text = calendar(["DTSTART:20261225", "SUMMARY:Christmas Day"])
    with pytest.raises(ValueError, match="breaks off"):
        ics.parse_ics(text[: text.index("END:VEVENT")])


@pytest.mark.parametrize(
    "text",
    [
        "date,name\r\n2026-12-25,Christmas Day\r\n2026-12-28,Boxing Day\r\n",
        "25/12/2026;Christmas Day;bunting\n\n28/12/2026;Boxing Day;\n",
        '\ufeffDay\tHoliday\n28/12/2026\t"Boxing  Day"\n25/12/2026\tChristmas Day',
    ],
)
def test_tables(text):
    assert ics.parse_days(text) == [CHRISTMAS, BOXING]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("date,name\n12/25/2026,Christmas Day", "Line 2: the date must look like"),
        ("2026-12-25,x\n2026-02-30,y", "Line 2: the date must look like"),
        ("2026-12-25", "Line 1: there must be a date and a name"),
        ("2026-12-25,\x00", "Line 1: "),
        ("2026-12-25,x\n\ndate,name", "Line 3: the date must look like"),
        ("0026-12-25,x", "Line 1: this year can't be right"),
        ('2026-12-25,"Christmas', "Line 1: this can't be read"),
    ],
)
def test_a_table_is_refused_with_its_line(text, sentence):
    with pytest.raises(ValueError, match=sentence) as refusal:
        ics.parse_csv(text)
    assert isinstance(refusal.value.args[0], Sentence)


def test_empty_files_hold_no_days():
    assert ics.parse_days("") == []
    assert ics.parse_days("date,name\n") == []
    assert ics.parse_days(calendar()) == []


@given(
    st.one_of(
        st.text(),
        st.text(alphabet='12,;/-"\n\t\0 x'),
        st.lists(
            st.sampled_from(
                [
                    "BEGIN:VCALENDAR",
                    "BEGIN:VEVENT",
                    "END:VEVENT",
                    "END:VCALENDAR",
                    "DTSTART:20261225",
                    "DTEND:20261224",
                    "SUMMARY:\\",
                    " x",
                    ";:",
                ]
            )
        ).map("\n".join),
    )
)
def test_any_file_gives_days_or_a_sentence(text):
    for read in (ics.parse_days, ics.parse_ics, ics.parse_csv):
        try:
            days = read(text)
        except ValueError as refusal:
            assert isinstance(refusal.args[0], Sentence)
        else:
            assert days == sorted(set(days))
            assert all(name == name.strip() and name for _day, name in days)
