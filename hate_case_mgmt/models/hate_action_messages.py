from odoo import models


class HateAction(models.Model):
    """What Odoo's activities say about an action goes the way of its case: neutral
    lines, and what was typed as a staff note (``hate_case_messages.py``)."""

    _inherit = "hate.action"

    def message_post_with_source(self, source_ref, **kwargs):
        """Called by Odoo, as superuser, when an activity is done."""
        self.ensure_one()
        return self.case_id.message_post_with_source(source_ref, **kwargs)

    def message_notify(self, **kwargs):
        """Called by Odoo when an activity is given to a colleague."""
        self.ensure_one()
        return self.case_id.message_notify(**kwargs)

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Called by Odoo when an activity is given to a colleague: who may see the case
        follows the case."""
        return self.case_id.message_subscribe(partner_ids, subtype_ids)
