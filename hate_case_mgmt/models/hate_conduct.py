from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import matching, text_checks
from ..policy import vocabulary as words


class HateConduct(models.Model):
    """That an allegation about a colleague or contractor was handed to those who look
    into it: human resources, or the contractor's employer [002.4.11] [003.5.11].

    The case goes on beside it, for the person affected.
    """

    _name = "hate.conduct"
    _description = "Hand-over about a colleague"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin"]
    _order = "handed_at desc, id desc"
    _personal_fields = {
        "to_name": "name",
        "reference": "number",
        "what": "words",
        "reason": "words",
    }

    party_id = fields.Many2one("hate.party", string="About", required=True, index=True)
    receiver = fields.Selection(words.CONDUCT_RECEIVERS, string="To", required=True)
    to_user_id = fields.Many2one("res.users", string="Colleague who took it on")
    to_name = fields.Char(string="Who took it on", required=True)
    reference = fields.Char(help="Theirs, to find it again.")
    inquiry = fields.Selection(words.CONDUCT_INQUIRIES, string="For", required=True)
    handed_at = fields.Datetime(string="When", required=True)
    what = fields.Text(string="What was handed over", required=True)
    reason = fields.Text(string="Why so", help="What the decision rests on.")
    decided_by_id = fields.Many2one("res.users", string="Decided by", required=True)

    @api.model
    def _record(self, vals):
        """Keep a hand-over, after the case has checked that the user works on it.

        :param vals: values of this model; ``to_name`` may be left out for a colleague
        :return: the new row, as superuser
        :raise UserError: something is missing, can't be true, or goes to the person
            it is about
        """
        vals = {**vals, "to_name": self._receiver_name(vals)}
        required = ("party_id", "receiver", "to_name", "inquiry", "handed_at", "what")
        if not all(str(vals.get(name) or "").strip() for name in required):
            raise UserError(
                self.env._(
                    "Please say about whom, to whom, for what, when, and what was "
                    "handed over."
                )
            )
        self._check_when(vals)
        self._check_wall(vals)
        for name in ("to_name", "reference"):
            vals[name] = text_checks.clean_line(vals.get(name) or "")
        for name in ("what", "reason"):
            vals[name] = text_checks.clean_text(vals.get(name) or "")
        # sudo: no user writes this log by hand
        return self.sudo().create({**vals, "decided_by_id": self.env.uid})

    def _receiver_name(self, vals):
        # sudo: the name of a colleague whom the user has just chosen by it
        colleague = self.env["res.users"].sudo().browse(vals.get("to_user_id"))
        return (vals.get("to_name") or "").strip() or colleague.name

    def _check_when(self, vals):
        """:raise UserError: it lies in the future or before the report"""
        handed_at = fields.Datetime.to_datetime(vals["handed_at"])
        case = self.env["hate.case"].browse(vals["case_id"])
        if handed_at > fields.Datetime.now():
            raise UserError(self.env._("It can't have been handed over in the future."))
        if handed_at.date() < case.reported_at.date():
            raise UserError(
                self.env._("It can't have been handed over before the report came in.")
            )

    def _check_wall(self, vals):
        """Keep it from whoever it is about [002.4.11].

        :raise UserError: the receiver is alleged or shut out, or bears their name
        """
        # sudo: who is alleged or shut out, to keep the hand-over from them
        case = self.env["hate.case"].sudo().browse(vals["case_id"])
        party = case.party_ids.filtered(lambda row: row.id == vals["party_id"])
        if party.role != words.ROLE_ALLEGED or not party._is_colleague():
            raise UserError(
                self.env._(
                    "Please choose the colleague or contractor who is alleged in this "
                    "case."
                )
            )
        apart = case._alleged_users() | case.excluded_user_ids
        alleged = case.party_ids.filtered(lambda row: row.role == words.ROLE_ALLEGED)
        names = {
            matching.normalise_name(name)
            for name in [*alleged.mapped("name"), *apart.mapped("name")]
            if name
        }
        if (
            vals.get("to_user_id") in apart.ids
            or matching.normalise_name(vals["to_name"]) in names
        ):
            raise UserError(
                self.env._(
                    "It can't go to someone whom the case is kept from. Please choose "
                    "someone else."
                )
            )
