from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..policy import vocabulary as words


class HateContactLog(models.TransientModel):
    """Log a contact: who, how, reached or not, what was said, and is it still safe."""

    _name = "hate.contact.log"
    _description = "Log a contact"
    _inherit = ["hate.case.contact"]

    party_id = fields.Many2one(required=True, domain="[('case_id', '=', case_id)]")
    method_id = fields.Many2one(required=True)
    kind = fields.Selection(
        words.CONTACT_KINDS,
        string="About",
        required=True,
        default=words.CONTACT_UPDATE,
    )
    said = fields.Text(string="What was said")
    is_sensitive = fields.Boolean(
        string="Sensitive",
        help="What was said then stands on no list, and is shown by a click that is "
        "logged.",
    )
    discuss_note = fields.Char(related="party_id.discuss_note", related_sudo=False)
    next_contact_on = fields.Date(
        string="Next contact",
        compute="_compute_next_contact_on",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
        help="As agreed, and no later than the person was promised.",
    )

    @api.depends("kind")
    def _compute_unsafe_note(self):
        return super()._compute_unsafe_note()

    def _discusses(self):
        return self.kind in words.CONTACTS_ABOUT_THE_MATTER

    @api.depends("contacted_at", "case_id")
    def _compute_next_contact_on(self):
        for wizard in self:
            wizard.next_contact_on = wizard._latest_next_contact()

    def _latest_next_contact(self):
        """:return: until when the person must hear from us again, or no day"""
        return (
            self.contacted_at
            and self.case_id.is_open
            and self.case_id._latest_next_contact(self.contacted_at)
        )

    # ------------------------------------------------------------------
    # How it ended: each button logs the contact at once
    # ------------------------------------------------------------------

    def action_log_safe(self):
        """The person was reached, and said that this way is still safe."""
        return self._log_as("yes")

    def action_log_not_safe(self):
        """The person was reached, and said that this way is not safe any more."""
        return self._log_as("no")

    def action_log_not_asked(self):
        """The person was reached, and could not be asked whether it is safe."""
        return self._log_as("not_asked")

    def action_log_attempt(self):
        """Nobody was reached: an attempt, which keeps no promise."""
        self.reached = False
        if self.next_contact_on == self._latest_next_contact():
            self.next_contact_on = self.case_id.is_open and self.case_id._next_try()
        return self.action_log()

    def _log_as(self, still_safe):
        self.write({"reached": True, "still_safe": still_safe})
        return self.action_log()

    def action_log(self):
        """Write the contact into the log and take in what the person said is safe.

        :return: action that closes the dialogue
        :raise UserError: something is missing
        """
        self.ensure_one()
        self._check_next_contact()
        self._log_contact(self.said)
        self.unlink()
        return {"type": "ir.actions.act_window_close"}

    def _prepare_contact(self, said):
        return {
            **super()._prepare_contact(said),
            "kind": self.kind,
            "said": said,
            "is_sensitive": self.is_sensitive,
            "next_contact_on": self.next_contact_on,
        }

    def _check_next_contact(self):
        """:raise UserError: the next contact lies behind us, or later than promised"""
        day = self.next_contact_on
        if not day:
            return
        if day < self.case_id._local_today():
            raise UserError(
                self.env._("The day of the next contact has passed. Please choose one.")
            )
        latest = self.reached and self._latest_next_contact()
        if latest and day > latest:
            raise UserError(
                self.env._(
                    "The person was promised to hear from us every %(days)s days. "
                    "Please choose a day until %(latest)s for the next contact.",
                    days=self.case_id.update_interval_days,
                    latest=format_date(self.env, latest, date_format="d MMMM y"),
                )
            )
