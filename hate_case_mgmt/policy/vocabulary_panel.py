"""The words of panels, their meetings and packs: a part of the vocabulary."""

from .vocabulary_referral import REFERRAL_APPROVED, REFERRALS_AWAY

# Whom a panel can hear about: agreed to, and neither refused nor over
READY_FOR_PANEL = (REFERRAL_APPROVED, *REFERRALS_AWAY)

PANEL_HATE_CRIME = "hate_crime"
PANEL_ASB_RAC = "asb_rac"
PANEL_MARAC = "marac"
PANEL_KINDS = [
    (PANEL_HATE_CRIME, "Hate crime panel"),
    (PANEL_ASB_RAC, "ASB risk assessment conference"),
    (PANEL_MARAC, "MARAC"),
    ("other", "Other"),
]

MEETING_PLANNED = "planned"
MEETING_READY = "ready"
MEETING_HELD = "held"
MEETING_MINUTED = "minuted"
MEETING_STATES = [
    (MEETING_PLANNED, "Planned"),
    (MEETING_READY, "Packs ready"),
    (MEETING_HELD, "Held"),
    (MEETING_MINUTED, "Minuted"),
]
# Before it is held, its agenda can change
MEETINGS_TO_COME = (MEETING_PLANNED, MEETING_READY)

ITEM_LISTED = "listed"
ITEM_PREPARED = "prepared"
ITEM_RELEASED = "released"
ITEM_HEARD = "heard"
ITEM_PUT_OFF = "put_off"
ITEM_WITHDRAWN = "withdrawn"
PANEL_ITEM_STATES = [
    (ITEM_LISTED, "Pack to prepare"),
    (ITEM_PREPARED, "Pack prepared"),
    (ITEM_RELEASED, "Pack released"),
    (ITEM_HEARD, "Heard"),
    (ITEM_PUT_OFF, "Put off"),
    (ITEM_WITHDRAWN, "Withdrawn"),
]
ITEMS_OFF = (ITEM_PUT_OFF, ITEM_WITHDRAWN)
ITEMS_TO_HEAR = (ITEM_LISTED, ITEM_PREPARED, ITEM_RELEASED)

PANEL_OUTCOMES = [
    ("actions", "Actions agreed"),
    ("support", "Advice given, no action"),
    ("more", "More has to be known first"),
    ("again", "To be heard again"),
    ("ended", "Nothing more for this panel to do"),
]

ATTENDS_EXPECTED = "expected"
ATTENDS_PRESENT = "present"
ATTENDS_APOLOGIES = "apologies"
ATTENDANCES = [
    (ATTENDS_EXPECTED, "Expected"),
    (ATTENDS_PRESENT, "Present"),
    (ATTENDS_APOLOGIES, "Apologies"),
    ("absent", "Absent"),
]

# The type of action for what a panel agrees that fits no other type
ACTION_CODE_AGREED = "panel_agreed"
