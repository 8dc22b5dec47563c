from odoo import fields, models

from ..policy import vocabulary as words

TO_GET = "hate_case_mgmt.mail_activity_type_evidence"


class HateCase(models.Model):
    """Adding evidence, and a reminder while it can still be got."""

    _inherit = "hate.case"

    last_evidence_number = fields.Integer(
        readonly=True, copy=False, default=0, aggregator=None
    )

    def action_add_evidence(self):
        """:return: action that opens Add evidence for this case"""
        return self._open_evidence_dialogue()

    def _open_evidence_dialogue(self, **values):
        """Begin a dialogue that is on record already, so that files which arrive before
        it is done belong to it and to its writer alone.

        :param values: to begin with
        :return: window action
        """
        self._check_may_change()
        dialogue = self.env["hate.evidence.add"].create({"case_id": self.id, **values})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Add evidence"),
            "res_model": dialogue._name,
            "res_id": dialogue.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
        }

    def _remind_of_evidence(self):
        """Keep one activity on each open case while something is still to get, due on
        the first day on which it must be asked for. It says nothing of what it is."""
        days = {}
        # sudo: dates of the case's own items and its officer's activity, whoever of
        # those who work on it changed something
        items = self.env["hate.evidence"].sudo()
        for case, asked, gone in items._read_group(
            [("case_id", "in", self.ids), ("state", "in", words.ITEMS_MISSING)],
            ["case_id"],
            ["ask_by:min", "overwritten_on:min"],
        ):
            days[case.id] = min(filter(None, (asked, gone)), default=None)
        # sudo: as above; what is planned is seen by the case's own officer alone
        for case in self.sudo():
            day = case.is_open and days.get(case.id)
            waiting = case.activity_search([TO_GET])
            if not day:
                waiting.unlink()
            elif not waiting:
                case.activity_schedule(
                    TO_GET,
                    summary=self.env._("Something to ask for"),
                    date_deadline=day,
                    user_id=(case.officer_id or self.env.user).id,
                )
            elif waiting.mapped("date_deadline") != [day]:
                waiting.date_deadline = day
