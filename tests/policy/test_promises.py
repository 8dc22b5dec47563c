"""The rules by which clocks start and stop, and who is told when."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from policy import images, neutral_text, telling
from policy import vocabulary as words
from policy.promises import Happening, Promise, happen, tell_again

MONDAY = datetime(2026, 11, 16, 9)
HOUR = timedelta(hours=1)

RESPONSE = Promise("response", "report_received", "first_response", "contact")
UPDATES = Promise("updates", "first_response", "update_given", "contact", repeats=True)
REPAIR = Promise("repair", "repair_reported", "repair_done", "photo")
PROMISES = (RESPONSE, UPDATES, REPAIR)
EVENTS = (
    "report_received",
    "first_response",
    "update_given",
    "repair_reported",
    "repair_done",
    words.EVENT_CLOSED,
    words.EVENT_SET_ASIDE,
)


def reckon(promise, subject, started_at):
    return started_at + 24 * HOUR


def after(hours, event, kinds=(), subject=None, key=None, **more):
    return Happening(
        key if key is not None else hours,
        event,
        MONDAY + hours * HOUR,
        frozenset(kinds),
        subject,
        **more,
    )


def states(*happenings, promises=PROMISES):
    return [
        (clock.promise.key, clock.subject, clock.state)
        for clock in tell_again(happenings, promises, reckon)
    ]


def test_kept_by_what_shows_it():
    report = after(0, "report_received")
    assert states(report, after(1, "first_response")) == [
        ("response", None, words.DEADLINE_RUNNING),
        ("updates", None, words.DEADLINE_RUNNING),
    ]
    assert states(report, after(1, "first_response", ["contact"]))[0] == (
        "response",
        None,
        words.DEADLINE_MET,
    )
    late = states(report, after(25, "first_response", ["contact"]))
    assert late[0][2] == words.DEADLINE_MET_LATE


def test_each_repair_by_itself():
    found = states(
        after(0, "repair_reported", subject="window"),
        after(1, "repair_reported", subject="lock"),
        after(2, "repair_done", ["photo"], subject="lock"),
    )
    assert found == [
        ("repair", "window", words.DEADLINE_RUNNING),
        ("repair", "lock", words.DEADLINE_MET),
    ]


def test_what_is_called_off():
    window = after(0, "repair_reported", subject="window")
    lock = after(1, "repair_reported", subject="lock")
    off = after(
        2, words.EVENT_CALLED_OFF, subject="lock", calls_off=frozenset({"repair_done"})
    )
    assert states(window, lock, off) == [
        ("repair", "window", words.DEADLINE_RUNNING),
        ("repair", "lock", words.DEADLINE_CANCELLED),
    ]
    late = after(
        30, words.EVENT_CALLED_OFF, subject="lock", calls_off=frozenset({"repair_done"})
    )
    assert states(window, lock, late)[1][2] == words.DEADLINE_MISSED


def test_waived_ends_one_clock_and_no_later_one():
    report = after(0, "report_received")
    waived = after(1, None, waived="response")
    again = after(2, "report_received", key="again")
    assert states(report, waived, again) == [
        ("response", None, words.DEADLINE_WAIVED),
        ("response", None, words.DEADLINE_RUNNING),
    ]


def test_only_some_events_may_start_it():
    """A statutory promise switched on later starts nothing in hindsight."""
    later = Promise("law", "repair_reported", "repair_done", only=frozenset({5}))
    assert states(after(0, "repair_reported"), promises=[later]) == []
    assert len(states(after(5, "repair_reported"), promises=[later])) == 1


@st.composite
def stories(draw):
    happenings = []
    for key in range(draw(st.integers(1, 14))):
        event = draw(st.sampled_from(EVENTS))
        subject = None
        if event.startswith("repair"):
            subject = draw(st.sampled_from(["window", "lock"]))
        happenings.append(
            after(
                draw(st.integers(0, 80)),
                event,
                draw(st.sets(st.sampled_from(["contact", "photo"]))),
                subject,
                key=key,
            )
        )
    return happenings


def one_by_one(happenings):
    """Each as it comes, as the engine does it while nothing is recorded late."""
    pending, clocks = [], []
    for happening in sorted(happenings, key=lambda happening: happening.at):
        clocks += happen(pending, happening, PROMISES, reckon)[1]
    return clocks, pending


def told(clocks):
    return [
        (c.promise.key, c.subject, c.started_at, c.due_at, c.ended_at, c.state)
        for c in clocks
    ]


@settings(max_examples=300)
@given(stories())
def test_in_order_or_told_again_the_clocks_agree(story):
    assert told(one_by_one(story)[0]) == told(tell_again(story, PROMISES, reckon))


@settings(max_examples=300)
@given(stories(), st.randoms())
def test_the_order_of_recording_changes_nothing(story, random):
    """As long as no two things happened at one moment."""
    moments = {happening.at for happening in story}
    if len(moments) < len(story):
        return
    shuffled = list(story)
    random.shuffle(shuffled)
    assert told(tell_again(story, PROMISES, reckon)) == told(
        tell_again(shuffled, PROMISES, reckon)
    )


@settings(max_examples=300)
@given(stories())
def test_what_always_holds(story):
    clocks, pending = one_by_one(story)
    for clock in clocks:
        assert clock.due_at > clock.started_at
        if clock.ended_at:
            assert clock.ended_at >= clock.started_at
        if clock.state == words.DEADLINE_MET:
            assert clock.ended_at <= clock.due_at
            assert clock.promise.evidence in ("none",) or any(
                happening.key == clock.ended_by
                and clock.promise.evidence in happening.kinds
                for happening in story
            )
        assert (clock in pending) == (clock.ended_at is None)
    running = [(clock.promise.key, clock.subject) for clock in pending]
    assert len(running) == len(set(running)), "one of a kind at a time"


# ----------------------------------------------------------------------
# Who is told
# ----------------------------------------------------------------------


def terms(to="head", hours=8, responsible="officer", taken=()):
    return telling.Terms(
        warn_at=MONDAY - 4 * HOUR,
        due_at=MONDAY,
        escalate_to=to,
        escalate_hours=hours,
        responsible=responsible,
        taken=frozenset(taken),
    )


@pytest.mark.parametrize(
    ("given_terms", "steps"),
    [
        (terms(), {-4: "warned_at", 0: "overdue_told_at"}),
        (terms("nobody"), {-4: "warned_at", 0: "overdue_told_at"}),
    ],
)
def test_warned_then_told(given_terms, steps):
    for hours, step in steps.items():
        found = given_terms.due_steps(MONDAY + hours * HOUR)
        assert found[-1] == step


def test_the_manager_and_as_long_again_after_that_the_head():
    assert dict(terms().moments()) == {
        telling.WARNED: MONDAY - 4 * HOUR,
        telling.OVERDUE: MONDAY,
        telling.MANAGER: MONDAY + 8 * HOUR,
        telling.HEAD: MONDAY + 16 * HOUR,
    }
    assert telling.HEAD not in dict(terms("manager").moments())
    assert telling.MANAGER not in dict(terms("nobody").moments())
    # a manager who answers for it is told when it is overdue, and not again
    assert telling.MANAGER not in dict(terms(responsible="manager").moments())


@given(
    st.lists(st.integers(-10, 60), min_size=1, max_size=12),
    st.sampled_from(["nobody", "manager", "head"]),
    st.integers(0, 24),
)
def test_however_often_it_runs_each_step_is_taken_once(hours, to, wait):
    """Run at any moments, with any gaps: no step twice, none left out."""
    taken = []
    for hour in [*sorted(hours), 100]:
        now = MONDAY + hour * HOUR
        current = terms(to, wait, taken=taken)
        look = current.next_look()
        steps = current.due_steps(now)
        assert bool(steps) == (look is not None and look <= now)
        assert not set(steps) & set(taken)
        taken += steps
    assert set(taken) == set(dict(terms(to, wait).moments()))
    assert terms(to, wait, taken=taken).next_look() is None


# ----------------------------------------------------------------------
# What leaves the case
# ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xff\xd8\xff\xe0....", images.JPEG),
        (b"\x89PNG\r\n\x1a\n....", images.PNG),
        (b"RIFF....WEBPVP8 ", images.WEBP),
        (b"\x00\x00\x00\x18ftypheic", images.HEIC),
        (b"GIF89a", None),
        (b"%PDF-1.4", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", None),
        (b"\x00\x00\x00\x18ftypisom", None),
        (b"", None),
    ],
)
def test_a_photo_is_told_by_what_is_in_it(content, kind):
    assert images.image_type(content) == kind


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mend the lock of the front door", []),
        ("Remove racist graffiti", ["racist"]),
        ("Hate crime: clean the wall", ["Hate", "crime"]),
        ("Ask for Amara at the door", ["Amara"]),
        ("That whatever chateau", []),
        ("The neighbour at number 4 has the key", []),
    ],
)
def test_words_that_tell(text, found):
    names = ["Amara Nwosu", "The neighbour at number 4", "Li", None, False]
    assert neutral_text.telling_words(text, names) == found
