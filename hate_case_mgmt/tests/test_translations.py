from io import BytesIO

import polib

from odoo.tests import TransactionCase, tagged
from odoo.tools.misc import file_path
from odoo.tools.translate import trans_export

MODULE = "hate_case_mgmt"


@tagged("post_install", "-at_install", "hate_case")
class TestTranslations(TransactionCase):
    def test_the_template_holds_every_sentence(self):
        """Whoever translates the addon finds all of it in the template.

        When this fails: ``odoo i18n export -d DATABASE hate_case_mgmt``.
        """
        buffer = BytesIO()
        trans_export(None, [MODULE], buffer, "po", self.env)
        now = {entry.msgid for entry in polib.pofile(buffer.getvalue().decode())}
        kept = {
            entry.msgid
            for entry in polib.pofile(file_path(f"{MODULE}/i18n/{MODULE}.pot"))
        }
        self.assertFalse(now - kept, "not in the template yet")
        self.assertFalse(kept - now, "no longer in the addon")
