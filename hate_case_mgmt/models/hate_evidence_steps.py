import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import vocabulary as words


class HateEvidence(models.Model):
    """How an item arrives, and what is done with what is still to get."""

    _inherit = "hate.evidence"

    @api.model
    def _with_arrival(self, vals):
        """:return: the values, and if the item is here now what its arrival tells"""
        facts = {}
        if vals.get("file"):
            facts = self._file_facts(
                base64.b64decode(vals["file"]), vals.get("original_name") or ""
            )
        elif vals.get("statement"):
            facts = self._statement_facts(vals["statement"])
        here = facts or vals.get("sha256") or vals.get("kept_at")
        if here and "state" not in vals:
            facts["state"] = words.ITEM_HELD
            facts["arrived_at"] = vals.get("arrived_at") or fields.Datetime.now()
            facts["received_by_id"] = vals.get("received_by_id") or self.env.uid
        return {**vals, **facts}

    def _received(self):
        """Write the first line of custody, and a neutral one on the case."""
        # sudo: lines that a button writes are closed to users
        self.env["hate.evidence.custody"].sudo().create(
            [
                {
                    "evidence_id": item.id,
                    "case_id": item.case_id.id,
                    "kind": words.CUSTODY_RECEIVED,
                    "at": item.arrived_at,
                    "holder": item.kept_at or item.company_id.name,
                    "user_id": item.received_by_id.id,
                }
                for item in self
            ]
        )
        for item in self:
            item.case_id._came_in(words.ARRIVAL_UPLOAD, item)
        for case in self.case_id:
            case._log_neutral(self.env._("Evidence added"))

    def _arrive(self, values):
        """What was wanted is here now.

        :param values: of the file or statement, as ``_file_facts`` gives them, and
            what is known of it now
        """
        self.ensure_one()
        if self.state == words.ITEM_HELD:
            raise UserError(self._refusal_of_change())
        # sudo: closed to bare writes; every public step that leads here has checked the
        # right on the case, and nothing is read
        self.sudo().write(
            {
                **values,
                "file_name": self._neutral_name(self.number, values.get("file_name")),
                "state": words.ITEM_HELD,
                "arrived_at": fields.Datetime.now(),
                "received_by_id": self.env.uid,
            }
        )
        self._received()

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_asked(self):
        """Whoever has it was asked for it."""
        self.check_access("write")
        for item in self:
            if item.state != words.ITEM_WANTED:
                raise UserError(self.env._("This has been asked for already."))
            # sudo: state and time are closed to users; the right was checked
            item.sudo().write(
                {"state": words.ITEM_ASKED, "asked_at": fields.Datetime.now()}
            )

    def action_not_to_be_had(self):
        """It can't be got any more; the reason stands on the item."""
        self.check_access("write")
        for item in self:
            if item.state not in words.ITEMS_MISSING:
                raise UserError(
                    self.env._("Only what is still to get can be given up.")
                )
            # sudo: as in action_asked
            item.sudo().state = words.ITEM_LOST

    def action_add_what_came(self):
        """:return: action that takes in what was wanted"""
        self.ensure_one()
        return self.case_id._open_evidence_dialogue(evidence_id=self.id)

    def action_hand_over(self):
        """:return: action that writes down who holds it from now on"""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Who holds it now"),
            "res_model": "hate.evidence.custody",
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_case_id": self.case_id.id,
                "default_evidence_id": self.id,
            },
        }
