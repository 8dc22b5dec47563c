from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.hate_party_safe_contact import MANAGER
from ..policy import letter_text
from ..policy import vocabulary as words


class HatePlanAgree(models.TransientModel):
    """Agree the plan: read it as the person will, say who agreed and how, give a copy.

    It remembers which plan was on the screen. When a colleague has changed the plan
    since, it says so and shows the new one; nothing that was typed is lost.
    """

    _name = "hate.plan.agree"
    _description = "Agree the plan"
    _inherit = ["hate.person.dialogue"]

    party_id = fields.Many2one(string="Agreed with")
    method_id = fields.Many2one(
        "hate.contact.method",
        string="Agreed how",
        domain=[("code", "!=", words.METHOD_VOICEMAIL)],
    )
    face_to_face = fields.Boolean(compute="_compute_face_to_face")
    agreed_at = fields.Datetime(
        string="When", required=True, default=fields.Datetime.now
    )
    interval_days = fields.Integer(
        string="Hears from us every",
        compute="_compute_rhythm",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
    )
    longest_days = fields.Integer(compute="_compute_longest_days")
    update_method_id = fields.Many2one(
        "hate.contact.method",
        string="In which way",
        compute="_compute_rhythm",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
    )
    wishes = fields.Text(
        string="What matters to them",
        compute="_compute_wishes",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
    )
    expectations = fields.Text(string="What else they can expect")
    # the copy
    giving = fields.Selection(
        words.GIVING,
        string="Their copy",
        required=True,
        compute="_compute_giving",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
    )
    give_method_id = fields.Many2one(
        "hate.contact.method",
        string="Send it by",
        compute="_compute_give_method_id",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
        domain=[("code", "in", list(words.LETTER_CHANNEL_OF_METHOD))],
    )
    refusal = fields.Char(compute="_compute_refusal")
    update_refusal = fields.Char(compute="_compute_update_refusal")
    is_manager = fields.Boolean(compute="_compute_is_manager")
    override_reason = fields.Char(string="Send all the same because")
    # what is on the screen
    html = fields.Html(string="The plan", compute="_compute_shown", sanitize=False)
    considered_count = fields.Integer(compute="_compute_shown")
    seen = fields.Char(
        compute="_compute_seen",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
    )

    @api.depends("method_id")
    def _compute_face_to_face(self):
        for wizard in self:
            wizard.face_to_face = wizard.method_id.code in words.METHODS_FACE_TO_FACE

    @api.depends("case_id")
    def _compute_longest_days(self):
        for wizard in self:
            case = wizard.case_id
            wizard.longest_days = case._longest_update_interval() if case else 0

    @api.depends("case_id", "party_id")
    def _compute_rhythm(self):
        for wizard in self:
            case, party = wizard.case_id, wizard.party_id
            wizard.interval_days = wizard.interval_days or case.update_interval_days
            wizard.update_method_id = (
                wizard.update_method_id
                or case.update_method_id
                or party.preferred_method_id
                or party.safe_method_ids[:1]
            )

    @api.depends("case_id")
    def _compute_wishes(self):
        """What they said last time stands until they say otherwise."""
        for wizard in self:
            wizard.wishes = wizard.wishes or wizard.case_id.plan_ids[:1].wishes

    @api.depends("party_id", "method_id")
    def _compute_giving(self):
        for wizard in self:
            if wizard.method_id.code in words.METHODS_FACE_TO_FACE:
                wizard.giving = words.GIVE_HAND
            elif wizard._safe_letter_ways():
                wizard.giving = words.GIVE_LETTER
            else:
                wizard.giving = words.GIVE_LATER

    @api.depends("party_id")
    def _compute_give_method_id(self):
        for wizard in self:
            wizard.give_method_id = wizard._safe_letter_ways()[:1]

    def _safe_letter_ways(self):
        """:return: safe ways that carry a copy on paper or by e-mail, the chosen one
        first; a plan is long for a text message"""
        party = self.party_id
        ways = (party.preferred_method_id & party.safe_method_ids) | (
            party.safe_method_ids
        )
        return ways.filtered(
            lambda way: way.code in (words.METHOD_EMAIL, words.METHOD_POST)
        )

    @api.depends("party_id", "give_method_id", "giving")
    def _compute_refusal(self):
        for wizard in self:
            wizard.refusal = (
                wizard.giving == words.GIVE_LETTER
                and bool(wizard.give_method_id and wizard.party_id)
                and wizard.party_id._contact_refusal(wizard.give_method_id.code)
            )

    @api.depends("case_id", "party_id", "update_method_id")
    def _compute_update_refusal(self):
        # said at once: whoever learns it after "It is agreed" has typed for nothing
        for wizard in self:
            party, way = wizard.party_id, wizard.update_method_id
            asked = party and way and wizard.case_id._update_refusal(party, way)
            wizard.update_refusal = asked or False

    @api.depends_context("uid")
    def _compute_is_manager(self):
        self.is_manager = self.env.user.has_group(MANAGER)

    @api.depends(
        "case_id", "interval_days", "update_method_id", "wishes", "expectations"
    )
    def _compute_shown(self):
        for wizard in self:
            case = wizard.case_id
            text = case._plan_text(
                wizard.interval_days, wizard.update_method_id, **wizard._texts()
            )
            wizard.html = letter_text.as_html(letter_text.blocks(text))
            wizard.considered_count = len(
                case.action_ids.filtered(
                    lambda item: item.state == words.ACTION_PROPOSED
                )
            )

    @api.depends("case_id")
    def _compute_seen(self):
        for wizard in self:
            wizard.seen = wizard.case_id and wizard.case_id._plan_fingerprint()

    def _texts(self):
        return {
            "wishes": self.wishes or "",
            "expectations": self.expectations or "",
        }

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_read_again(self):
        """Show the plan as it stands now; what was typed stays.

        :return: action that opens this dialogue again
        """
        self.ensure_one()
        self.seen = self.case_id._plan_fingerprint()
        return {
            **self.case_id._open_dialogue(self._name, self.env._("Agree the plan")),
            "res_id": self.id,
        }

    def action_agree(self):
        """Freeze the plan, and give the copy.

        :return: action that prints a copy on paper, or tells that it is done
        :raise UserError: something is missing, can't be, or a colleague changed the
            plan meanwhile
        """
        self.ensure_one()
        if not (self.method_id and self.update_method_id):
            raise UserError(
                self.env._("Please say how it was agreed, and how updates are given.")
            )
        if self.seen != self.case_id._plan_fingerprint():
            raise UserError(
                self.env._(
                    "A colleague has changed the plan since you opened this. Press "
                    "Read it again: what you typed stays."
                )
            )
        plan = self.case_id._agree_plan(
            self.party_id,
            self.method_id,
            self.agreed_at,
            self.interval_days,
            self.update_method_id,
            **self._texts(),
        )
        paper = self._give(plan)
        done = self._done(self.env._("The plan is agreed."))
        return paper or done

    def _give(self, plan):
        """:return: action that prints what goes on paper, or nothing"""
        if self.giving == words.GIVE_HAND:
            if not self.face_to_face:
                raise UserError(
                    self.env._(
                        "A copy is handed over when you meet. Please choose how it was "
                        "agreed, or send it."
                    )
                )
            plan._hand_over(self.party_id, self.agreed_at)
            return plan.action_print()
        if self.giving == words.GIVE_LETTER:
            if not self.give_method_id:
                raise UserError(self.env._("Please say how the copy is sent."))
            letter = plan._send_copy(
                self.party_id, self.give_method_id.code, self.override_reason
            )
            if letter.channel in words.LETTERS_ON_PAPER:
                return letter.action_print()
        return None
