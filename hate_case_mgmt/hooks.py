from odoo import Command


def post_init_hook(env):
    """Give every company that is here already a standard to start from."""
    env["res.company"].search([("hate_standard_id", "=", False)]).write(
        {"hate_standard_id": env.ref("hate_case_mgmt.hate_standard_strict").id}
    )


def uninstall_hook(env):
    """Take everyone out of our groups, so that nothing of them is left behind."""
    category = env.ref("hate_case_mgmt.module_category_hate_case")
    groups = env["res.groups"].search([("privilege_id.category_id", "=", category.id)])
    groups.write({"user_ids": [Command.clear()]})
