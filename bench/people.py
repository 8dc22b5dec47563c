"""The people who use each product: 50 officers and a manager, a hub worker for ours.

The officer and the manager who are measured have one product each, so that nobody's
followers or groups weigh on another product. The other 49 officers are shared.
"""

from odoo import Command

OFFICERS = 50
OURS = "hate_case_mgmt"
GROUPS = {
    OURS: ("hate_case_mgmt.group_officer", "hate_case_mgmt.group_manager"),
    "helpdesk": (
        "helpdesk_mgmt.group_helpdesk_user_own",
        "helpdesk_mgmt.group_helpdesk_manager",
    ),
    "project": ("project.group_project_user", "project.group_project_manager"),
    "crm": ("sales_team.group_sale_salesman", "sales_team.group_sale_manager"),
}
HUB = "hate_case_mgmt.group_hub"
# another officer, to whom cases are handed over
COLLEAGUE = "bench_officer_1"


def login(product, role):
    return f"bench_{product}_{role}"


def make(env):
    """Make the users, and the table that names each product's officers by number."""
    for product, (officer, manager) in GROUPS.items():
        _user(env, login(product, "officer"), officer)
        _user(env, login(product, "manager"), manager)
    _user(env, login(OURS, "hub"), HUB)
    groups = [officer for officer, _manager in GROUPS.values()]
    others = [
        _user(env, f"bench_officer_{number}", *groups, password=False)
        for number in range(1, OFFICERS)
    ]
    _train(env)
    env.flush_all()
    env.cr.execute(
        "CREATE TABLE bench_officer (product text, k int, user_id int, partner_id int)"
    )
    for product in GROUPS:
        for k, user in enumerate([user_of(env, product, "officer"), *others]):
            env.cr.execute(
                "INSERT INTO bench_officer VALUES (%s, %s, %s, %s)",
                [product, k, user.id, user.partner_id.id],
            )


def user_of(env, product, role):
    return env["res.users"].search([("login", "=", login(product, role))])


def _user(env, name, *groups, password=True):
    ids = [env.ref(group).id for group in ("base.group_user", *groups)]
    values = {
        "name": name.replace("_", " "),
        "login": name,
        "email": f"{name}@example.com",
        "tz": "Europe/London",
        "group_ids": [Command.set(ids)],
    }
    if password:
        values["password"] = name
    users = env["res.users"].with_context(no_reset_password=True)
    return users.create(values)


def _train(env):
    """Every officer of ours has the courses that casework needs."""
    officers = env.ref("hate_case_mgmt.group_officer").all_user_ids
    topics = env["hate.training.topic"].search([("for_casework", "=", True)])
    env["hate.training"].create(
        [
            {"user_id": officer.id, "topic_id": topic.id}
            for officer in officers
            for topic in topics
        ]
    )
