"""Words of sharing: what may leave a case, to whom, by which way and on what ground.

Like ``policy.vocabulary``, the only home of these strings.
"""

# What can be told of a person or their case, each asked about by itself
CLASS_IDENTITY = "identity"
CLASS_CONTACT = "contact"
CLASS_ADDRESS = "address"
CLASS_HOUSEHOLD = "household"
CLASS_INCIDENT = "incident"
CLASS_STRAND = "strand"
CLASS_RISK = "risk"
CLASS_HEALTH = "health"
CLASS_ALLEGED = "alleged"
CLASS_EVIDENCE = "evidence"
CLASS_PLAN = "plan"
DATA_CLASSES = [
    (CLASS_IDENTITY, "Name and who they are"),
    (CLASS_CONTACT, "Phone, e-mail and safe contact"),
    (CLASS_ADDRESS, "Address"),
    (CLASS_HOUSEHOLD, "Who lives with them"),
    (CLASS_INCIDENT, "What happened"),
    (CLASS_STRAND, "What the hostility was aimed at"),
    (CLASS_RISK, "Risk"),
    (CLASS_HEALTH, "Health, disability and support"),
    (CLASS_ALLEGED, "The person alleged to have done it"),
    (CLASS_EVIDENCE, "Evidence"),
    (CLASS_PLAN, "The action plan"),
]
ALL_CLASSES = frozenset(value for value, _label in DATA_CLASSES)

RECIPIENT_AGENCY = "agency"
RECIPIENT_PANEL = "panel"
RECIPIENT_POLICE = "police"
RECIPIENT_COUNCIL = "local_authority"
RECIPIENT_LEGAL = "legal"
RECIPIENT_DEPARTMENT = "department"
RECIPIENT_CONTRACTOR = "contractor"
RECIPIENT_REPRESENTATIVE = "representative"
RECIPIENT_OTHER = "other"
RECIPIENT_KINDS = [
    (RECIPIENT_AGENCY, "Support agency"),
    (RECIPIENT_PANEL, "Panel"),
    (RECIPIENT_POLICE, "Police"),
    (RECIPIENT_COUNCIL, "Council"),
    (RECIPIENT_LEGAL, "Solicitor or court"),
    (RECIPIENT_DEPARTMENT, "Another team of ours"),
    (RECIPIENT_CONTRACTOR, "Contractor"),
    (RECIPIENT_REPRESENTATIVE, "Someone who speaks for them"),
    (RECIPIENT_OTHER, "Someone else"),
]
# There is one of each, so a name makes no difference
RECIPIENTS_WITHOUT_NAME = (RECIPIENT_POLICE, RECIPIENT_COUNCIL)

WAY_REFERRAL = "referral"
WAY_PANEL_PACK = "panel_pack"
WAY_POLICE_REPORT = "police_report"
WAY_INTELLIGENCE = "intelligence"
WAY_PRINT = "print"
WAY_EXPORT = "export"
WAY_EMAIL = "email"
WAY_PHONE = "phone"
WAYS_OUT = [
    (WAY_REFERRAL, "Referral"),
    (WAY_PANEL_PACK, "Panel pack"),
    (WAY_POLICE_REPORT, "Report to the police"),
    (WAY_INTELLIGENCE, "Anonymous intelligence"),
    (WAY_PRINT, "On paper"),
    (WAY_EXPORT, "As a file"),
    (WAY_EMAIL, "Letter or e-mail"),
    (WAY_PHONE, "By phone or face to face"),
]
ALL_WAYS = frozenset(value for value, _label in WAYS_OUT)

PURPOSE_SUPPORT = "support"
PURPOSE_SAFETY = "safety"
PURPOSE_PANEL = "panel"
PURPOSE_POLICE = "police"
PURPOSE_INTELLIGENCE = "intelligence"
PURPOSE_LEGAL = "legal"
PURPOSE_HOUSING = "housing"
PURPOSE_REPAIR = "repair"
PURPOSE_SPEAK = "speak"
PURPOSE_CASEWORK = "casework"
PURPOSES = [
    (PURPOSE_SUPPORT, "Get them support"),
    (PURPOSE_SAFETY, "Keep them or others safe"),
    (PURPOSE_PANEL, "Talk about it with partners"),
    (PURPOSE_POLICE, "Report it to the police"),
    (PURPOSE_INTELLIGENCE, "Tell the police without names"),
    (PURPOSE_LEGAL, "Take or prepare legal action"),
    (PURPOSE_HOUSING, "Find another home"),
    (PURPOSE_REPAIR, "Mend or protect the home"),
    (PURPOSE_SPEAK, "Let someone speak for them"),
    (PURPOSE_CASEWORK, "Work on the case inside our organisation"),
]
# For whom each purpose can be meant: offered first in the dialogues
PURPOSE_OF_RECIPIENT = {
    RECIPIENT_AGENCY: PURPOSE_SUPPORT,
    RECIPIENT_PANEL: PURPOSE_PANEL,
    RECIPIENT_POLICE: PURPOSE_POLICE,
    RECIPIENT_COUNCIL: PURPOSE_SAFETY,
    RECIPIENT_LEGAL: PURPOSE_LEGAL,
    RECIPIENT_DEPARTMENT: PURPOSE_CASEWORK,
    RECIPIENT_CONTRACTOR: PURPOSE_REPAIR,
    RECIPIENT_REPRESENTATIVE: PURPOSE_SPEAK,
    RECIPIENT_OTHER: PURPOSE_SUPPORT,
}

GROUND_CONSENT = "consent"
GROUND_CHILD = "safeguarding_child"
GROUND_ADULT = "safeguarding_adult"
GROUND_LEGAL_DUTY = "legal_duty"
GROUND_VITAL = "vital_interests"
GROUND_CRIME = "crime_prevention"
GROUND_ANONYMOUS = "anonymous"
# The landlord's own work is no disclosure to others, and is on record all the same
GROUND_OWN_WORK = "own_work"
GROUNDS = [
    (GROUND_CONSENT, "With their consent"),
    (GROUND_CHILD, "A child is at risk"),
    (GROUND_ADULT, "An adult is at risk"),
    (GROUND_LEGAL_DUTY, "The law demands it"),
    (GROUND_VITAL, "To save a life or prevent serious harm"),
    (GROUND_CRIME, "To prevent or solve a crime"),
    (GROUND_ANONYMOUS, "Nobody can be known from it"),
    (GROUND_OWN_WORK, "Our own work on the case"),
]

# What is typed to speak for a ground
GROUND_FIELDS = (
    "condition_met",
    "reason",
    "necessity",
    "increased_risk",
    "told",
    "told_why",
    "emergency",
)

# Wishes
CONSENT_GIVEN = "given"
CONSENT_CONDITIONAL = "conditional"
CONSENT_REFUSED = "refused"
CONSENT_UNDECIDED = "undecided"
CONSENT_WITHDRAWN = "withdrawn"
CONSENT_EXPIRED = "expired"
CONSENT_ANSWERS = [
    (CONSENT_GIVEN, "Yes"),
    (CONSENT_CONDITIONAL, "Only if…"),
    (CONSENT_REFUSED, "No"),
    (CONSENT_UNDECIDED, "Not decided yet"),
    (CONSENT_WITHDRAWN, "Taken back"),
]
# How an answer stands today: one that ran out is nowhere written
CONSENT_STANDINGS = [*CONSENT_ANSWERS, (CONSENT_EXPIRED, "Run out")]
CONSENT_YES = (CONSENT_GIVEN, CONSENT_CONDITIONAL)
CONSENT_NO = (CONSENT_REFUSED, CONSENT_WITHDRAWN)
CONSENT_WAYS = [
    ("person", "Face to face"),
    ("phone", "By phone"),
    ("video", "By video"),
    ("writing", "In writing"),
    ("portal", "On our website"),
]
EVIDENCE_SIGNED = "signed"
CONSENT_EVIDENCE = [
    ("noted", "Noted at once, in their words"),
    ("message", "Their own letter or message"),
    (EVIDENCE_SIGNED, "Signed paper"),
    ("witness", "A colleague was there"),
]
INTERPRETER_NOT_NEEDED = "not_needed"
INTERPRETER_PRESENT = "present"
INTERPRETER_DECLINED = "declined"
INTERPRETING = [
    (INTERPRETER_NOT_NEEDED, "None was needed"),
    (INTERPRETER_PRESENT, "An interpreter was there"),
    (INTERPRETER_DECLINED, "They chose to go without one"),
]

# A disclosure's way
DISCLOSURE_DRAFT = "draft"
DISCLOSURE_WAITING = "waiting"
DISCLOSURE_APPROVED = "approved"
DISCLOSURE_SENT = "sent"
DISCLOSURE_STOPPED = "stopped"
DISCLOSURE_STATES = [
    (DISCLOSURE_DRAFT, "Draft"),
    (DISCLOSURE_WAITING, "Waiting for approval"),
    (DISCLOSURE_APPROVED, "Approved"),
    (DISCLOSURE_SENT, "Sent"),
    (DISCLOSURE_STOPPED, "Stopped"),
]
DISCLOSURE_OPEN = (DISCLOSURE_DRAFT, DISCLOSURE_WAITING, DISCLOSURE_APPROVED)
TOLD_YES = "yes"
TOLD_NO = "no"
TOLD_OF_SHARING = [
    (TOLD_YES, "They have been told"),
    (TOLD_NO, "They have not been told"),
]

# What a landlord's standard asks before it shares without consent [X11]
TEST_BOTH = "both"
TEST_CONCERN = "concern"
SHARING_TESTS = [
    (TEST_BOTH, "A safeguarding concern and a greater risk"),
    (TEST_CONCERN, "A safeguarding concern"),
]
