import re

from odoo.tests import tagged

from ..policy import vocabulary as words
from .common import HateCaseCommon

RECORDSET = re.compile(r"[a-z_]+(\.[a-z_]+)+\([\d, ]*\)")
TEXTS = ("char", "text", "html")


@tagged("post_install", "-at_install", "hate_case")
class TestDialogues(HateCaseCommon):
    """What holds for every dialogue on a case, those written later too."""

    def test_on_an_empty_case_none_shows_the_insides(self):
        """Opened on a case with nobody in it, a dialogue says words or nothing."""
        case = self.open_case(state=words.STATE_OPEN, officer=self.officer)
        way = self.env.ref("hate_case_mgmt.contact_method_phone")
        seen = 0
        for name, model in self.env.items():
            if not model._transient or "case_id" not in model._fields:
                continue
            values = {"case_id": case.id}
            if "method_id" in model._fields:
                values["method_id"] = way.id
            dialogue = self.env[name].with_user(self.manager).new(values)
            for field in model._fields.values():
                if field.type in TEXTS and not field.related:
                    seen += 1
                    self.assertNotRegex(dialogue[field.name] or "", RECORDSET, name)
        self.assertGreater(seen, 20)
