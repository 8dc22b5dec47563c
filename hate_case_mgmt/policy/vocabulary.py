"""The only home of the words that code, data and views share.

Each list holds ``(value, label)`` pairs, ready for a Selection field; a value that
code refers to has a constant of its own.
"""

from .vocabulary_gate import DATA_CLASSES as DATA_CLASSES
from .vocabulary_gate import GROUNDS as GROUNDS
from .vocabulary_gate import RECIPIENT_KINDS as RECIPIENT_KINDS
from .vocabulary_gate import WAYS_OUT as WAYS_OUT

# The way of a case (design: "The way of a case")
STATE_REPORTED = "reported"
STATE_OPEN = "open"
STATE_MONITORING = "monitoring"
STATE_CLOSING = "closing"
STATE_CLOSED = "closed"
STATE_NOT_HATE = "not_hate"
STATE_SIGNPOSTED = "signposted"

CASE_STATES = [
    (STATE_REPORTED, "Reported"),
    (STATE_OPEN, "Open"),
    (STATE_MONITORING, "Monitoring"),
    (STATE_CLOSING, "Closing"),
    (STATE_CLOSED, "Closed"),
    (STATE_NOT_HATE, "Not accepted as hate"),
    (STATE_SIGNPOSTED, "Signposted"),
]
# A case in one of these states is somebody's work
OPEN_STATES = (STATE_REPORTED, STATE_OPEN, STATE_MONITORING, STATE_CLOSING)

# Priority: high from the start [002.4.1a]
PRIORITY_HIGH = "high"
PRIORITIES = [
    (PRIORITY_HIGH, "High"),
    ("medium", "Medium"),
    ("low", "Low"),
]

# Three levels and no more: people tell three apart, and each leads to other steps
RISK_LOW = "low"
RISK_MEDIUM = "medium"
RISK_HIGH = "high"
RISK_LEVELS = [
    (RISK_LOW, "Low"),
    (RISK_MEDIUM, "Medium"),
    (RISK_HIGH, "High"),
]
MATRIX_FULL = "full"
MATRIX_SCREEN = "screen"
MATRIX_KINDS = [
    (MATRIX_FULL, "Full assessment with the person"),
    (MATRIX_SCREEN, "Short screen at first contact"),
]
ASSESSMENT_DRAFT = "draft"
ASSESSMENT_FINISHED = "finished"
ASSESSMENT_SET_ASIDE = "set_aside"
ASSESSMENT_EXEMPT = "exempt"
ASSESSMENT_STATES = [
    (ASSESSMENT_DRAFT, "Being filled"),
    (ASSESSMENT_FINISHED, "Finished"),
    (ASSESSMENT_SET_ASIDE, "Set aside"),
    (ASSESSMENT_EXEMPT, "Not made, with a reason"),
]
ASSESSMENT_WAYS = [
    ("phone", "By phone"),
    ("visit", "On a visit at home"),
    ("place", "At an agreed safe place"),
    ("office", "At an office"),
    ("video", "By video"),
    ("other", "Through someone who speaks for them"),
]
# Why the risk is to be looked at again
REVIEW_INCIDENT = "incident"
REVIEW_CONTACT = "contact"
REVIEW_CLOSING = "closing"
REVIEW_EXPIRED = "expired"
RISK_REVIEWS = [
    (REVIEW_INCIDENT, "Something new happened"),
    (REVIEW_CONTACT, "We could not reach the person"),
    (REVIEW_CLOSING, "The case is about to be closed"),
    (REVIEW_EXPIRED, "The last assessment has run out"),
]
DECISION_RAISED = "raised"
DECISION_LOWERED = "lowered"
DECISION_SEEN = "seen"
RISK_DECISIONS = [
    (DECISION_RAISED, "Level raised"),
    (DECISION_LOWERED, "Level lowered by a manager"),
    (DECISION_SEEN, "Looked at by a manager"),
]
HARM_TRENDS = [
    ("rising", "Rising"),
    ("steady", "Steady"),
    ("falling", "Falling"),
]

# Safeguarding [002.4.4c] [003.8.2b]
CONCERN_CHILD = "child"
CONCERN_ADULT = "adult"
CONCERNS = [
    (CONCERN_CHILD, "A child"),
    (CONCERN_ADULT, "An adult at risk"),
]
SAFEGUARDING_OPEN = "open"
SAFEGUARDING_TOLD = "told"
SAFEGUARDING_DONE = "done"
SAFEGUARDING_STATES = [
    (SAFEGUARDING_OPEN, "Nobody told yet"),
    (SAFEGUARDING_TOLD, "Told, no outcome yet"),
    (SAFEGUARDING_DONE, "Outcome known"),
]
STEP_OUTCOME = "outcome"
SAFEGUARDING_STEPS = [
    ("council", "Told the council's team"),
    ("police", "Told the police"),
    ("lead", "Told our safeguarding lead"),
    ("health", "Told a doctor, school or other professional"),
    ("person", "Told the person or family"),
    ("answer", "They answered"),
    (STEP_OUTCOME, "Outcome"),
]
# These pass the concern on to somebody who can act on it
SAFEGUARDING_TELLS = ("council", "police", "lead")
# … and these are those outside who must act on it
SAFEGUARDING_AUTHORITIES = ("council", "police")

# People in a case
ROLE_VICTIM = "victim"
ROLE_HOUSEHOLD = "household"
ROLE_WITNESS = "witness"
ROLE_ALLEGED = "alleged"
ROLE_REPORTER = "reporter"
ROLE_REPRESENTATIVE = "representative"

PARTY_ROLES = [
    (ROLE_VICTIM, "Person affected"),
    (ROLE_HOUSEHOLD, "Household member"),
    (ROLE_WITNESS, "Witness"),
    (ROLE_ALLEGED, "Alleged"),
    (ROLE_REPORTER, "Reporter"),
    (ROLE_REPRESENTATIVE, "Representative"),
]

# How well a person is known: an alleged person often is not
IDENTITIES = [
    ("named", "Name known"),
    ("unknown", "Not known"),
    ("group", "A group"),
    ("withheld", "Prefers not to say"),
]

STAFF_EMPLOYEE = "employee"
STAFF_CONTRACTOR = "contractor"
STAFF_KINDS = [
    (STAFF_EMPLOYEE, "Our employee"),
    (STAFF_CONTRACTOR, "Our contractor"),
]

# To whom an allegation about one of them is handed over, and for what [002.4.11]
CONDUCT_RECEIVERS = [
    ("hr", "Human resources"),
    ("contractor", "The contractor's employer"),
    ("other", "Someone else"),
]
CONDUCT_INQUIRIES = [
    ("disciplinary", "A disciplinary investigation"),
    ("statutory", "A statutory investigation"),
    ("both", "Both"),
    ("contract", "Action under the contract"),
]

# What is done about an adjustment that is hard to make [003.7.3b]
ADJUSTMENT_STEPS = [
    ("considered", "Other ways were looked at"),
    ("asked", "Experts were asked"),
    ("advised", "Experts gave advice"),
    ("signposted", "The person was told who else can help"),
]

INTERPRETERS = [
    ("none", "Not needed"),
    ("any", "Needed"),
    ("woman", "Needed, a woman"),
    ("man", "Needed, a man"),
]

# All tenures that the policies name [002.2.4] [003.3.1]
TENURES = [
    ("general_needs", "General needs tenant"),
    ("supported", "Supported housing tenant"),
    ("retirement", "Retirement living"),
    ("intermediate_rent", "Market or intermediate rent"),
    ("licensee", "Licensee"),
    ("leaseholder", "Leaseholder"),
    ("shared_owner", "Shared owner"),
    ("private_let", "Private tenant"),
    ("owner_occupier", "Owner occupier"),
    ("none", "No customer of ours"),
]

# Who tells us, in the reporter's own position [002.4.5]
REPORTER_VICTIM = "victim"
REPORTER_WITNESS = "witness"
REPORTER_HOUSEHOLD = "household"
REPORTER_ELECTED = "elected"
REPORTER_ANONYMOUS = "anonymous"
REPORTER_ROLES = [
    (REPORTER_VICTIM, "The person affected"),
    (REPORTER_HOUSEHOLD, "A member of the household"),
    (REPORTER_WITNESS, "A witness"),
    ("friend", "A friend or relative, on their behalf"),
    ("advice_centre", "An advice or reporting centre, on their behalf"),
    ("victim_support", "A victim support service, on their behalf"),
    ("police", "The police"),
    ("health", "A GP or other health worker"),
    ("faith", "A place of worship"),
    (REPORTER_ELECTED, "A councillor or MP"),
    ("colleague", "A colleague"),
    ("contractor", "A contractor"),
    (REPORTER_ANONYMOUS, "Someone who stays anonymous"),
]
# Nothing may be discussed with these without written authority on file; a councillor
# or MP needs none [003.6.2] [003.6.3]
REPORTERS_NEEDING_AUTHORITY = (
    "friend",
    "advice_centre",
    "victim_support",
    "health",
    "faith",
)

CHANNEL_PHONE = "phone"
CHANNEL_SOCIAL = "social_media"
CHANNEL_INTERNAL = "internal"
CHANNEL_CENTRE = "reporting_centre"
CHANNELS = [
    (CHANNEL_PHONE, "Phone"),
    ("email", "E-mail"),
    ("web", "Website"),
    ("office", "At an office"),
    ("home_visit", "Home visit"),
    ("safe_place", "At an agreed safe place"),
    (CHANNEL_SOCIAL, "Social media"),
    ("letter", "Letter"),
    (CHANNEL_CENTRE, "Third-party reporting centre"),
    (CHANNEL_INTERNAL, "From a colleague"),
]

# Ways of reaching a person. Each is unsafe until the person says it is safe.
METHOD_PHONE = "phone"
METHOD_VOICEMAIL = "voicemail"
METHOD_TEXT = "text"
METHOD_EMAIL = "email"
METHOD_POST = "post"
METHOD_VISIT = "visit"
METHOD_PLACE = "place"
CONTACT_METHODS = [
    (METHOD_PHONE, "Phone call"),
    (METHOD_VOICEMAIL, "Voicemail"),
    (METHOD_TEXT, "Text message"),
    (METHOD_EMAIL, "E-mail"),
    (METHOD_POST, "Letter by post"),
    (METHOD_VISIT, "Visit at home"),
    (METHOD_PLACE, "Meeting at a safe place"),
]

CONTACT_FIRST = "first"
CONTACT_UPDATE = "update"
CONTACT_INTRODUCTION = "introduction"
CONTACT_OTHER = "other"
CONTACT_KINDS = [
    (CONTACT_FIRST, "First response"),
    (CONTACT_UPDATE, "Update"),
    (CONTACT_INTRODUCTION, "Introducing the officer"),
    (CONTACT_OTHER, "Other"),
]
CONTACTS_ABOUT_THE_MATTER = (CONTACT_UPDATE, CONTACT_INTRODUCTION)
# Whether the way of a contact is still safe, as the person answered
STILL_SAFE = [
    ("yes", "Yes, still safe"),
    ("no", "No, not safe any more"),
    ("not_asked", "Could not ask"),
]

# Letters. What a kind says decides to whom it may go and which promise it keeps.
LETTER_ACKNOWLEDGEMENT = "acknowledgement"
LETTER_INTRODUCTION = "introduction"
LETTER_ACTION_PLAN = "action_plan"
LETTER_UPDATE = "update"
LETTER_CLOSURE = "closure"
LETTER_AFTER_CLOSURE = "after_closure"
LETTER_AUTHORITY = "authority"
LETTER_KINDS = [
    (LETTER_ACKNOWLEDGEMENT, "Acknowledgement"),
    (LETTER_INTRODUCTION, "Introducing the officer"),
    (LETTER_ACTION_PLAN, "Action plan"),
    (LETTER_UPDATE, "Update"),
    (LETTER_CLOSURE, "Closure"),
    (LETTER_AFTER_CLOSURE, "After closure"),
    (LETTER_AUTHORITY, "Authority to act for someone"),
]
# Thanks for getting in touch says nothing about the matter, nor does an empty form
LETTER_KINDS_WITHOUT_MATTER = (LETTER_ACKNOWLEDGEMENT, LETTER_AUTHORITY)
_LETTERS_TO_ALL = (LETTER_ACKNOWLEDGEMENT, LETTER_INTRODUCTION, LETTER_UPDATE)
# What is agreed with the person affected, and told to those who speak for them
LETTERS_TO_THE_AFFECTED = (LETTER_ACTION_PLAN, LETTER_CLOSURE, LETTER_AFTER_CLOSURE)
LETTERS_OF_A_CLOSED_CASE = (LETTER_CLOSURE, LETTER_AFTER_CLOSURE)
_ANY_LETTER = (*_LETTERS_TO_ALL, *LETTERS_TO_THE_AFFECTED, LETTER_AUTHORITY)
LETTER_KINDS_OF_ROLE = {
    ROLE_VICTIM: _ANY_LETTER,
    ROLE_HOUSEHOLD: _ANY_LETTER,
    ROLE_WITNESS: _LETTERS_TO_ALL,
    ROLE_REPORTER: _ANY_LETTER,
    ROLE_REPRESENTATIVE: _ANY_LETTER,
    ROLE_ALLEGED: (),
}
LETTER_EMAIL = "email"
LETTER_POST = "post"
LETTER_TEXT = "text"
LETTER_HAND = "hand"
LETTER_CHANNELS = [
    (LETTER_EMAIL, "E-mail"),
    (LETTER_POST, "Post"),
    (LETTER_TEXT, "Text message"),
    (LETTER_HAND, "Given in person"),
]
LETTER_CHANNEL_OF_METHOD = {
    METHOD_EMAIL: LETTER_EMAIL,
    METHOD_POST: LETTER_POST,
    METHOD_TEXT: LETTER_TEXT,
    METHOD_VISIT: LETTER_HAND,
    METHOD_PLACE: LETTER_HAND,
}
LETTERS_ON_PAPER = (LETTER_POST, LETTER_HAND)
LETTER_DELIVERIES = [
    ("waiting", "Waiting to go"),
    ("gone", "Sent"),
    ("failed", "Could not be delivered"),
    ("held", "Held back: not safe any more"),
]
# What a letter can fill in by itself
LETTER_FACTS = frozenset(
    {
        "greeting",
        "officer",
        "phone",
        "reference",
        "company",
        "contact_by",
        "rhythm",
        "days",
    }
)
# In English words, so of no use in another language
LETTER_FACTS_IN_ENGLISH = frozenset({"rhythm"})
# What must be given to a letter of a kind, and what may be
LETTER_TEXTS_OF_KIND = {
    LETTER_ACTION_PLAN: ("plan",),
    LETTER_UPDATE: ("news",),
    LETTER_CLOSURE: ("reasons", "actions"),
}
# What stands in a letter we keep where the person's own link was
LINK_LEFT_OUT = "https://…/feedback/…"
LETTER_OPTIONAL_TEXTS = frozenset({"survey_link", "rights"})
LETTER_TEXTS = LETTER_OPTIONAL_TEXTS.union(*LETTER_TEXTS_OF_KIND.values())
LETTER_PLACEHOLDERS = LETTER_FACTS | LETTER_TEXTS
# A text in another language is used when it is approved and still says what the English
# one says
TEXT_DRAFT = "draft"
TEXT_APPROVED = "approved"
TEXT_OUTDATED = "outdated"
LETTER_TEXT_STATES = [
    (TEXT_DRAFT, "Not approved yet"),
    (TEXT_APPROVED, "Approved"),
    (TEXT_OUTDATED, "English has changed since"),
]
# Those whom our promises are made to
ROLES_WE_ANSWER = (ROLE_VICTIM, ROLE_REPORTER)

# What a card or list says at a glance about contacting the person affected
CAUTION_ASK = "ask"
CAUTION_SOME = "some"
CAUTION_WAIT = "wait"
CONTACT_CAUTIONS = [
    (CAUTION_ASK, "Ask first what is safe"),
    (CAUTION_SOME, "Some ways are safe"),
    (CAUTION_WAIT, "They contact us"),
]

# The kinds of entry in a case's timeline
TIMELINE_REPORT = "report"
TIMELINE_INCIDENT = "incident"
TIMELINE_CONTACT = "contact"
TIMELINE_NOTE = "note"
TIMELINE_LETTER = "letter"
TIMELINE_DECISION = "decision"
TIMELINE_SIGNPOST = "signpost"
TIMELINE_AUTHORITY = "authority"
TIMELINE_ACTION = "action"
TIMELINE_EVIDENCE = "evidence"
TIMELINE_RISK = "risk"
TIMELINE_SAFEGUARDING = "safeguarding"
TIMELINE_CLOSURE = "closure"
TIMELINE_PLAN = "plan"
TIMELINE_PLAN_REVIEW = "plan_review"
TIMELINE_BREACH = "breach"
TIMELINE_ORDER = "order"
TIMELINE_REVIEW = "review"
TIMELINE_REFERRAL = "referral"
TIMELINE_REFERRAL_ANSWER = "referral_answer"
TIMELINE_LEAD = "lead"
TIMELINE_CONSENT = "consent"
TIMELINE_SHARED = "shared"
TIMELINE_POLICE = "police"
TIMELINE_POLICE_STEP = "police_step"
TIMELINE_POLICE_REFERENCE = "police_reference"
TIMELINE_KINDS = [
    (TIMELINE_REPORT, "Report"),
    (TIMELINE_INCIDENT, "Incident"),
    (TIMELINE_CONTACT, "Contact"),
    (TIMELINE_NOTE, "Staff note"),
    (TIMELINE_LETTER, "Letter"),
    (TIMELINE_DECISION, "Decision"),
    (TIMELINE_SIGNPOST, "Signposted"),
    (TIMELINE_AUTHORITY, "Written authority"),
    (TIMELINE_ACTION, "Action"),
    (TIMELINE_EVIDENCE, "Evidence"),
    (TIMELINE_RISK, "Risk assessment"),
    (TIMELINE_SAFEGUARDING, "Safeguarding step"),
    (TIMELINE_CLOSURE, "Closing"),
    (TIMELINE_PLAN, "Plan agreed"),
    (TIMELINE_PLAN_REVIEW, "Plan gone through"),
    (TIMELINE_BREACH, "Decision on the tenancy"),
    (TIMELINE_ORDER, "Repair or cleaning"),
    (TIMELINE_REVIEW, "Manager's review"),
    (TIMELINE_CONSENT, "Answer about sharing"),
    (TIMELINE_SHARED, "Shared"),
    (TIMELINE_REFERRAL, "Referral"),
    (TIMELINE_REFERRAL_ANSWER, "Answer to a referral"),
    (TIMELINE_LEAD, "Who leads"),
    (TIMELINE_POLICE, "Wish about the police"),
    (TIMELINE_POLICE_STEP, "Help to report"),
    (TIMELINE_POLICE_REFERENCE, "Police reference"),
]

# Evidence: what somebody holds that shows or tells what happened
ITEM_PHOTO = "photo"
ITEM_VIDEO = "video"
ITEM_CCTV = "cctv"
ITEM_AUDIO = "audio"
ITEM_DOCUMENT = "document"
ITEM_STATEMENT = "statement"
ITEM_WITNESSES = "witnesses"
ITEM_OBJECT = "object"
ITEM_KINDS = [
    (ITEM_PHOTO, "Photo"),
    (ITEM_VIDEO, "Video"),
    (ITEM_CCTV, "CCTV"),
    (ITEM_AUDIO, "Sound recording"),
    ("message", "Message or post"),
    (ITEM_DOCUMENT, "Document"),
    (ITEM_STATEMENT, "Statement"),
    ("diary", "Diary sheet"),
    (ITEM_OBJECT, "Object"),
    (ITEM_WITNESSES, "Finding witnesses"),
]
# What a file shows, where nobody said
ITEM_OF_MEDIA = {"image": ITEM_PHOTO, "video": ITEM_VIDEO, "audio": ITEM_AUDIO}
ITEM_WANTED = "wanted"
ITEM_ASKED = "asked"
ITEM_HELD = "held"
ITEM_LOST = "lost"
ITEM_STATES = [
    (ITEM_WANTED, "To get"),
    (ITEM_ASKED, "Asked for"),
    (ITEM_HELD, "Held"),
    (ITEM_LOST, "Not to be had"),
]
ITEMS_MISSING = (ITEM_WANTED, ITEM_ASKED)
CUSTODY_RECEIVED = "received"
CUSTODY_HANDED = "handed"
CUSTODY_OUTSIDE = "outside"
CUSTODY_COPIED = "copied"
CUSTODY_AS_IT_CAME = "as_it_came"
CUSTODY_CHECKED = "checked"
CUSTODY_KINDS = [
    (CUSTODY_RECEIVED, "Received"),
    (CUSTODY_HANDED, "Handed to a colleague"),
    (CUSTODY_OUTSIDE, "Handed to somebody outside"),
    ("returned", "Came back"),
    ("moved", "Kept elsewhere"),
    (CUSTODY_COPIED, "Copy made for outside"),
    (CUSTODY_AS_IT_CAME, "To go outside as it came"),
    (CUSTODY_CHECKED, "File checked"),
]
# What people write down by hand; the rest is written by a button
CUSTODY_BY_HAND = (CUSTODY_HANDED, CUSTODY_OUTSIDE, "returned", "moved")
GAP_ITEM = "item"
GAP_PHOTO = "photo"
GAP_CCTV = "cctv"
GAP_STATEMENT = "statement"
GAP_CRIME = "crime"
GAP_KINDS = [
    (GAP_ITEM, "Wanted, not here yet"),
    (GAP_PHOTO, "No photo: take one before it is cleaned or mended"),
    (GAP_CCTV, "CCTV not asked for: it is overwritten soon"),
    (GAP_STATEMENT, "Statement of a witness not taken"),
    (GAP_CRIME, "A crime without the police's reference"),
]
# CCTV is mostly kept for a month; later than that nobody is sent to ask
CCTV_DAYS = 31

# When something happened
PRECISION_EXACT = "exact"
PRECISION_ABOUT = "about"
PRECISION_PERIOD = "period"
PRECISION_UNKNOWN = "unknown"
PRECISIONS = [
    (PRECISION_EXACT, "Exactly then"),
    (PRECISION_ABOUT, "About then"),
    (PRECISION_PERIOD, "Over a period"),
    (PRECISION_UNKNOWN, "Not known"),
]

PERCEIVED_BY = [
    ("victim", "The person affected"),
    ("other", "Someone else"),
    ("both", "The person affected and someone else"),
]

YES_NO_UNKNOWN = [
    ("yes", "Yes"),
    ("no", "No"),
    ("unknown", "Not known"),
]

SEVERITIES = [
    ("1", "Words or gestures"),
    ("2", "Repeated or threatening"),
    ("3", "Damage or attack on the home"),
    ("4", "Violence, weapons or fire"),
]

POLICE_DECISIONS = [
    ("crime", "Recorded as a crime"),
    ("no_crime", "No crime recorded"),
    ("intelligence", "Kept as intelligence"),
    ("pending", "Not decided yet"),
]

# The regulator counts these five; anything else maps to none of them
REGULATOR_STRANDS = [
    ("race", "Race"),
    ("religion", "Religion"),
    ("sexual_orientation", "Sexual orientation"),
    ("disability", "Disability"),
    ("transgender", "Transgender identity"),
]

NOT_HATE_GROUNDS = [
    ("disproved", "Disproved"),
    ("unreasonable", "Unreasonable, as the standard words it"),
]

# Whether the person knows of a decision against their view
TOLD_YES = "yes"
TOLD = [
    (TOLD_YES, "They have been told"),
    ("no", "They could not be told"),
]

TRAINING_STATES = [
    ("never", "Never done"),
    ("expired", "Expired"),
    ("soon", "Expires soon"),
    ("valid", "Valid"),
]

# What may happen to a case. A commitment starts and is met by one of these.
EVENT_REPORT_RECEIVED = "report_received"
EVENT_ALLOCATED = "allocated"
EVENT_FIRST_RESPONSE = "first_response"
EVENT_FURTHER_REPORT = "further_report"
EVENT_REFERRAL_SENT = "referral_sent"
EVENT_REFERRAL_ANSWERED = "referral_answered"
EVENT_RISK_SCREENED = "risk_screened"
EVENT_RISK_ASSESSED = "risk_assessed"
EVENT_RISK_ASKED_AGAIN = "risk_asked_again"
EVENT_RISK_REVIEWED = "risk_reviewed"
EVENT_UPDATE_GIVEN = "update_given"
EVENT_OFFICER_INTRODUCED = "officer_introduced"
EVENT_ADJUSTMENT_AGREED = "adjustment_agreed"
EVENT_ADJUSTMENT_MADE = "adjustment_made"
EVENT_AUTHORITY_REQUESTED = "authority_requested"
EVENT_AUTHORITY_RECEIVED = "authority_received"
EVENT_HANDED_OVER = "handed_over"
EVENT_REOPENED = "reopened"
EVENT_CLOSING_PROPOSED = "closing_proposed"
EVENT_CLOSING_DISCUSSED = "closing_discussed"
EVENT_CLOSED = "closed"
EVENT_PLAN_AGREED = "plan_agreed"
EVENT_MANAGER_REVIEWED = "manager_reviewed"
EVENT_PLAN_COPIED = "plan_copied"
EVENT_CLOSURE_LETTER_SENT = "closure_letter_sent"
EVENT_SURVEY_SENT = "survey_sent"
EVENT_SURVEY_REMINDED = "survey_reminded"
EVENT_FOLLOWED_UP = "followed_up"
EVENT_SET_ASIDE = "set_aside"
EVENT_CALLED_OFF = "called_off"
EVENT_REPAIR_REPORTED = "repair_reported"
EVENT_REPAIR_DONE = "repair_done"
EVENT_GRAFFITI_REPORTED = "graffiti_reported"
EVENT_GRAFFITI_REMOVED = "graffiti_removed"
EVENT_SAFEGUARDING_RAISED = "safeguarding_raised"
EVENT_SAFEGUARDING_TOLD = "safeguarding_told"
EVENT_HAZARD_REPORTED = "hazard_reported"
EVENT_HAZARD_MADE_SAFE = "hazard_made_safe"
EVENTS = [
    (EVENT_REPORT_RECEIVED, "A report came in"),
    (EVENT_FURTHER_REPORT, "A further report came in about an open case"),
    (EVENT_ALLOCATED, "An officer was named"),
    (EVENT_FIRST_RESPONSE, "The person was reached for the first time"),
    (EVENT_HANDED_OVER, "The case was handed to another officer"),
    (EVENT_REOPENED, "The case was reopened"),
    (EVENT_OFFICER_INTRODUCED, "The person was told who their officer is"),
    (EVENT_RISK_SCREENED, "Risk was screened at first contact"),
    (EVENT_RISK_ASSESSED, "Risk was assessed with the person"),
    (EVENT_RISK_ASKED_AGAIN, "Something calls for another look at the risk"),
    (EVENT_RISK_REVIEWED, "The risk was looked at again"),
    (EVENT_PLAN_AGREED, "The action plan was agreed"),
    (EVENT_PLAN_COPIED, "The person was given a copy of the plan"),
    (EVENT_UPDATE_GIVEN, "The person was given an update"),
    (EVENT_REPAIR_REPORTED, "A repair was reported"),
    (EVENT_REPAIR_DONE, "The repair was done"),
    (EVENT_GRAFFITI_REPORTED, "Graffiti was reported"),
    (EVENT_GRAFFITI_REMOVED, "The graffiti was removed"),
    (EVENT_ADJUSTMENT_AGREED, "An adjustment was agreed"),
    (EVENT_ADJUSTMENT_MADE, "The adjustment was made"),
    (EVENT_AUTHORITY_REQUESTED, "Written authority was asked for"),
    (EVENT_AUTHORITY_RECEIVED, "Written authority is on file"),
    (EVENT_REFERRAL_SENT, "A referral was sent"),
    (EVENT_REFERRAL_ANSWERED, "The referral was answered"),
    (EVENT_CLOSING_PROPOSED, "Closing the case was proposed"),
    (EVENT_CLOSING_DISCUSSED, "Closing was discussed with the person"),
    (EVENT_MANAGER_REVIEWED, "A manager reviewed the case"),
    (EVENT_CLOSED, "The case was closed"),
    (EVENT_CLOSURE_LETTER_SENT, "The closure letter was sent"),
    (EVENT_SURVEY_SENT, "The survey was offered"),
    (EVENT_SURVEY_REMINDED, "The survey was answered, or the person reminded of it"),
    (EVENT_FOLLOWED_UP, "The person was contacted after closure"),
    (EVENT_SET_ASIDE, "The report was signposted, or not accepted as hate"),
    (EVENT_CALLED_OFF, "What was promised is not needed any longer"),
    (EVENT_SAFEGUARDING_RAISED, "A safeguarding concern was raised"),
    (EVENT_SAFEGUARDING_TOLD, "The council or the police were told of the concern"),
    (EVENT_HAZARD_REPORTED, "An emergency hazard in the home was reported"),
    (EVENT_HAZARD_MADE_SAFE, "The hazard was investigated and made safe"),
    ("case_review_requested", "An ASB case review was asked for"),
    ("case_review_informed", "The review panel has what we know"),
    ("complaint_received", "A complaint came in"),
    ("complaint_acknowledged", "The complaint was acknowledged"),
    ("complaint_answered", "The complaint was answered"),
    ("complaint_escalated", "The complaint was taken to stage 2"),
    ("escalation_acknowledged", "The stage 2 complaint was acknowledged"),
    ("escalation_answered", "The stage 2 complaint was answered"),
]
# What is promised for the time after a case was closed
EVENTS_OF_SURVEY = (EVENT_SURVEY_SENT, EVENT_SURVEY_REMINDED)
EVENTS_AFTER_CLOSING = (
    EVENT_CLOSURE_LETTER_SENT,
    *EVENTS_OF_SURVEY,
    EVENT_FOLLOWED_UP,
)
# What is promised for the casework itself, and ends with it
EVENTS_OF_CASEWORK = (
    EVENT_FIRST_RESPONSE,
    EVENT_OFFICER_INTRODUCED,
    EVENT_UPDATE_GIVEN,
    "risk_screened",
    "risk_assessed",
    EVENT_RISK_REVIEWED,
    EVENT_PLAN_AGREED,
    EVENT_PLAN_COPIED,
    "manager_reviewed",
    EVENT_CLOSING_DISCUSSED,
)
# What a landlord promises beside any case. No case's clock hangs on these.
EVENT_STANDARD_REVIEWED = "standard_reviewed"
LANDLORD_EVENTS = [
    ("training_completed", "Every colleague has done the training"),
    ("pack_published", "The scrutiny group was given its pack"),
    (EVENT_STANDARD_REVIEWED, "The standard was reviewed"),
]

SCOPE_CASE = "case"
SCOPE_LANDLORD = "landlord"
SCOPES = [
    (SCOPE_CASE, "Each case"),
    (SCOPE_LANDLORD, "The landlord as a whole"),
]

VERSION_DRAFT = "draft"
VERSION_IN_USE = "in_use"
VERSION_RETIRED = "retired"
VERSION_STATES = [
    (VERSION_DRAFT, "Draft"),
    (VERSION_IN_USE, "In use"),
    (VERSION_RETIRED, "Retired"),
]
STANDARD_POLICY = "policy"
STANDARD_STATUTORY = "statutory"
STANDARD_KINDS = [
    (STANDARD_POLICY, "Published by the landlord"),
    (STANDARD_STATUTORY, "Required by law or a code"),
]

# What the event that keeps a promise must carry
EVIDENCE_NONE = "none"
EVIDENCE_CONTACT = "contact"
EVIDENCE_CHOSEN = "chosen"
EVIDENCE_TOLD = "told"
EVIDENCE_PHOTO = "photo"
EVIDENCE_DOCUMENT = "document"
EVIDENCE_DECISION = "decision"
EVIDENCE_ANSWER = "answer"
# An attempt to make such a contact is shown beside the clock
EVIDENCE_OF_CONTACT = (EVIDENCE_CONTACT, EVIDENCE_CHOSEN, EVIDENCE_TOLD)
EVIDENCE_KINDS = [
    (EVIDENCE_NONE, "The entry itself"),
    (EVIDENCE_CONTACT, "A contact in which the person was reached"),
    (EVIDENCE_CHOSEN, "A contact made in the way the person chose"),
    (EVIDENCE_TOLD, "A contact made, or a letter sent"),
    (EVIDENCE_PHOTO, "A photo, or the contractor's confirmation"),
    ("copy", "The copy as it was given"),
    ("letter", "The letter as it was sent"),
    ("assessment", "The finished assessment"),
    (EVIDENCE_DOCUMENT, "The document on file"),
    (EVIDENCE_ANSWER, "The partner's answer"),
    (EVIDENCE_DECISION, "A decision and its reason"),
]

WAIVER_NOBODY = "nobody"
WAIVER_OFFICER = "officer"
WAIVER_MANAGER = "manager"
WAIVERS = [
    (WAIVER_NOBODY, "Nobody"),
    (WAIVER_OFFICER, "The case officer, with a reason"),
    (WAIVER_MANAGER, "A manager, with a reason"),
]

ESCALATION_NOBODY = "nobody"
ESCALATION_MANAGER = "manager"
ESCALATION_HEAD = "head"
ESCALATIONS = [
    (ESCALATION_NOBODY, "Nobody else"),
    (ESCALATION_MANAGER, "The manager"),
    (ESCALATION_HEAD, "The manager, and as long again after that the head"),
]

# What a letter tells the person, once it has gone
EVENT_OF_LETTER = {
    LETTER_INTRODUCTION: EVENT_OFFICER_INTRODUCED,
    LETTER_ACTION_PLAN: EVENT_PLAN_COPIED,
    LETTER_UPDATE: EVENT_UPDATE_GIVEN,
    LETTER_CLOSURE: EVENT_CLOSURE_LETTER_SENT,
}

UNIT_WORKING_DAYS = "working_days"
UNIT_HOURS = "hours"
UNIT_DAYS = "days"
UNIT_MONTHS = "months"
UNITS = [
    (UNIT_WORKING_DAYS, "Working days"),
    (UNIT_HOURS, "Hours"),
    (UNIT_DAYS, "Calendar days"),
    (UNIT_MONTHS, "Calendar months"),
]

NATION_ENGLAND_WALES = "england_wales"
NATIONS = [
    (NATION_ENGLAND_WALES, "England and Wales"),
    ("scotland", "Scotland"),
    ("northern_ireland", "Northern Ireland"),
]

DEADLINE_RUNNING = "running"
DEADLINE_MET = "met"
DEADLINE_MET_LATE = "met_late"
DEADLINE_MISSED = "missed"
DEADLINE_WAIVED = "waived"
DEADLINE_CANCELLED = "cancelled"
DEADLINE_STATES = [
    (DEADLINE_RUNNING, "Running"),
    (DEADLINE_MET, "Kept"),
    (DEADLINE_MET_LATE, "Kept late"),
    (DEADLINE_MISSED, "Missed"),
    (DEADLINE_WAIVED, "Waived"),
    (DEADLINE_CANCELLED, "Cancelled"),
]
# What counts in a figure of promises kept
DEADLINE_COUNTED = (DEADLINE_MET, DEADLINE_MET_LATE, DEADLINE_MISSED)
# Still to be done, on time or not
DEADLINE_PENDING = (DEADLINE_RUNNING, DEADLINE_MISSED)
DEADLINE_KEPT = (DEADLINE_MET, DEADLINE_MET_LATE)

RESPONSIBLE_HUB = "hub"
RESPONSIBLE_OFFICER = "officer"
RESPONSIBLE_MANAGER = "manager"
RESPONSIBLES = [
    (RESPONSIBLE_HUB, "Customer hub"),
    (RESPONSIBLE_OFFICER, "Case officer"),
    (RESPONSIBLE_MANAGER, "Manager"),
]

LATE_REASONS = [
    ("not_reached", "We tried and could not reach the person"),
    ("person_asked", "The person asked for another time"),
    ("not_safe", "Contact was not safe at the time"),
    ("interpreter", "No interpreter or adjustment was available in time"),
    ("partner", "We were waiting for a partner"),
    ("staffing", "Nobody was available"),
    ("oversight", "We missed it"),
]

# The action plan. An item belongs to one of nine categories.
ACTION_SUPPORT = "support"
ACTION_HOME_SAFETY = "home_safety"
ACTION_REPAIR = "repair"
ACTION_GRAFFITI = "graffiti"
ACTION_EARLY = "early_intervention"
ACTION_ENFORCEMENT = "enforcement"
ACTION_REHOUSING = "rehousing"
ACTION_ALLEGED_SUPPORT = "alleged_support"
ACTION_SAFEGUARDING = "safeguarding"
ACTION_CATEGORIES = [
    (ACTION_SUPPORT, "Support"),
    (ACTION_HOME_SAFETY, "Safety at home"),
    (ACTION_REPAIR, "Repair"),
    (ACTION_GRAFFITI, "Graffiti"),
    (ACTION_EARLY, "Early intervention"),
    (ACTION_ENFORCEMENT, "Enforcement"),
    (ACTION_REHOUSING, "Rehousing"),
    (ACTION_ALLEGED_SUPPORT, "Support for the alleged person"),
    (ACTION_SAFEGUARDING, "Safeguarding"),
]
# Work with the person alleged goes on when the person affected has moved away, and
# after closure [001.d6]
ACTIONS_AFTER_CLOSURE = (ACTION_EARLY, ACTION_ENFORCEMENT, ACTION_ALLEGED_SUPPORT)

# The type of action that takes a case to the risk panel of its area
ACTION_CODE_PANEL = "risk_panel"
ACTION_CODE_RECALL = "recall"
ACTION_PROPOSED = "proposed"
ACTION_PLANNED = "planned"
ACTION_DONE = "done"
ACTION_NOT_DONE = "not_done"
ACTION_CANCELLED = "cancelled"
ACTION_STATES = [
    (ACTION_PROPOSED, "Considered"),
    (ACTION_PLANNED, "In the plan"),
    (ACTION_DONE, "Done"),
    (ACTION_NOT_DONE, "Not done"),
    (ACTION_CANCELLED, "Taken out"),
]
ACTIONS_OPEN = (ACTION_PROPOSED, ACTION_PLANNED)

OWNER_OFFICER = "officer"
OWNER_LANDLORD = "landlord"
OWNER_PERSON = "person"
OWNER_AGENCY = "agency"
ACTION_OWNERS = [
    (OWNER_OFFICER, "The case officer"),
    (OWNER_LANDLORD, "A colleague or team of ours"),
    (OWNER_PERSON, "The person"),
    (OWNER_AGENCY, "An agency"),
]

# Whether the tenancy was broken [X21]
BREACH_PROVEN = "proven"
BREACH_STANDINGS = [
    (BREACH_PROVEN, "Proved"),
    ("alleged", "Alleged"),
]
BREACH_TREATED = "treated"
BREACH_NOT_TREATED = "not_treated"
BREACH_DECISIONS = [
    (BREACH_TREATED, "Treated as a breach of tenancy"),
    (BREACH_NOT_TREATED, "Not treated as a breach"),
]

# How the person comes by their copy of the plan
GIVE_LETTER = "letter"
GIVE_HAND = "hand"
GIVE_LATER = "later"
GIVING = [
    (GIVE_LETTER, "Send it"),
    (GIVE_HAND, "Hand it over now"),
    (GIVE_LATER, "Later"),
]
# Ways in which people are face to face
METHODS_FACE_TO_FACE = (METHOD_VISIT, METHOD_PLACE)

# How safe someone feels at home
FEELS_SAFE = [
    ("1", "Not safe at all"),
    ("2", "Not very safe"),
    ("3", "Fairly safe"),
    ("4", "Very safe"),
    ("unsaid", "Would rather not say"),
]

AGREES_YES = "yes"
AGREES = [
    (AGREES_YES, "Yes"),
    ("no", "No"),
    ("not_asked", "Not asked yet"),
]

# Closing: what stands in its log, one entry for each step
CLOSURE_PROPOSED = "proposed"
CLOSURE_DISCUSSED = "discussed"
CLOSURE_ASKED = "asked"
CLOSURE_RETURNED = "returned"
CLOSURE_STOPPED = "stopped"
CLOSURE_CLOSED = "closed"
CLOSURE_REOPENED = "reopened"
CLOSURE_KINDS = [
    (CLOSURE_PROPOSED, "Closing proposed"),
    (CLOSURE_DISCUSSED, "Talked over with the person"),
    (CLOSURE_ASKED, "A manager asked to decide"),
    (CLOSURE_RETURNED, "Sent back by the manager"),
    (CLOSURE_STOPPED, "Closing stopped"),
    (CLOSURE_CLOSED, "Closed"),
    (CLOSURE_REOPENED, "Reopened"),
]
CLOSING_AGREED = "yes"
CLOSING_NOT_AGREED = "no"
CLOSING_VIEWS = [
    (CLOSING_AGREED, "Yes, they agree"),
    (CLOSING_NOT_AGREED, "No, they do not agree"),
    ("unsure", "They are not sure"),
]
INVOLVEMENT_ANSWERS = [
    ("interested", "Yes, they would like to"),
    ("later", "Perhaps later"),
    ("no", "No, thank you"),
    ("not_offered", "It was not the moment to ask"),
]

# After closing
OUTCOME_SAFE = "safe"
OUTCOME_REPEATS = "repeats"
OUTCOME_SUPPORT = "support"
OUTCOME_NOT_REACHED = "not_reached"
OUTCOME_DECLINED = "declined"
FOLLOW_UP_OUTCOMES = [
    (OUTCOME_SAFE, "Quiet, and they feel safe"),
    (OUTCOME_REPEATS, "It has happened again"),
    (OUTCOME_SUPPORT, "Quiet, but they need support"),
    (OUTCOME_NOT_REACHED, "Could not reach them"),
    (OUTCOME_DECLINED, "They do not want the contact"),
]
SURVEY_WAITING = "waiting"
SURVEY_OFFERED = "offered"
SURVEY_ANSWERED = "answered"
SURVEY_DECLINED = "declined"
SURVEY_WITHDRAWN = "withdrawn"
SURVEY_STATES = [
    (SURVEY_WAITING, "Not offered yet"),
    (SURVEY_OFFERED, "Offered"),
    (SURVEY_ANSWERED, "Answered"),
    (SURVEY_DECLINED, "Declined"),
    (SURVEY_WITHDRAWN, "Withdrawn"),
]
SURVEY_PENDING = (SURVEY_WAITING, SURVEY_OFFERED)
SURVEY_ONLINE = "online"
SURVEY_PHONE = "phone"
SURVEY_WAYS = [
    (SURVEY_ONLINE, "By the person, online"),
    (SURVEY_PHONE, "Filled in for the person"),
]
SATISFIED = [
    ("5", "Very satisfied"),
    ("4", "Fairly satisfied"),
    ("3", "Neither satisfied nor dissatisfied"),
    ("2", "Fairly dissatisfied"),
    ("1", "Very dissatisfied"),
]
NOT_SATISFIED = ("1", "2")
SURVEY_ANSWERS = [
    ("yes", "Yes"),
    ("partly", "Partly"),
    ("no", "No"),
    ("unsure", "Not sure"),
]
OFFER_SEND = "send"
OFFER_PHONE = "phone"
SURVEY_STEPS = [
    (OFFER_SEND, "Send the link"),
    (OFFER_PHONE, "Fill it in for them"),
    ("decline", "They do not want it"),
]
ONWARD_REPORT = "report"
ONWARD_REOPEN = "reopen"
ONWARD_STEPS = [
    (ONWARD_REPORT, "Log it as a new report"),
    (ONWARD_REOPEN, "Reopen this case"),
]

# What the log of a clock tells, beside its start and its end
CLOCK_RECKONED = "reckoned"
CLOCK_TAKEN_BACK = "taken_back"
CLOCK_RHYTHM = "rhythm"
CLOCK_WAIVED = "waived"
CLOCK_UNWAIVED = "unwaived"
CLOCK_EXPLAINED = "explained"
CLOCK_SET_ASIDE = "set_aside"
CLOCK_RESUMED = "resumed"
CLOCK_CHANGES = [
    (CLOCK_RECKONED, "Reckoned anew: something was recorded after it happened"),
    (CLOCK_TAKEN_BACK, "Reckoned anew: an entry was taken back"),
    (CLOCK_RHYTHM, "Reckoned anew: another rhythm was agreed"),
    (CLOCK_WAIVED, "Waived"),
    (CLOCK_UNWAIVED, "The waiver was taken back"),
    (CLOCK_EXPLAINED, "The lateness was explained"),
    (CLOCK_SET_ASIDE, "Set aside: nobody could be told"),
    (CLOCK_RESUMED, "Taken up again"),
]

# Repairs and graffiti
ORDER_REPAIR = "repair"
ORDER_GRAFFITI = "graffiti"
ORDER_KINDS = [
    (ORDER_REPAIR, "Repair"),
    (ORDER_GRAFFITI, "Graffiti to remove"),
]
ORDER_REPORTED = "reported"
ORDER_SENT = "sent"
ORDER_DECLINED = "declined"
ORDER_DONE = "done"
ORDER_CANCELLED = "cancelled"
ORDER_STATES = [
    (ORDER_REPORTED, "To be sent"),
    (ORDER_SENT, "With the contractor"),
    (ORDER_DECLINED, "Handed back"),
    (ORDER_DONE, "Done"),
    (ORDER_CANCELLED, "Cancelled"),
]
ORDER_OPEN = (ORDER_REPORTED, ORDER_SENT, ORDER_DECLINED)
# {kind of order: (what starts its clock, what stops it)}
ORDER_EVENTS = {
    ORDER_REPAIR: (EVENT_REPAIR_REPORTED, EVENT_REPAIR_DONE),
    ORDER_GRAFFITI: (EVENT_GRAFFITI_REPORTED, EVENT_GRAFFITI_REMOVED),
}
PHOTO_BEFORE = "before"
PHOTO_AFTER = "after"
PHOTO_STAGES = [
    (PHOTO_BEFORE, "Before the work"),
    (PHOTO_AFTER, "After the work"),
]
# A manager's look at a case: exactly three outcomes
REVIEW_ON_TRACK = "on_track"
REVIEW_NEEDS_ACTION = "needs_action"
REVIEW_ESCALATE = "escalate"
REVIEW_OUTCOMES = [
    (REVIEW_ON_TRACK, "On track"),
    (REVIEW_NEEDS_ACTION, "Needs action"),
    (REVIEW_ESCALATE, "Escalate"),
]
REVIEW_MANAGER = "manager"
REVIEW_KINDS = [(REVIEW_MANAGER, "Manager's review")]

# My day: what waits, by how soon. The values sort as the groups stand on screen.
DAY_DANGER = "0_danger"
DAY_OVERDUE = "1_overdue"
DAY_TODAY = "2_today"
DAY_NEXT = "3_next"
DAY_NOTHING = "4_nothing"
DAY_GROUPS = [
    (DAY_DANGER, "In danger now"),
    (DAY_OVERDUE, "Overdue"),
    (DAY_TODAY, "Due today"),
    (DAY_NEXT, "Next five working days"),
    (DAY_NOTHING, "No next action"),
]
# What keeps somebody safe comes before paperwork
EVENTS_OF_SAFETY = (
    EVENT_FIRST_RESPONSE,
    "repair_done",
    "graffiti_removed",
    "hazard_made_safe",
    "risk_screened",
    "risk_assessed",
    EVENT_RISK_REVIEWED,
)
ACTIONS_OF_SAFETY = (ACTION_HOME_SAFETY, ACTION_SAFEGUARDING)
# Promises that a call to the person keeps, and what it is then about. An introduction
# answers a report too, so it comes first.
CONTACT_KEEPS = {
    EVENT_OFFICER_INTRODUCED: CONTACT_INTRODUCTION,
    EVENT_FIRST_RESPONSE: CONTACT_FIRST,
    EVENT_UPDATE_GIVEN: CONTACT_UPDATE,
}
EVENTS_IN_TOUCH = tuple(CONTACT_KEEPS)

# What came in for a case, from whomever
ARRIVAL_REPORT = "report"
ARRIVAL_UPLOAD = "upload"
ARRIVAL_MESSAGE = "message"
ARRIVALS = [
    (ARRIVAL_REPORT, "Report"),
    (ARRIVAL_UPLOAD, "File"),
    (ARRIVAL_MESSAGE, "Message"),
]

# Who looked: every way in which something of a case reached somebody, or did not
ACCESS_OPENED = "opened"
ACCESS_LISTED = "listed"
ACCESS_PRINTED = "printed"
ACCESS_EXPORTED = "exported"
ACCESS_DOWNLOADED = "downloaded"
ACCESS_UNMASKED = "unmasked"
ACCESS_SHARED = "shared"
ACCESS_EMERGENCY = "emergency"
ACCESS_REFUSED = "refused"
ACCESS_KINDS = [
    (ACCESS_OPENED, "Opened"),
    (ACCESS_LISTED, "Seen in a list"),
    (ACCESS_PRINTED, "Printed"),
    (ACCESS_EXPORTED, "Exported"),
    (ACCESS_DOWNLOADED, "File downloaded"),
    (ACCESS_UNMASKED, "Masked text shown"),
    (ACCESS_SHARED, "Shared"),
    (ACCESS_EMERGENCY, "Emergency access"),
    (ACCESS_REFUSED, "Refused"),
]
# Seen again within the minute by somebody who works on the case: one entry
ACCESS_REPEATED = (ACCESS_OPENED, ACCESS_LISTED)
# How the user stood to the case at that moment
RELATION_MEMBER = "member"
RELATION_OTHER = "other"
RELATION_SHUT_OUT = "shut_out"
RELATIONS = [
    (RELATION_MEMBER, "Named on the case"),
    (RELATION_OTHER, "Not named on the case"),
    (RELATION_SHUT_OUT, "Shut out of the case"),
]
FLAG_MANY = "many"
FLAG_SHUT_OUT = "shut_out"
FLAG_REFUSED = "refused"
FLAG_KINDS = [
    (FLAG_MANY, "Many cases outside their work"),
    (FLAG_SHUT_OUT, "Tried a case they are shut out of"),
    (FLAG_REFUSED, "Refused several times"),
]
FLAG_OPEN = "open"
FLAG_EXPLAINED = "explained"
FLAG_STATES = [(FLAG_OPEN, "To be explained"), (FLAG_EXPLAINED, "Explained")]
