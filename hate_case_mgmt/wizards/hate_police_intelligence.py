from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import redaction
from ..policy import vocabulary_police as police

SECTION_FIELDS = {
    police.SECTION_WHAT: "what",
    police.SECTION_WHEN: "when_words",
    police.SECTION_WHERE: "where_words",
    police.SECTION_WHY: "why_words",
}


class HatePoliceIntelligence(models.TransientModel):
    """The text of anonymous intelligence, and all in it that tells who it is."""

    _name = "hate.police.intelligence"
    _description = "Tell the police without names"
    _inherit = ["hate.case.wizard"]

    report_id = fields.Many2one(
        "hate.police.report", required=True, readonly=True, ondelete="cascade"
    )
    what = fields.Text(string="What happened")
    when_words = fields.Char(string="When")
    where_words = fields.Char(
        string="Where",
        help="A part of town or a kind of place, never the address.",
    )
    why_words = fields.Char(string="What it was aimed at")
    line_ids = fields.One2many(
        "hate.police.intelligence.line", "dialogue_id", string="What tells who it is"
    )
    looked_through = fields.Boolean(readonly=True)
    left_count = fields.Integer(compute="_compute_left_count")

    @api.depends("line_ids.reason", "line_ids.certain")
    def _compute_left_count(self):
        for dialogue in self:
            dialogue.left_count = len(
                dialogue.line_ids.filtered(lambda line: not line._stays())
            )

    @api.model
    def default_get(self, fields_list):
        """Begin with what was told of the incident, to be gone through."""
        values = super().default_get(fields_list)
        report = self.env["hate.police.report"].browse(values.get("report_id"))
        if report:
            report.case_id._check_may_change()
            incident = report.incident_id or report.case_id.incident_ids[:1]
            values.update(
                what=incident.narrative,
                when_words=incident._when_in_words() if incident else False,
                where_words=incident.place,
                why_words=", ".join(report.case_id.strand_ids.mapped("name")),
            )
        return values

    @api.model_create_multi
    def create(self, vals_list):
        dialogues = super().create(vals_list)
        for dialogue in dialogues:
            if dialogue.report_id.case_id != dialogue.case_id:
                raise UserError(
                    self.env._("A dialogue and its report belong to one case.")
                )
        return dialogues

    def action_check(self):
        """Look through the text and list what tells who it is.

        :return: action that shows the dialogue again
        """
        self.ensure_one()
        self._list_findings()
        return self._again()

    def action_take_out(self):
        """Take everything out that is not to stay, then look through once more.

        :return: action that shows the dialogue again
        """
        self.ensure_one()
        kept = set(map(redaction.fold, self._kept()))
        for section, findings in self._found().items():
            gone = [
                one
                for one in findings
                if one.certain or redaction.fold(one.shown) not in kept
            ]
            field = SECTION_FIELDS[section]
            self[field] = redaction.mask(self[field] or "", gone)
        self._list_findings()
        return self._again()

    def action_send(self):
        """Let it leave, if nothing in it tells who it is.

        :return: action: what is still to be taken out, or the report as it left
        """
        self.ensure_one()
        self._list_findings()
        if self.left_count:
            return self._again()
        report = self.report_id
        report._send_anonymous(self._texts(), self._kept())
        self._done(self.env._("Sent."))
        return report._open_dialogue_form()

    def _texts(self):
        return {section: self[name] or "" for section, name in SECTION_FIELDS.items()}

    def _found(self):
        return self.report_id._findings(self._texts())

    def _kept(self):
        """:return: {words that stay: why}"""
        return {line.shown: line.reason for line in self.line_ids if line._stays()}

    def _list_findings(self):
        """Bring the list up to date; what was decided about a word stays."""
        decided = {
            redaction.fold(line.shown): line.reason
            for line in self.line_ids.filtered(lambda line: line._stays())
        }
        rows = {}
        for section, findings in self._found().items():
            text = self[SECTION_FIELDS[section]] or ""
            for one in findings:
                rows.setdefault(
                    (redaction.fold(one.shown), one.kind),
                    {
                        "shown": one.shown,
                        "kind": one.kind,
                        "around": _around(text, one),
                        "reason": not one.certain
                        and decided.get(redaction.fold(one.shown)),
                    },
                )
        self.line_ids.sudo(self.env.su).unlink()
        self.write(
            {
                "line_ids": [fields.Command.create(row) for row in rows.values()],
                "looked_through": True,
            }
        )

    def _again(self):
        """:return: action that shows this very dialogue"""
        action = self.case_id._open_dialogue(
            self._name, self.env._("Tell the police without names")
        )
        action["context"]["dialog_size"] = "extra-large"
        return {**action, "res_id": self.id}


def _around(text, finding, width=30):
    """:return: the words before and after, on one line"""
    before = text[max(0, finding.start - width) : finding.start]
    after = text[finding.end : finding.end + width]
    return " ".join(f"…{before}{finding.shown}{after}…".split())
