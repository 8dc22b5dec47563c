"""The words of panels, their meetings and packs: a part of the vocabulary."""

PANEL_HATE_CRIME = "hate_crime"
PANEL_ASB_RAC = "asb_rac"
PANEL_MARAC = "marac"
PANEL_KINDS = [
    (PANEL_HATE_CRIME, "Hate crime panel"),
    (PANEL_ASB_RAC, "ASB risk assessment conference"),
    (PANEL_MARAC, "MARAC"),
    ("other", "Other"),
]
