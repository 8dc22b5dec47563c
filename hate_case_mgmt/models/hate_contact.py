from odoo import api, fields, models

from ..policy import vocabulary as words


class HateContact(models.Model):
    """An attempt to reach a person, and what came of it. An attempt that reached nobody
    counts as an attempt only and stops no clock."""

    _name = "hate.contact"
    _description = "Contact"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin"]
    _order = "contacted_at desc, id desc"

    party_id = fields.Many2one("hate.party", string="With", required=True, index=True)
    contacted_at = fields.Datetime(
        string="When", required=True, default=fields.Datetime.now
    )
    method_id = fields.Many2one("hate.contact.method", string="How", required=True)
    kind = fields.Selection(words.CONTACT_KINDS, required=True, default="other")
    reached = fields.Boolean(string="Reached them")
    still_safe = fields.Boolean(
        string="Still safe", help="The person was asked again and said so."
    )
    said = fields.Text(string="What was said")
    user_id = fields.Many2one(
        "res.users",
        string="By",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )

    _method_only_fields = frozenset({"user_id"})
    _case_idx = models.Index("(case_id, contacted_at DESC, id DESC)")

    @api.model_create_multi
    def create(self, vals_list):
        contacts = super().create(vals_list)
        for contact in contacts.filtered("reached"):
            contact._record_contact_made()
        return contacts

    def _record_contact_made(self):
        """Tell the promise engine that the person was reached."""
        self.ensure_one()
        if self.party_id.role not in (words.ROLE_VICTIM, words.ROLE_REPORTER):
            return
        for event in self._events():
            self.case_id._record_event(event, self.contacted_at, self)

    def _events(self):
        """:return: what a contact with the person means for the promises"""
        events = [words.EVENT_FIRST_RESPONSE]
        if self.kind == "update":
            events.append(words.EVENT_UPDATE_GIVEN)
        if self.kind == "introduction":
            events.append("officer_introduced")
        return events
