"""What may leave a case: the rules of sharing as one table.

Two things are kept apart. A person's *wishes* (consent) are what they told us about who
may know what. The *ground* is what a sharing rests on: those wishes, or one of the few
grounds on which the law lets a landlord share without them (Data Protection Act 2018,
schedule 1, paragraphs 10 and 18; UK GDPR article 9(2)(c)).

``RULES`` says for each ground to whom, by which way and what may go, and what it needs.
Where landlords' policies differ, the strictest is the default [X11].
"""

from dataclasses import dataclass, field

from .sentence import Sentence, _lt
from .vocabulary import ROLE_ALLEGED
from .vocabulary_gate import (
    ALL_CLASSES,
    ALL_WAYS,
    CLASS_ALLEGED,
    CLASS_INCIDENT,
    CLASS_STRAND,
    CONSENT_CONDITIONAL,
    CONSENT_EXPIRED,
    CONSENT_NO,
    CONSENT_YES,
    DATA_CLASSES,
    GROUND_ADULT,
    GROUND_ANONYMOUS,
    GROUND_CHILD,
    GROUND_CONSENT,
    GROUND_CRIME,
    GROUND_LEGAL_DUTY,
    GROUND_OWN_WORK,
    GROUND_VITAL,
    RECIPIENT_AGENCY,
    RECIPIENT_CONTRACTOR,
    RECIPIENT_COUNCIL,
    RECIPIENT_DEPARTMENT,
    RECIPIENT_KINDS,
    RECIPIENT_LEGAL,
    RECIPIENT_OTHER,
    RECIPIENT_PANEL,
    RECIPIENT_POLICE,
    RECIPIENT_REPRESENTATIVE,
    TEST_BOTH,
    TOLD_NO,
    TOLD_OF_SHARING,
    WAY_EXPORT,
    WAY_INTELLIGENCE,
    WAY_PANEL_PACK,
    WAY_PRINT,
    WAY_REFERRAL,
)

_LABELS = dict(DATA_CLASSES)
_NAMED_WAYS = ALL_WAYS - {WAY_INTELLIGENCE}
_ANYONE = frozenset(kind for kind, _label in RECIPIENT_KINDS)

# What may go at all to a kind of recipient, whatever the ground
CLASSES_OF_RECIPIENT = {
    # where to work and whom to ring: nothing of why
    RECIPIENT_CONTRACTOR: frozenset({"identity", "contact", "address"}),
    RECIPIENT_REPRESENTATIVE: ALL_CLASSES - {CLASS_ALLEGED},
    RECIPIENT_OTHER: ALL_CLASSES - {CLASS_ALLEGED},
}
# To these the person affected may say themselves who did it; to anyone else what is
# known of the alleged person goes by that person's own consent only [000.b11]
TOLD_OF_THE_ALLEGED = (RECIPIENT_POLICE, RECIPIENT_LEGAL)


@dataclass(frozen=True)
class Rule:
    """What one ground allows and asks.

    :param needs_consent: a matching yes of each person for each class
    :param needs_reason: why it has to be shared
    :param needs_approval: a second person's yes, before it goes, and for them why no
        less would do
    :param may_go_first: in an emergency it goes, and the second person decides within
        one working day
    :param needs_told: whether the person was told, or why not
    :param needs_agreement: refused once the sharing agreement has run out
    :param concern: the safeguarding concern that must be on record
    :param heeds_objection: refused where the person has said no to it
    """

    recipients: frozenset
    ways: frozenset = _NAMED_WAYS
    classes: frozenset = ALL_CLASSES
    needs_consent: bool = False
    needs_reason: bool = True
    needs_approval: bool = True
    may_go_first: bool = False
    needs_told: bool = True
    needs_agreement: bool = False
    concern: str = None
    heeds_objection: bool = False


_PROTECTORS = frozenset(
    {RECIPIENT_POLICE, RECIPIENT_COUNCIL, RECIPIENT_PANEL, RECIPIENT_AGENCY}
)
RULES = {
    GROUND_CONSENT: Rule(
        recipients=_ANYONE,
        needs_consent=True,
        needs_reason=False,
        needs_approval=False,
        needs_told=False,
        needs_agreement=True,
    ),
    GROUND_CHILD: Rule(recipients=_PROTECTORS, may_go_first=True, concern="child"),
    GROUND_ADULT: Rule(recipients=_PROTECTORS, may_go_first=True, concern="adult"),
    GROUND_LEGAL_DUTY: Rule(
        recipients=frozenset(
            {RECIPIENT_POLICE, RECIPIENT_COUNCIL, RECIPIENT_LEGAL, RECIPIENT_OTHER}
        ),
    ),
    GROUND_VITAL: Rule(
        recipients=_PROTECTORS | {RECIPIENT_OTHER},
        may_go_first=True,
    ),
    GROUND_CRIME: Rule(
        recipients=frozenset(
            {RECIPIENT_POLICE, RECIPIENT_COUNCIL, RECIPIENT_PANEL, RECIPIENT_LEGAL}
        ),
        may_go_first=True,
        needs_agreement=True,
    ),
    GROUND_ANONYMOUS: Rule(
        recipients=frozenset({RECIPIENT_POLICE, RECIPIENT_PANEL, RECIPIENT_AGENCY}),
        ways=frozenset({WAY_INTELLIGENCE, WAY_PANEL_PACK, WAY_REFERRAL}),
        classes=frozenset({CLASS_INCIDENT, CLASS_STRAND}),
        needs_reason=False,
        needs_approval=False,
        needs_told=False,
        heeds_objection=True,
    ),
    GROUND_OWN_WORK: Rule(
        recipients=frozenset({RECIPIENT_DEPARTMENT}),
        ways=frozenset({WAY_PRINT, WAY_EXPORT}),
        needs_approval=False,
        needs_told=False,
    ),
}


@dataclass(frozen=True)
class Wish:
    """:param standing: one of ``CONSENT_STANDINGS``, or None if nobody asked
    :param condition: what a yes hangs on
    """

    standing: str = None
    condition: str = ""


@dataclass(frozen=True)
class Person:
    """:param key: what the caller knows them by
    :param role: one of ``policy.vocabulary.PARTY_ROLES``
    """

    key: object
    role: str


@dataclass(frozen=True)
class Request:
    """What is to leave, and what speaks for it.

    :param wishes: {(person's key, class): :class:`Wish`} for this recipient and purpose
    :param objected: whether somebody affected has said no to this recipient and purpose
    :param concerns: safeguarding concerns on record, of ``child`` and ``adult``
    :param test: one of ``SHARING_TESTS``: what the landlord's standard asks
    :param covered: keys of people whose written authority lets the recipient know
    :param needs_authority: the recipient speaks for somebody and holds none
    :param exempt: the recipient is an elected representative [003.6.3]
    :param agreement_ended: the recipient's sharing agreement has run out
    :param approved: a second person has said yes
    """

    ground: str
    way: str
    recipient: str
    classes: frozenset
    people: tuple = ()
    wishes: dict = field(default_factory=dict)
    objected: bool = False
    condition_met: str = ""
    reason: str = ""
    necessity: str = ""
    increased_risk: str = ""
    told: str = None
    told_why: str = ""
    emergency: bool = False
    concerns: frozenset = frozenset()
    test: str = TEST_BOTH
    covered: frozenset = frozenset()
    needs_authority: bool = False
    exempt: bool = False
    agreement_ended: bool = False
    approved: bool = False


def refusal(request):
    """Why it may not leave now.

    :param request: :class:`Request`
    :return: ``Sentence`` with what is missing first, or None if it may go
    """
    return next(_missing(request), None)


def refusal_to_ask(request):
    """Why nobody need be asked to approve it yet.

    :return: ``Sentence``, or None if approval is all that is missing, or nothing is
    """
    if not request.approved:
        request = _with(request, approved=True)
    return next(_missing(request), None)


def waits_for_approval(request):
    """:return: whether a second person must say yes before it goes"""
    rule = RULES[request.ground]
    first = rule.may_go_first and request.emergency
    return rule.needs_approval and not first and not request.approved


def approval_follows(request):
    """:return: whether it goes now and a second person decides afterwards"""
    rule = RULES[request.ground]
    return (
        rule.needs_approval
        and not waits_for_approval(request)
        and (not request.approved)
    )


def standing(answer, expires_on, today):
    """:param answer: one of ``CONSENT_ANSWERS``, the latest to this question
    :param expires_on: date, or None
    :param today: date where the landlord is
    :return: one of ``CONSENT_STANDINGS``
    """
    ended = answer in CONSENT_YES and expires_on and expires_on < today
    return CONSENT_EXPIRED if ended else answer


def questions(people, classes, recipient):
    """Whose yes is needed to which classes.

    What is known of the alleged person is theirs to allow, save to the police and in
    law, where the person affected tells who did it.

    :param people: iterable of :class:`Person`
    :param classes: iterable of ``DATA_CLASSES`` values
    :param recipient: one of ``RECIPIENT_KINDS``
    :return: list of (person, class), in the vocabulary's order of classes
    """
    told = recipient in TOLD_OF_THE_ALLEGED
    return [
        (person, name)
        for person in people
        for name, _label in DATA_CLASSES
        if name in classes and _is_theirs(person, name, told)
    ]


def _is_theirs(person, name, told):
    if person.role == ROLE_ALLEGED:
        return name == CLASS_ALLEGED and not told
    return name != CLASS_ALLEGED or told


def _with(request, **values):
    return type(request)(**{**request.__dict__, **values})


def _missing(request):
    """:return: iterator over sentences, what matters most first"""
    rule = RULES[request.ground]
    yield from _missing_what(request, rule)
    yield from _missing_agreement(request, rule)
    if rule.needs_consent and not request.exempt:
        yield from _missing_consent(request)
    yield from _missing_ground(request, rule)
    yield from _missing_reasons(request, rule)
    if waits_for_approval(request):
        yield Sentence(
            _lt("A second person has to approve this first. Use Ask for approval.")
        )


def _missing_what(request, rule):
    """What may never go so, however well it is reasoned."""
    if not request.classes:
        yield Sentence(_lt("Please tick what is to be shared."))
    if request.recipient not in rule.recipients:
        yield Sentence(
            _lt("This ground does not cover this recipient. Choose another one.")
        )
    if request.way not in rule.ways:
        yield Sentence(_lt("This ground does not cover this way of sharing."))
    allowed = rule.classes & CLASSES_OF_RECIPIENT.get(request.recipient, ALL_CLASSES)
    if request.classes - allowed:
        yield _about_classes(
            _lt("This can't go to them this way: %(what)s. Take it off."),
            request.classes - allowed,
        )


def _missing_agreement(request, rule):
    if rule.needs_agreement and request.agreement_ended:
        yield Sentence(
            _lt(
                "The information-sharing agreement with them has run out. Ask for it "
                "to be renewed before anything is shared."
            )
        )
    if request.needs_authority:
        yield Sentence(
            _lt(
                "Nothing may be discussed with this person until written authority is "
                "on file. File it first."
            )
        )


def _missing_consent(request):
    if not request.people:
        yield Sentence(_lt("Please say whom it is about."))
    open_questions = [
        (person, name)
        for person, name in questions(
            request.people, request.classes, request.recipient
        )
        if person.key not in request.covered
    ]
    said = {
        (person.key, name): request.wishes.get((person.key, name), Wish())
        for person, name in open_questions
    }
    lacking = [
        (name, wish.standing)
        for (_key, name), wish in said.items()
        if wish.standing not in CONSENT_YES
    ]
    refused = {name for name, said_so in lacking if said_so in CONSENT_NO}
    ended = {name for name, said_so in lacking if said_so == CONSENT_EXPIRED}
    if refused:
        yield _about_classes(
            _lt(
                "They said no to sharing this with them: %(what)s. Respect that, or "
                "ask a manager whether the law allows it."
            ),
            refused,
        )
    if ended:
        yield _about_classes(
            _lt("Their consent has run out for this: %(what)s. Ask them again."), ended
        )
    if lacking:
        yield _about_classes(
            _lt("They have not agreed to this yet: %(what)s. Ask them first."),
            dict(lacking),
        )
    yield from _missing_alleged(request)
    conditional = CONSENT_CONDITIONAL in {wish.standing for wish in said.values()}
    if conditional and not request.condition_met.strip():
        yield Sentence(
            _lt("They said yes only if something is kept. Please say how it is kept.")
        )


def _missing_alleged(request):
    """What is told of the alleged person must be somebody's to tell."""
    asked = {
        name
        for _person, name in questions(
            request.people, request.classes, request.recipient
        )
    }
    if CLASS_ALLEGED in request.classes and CLASS_ALLEGED not in asked:
        yield Sentence(
            _lt(
                "What is known of the alleged person is not for others to agree to. "
                "Take it off, or choose another ground."
            )
        )


def _missing_ground(request, rule):
    if rule.concern and rule.concern not in request.concerns:
        yield Sentence(
            _lt(
                "No safeguarding concern of this kind is on record. Raise it first, on "
                "the tab Risk."
            )
        )
    if (
        rule.concern
        and request.test == TEST_BOTH
        and not request.increased_risk.strip()
    ):
        yield Sentence(
            _lt(
                "The service standard asks for a greater risk as well. Please say what "
                "makes the risk greater."
            )
        )
    if rule.heeds_objection and request.objected:
        yield Sentence(
            _lt("They said no to this, even without their name. Respect that.")
        )


def _missing_reasons(request, rule):
    if rule.needs_reason and not request.reason.strip():
        yield Sentence(_lt("Please say why it has to be shared."))
    if rule.needs_approval and not request.necessity.strip():
        yield Sentence(_lt("Please say why no less than this would do."))
    if rule.needs_told and request.told not in dict(TOLD_OF_SHARING):
        yield Sentence(_lt("Please say whether the person has been told."))
    if rule.needs_told and request.told == TOLD_NO and not request.told_why.strip():
        yield Sentence(_lt("Please say why the person has not been told."))


def _about_classes(template, classes):
    """:return: ``Sentence`` that also says which classes it is about"""
    ordered = [name for name, _label in DATA_CLASSES if name in classes]
    sentence = Sentence(template, what=", ".join(_LABELS[name] for name in ordered))
    sentence.classes = ordered
    return sentence


@dataclass(frozen=True)
class Shareable:
    """One thing that may be ticked, as the recipient would read it.

    :param key: names it within its case
    :param data_class: one of ``DATA_CLASSES``
    :param label: what it is
    :param text: the words themselves
    :param party_id: whom it is about, or None for the case
    """

    key: str
    data_class: str
    label: str
    text: str
    party_id: int = None
