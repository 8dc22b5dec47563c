from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import text_checks
from ..policy import vocabulary_gate as gate
from ..policy import vocabulary_police as police


class HatePoliceReport(models.Model):
    """How a person wants the police to know, in their own words, and what came of it
    [002.5.3] [003.9.2b] [004.5e].

    Made by :meth:`hate.case._note_police_wish` and moved by its own methods; nobody
    writes it by hand. What leaves goes through the gate (``hate_police_packet.py``).
    What the police decide never lowers or closes a case of ours.
    """

    _name = "hate.police.report"
    _description = "Police"
    _inherit = ["hate.case.mixin"]
    _order = "id desc"
    _personal_fields = {
        "own_words": "words",
        "kept": "words",
        "police_reference": "number",
        "police_officer": "name",
    }
    _plain_fields = {"intelligence_reference"}

    mode = fields.Selection(police.POLICE_MODES, string="How", required=True)
    state = fields.Selection(
        police.REPORT_STATES,
        string="Where it stands",
        required=True,
        default=police.REPORT_DRAFT,
    )
    party_id = fields.Many2one(
        "hate.party", string="Asked", index="btree_not_null", help="Whose wish it is."
    )
    own_words = fields.Text(string="What they said")
    asked_at = fields.Datetime(string="When asked", required=True)
    user_id = fields.Many2one("res.users", string="By", required=True)
    incident_id = fields.Many2one(
        "hate.incident", string="What it is about", index="btree_not_null"
    )
    disclosure_id = fields.Many2one(
        "hate.disclosure", string="Sharing", index="btree_not_null"
    )
    missing = fields.Char(
        string="Before it can go",
        compute="_compute_missing",
        help="What the gate asks for first.",
    )
    sent_at = fields.Datetime(string="Left us")
    packet = fields.Text(
        string="The words for the police",
        compute="_compute_packet",
        help="Shown once the gate has let it pass.",
    )
    intelligence_reference = fields.Char(
        string="Our reference for it",
        help="Drawn at random: it leads to no case but here.",
    )
    kept = fields.Text(
        string="Words that were kept, and why",
        help="Hints that somebody judged to tell nothing, each with the reason.",
    )

    # what the police say
    police_reference = fields.Char(string="Police reference")
    police_officer = fields.Char(string="Police officer")
    referenced_at = fields.Datetime(string="Reference given")

    step_ids = fields.One2many("hate.police.step", "report_id", string="Help given")

    _case_idx = models.Index("(case_id, id DESC)")
    _intelligence_uniq = models.UniqueIndex(
        "(intelligence_reference) WHERE intelligence_reference IS NOT NULL",
        "This reference is taken.",
    )

    @api.depends("disclosure_id.state", "state", "mode")
    @api.depends_context("uid", "lang")
    def _compute_missing(self):
        waiting = self.filtered(
            lambda report: report.state == police.REPORT_DRAFT
            and report.mode in police.MODES_WE_SEND
        )
        self.missing = False
        refusals = waiting.disclosure_id._refusals()
        for report in waiting:
            report.missing = refusals.get(report.disclosure_id.id)

    @api.depends("disclosure_id.content")
    def _compute_packet(self):
        for report in self:
            report.packet = report.disclosure_id.content

    # ------------------------------------------------------------------
    # After it has left
    # ------------------------------------------------------------------

    def _note_reference(self, reference, officer, incident=None):
        """Keep what the police call it, also on the incident it is about.

        :param reference: crime or incident number as they gave it
        :param officer: name, number or station of whoever took it, or nothing
        :param incident: ``hate.incident`` it is about, or None
        :raise UserError: nothing has left yet, or no reference
        """
        self.ensure_one()
        self.case_id.check_access("write")
        if self.state != police.REPORT_SENT:
            raise UserError(
                self.env._("Nothing is with the police yet. Report it first.")
            )
        reference = text_checks.clean_line(reference or "")
        if not reference:
            raise UserError(self.env._("Please write down the reference they gave."))
        incident = incident or self.incident_id
        if incident and incident.case_id != self.case_id:
            raise UserError(
                self.env._("A police report and its incident belong to one case.")
            )
        self._move(
            {
                "police_reference": reference,
                "police_officer": text_checks.clean_line(officer or "") or False,
                "referenced_at": fields.Datetime.now(),
                "incident_id": incident.id,
            }
        )
        if incident:
            incident.crime_reference = reference
        self.case_id._log_neutral(self.env._("A partner's reference is on record"))

    def _has_left(self, at):
        """:param at: naive UTC"""
        self._move({"state": police.REPORT_SENT, "sent_at": at})

    def _on_disclosure_stopped(self):
        """The gate stopped it: the person said no, or a second person did."""
        for report in self.filtered(lambda one: one.state == police.REPORT_DRAFT):
            report._move({"state": police.REPORT_STOPPED})

    def _move(self, values):
        # sudo: no user writes these rows by hand; each caller has checked the right on
        # the case and what the step asks for
        self.sudo().write(values)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        if not self.env.su:
            raise UserError(self.env._("What a person wished stays on record."))

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_note_reference(self):
        """:return: action that opens Write down the reference"""
        self.ensure_one()
        self.case_id._check_may_change()
        return self.case_id._open_dialogue(
            "hate.police.reference",
            self.env._("Write down the reference"),
            report_id=self.id,
            incident_id=self.incident_id.id,
        )

    def action_add_step(self):
        """:return: action that opens Add what was done"""
        self.ensure_one()
        self.case_id._check_may_change()
        return self.case_id._open_dialogue(
            "hate.police.step", self.env._("Add what was done"), report_id=self.id
        )

    def _open_dialogue_form(self):
        """:return: action that shows this record in a dialogue"""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self._description,
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "large"},
        }

    def action_prepare(self):
        """:return: action that opens the text of anonymous intelligence"""
        self.ensure_one()
        self.case_id._check_may_change()
        action = self.case_id._open_dialogue(
            "hate.police.intelligence",
            self.env._("Tell the police without names"),
            report_id=self.id,
        )
        action["context"]["dialog_size"] = "extra-large"
        return action

    def action_print(self):
        """:return: action that prints the words that left, and nothing beside them"""
        self.ensure_one()
        if not self.packet:
            raise UserError(self.env._("Nothing has left yet."))
        return self.env.ref("hate_case_mgmt.action_report_hate_police").report_action(
            self
        )

    def action_ask_consent(self):
        """:return: action that opens Ask about sharing"""
        self.ensure_one()
        return self.case_id.action_ask_consent()

    def action_ask_approval(self):
        """Put it before a second person."""
        self.ensure_one()
        self.disclosure_id._ask_approval()

    def action_stop(self):
        """It does not go to the police."""
        self.ensure_one()
        self.case_id._check_may_change()
        if self.state != police.REPORT_DRAFT:
            raise UserError(self.env._("This has left already, or was stopped."))
        if self.disclosure_id.state in gate.DISCLOSURE_OPEN:
            self.disclosure_id._stop(self.env._("Not needed any longer."))
        self._move({"state": police.REPORT_STOPPED})
        self.case_id._log_neutral(self.env._("A sharing was stopped"))
