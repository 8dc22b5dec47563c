"""The demo logins, as ./run shows them. The password of each is its login."""

LOGINS = [
    (
        "hub",
        "Customer hub",
        "reports not yet allocated, and cases they are a member of",
    ),
    ("officer", "Case officer", "the cases they are a member of"),
    ("officer2", "Case officer", "the cases they are a member of, which are others"),
    ("manager", "Manager", "all cases of the company, save restricted ones"),
    ("dpo", "Data protection officer", "all cases of the company, read only"),
    ("insight", "Scrutiny, board", "homes owned by area and year, no case"),
    ("config", "Configuration", "service standards, lists and holidays, no case"),
    ("staff", "Any employee", "a short form to pass on what they were told"),
    ("victim", "Person affected", "Odoo's own account pages, no case"),
    ("victim2", "Person affected", "Odoo's own account pages, no case"),
    ("partner", "Member of a panel", "the papers of their panel in time, no case"),
    ("admin", "Odoo's administrator", "Odoo's settings and our configuration, no case"),
]


def table(demo):
    """The table as text; without demo data there is only Odoo's administrator."""
    rows = [("login", "who", "sees")]
    rows += LOGINS if demo else LOGINS[-1:]
    return "\n".join(f"  {login:<9} {who:<24} {sees}" for login, who, sees in rows)
