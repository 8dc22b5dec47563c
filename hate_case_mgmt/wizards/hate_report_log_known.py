from odoo import Command, api, fields, models

from ..policy import matching
from ..policy import vocabulary as words
from .hate_report_log_values import PARTY_OF_REPORTER

LOGGERS = ("hate_case_mgmt.group_hub", "hate_case_mgmt.group_officer")
STEP_WRITE = "write"
STEP_KNOWN = "known"


class HateReportLog(models.TransientModel):
    """Known before? What looks alike is shown before anything is logged."""

    _inherit = "hate.report.log"

    step = fields.Selection(
        [(STEP_WRITE, "Write"), (STEP_KNOWN, "Known before?")],
        required=True,
        default=STEP_WRITE,
        readonly=True,
    )

    # known before?
    look_alike_text = fields.Char(compute="_compute_look_alike_text")
    unseen_count = fields.Integer(readonly=True)
    match_ids = fields.One2many("hate.report.log.match", "log_id", readonly=True)
    reopen_reason = fields.Char(string="Why it is reopened")
    may_reopen_any = fields.Boolean(compute="_compute_may_reopen_any")

    @api.depends(
        "affected_name",
        "phone",
        "email",
        "reporter_name",
        "reporter_role",
        "reporter_organisation",
        "reporter_phone",
        "reporter_email",
        "property_id",
        "uprn",
        "address",
        "alleged_name",
    )
    def _compute_look_alike_text(self):
        for log in self:
            log.look_alike_text = log._tell_look_alikes(*log._look_alikes())

    @api.depends("match_ids.can_reopen")
    def _compute_may_reopen_any(self):
        for log in self:
            log.may_reopen_any = any(log.match_ids.mapped("can_reopen"))

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_log(self):
        """Log the report, or first show what it may belong to.

        :return: where to go, or None to stay on the form
        """
        self.ensure_one()
        known = self._begin()
        if known:
            return self._done(known)
        self._check_may(LOGGERS)
        self._check_typed()
        seen, unseen = self._look_alikes()
        if not seen and not unseen:
            return self._log_new()
        self.match_ids.unlink()
        self.write(
            {
                "step": STEP_KNOWN,
                "unseen_count": unseen,
                "match_ids": [
                    Command.create({"case_id": case.id, "why": self._why(kinds)})
                    for case, kinds in seen.items()
                ],
            }
        )
        return None

    def action_log_new(self):
        """Log the report as a new case.

        :return: where to go
        """
        self.ensure_one()
        known = self._begin()
        if known:
            return self._done(known)
        self._check_may(LOGGERS)
        self._check_typed()
        return self._log_new()

    def action_back(self):
        """Go back to the form."""
        self.ensure_one()
        self.step = STEP_WRITE

    # ------------------------------------------------------------------
    # Known before?
    # ------------------------------------------------------------------

    def _look_alikes(self):
        """:return: as ``hate.case._recognise``"""
        self.ensure_one()
        return self.env["hate.case"]._recognise(self._match_keys())

    def _match_keys(self):
        """:return: list of ``(kind, key)`` of all that was typed so far"""
        cases = self.env["hate.case"]
        private = not self.reporter_organisation
        named = private and PARTY_OF_REPORTER.get(self.reporter_role) in (
            words.ROLE_HOUSEHOLD,
            words.ROLE_WITNESS,
        )
        keys = [
            *matching.match_keys(
                name=self.affected_name,
                phones=[self.phone, private and self.reporter_phone],
                emails=[self.email, private and self.reporter_email],
                uprn=self.uprn,
            ),
            *(matching.match_keys(name=self.reporter_name) if named else []),
            *matching.match_keys(name=self._alleged_name(), alleged=True),
            *cases._home_keys(self.property_id, self.address),
        ]
        return list(dict.fromkeys(keys))

    def _tell_look_alikes(self, seen, unseen):
        """:return: sentence for the form, or False"""
        if not seen and not unseen:
            return False
        return " ".join(
            filter(
                None,
                (
                    self.env._("We may know this already."),
                    seen
                    and self.env._(
                        "You will be shown %(cases)s before anything is logged.",
                        cases=self._count_cases(len(seen)),
                    ),
                    unseen
                    and self.env._(
                        "Ask a manager about %(cases)s that you may not see.",
                        cases=self._count_cases(unseen),
                    ),
                ),
            )
        )

    def _count_cases(self, count):
        if count == 1:
            return self.env._("1 case")
        return self.env._("%(count)s cases", count=count)

    def _why(self, kinds):
        """:return: what a case has in common with the report, in words"""
        labels = dict(
            self.env["hate.match.key"]._fields["kind"]._description_selection(self.env)
        )
        return ", ".join(labels[kind] for kind in kinds)

    # ------------------------------------------------------------------
    # Logging
    # ------------------------------------------------------------------

    def _log_new(self):
        case = self.env["hate.case"]._open_from_report(
            self._prepare_report_values(), members=self.env.user
        )
        return self._done(case)

    def _done(self, case):
        """Take the form away and show the case, or the cases if it may not be seen.

        :return: client action
        """
        # before the form goes, which empties the memory
        message = case._tell_logged()
        # sudo: the form is the user's own, and its lines go with it
        self.sudo().unlink()
        if case.has_access("read"):
            where = {
                "type": "ir.actions.act_window",
                "res_model": "hate.case",
                "res_id": case.id,
                "views": [[False, "form"]],
                "target": "main",
            }
        else:
            where = {
                **self.env["ir.actions.act_window"]._for_xml_id(
                    "hate_case_mgmt.hate_case_action"
                ),
                "target": "main",
            }
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "sticky": True,
                "message": message,
                "next": where,
            },
        }
