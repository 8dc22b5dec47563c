from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policy import matching, text_checks


class HateReportLog(models.TransientModel):
    """What is typed is checked, with a sentence for each mistake; nothing is lost."""

    _inherit = "hate.report.log"

    @api.onchange("uprn")
    def _onchange_uprn(self):
        """Find the home, or say that it is not on our list."""
        if not self.uprn:
            return None
        home = self._home_of_uprn()
        if home:
            self.property_id = home
            self.uprn = False
            return None
        return {
            "warning": {
                "title": self.env._("Not on our list"),
                "message": self.env._(
                    "None of our homes has this UPRN. Please check it. If it is right, "
                    "leave it and add the address: the report is kept with both."
                ),
            }
        }

    def _check_typed(self):
        """:raise ValidationError: a sentence saying what to correct"""
        refuse = self.env["hate.case"]._refuse
        now = fields.Datetime.now()
        refuse(
            text_checks.check_moment(
                self.reported_at, now, self.env._("when it reached us")
            )
        )
        if self.is_backdated and not (self.backdate_reason or "").strip():
            raise ValidationError(
                self.env._(
                    "The report is entered more than an hour after it reached us. "
                    "Please say why, under “Who told us, and when”."
                )
            )
        self._check_when(refuse)
        self._check_ways(refuse)

    def _check_when(self, refuse):
        what = self.env._("when it happened")
        start, end = self._period()
        for moment in filter(None, (start, end)):
            refuse(text_checks.check_moment(moment, self.reported_at, what))
        refuse(text_checks.check_period(start, end, what))
        if self.police_decided_on:
            refuse(
                text_checks.check_moment(
                    self.police_decided_on,
                    fields.Datetime.context_timestamp(self, fields.Datetime.now()),
                    self.env._("when the police decided"),
                )
            )

    def _check_ways(self, refuse):
        for number in filter(None, (self.phone, self.reporter_phone)):
            if not matching.normalise_phone(number):
                raise ValidationError(
                    self.env._(
                        "That can't be a phone number. Please check it, for example "
                        "07700 900123. Anything else about calling goes under safe "
                        "times."
                    )
                )
        for address in filter(None, (self.email, self.reporter_email)):
            if not matching.normalise_email(address):
                raise ValidationError(
                    self.env._(
                        "That can't be an e-mail address. Please check it, or leave it "
                        "empty."
                    )
                )
        if self.uprn:
            try:
                matching.normalise_uprn(self.uprn)
            except ValueError as wrong:
                refuse(wrong.args[0])

    def _home_of_uprn(self):
        """:return: our home with the UPRN that was typed, or none"""
        homes = self.env["hate.property"]
        try:
            key = matching.normalise_uprn(self.uprn or "")
        except ValueError:
            return homes
        return homes.search([("uprn_key", "=", key)], limit=1)
