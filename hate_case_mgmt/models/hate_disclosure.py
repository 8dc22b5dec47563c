from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import vocabulary_gate as gate


class HateDisclosure(models.Model):
    """One sharing: to whom, what, why and on what ground, and the very words that left.

    Made by :meth:`hate.case._open_disclosure` alone and moved by its own methods
    (``hate_disclosure_gate.py``); nobody writes it by hand. What has been sent is never
    changed: only what comes after is added to it.
    """

    _name = "hate.disclosure"
    _description = "Sharing"
    _inherit = [
        "hate.case.mixin",
        "hate.recipient.mixin",
        "hate.data.classes.mixin",
        "hate.ground.mixin",
    ]
    _order = "id desc"
    _personal_fields = {
        "recipient_name": "name",
        "recipient_key": "key",
        "reason": "words",
        "necessity": "words",
        "increased_risk": "words",
        "told_why": "words",
        "condition_met": "words",
        "approval_reason": "words",
        "stop_reason": "words",
        "recall_note": "words",
        "wishes": "words",
        "prepared": "words",
        "content": "words",
        "sent_to": "email",
    }
    _plain_fields = {
        "agreement",
        "exemption",
        "envelope",
        "envelope_sha256",
        "content_sha256",
        "file_name",
        "linked_model",
    }

    state = fields.Selection(
        gate.DISCLOSURE_STATES, required=True, default=gate.DISCLOSURE_DRAFT
    )
    way = fields.Selection(gate.WAYS_OUT, string="How", required=True)
    purpose = fields.Selection(gate.PURPOSES, required=True)
    party_ids = fields.Many2many(
        "hate.party",
        "hate_disclosure_party_rel",
        "disclosure_id",
        "party_id",
        string="About",
    )
    recipient_party_id = fields.Many2one(
        "hate.party",
        string="Recipient in the case",
        index="btree_not_null",
        help="Somebody of the case who speaks for the person.",
    )
    linked_model = fields.Char(help="The kind of record this sharing belongs to.")
    linked_id = fields.Many2oneReference(model_field="linked_model", index=True)

    # what speaks for it
    wishes = fields.Text(
        string="What they said",
        help="The person's own wishes, as they stood when approval was asked.",
    )
    prepared = fields.Text(
        string="What they will read", help="The words that are to leave."
    )
    user_id = fields.Many2one(
        "res.users",
        string="Asked for by",
        required=True,
        default=lambda self: self.env.user,
    )

    # a second person
    approver_id = fields.Many2one("res.users", string="Decided by")
    approved_at = fields.Datetime(string="Decided")
    approval_reason = fields.Text(string="Why it was decided so")
    approval_due_at = fields.Datetime(
        string="To approve by", help="For what went first in an emergency."
    )
    needs_decision = fields.Boolean(
        compute="_compute_needs_decision", search="_search_needs_decision"
    )

    # as it left
    sent_at = fields.Datetime(string="Sent")
    sent_by_id = fields.Many2one("res.users", string="Sent by")
    content = fields.Text(string="The words that left")
    content_sha256 = fields.Char(string="SHA-256 of the words")
    envelope = fields.Text(
        string="What it rested on",
        help="To whom, about what, on what ground and agreement, frozen as it left.",
    )
    envelope_sha256 = fields.Char(string="SHA-256 of all of it")
    file_name = fields.Char()
    agreement = fields.Char(string="Sharing agreement")
    exemption = fields.Char(string="No authority needed because")

    # afterwards
    stop_reason = fields.Text(string="Why it was stopped")
    to_recall = fields.Boolean(string="They took their consent back")
    recalled_at = fields.Datetime(string="Recipient told of it")
    recall_note = fields.Text(string="What the recipient said")

    _case_idx = models.Index("(case_id, id DESC)")
    _waiting_idx = models.Index("(company_id, id) WHERE state = 'waiting'")
    _approval_idx = models.Index(
        "(approval_due_at) WHERE approval_due_at IS NOT NULL AND approver_id IS NULL"
    )

    # what is added once it has been sent
    _later_fields = frozenset(
        {
            "approver_id",
            "approved_at",
            "approval_reason",
            "to_recall",
            "recalled_at",
            "recall_note",
            "sent_to",
        }
    )

    @api.depends("recipient_name", "sent_at")
    @api.depends_context("hate_party_names", "uid")
    def _compute_display_name(self):
        """The reference alone, and to whom it went where one is chosen among several;
        an export never asks for that."""
        super()._compute_display_name()
        if not self.env.context.get("hate_party_names"):
            return
        for sharing in self._filtered_access("read"):
            day = sharing.sent_at and sharing._day_in_words()
            sharing.display_name = ", ".join(
                filter(None, (sharing.recipient_label, day))
            )

    @api.depends("state", "approval_due_at", "approver_id")
    def _compute_needs_decision(self):
        for sharing in self:
            sharing.needs_decision = not sharing.approver_id and (
                sharing.state == gate.DISCLOSURE_WAITING
                or bool(sharing.approval_due_at)
            )

    def _search_needs_decision(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = fields.Domain("approver_id", "=", False) & (
            fields.Domain("state", "=", gate.DISCLOSURE_WAITING)
            | fields.Domain("approval_due_at", "!=", False)
        )
        return domain if True in value else ~domain

    def write(self, vals):
        """:raise UserError: what has been sent stays as it was, for everybody"""
        if set(vals) - self._later_fields and any(
            sharing.state == gate.DISCLOSURE_SENT for sharing in self
        ):
            raise UserError(
                self.env._("What was sent stays on record as it was. Share it anew.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise UserError(self.env._("A sharing stays on record. Stop it instead."))

    def _linked(self):
        """:return: the referral, pack or report this belongs to, or None"""
        self.ensure_one()
        if not self.linked_model or self.linked_model not in self.env:
            return None
        return self.env[self.linked_model].browse(self.linked_id).exists() or None

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def _open_step(self, step, title):
        self.ensure_one()
        return self.case_id._open_dialogue(
            "hate.disclosure.step", title, disclosure_id=self.id, step=step
        )

    def action_approve(self):
        """:return: action that opens the dialogue in which a second person says yes"""
        return self._open_step("approve", self.env._("Approve"))

    def action_turn_down(self):
        """:return: action that opens the dialogue in which a second person says no"""
        return self._open_step("turn_down", self.env._("Do not approve"))

    def action_stop(self):
        """:return: action that asks why it is stopped"""
        return self._open_step("stop", self.env._("Stop it"))

    def action_recalled(self):
        """:return: action that asks what the recipient said"""
        return self._open_step("recalled", self.env._("They have been told"))

    def action_send_prepared(self):
        """Let the prepared words leave, and print them.

        :return: action that prints what left
        :raise UserError: the gate says no, and why
        """
        self.ensure_one()
        self._send_words("information.pdf")
        return self.action_print()

    def _send_words(self, filename=None):
        """:raise UserError: they belong to something else, or the gate says no"""
        if not self.prepared:
            raise UserError(self.env._("This one is sent from where it was made."))
        self._send(self.prepared, filename)

    def action_print(self):
        """:return: action that makes the PDF of the words that left"""
        action = self.env.ref("hate_case_mgmt.hate_disclosure_report")
        return {**action.report_action(self), "close_on_report_download": True}

    # ------------------------------------------------------------------
    # For the person it is about
    # ------------------------------------------------------------------

    def _day_in_words(self):
        """:return: the day it left, where the landlord is"""
        self.ensure_one()
        return self.env["hate.letter"]._in_words(
            self.company_id, self.sent_at, "d MMMM y"
        )

    def _ground_for_the_person(self):
        """:return: why it could leave, in a sentence for the person it is about"""
        self.ensure_one()
        say = self.env._
        return {
            gate.GROUND_CONSENT: say("You agreed to it."),
            gate.GROUND_CHILD: say("We had to, to protect a child."),
            gate.GROUND_ADULT: say("We had to, to protect an adult at risk."),
            gate.GROUND_LEGAL_DUTY: say("The law says we must."),
            gate.GROUND_VITAL: say("We had to, to save a life or prevent harm."),
            gate.GROUND_CRIME: say("We had to, to prevent or solve a crime."),
            gate.GROUND_ANONYMOUS: say("Nobody can know from it who you are."),
            gate.GROUND_OWN_WORK: say("Our staff need it to work on your case."),
        }[self.ground]

    def _recall_for_the_person(self):
        """:return: what became of it once consent was taken back, or False"""
        self.ensure_one()
        if self.recalled_at:
            return self.env._("We have told them.")
        return self.to_recall and self.env._("We will tell them.")
