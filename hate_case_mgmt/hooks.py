from odoo import Command
from odoo.http import request
from odoo.tools import config

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG

from .policy import neutral_log


def post_load():
    """Keep what people said out of the server's log; those who develop see it all."""
    if not config["dev_mode"]:
        neutral_log.install(lambda: request and request.httprequest.path)


def post_init_hook(env):
    """Give every company that is here already a standard to start from."""
    env["res.company"].search([("hate_standard_id", "=", False)]).write(
        {"hate_standard_id": env.ref("hate_case_mgmt.hate_standard_strict").id}
    )


def uninstall_hook(env):
    """Take everyone out of our groups, and take the files of cases with them: Odoo
    drops the tables and would leave the files behind."""
    category = env.ref("hate_case_mgmt.module_category_hate_case")
    groups = env["res.groups"].search([("privilege_id.category_id", "=", category.id)])
    groups.write({"user_ids": [Command.clear()]})
    # the log goes with its table; until then it would hold on to everyone who looked
    env.cr.execute(
        "ALTER TABLE hate_access_log"
        " DROP CONSTRAINT IF EXISTS hate_access_log_user_id_fkey"
    )
    files = env["ir.attachment"].search(
        # files of fields too, which a search leaves out otherwise
        [("res_model", "=like", "hate.%"), ("id", "!=", False)]
    )
    files.with_context(**{MODULE_UNINSTALL_FLAG: True}).unlink()
    # tables go with the models, what guards them does not
    env.cr.execute(
        "DROP FUNCTION IF EXISTS hate_access_log_guard, hate_access_log_add,"
        " hate_access_archive_guard CASCADE"
    )
