"""Words of the room that deals with the police, reporting centres and redaction."""

from .vocabulary_gate import RECIPIENT_COUNCIL, RECIPIENT_POLICE

# What redaction finds
FOUND_NAME = "name"
FOUND_ADDRESS = "address"
FOUND_PHONE = "phone"
FOUND_EMAIL = "email"
FOUND_REFERENCE = "reference"
FOUND_BIRTH = "birth"
FOUND_HINT = "hint"
FOUND_KINDS = [
    (FOUND_NAME, "Name"),
    (FOUND_ADDRESS, "Address"),
    (FOUND_PHONE, "Phone number"),
    (FOUND_EMAIL, "E-mail address"),
    (FOUND_REFERENCE, "Reference or number"),
    (FOUND_BIRTH, "Date of birth"),
    (FOUND_HINT, "May tell who it is"),
]
# What stands in a text where something was taken out
MASKS = {
    FOUND_NAME: "[name]",
    FOUND_ADDRESS: "[address]",
    FOUND_PHONE: "[phone number]",
    FOUND_EMAIL: "[e-mail address]",
    FOUND_REFERENCE: "[reference]",
    FOUND_BIRTH: "[date of birth]",
    FOUND_HINT: "[left out]",
}

# How a person wants the police to know, or not [X12] [002.5.3] [003.9.2b] [004.5e]
MODE_NONE = "none"
MODE_INTELLIGENCE = "intelligence"
MODE_CONSENT = "consent"
MODE_SUPPORTED = "supported"
MODE_LEGAL_DUTY = "legal_duty"
POLICE_MODES = [
    (MODE_NONE, "Not to the police"),
    (MODE_INTELLIGENCE, "Anonymous: no names, as intelligence"),
    (MODE_CONSENT, "We report it, with their consent"),
    (MODE_SUPPORTED, "They report it, and we help"),
    (MODE_LEGAL_DUTY, "We report it because the law demands it"),
]
# In these a packet of ours leaves
MODES_WE_SEND = (MODE_INTELLIGENCE, MODE_CONSENT, MODE_LEGAL_DUTY)

REPORT_DRAFT = "draft"
REPORT_SENT = "sent"
REPORT_STOPPED = "stopped"
REPORT_NOTED = "noted"
REPORT_STATES = [
    (REPORT_DRAFT, "Being prepared"),
    (REPORT_SENT, "With the police"),
    (REPORT_STOPPED, "Stopped"),
    (REPORT_NOTED, "Wish noted"),
]

# What is done for somebody who reports to the police themselves [003.9.1b]
HELP_REPORTED = "reported"
HELP_STEPS = [
    ("explained", "Told what the police ask, and that they may stop at any time"),
    ("safe_place", "Agreed on a safe place and time"),
    ("interpreter", "Arranged an interpreter, BSL or other help"),
    ("evidence", "Gathered the evidence they want to show"),
    ("beside", "Stayed beside them while they reported"),
    (HELP_REPORTED, "They have reported it"),
    ("afterwards", "Asked afterwards how it went"),
]

# The sections of the national online report form, in its order
SECTION_ABOUT = "about"
SECTION_WHAT = "what"
SECTION_WHEN = "when"
SECTION_WHERE = "where"
SECTION_WHY = "why"
SECTION_WHO = "who"
SECTION_EVIDENCE = "evidence"
SECTION_CONTACT = "contact"
PACKET_SECTIONS = [
    (SECTION_ABOUT, "About the person"),
    (SECTION_WHAT, "What happened"),
    (SECTION_WHEN, "When"),
    (SECTION_WHERE, "Where"),
    (SECTION_WHY, "What the hostility was aimed at"),
    (SECTION_WHO, "Who did it, as far as known"),
    (SECTION_EVIDENCE, "Evidence and witnesses"),
    (SECTION_CONTACT, "May the police make contact, and how"),
]

# Which step it is to tell them of a safeguarding concern, by the gate
STEP_OF_TELLING = {RECIPIENT_COUNCIL: "council", RECIPIENT_POLICE: "police"}
STEP_OF_TELLING_OTHERS = "health"
STEPS_BY_THE_GATE = (*STEP_OF_TELLING.values(), STEP_OF_TELLING_OTHERS)

CENTRE_DAYS = [
    ("weekdays", "Monday to Friday"),
    ("every_day", "Every day"),
    ("evenings", "Evenings and weekends"),
    ("asked", "When asked"),
]
