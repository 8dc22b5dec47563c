"""The words of keeping and removing: retention, holds, subject access."""

from .vocabulary import STATE_CLOSED, STATE_NOT_HATE, STATE_SIGNPOSTED

# How a case ended, for how long it is kept
OUTCOME_CLOSED = "closed"
OUTCOME_ENFORCED = "enforced"
OUTCOME_NOT_HATE = "not_hate"
OUTCOME_SIGNPOSTED = "signposted"
RETENTION_OUTCOMES = [
    (OUTCOME_CLOSED, "Closed"),
    (OUTCOME_ENFORCED, "Closed after legal action"),
    (OUTCOME_NOT_HATE, "Not accepted as hate"),
    (OUTCOME_SIGNPOSTED, "Signposted elsewhere"),
]
OUTCOME_OF_STATE = {
    STATE_CLOSED: OUTCOME_CLOSED,
    STATE_NOT_HATE: OUTCOME_NOT_HATE,
    STATE_SIGNPOSTED: OUTCOME_SIGNPOSTED,
}

# What is done when the time is over
ANONYMISE = "anonymise"
ERASE = "erase"
TREATMENTS = [
    (ANONYMISE, "Keep the figures, remove the people"),
    (ERASE, "Remove everything"),
]

DESTRUCTION_PROPOSED = "proposed"
DESTRUCTION_CONFIRMED = "confirmed"
DESTRUCTION_DONE = "done"
DESTRUCTION_REFUSED = "refused"
DESTRUCTION_STATES = [
    (DESTRUCTION_PROPOSED, "To be confirmed"),
    (DESTRUCTION_CONFIRMED, "Being removed"),
    (DESTRUCTION_DONE, "Removed"),
    (DESTRUCTION_REFUSED, "Refused"),
]

LINE_WAITING = "waiting"
LINE_REMOVED = "removed"
LINE_KEPT = "kept"
LINE_STATES = [
    (LINE_WAITING, "Waiting"),
    (LINE_REMOVED, "Removed"),
    (LINE_KEPT, "Kept"),
]
# Why a case of a confirmed batch was kept after all
KEPT_HELD = "held"
KEPT_REOPENED = "reopened"
KEPT_NOT_DUE = "not_due"
KEPT_GONE = "gone"
KEPT_FAILED = "failed"
KEPT_REASONS = [
    (KEPT_HELD, "A legal hold"),
    (KEPT_REOPENED, "It is open again"),
    (KEPT_NOT_DUE, "Its time is not over"),
    (KEPT_GONE, "It was no longer there"),
    (KEPT_FAILED, "Removing it failed; see the server log"),
]

ACCESS_GATHERING = "gathering"
ACCESS_CHECKING = "checking"
ACCESS_READY = "ready"
ACCESS_RELEASED = "released"
ACCESS_GIVEN = "given"
ACCESS_REFUSED = "refused"
ACCESS_STATES = [
    (ACCESS_GATHERING, "Finding the person"),
    (ACCESS_CHECKING, "Being checked"),
    (ACCESS_READY, "To be released"),
    (ACCESS_RELEASED, "To be given"),
    (ACCESS_GIVEN, "Given"),
    (ACCESS_REFUSED, "Refused"),
]

GIVEN_BY_POST = "post"
GIVEN_BY_HAND = "hand"
GIVEN_BY_EMAIL = "email"
WAYS_GIVEN = [
    (GIVEN_BY_POST, "By post"),
    (GIVEN_BY_HAND, "From hand to hand"),
    (GIVEN_BY_EMAIL, "By e-mail, with a password"),
]

FINDING_MASK = "mask"
FINDING_LEAVE = "leave"
FINDING_DECISIONS = [
    (FINDING_MASK, "Mask it"),
    (FINDING_LEAVE, "Leave it"),
]

PRIVACY_NOTICE = "notice"
PRIVACY_IMPACT = "impact"
PRIVACY_DOCUMENTS = [
    (PRIVACY_NOTICE, "Privacy notice"),
    (PRIVACY_IMPACT, "Data protection impact assessment"),
]
