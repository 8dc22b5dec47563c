"""The rules of sharing, without a database."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from policy import disclosure
from policy import vocabulary_gate as gate
from policy.disclosure import Person, Request, Wish

VICTIM = Person(1, "victim")
ALLEGED = Person(2, "alleged")
YES = {(1, name): Wish("given") for name in gate.ALL_CLASSES}
LAWFUL = [ground for ground, rule in disclosure.RULES.items() if rule.needs_approval]


def asked(**values):
    """A referral to an agency that somebody agreed to, but for what is given."""
    return Request(
        **{
            "ground": "consent",
            "way": "referral",
            "recipient": "agency",
            "classes": frozenset({"identity", "incident"}),
            "people": (VICTIM,),
            "wishes": YES,
            **values,
        }
    )


def lawful(**values):
    """A report to the police without consent, with all it needs."""
    return asked(
        **{
            "ground": "crime_prevention",
            "way": "print",
            "recipient": "police",
            "wishes": {},
            "reason": "He will come back.",
            "necessity": "They can't find him without it.",
            "told": "yes",
            "increased_risk": "He has a key.",
            "concerns": frozenset({"child", "adult"}),
            "approved": True,
            **values,
        }
    )


def test_every_ground_has_a_rule():
    assert set(disclosure.RULES) == set(dict(gate.GROUNDS))


def test_agreed():
    assert disclosure.refusal(asked()) is None


@pytest.mark.parametrize(
    ("standing", "says"),
    [
        (None, "have not agreed"),
        ("undecided", "have not agreed"),
        ("refused", "said no"),
        ("withdrawn", "said no"),
        ("expired", "run out"),
    ],
)
def test_not_agreed(standing, says):
    wishes = {**YES, (1, "incident"): Wish(standing)}
    refused = disclosure.refusal(asked(wishes=wishes))
    assert says in refused
    assert refused.classes == ["incident"]


def test_a_no_of_one_outweighs_a_yes_of_another():
    both = (VICTIM, Person(3, "household"))
    wishes = {**YES, (3, "identity"): Wish("refused"), (3, "incident"): Wish("given")}
    assert "said no" in disclosure.refusal(asked(people=both, wishes=wishes))


def test_only_if():
    wishes = {**YES, (1, "identity"): Wish("conditional", "No calls")}
    assert "how it is kept" in disclosure.refusal(asked(wishes=wishes))
    assert disclosure.refusal(asked(wishes=wishes, condition_met="By text")) is None


def test_nobody_and_nothing():
    assert "whom it is about" in disclosure.refusal(asked(people=()))
    assert "tick" in disclosure.refusal(asked(classes=frozenset()))


@pytest.mark.parametrize(
    ("recipient", "passes"), [("police", True), ("legal", True), ("agency", False)]
)
def test_who_may_tell_of_the_alleged_person(recipient, passes):
    request = asked(classes=frozenset({"alleged"}), recipient=recipient)
    assert (disclosure.refusal(request) is None) is passes


def test_the_alleged_person_agrees_for_themselves():
    request = asked(classes=frozenset({"alleged"}), people=(ALLEGED,))
    assert "have not agreed" in disclosure.refusal(request)
    request = replace(request, wishes={(2, "alleged"): Wish("given")})
    assert disclosure.refusal(request) is None


@pytest.mark.parametrize("data_class", sorted(gate.ALL_CLASSES))
def test_a_contractor_learns_where_and_whom_to_ring_alone(data_class):
    request = asked(classes=frozenset({data_class}), recipient="contractor")
    allowed = data_class in {"identity", "contact", "address"}
    assert (disclosure.refusal(request) is None) is allowed


def test_authority():
    speaks = {"recipient": "representative", "wishes": {}}
    assert "written authority" in disclosure.refusal(
        asked(needs_authority=True, **speaks)
    )
    assert disclosure.refusal(asked(covered=frozenset({1}), **speaks)) is None
    assert disclosure.refusal(asked(exempt=True, **speaks)) is None
    assert disclosure.refusal(asked(**speaks))
    about_him = frozenset({"alleged"})
    assert disclosure.refusal(asked(exempt=True, classes=about_him, **speaks))


@pytest.mark.parametrize("ground", LAWFUL)
@pytest.mark.parametrize("missing", ["reason", "necessity", "told", "approved"])
def test_without_consent(ground, missing):
    rule = disclosure.RULES[ground]
    request = lawful(ground=ground, recipient=sorted(rule.recipients)[0])
    assert disclosure.refusal(request) is None
    empty = {"approved": False, "told": None}.get(missing, " ")
    assert disclosure.refusal(replace(request, **{missing: empty}))


@pytest.mark.parametrize("ground", LAWFUL)
def test_not_told_needs_a_reason(ground):
    rule = disclosure.RULES[ground]
    request = lawful(ground=ground, recipient=sorted(rule.recipients)[0], told="no")
    assert "has not been told" in disclosure.refusal(request)
    assert disclosure.refusal(replace(request, told_why="He reads it")) is None


@pytest.mark.parametrize("ground", LAWFUL)
def test_in_an_emergency(ground):
    rule = disclosure.RULES[ground]
    request = lawful(
        ground=ground,
        recipient=sorted(rule.recipients)[0],
        approved=False,
        emergency=True,
    )
    goes = disclosure.refusal(request) is None
    assert goes is rule.may_go_first
    assert disclosure.approval_follows(request) is goes
    assert disclosure.waits_for_approval(request) is not goes


@pytest.mark.parametrize("ground", ["safeguarding_child", "safeguarding_adult"])
def test_safeguarding(ground):
    """[002.5.4b] [003.9.4b] A concern on record, and by the stricter also a risk."""
    request = lawful(ground=ground, recipient="local_authority")
    assert disclosure.refusal(request) is None
    assert "concern" in disclosure.refusal(replace(request, concerns=frozenset()))
    calm = replace(request, increased_risk="")
    assert "greater risk" in disclosure.refusal(calm)
    assert disclosure.refusal(replace(calm, test=gate.TEST_CONCERN)) is None


def test_the_strictest_is_the_default():
    assert Request("consent", "print", "police", frozenset()).test == gate.TEST_BOTH


@pytest.mark.parametrize(
    ("ground", "passes"),
    [("consent", False), ("crime_prevention", False), ("vital_interests", True)],
)
def test_an_agreement_that_ran_out(ground, passes):
    make = asked if ground == "consent" else lawful
    request = make(ground=ground, agreement_ended=True)
    assert (disclosure.refusal(request) is None) is passes


def test_anonymous():
    tip = asked(
        ground="anonymous",
        way="intelligence",
        recipient="police",
        classes=frozenset({"incident"}),
        people=(),
        wishes={},
    )
    assert disclosure.refusal(tip) is None
    assert "without their name" in disclosure.refusal(replace(tip, objected=True))
    for data_class in gate.ALL_CLASSES - {"incident", "strand"}:
        more = frozenset({"incident", data_class})
        assert disclosure.refusal(replace(tip, classes=more)), data_class


def test_intelligence_is_never_named():
    for data_class in gate.ALL_CLASSES - {"incident", "strand"}:
        request = lawful(way="intelligence", classes=frozenset({data_class}))
        assert disclosure.refusal(request)


def test_own_work_stays_at_home():
    request = asked(
        ground="own_work", way="print", recipient="department", reason="For the file"
    )
    assert disclosure.refusal(request) is None
    for kind, _label in gate.RECIPIENT_KINDS:
        if kind != "department":
            assert disclosure.refusal(replace(request, recipient=kind))


@pytest.mark.parametrize(
    ("answer", "until", "stands"),
    [
        ("given", None, "given"),
        ("given", date(2026, 11, 21), "given"),
        ("given", date(2026, 11, 20), "expired"),
        ("conditional", date(2026, 11, 20), "expired"),
        ("refused", date(2026, 11, 20), "refused"),
        ("withdrawn", None, "withdrawn"),
    ],
)
def test_how_an_answer_stands(answer, until, stands):
    assert disclosure.standing(answer, until, date(2026, 11, 21)) == stands


requests = st.builds(
    Request,
    ground=st.sampled_from([value for value, _label in gate.GROUNDS]),
    way=st.sampled_from([value for value, _label in gate.WAYS_OUT]),
    recipient=st.sampled_from([value for value, _label in gate.RECIPIENT_KINDS]),
    classes=st.frozensets(st.sampled_from(sorted(gate.ALL_CLASSES))),
    people=st.sampled_from([(), (VICTIM,), (ALLEGED,), (VICTIM, ALLEGED)]),
    wishes=st.dictionaries(
        st.tuples(st.sampled_from([1, 2]), st.sampled_from(sorted(gate.ALL_CLASSES))),
        st.builds(Wish, st.sampled_from([v for v, _l in gate.CONSENT_STANDINGS])),
    ),
    objected=st.booleans(),
    condition_met=st.sampled_from(["", "kept"]),
    reason=st.sampled_from(["", "why"]),
    necessity=st.sampled_from(["", "no less"]),
    increased_risk=st.sampled_from(["", "more"]),
    told=st.sampled_from([None, "yes", "no"]),
    told_why=st.sampled_from(["", "because"]),
    emergency=st.booleans(),
    concerns=st.frozensets(st.sampled_from(["child", "adult"])),
    test=st.sampled_from([value for value, _label in gate.SHARING_TESTS]),
    agreement_ended=st.booleans(),
    approved=st.booleans(),
)


@given(requests)
def test_nothing_named_leaves_without_a_yes_or_a_second_person(request):
    """Whatever else is said, one of the few grounds holds, or nothing goes."""
    if disclosure.refusal(request) is not None:
        return
    if request.ground == "consent":
        assert all(
            request.wishes[person.key, name].standing in gate.CONSENT_YES
            for person, name in disclosure.questions(
                request.people, request.classes, request.recipient
            )
        )
    elif request.ground == "anonymous":
        assert request.classes <= {"incident", "strand"}
    elif request.ground == "own_work":
        assert request.recipient == "department"
    else:
        assert request.approved or disclosure.approval_follows(request)
        assert request.reason and request.necessity and request.told


@given(requests)
def test_the_stricter_standard_allows_no_more(request):
    strict = replace(request, test=gate.TEST_BOTH)
    if disclosure.refusal(strict) is None:
        mild = replace(request, test=gate.TEST_CONCERN)
        assert disclosure.refusal(mild) is None


@given(requests, st.sampled_from(sorted(gate.ALL_CLASSES)))
def test_telling_less_is_never_refused_for_it(request, data_class):
    """What may go with a class may go without it, unless nothing is left."""
    less = replace(request, classes=request.classes - {data_class})
    if less.classes and disclosure.refusal(request) is None:
        assert disclosure.refusal(less) is None
