import hashlib

from odoo import api, fields, models

from ..policy import letter_text
from ..policy import vocabulary as words
from ..policy import vocabulary_gate as gate


class HatePlan(models.Model):
    """The action plan as it was agreed: with whom, how, when, and the very words.

    Written by :meth:`hate.case._agree_plan` alone. A later agreement is a new version.
    """

    _name = "hate.plan"
    _description = "Agreed plan"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin"]
    _order = "id desc"
    _personal_fields = {
        "wishes": "words",
        "terms": "words",
        "body": "words",
    }
    _plain_fields = frozenset({"body_sha256"})

    version = fields.Integer(required=True, aggregator=None)
    party_id = fields.Many2one(
        "hate.party", string="Agreed with", required=True, index=True
    )
    method_id = fields.Many2one(
        "hate.contact.method", string="Agreed how", required=True
    )
    agreed_at = fields.Datetime(string="Agreed", required=True)
    agreed_by_id = fields.Many2one("res.users", string="By", required=True)
    interval_days = fields.Integer(
        string="Update every (days)", required=True, aggregator=None
    )
    update_method_id = fields.Many2one(
        "hate.contact.method", string="Updates by", required=True
    )
    wishes = fields.Text(
        string="What matters to them", help="In the person's own words."
    )
    action_ids = fields.Many2many(
        "hate.action", "hate_plan_action_rel", "plan_id", "action_id", string="Actions"
    )
    terms = fields.Json(
        compute="_compute_terms",
        store=True,
        help="Each item as it was agreed: its words, who does it and by which day.",
    )
    body = fields.Text(string="The words", required=True)
    body_sha256 = fields.Char(string="SHA-256 of the words", required=True)
    html = fields.Html(string="The copy", compute="_compute_html", sanitize=False)
    copy_ids = fields.One2many("hate.plan.copy", "plan_id", string="Copies given")
    review_ids = fields.One2many("hate.plan.review", "plan_id", string="Gone through")

    _version_uniq = models.Constraint(
        "UNIQUE(case_id, version)", "This version of the plan exists already."
    )

    @api.depends("action_ids")
    def _compute_terms(self):
        """Once, as it is agreed: what the items become later is no term of it."""
        for plan in self:
            plan.terms = plan.case_id._plan_terms(plan.action_ids)

    @api.depends("body")
    def _compute_html(self):
        for plan in self:
            # every character of the text is escaped there
            plan.html = letter_text.as_html(letter_text.blocks(plan.body or ""))

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            words_given = vals.get("body") or ""
            vals["body_sha256"] = hashlib.sha256(words_given.encode()).hexdigest()
        plans = super().create(vals_list)
        # now, before anybody changes an item
        plans.flush_recordset(["terms"])
        return plans

    def _local_date(self):
        """:return: the day of the agreement, as it stands on top of the copy"""
        self.ensure_one()
        return self.env["hate.letter"]._in_words(
            self.company_id, self.agreed_at, "d MMMM y"
        )

    # ------------------------------------------------------------------
    # Giving the copy
    # ------------------------------------------------------------------

    def _send_copy(self, party, method_code, override_reason=None):
        """Send the copy as a letter, through the gate of safe contact.

        Its going stops the promise of a copy: the letter is the evidence.

        :param party: ``hate.party``; who it goes to
        :param method_code: one of ``policy.vocabulary.CONTACT_METHODS``
        :param override_reason: why a manager sends it although it is not safe
        :return: the ``hate.letter``
        :raise UserError: not safe, no address, or nobody to name in it
        """
        self.ensure_one()
        template = self.env["hate.letter.template"]._for_kind(words.LETTER_ACTION_PLAN)
        letter = self.env["hate.letter"]._send_to(
            party,
            template,
            method_code,
            override_reason=override_reason,
            values={"plan": self.body},
        )
        self._note_copy(party, letter.sent_at, letter_id=letter.id)
        return letter

    def _hand_over(self, party, at):
        """Record that the person was handed the copy, face to face.

        :param party: ``hate.party``; who took it
        :param at: naive UTC
        :return: the ``hate.plan.copy``
        """
        self.ensure_one()
        self.case_id.check_access("write")
        party._pass_gate(gate.CLASS_PLAN, self.body, self)
        given = self._note_copy(party, at)
        self.case_id._record_event(words.EVENT_PLAN_COPIED, at, given)
        self.case_id._log_neutral(self.env._("Copy of the plan handed over"))
        return given

    def _note_copy(self, party, at, letter_id=False):
        # sudo: no user writes this log by hand; the right on the case was checked
        return (
            self.env["hate.plan.copy"]
            .sudo()
            .create(
                {
                    "case_id": self.case_id.id,
                    "plan_id": self.id,
                    "party_id": party.id,
                    "given_at": at,
                    "letter_id": letter_id,
                    "user_id": self.env.uid,
                }
            )
            .sudo(self.env.su)
        )

    def action_print(self):
        """:return: action that makes the PDF of the plan"""
        action = self.env.ref("hate_case_mgmt.action_report_hate_plan")
        return {**action.report_action(self), "close_on_report_download": True}

    def action_open_page(self):
        """:return: action that opens the plan as a web page"""
        action = self.env.ref("hate_case_mgmt.action_report_hate_plan_page")
        return action.report_action(self)

    def action_give_copy(self):
        """:return: action that opens the dialogue in which a copy is given"""
        self.ensure_one()
        return self.case_id._open_dialogue(
            "hate.plan.give", self.env._("Give a copy"), plan_id=self.id
        )
