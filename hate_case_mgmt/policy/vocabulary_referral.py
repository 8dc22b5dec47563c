"""Words of agencies and referrals: what people need, and the way of a referral."""

NEED_SUPPORT = "support"
NEED_REPORTING = "reporting"
NEED_PANEL = "panel"
NEED_BEHAVIOUR = "behaviour"
NEEDS = [
    (NEED_SUPPORT, "Someone to talk to"),
    ("advice", "Advice on rights and the law"),
    ("advocacy", "Someone to speak for them"),
    ("court", "Help with police and court"),
    (NEED_REPORTING, "Help with reporting"),
    ("safety", "Safety at home"),
    ("housing", "Housing"),
    ("money", "Money and benefits"),
    ("health", "Health and mental health"),
    ("family", "Children and family"),
    ("language", "Language and communication"),
    ("care", "Care and protection"),
    (NEED_PANEL, "Several agencies together"),
    (NEED_BEHAVIOUR, "Help to stop, for someone alleged"),
]

# What an item of the plan needs from an agency, by the code of its type
NEED_OF_ACTION = {
    "risk_panel": NEED_PANEL,
    "alleged_referral": NEED_BEHAVIOUR,
    "alleged_learning": NEED_BEHAVIOUR,
    "alleged_family": "family",
    "safeguarding_child": "care",
    "safeguarding_adult": "care",
    "patrols": "safety",
}

# Why an agency is suggested; the sentences stand in ``policy.agencies``
FITS_AREA = "area"
FITS_NATIONAL = "national"
FITS_STRAND = "strand"
FITS_EVERY_STRAND = "every_strand"
FITS_NEED = "need"
FITS_LANGUAGE = "language"
FITS_RISK = "risk"
FITS_AGREEMENT = "agreement"
LACKS_AGREEMENT = "no_agreement"

REFERRAL_PERSON = "person"
REFERRAL_PLACE = "place"
REFERRAL_SUBJECTS = [
    (REFERRAL_PERSON, "A person"),
    (REFERRAL_PLACE, "A place"),
]

REFERRAL_DRAFT = "draft"
REFERRAL_WAITING = "waiting"
REFERRAL_APPROVED = "approved"
REFERRAL_SENT = "sent"
REFERRAL_RECEIVED = "received"
REFERRAL_ACCEPTED = "accepted"
REFERRAL_DECLINED = "declined"
REFERRAL_DONE = "done"
REFERRAL_WITHDRAWN = "withdrawn"
REFERRAL_STATES = [
    (REFERRAL_DRAFT, "Draft"),
    (REFERRAL_WAITING, "Waiting for consent"),
    (REFERRAL_APPROVED, "Approved"),
    (REFERRAL_SENT, "Sent"),
    (REFERRAL_RECEIVED, "Received"),
    (REFERRAL_ACCEPTED, "Accepted"),
    (REFERRAL_DECLINED, "Declined"),
    (REFERRAL_DONE, "Done"),
    (REFERRAL_WITHDRAWN, "Withdrawn"),
]
# Nothing has left yet
REFERRALS_BEFORE = (REFERRAL_DRAFT, REFERRAL_WAITING, REFERRAL_APPROVED)
# With the agency, which may still answer
REFERRALS_AWAY = (REFERRAL_SENT, REFERRAL_RECEIVED, REFERRAL_ACCEPTED)
# No answer yet: the promise of one runs
REFERRALS_TO_CHASE = (REFERRAL_SENT, REFERRAL_RECEIVED)
REFERRALS_OVER = (REFERRAL_DECLINED, REFERRAL_DONE, REFERRAL_WITHDRAWN)

ANSWER_RECEIVED = REFERRAL_RECEIVED
ANSWER_ACCEPTED = REFERRAL_ACCEPTED
ANSWER_DECLINED = REFERRAL_DECLINED
ANSWER_DONE = REFERRAL_DONE
ANSWER_NOTE = "note"
REFERRAL_ANSWERS = [
    (ANSWER_RECEIVED, "We have received it"),
    (ANSWER_ACCEPTED, "We take it on"),
    (ANSWER_DECLINED, "We can't take it on"),
    (ANSWER_DONE, "Our part is done"),
    (ANSWER_NOTE, "Only a note"),
]
# What may be answered when; a note may always be added while it is with the agency
ANSWERS_WHILE = {
    REFERRAL_SENT: (ANSWER_RECEIVED, ANSWER_ACCEPTED, ANSWER_DECLINED, ANSWER_NOTE),
    REFERRAL_RECEIVED: (ANSWER_ACCEPTED, ANSWER_DECLINED, ANSWER_NOTE),
    REFERRAL_ACCEPTED: (ANSWER_DONE, ANSWER_DECLINED, ANSWER_NOTE),
}
# These keep the promise of an answer
ANSWERS_THAT_COUNT = (ANSWER_ACCEPTED, ANSWER_DECLINED, ANSWER_DONE)
ANSWERED_BY_LINK = "link"
ANSWERED_BY = [
    (ANSWERED_BY_LINK, "By the link"),
    ("phone", "By phone"),
    ("email", "By e-mail"),
    ("post", "By letter"),
    ("meeting", "In a meeting"),
]

REFERRAL_BY_LINK = "link"
REFERRAL_BY_HAND = "hand"
REFERRAL_WAYS = [
    (REFERRAL_BY_LINK, "By a link, by e-mail"),
    (REFERRAL_BY_HAND, "On paper, as a PDF"),
]

LINK_WAITING = "waiting"
LINK_GONE = "gone"
LINK_FAILED = "failed"
LINK_HELD = "held"
LINK_DELIVERIES = [
    (LINK_WAITING, "Waiting to leave"),
    (LINK_GONE, "Gone"),
    (LINK_FAILED, "Not delivered"),
    (LINK_HELD, "Held back"),
]

LEAD_LANDLORD = "landlord"
LEAD_AGENCY = "agency"
LEADS = [
    (LEAD_LANDLORD, "We lead"),
    (LEAD_AGENCY, "An agency leads"),
]
