from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.hate_party_safe_contact import MANAGER
from ..policy import vocabulary as words


class HatePlanGive(models.TransientModel):
    """Give a person a copy of the plan that was agreed: send it, or hand it over."""

    _name = "hate.plan.give"
    _description = "Give a copy of the plan"
    _inherit = ["hate.person.dialogue"]

    plan_id = fields.Many2one("hate.plan", required=True, readonly=True)
    party_id = fields.Many2one(
        string="To",
        domain="[('case_id', '=', case_id), ('role', 'not in', "
        "('alleged', 'witness'))]",
    )
    giving = fields.Selection(
        [choice for choice in words.GIVING if choice[0] != words.GIVE_LATER],
        string="How",
        required=True,
        default=words.GIVE_LETTER,
    )
    given_at = fields.Datetime(
        string="When", required=True, default=fields.Datetime.now
    )
    method_id = fields.Many2one(
        "hate.contact.method",
        string="Send it by",
        domain=[("code", "in", list(words.LETTER_CHANNEL_OF_METHOD))],
    )
    safe_contact_line = fields.Char(
        related="party_id.safe_contact_line", related_sudo=False
    )
    refusal = fields.Char(compute="_compute_refusal")
    is_manager = fields.Boolean(compute="_compute_is_manager")
    override_reason = fields.Char(string="Send all the same because")

    @api.depends("plan_id")
    def _compute_party_id(self):
        return super()._compute_party_id()

    def _person_offered(self):
        return self.plan_id.party_id

    @api.depends("party_id", "method_id", "giving")
    def _compute_refusal(self):
        for wizard in self:
            wizard.refusal = (
                wizard.giving == words.GIVE_LETTER
                and bool(wizard.method_id and wizard.party_id)
                and wizard.party_id._contact_refusal(wizard.method_id.code)
            )

    @api.depends_context("uid")
    def _compute_is_manager(self):
        self.is_manager = self.env.user.has_group(MANAGER)

    def action_give(self):
        """Give it, and record how.

        :return: action that prints a copy on paper, or tells that it is done
        :raise UserError: not safe, or at a time that can't be
        """
        self.ensure_one()
        if self.plan_id.case_id != self.case_id or self.party_id.case_id != (
            self.case_id
        ):
            raise UserError(self.env._("The plan and the person belong to one case."))
        paper = self._hand_over() if self.giving == words.GIVE_HAND else self._send()
        done = self._done(self.env._("The copy is given."))
        return paper or done

    def _hand_over(self):
        now = fields.Datetime.add(fields.Datetime.now(), minutes=1)
        if not self.plan_id.agreed_at <= self.given_at <= now:
            raise UserError(
                self.env._(
                    "A copy can't be given before the plan was agreed, or in the "
                    "future. Please check when."
                )
            )
        self.plan_id._hand_over(self.party_id, self.given_at)
        return self.plan_id.action_print()

    def _send(self):
        if not self.method_id:
            raise UserError(self.env._("Please say how the copy is sent."))
        letter = self.plan_id._send_copy(
            self.party_id, self.method_id.code, self.override_reason
        )
        return (
            letter.action_print() if letter.channel in words.LETTERS_ON_PAPER else None
        )
