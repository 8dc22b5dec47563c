import logging
import sys

from odoo import SUPERUSER_ID, api
from odoo.cli import Command
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.tools import config

_logger = logging.getLogger(__name__)


class HateTrainingCopy(Command):
    """Take everybody's name, address and words out of a neutralised copy.

    First copy the database and run "neutralize" on the copy. What is replaced can't be
    brought back, so the command refuses to touch any other database. Odoo finds it in
    the folders of addons, which it takes from --addons-path as the first argument.
    """

    name = "hate_training_copy"

    def run(self, args):
        """Make the copy and print how to log in to it."""
        config.parser.prog = self.prog
        config.parse_config(args, setup_logging=True)
        names = config["db_name"]
        if len(names) != 1:
            sys.exit("Say which copy: -d DATABASE")
        registry = Registry(names[0])
        if "hate.training.copy" not in registry:
            sys.exit("The addon hate_case_mgmt is not installed in this database.")
        with registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            copy = env["hate.training.copy"]
            try:
                password = copy._make()
            except UserError as refusal:
                sys.exit(str(refusal))
            untouched = copy._untouched_modules()
        with registry.cursor() as cr:
            # files go when nothing in the database asks for them any more
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["ir.attachment"]._gc_file_store_unsafe()
        self.tell(password, untouched)

    def tell(self, password, untouched):
        """Say how to log in, and what was not touched."""
        print("Done. Each user logs in as “user” and their number, such as user7.")
        print(f"The password of all of them: {password}")
        if untouched:
            print("Not touched: texts of these modules: " + ", ".join(untouched))
