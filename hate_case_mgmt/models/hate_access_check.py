import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError

_logger = logging.getLogger(__name__)

DATA_PROTECTION = "hate_case_mgmt.group_data_protection"


class HateAccessCheck(models.Model):
    """One look through the chain of the access log: how far it reached, what was found.

    Each check holds the log against the end that the check before saw, so that entries
    can't be cut off the end of the chain either. The same figures go to the server's
    own log, which whoever changes the database does not change with it.
    """

    _name = "hate.access.check"
    _description = "Check of the access log"
    _inherit = ["hate.append.only.mixin", "hate.personal.mixin"]
    _order = "checked_at desc, id desc"
    _rec_name = "checked_at"
    _personal_fields = {}
    _plain_fields = frozenset({"head_hash", "findings"})

    checked_at = fields.Datetime(
        string="When", required=True, readonly=True, default=fields.Datetime.now
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", string="By", readonly=True, default=lambda self: self.env.user
    )
    is_sound = fields.Boolean(string="Nothing found", readonly=True)
    findings = fields.Text(string="What was found", readonly=True)
    head_place = fields.Integer(string="Up to place", readonly=True, aggregator=None)
    head_hash = fields.Char(
        string="Hash there",
        readonly=True,
        help="Write it down somewhere else, and nobody can write the log anew unseen.",
    )

    _company_idx = models.Index("(company_id, checked_at DESC, id DESC)")

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(self.env._("A check is recorded by itself."))
        return super().create(vals_list)

    # ------------------------------------------------------------------
    # Checking
    # ------------------------------------------------------------------

    @api.model
    def _cron_check(self):
        """Check the log of every landlord."""
        # pylint: disable-next=no-search-all
        for company in self.env["res.company"].search([]):
            self._check(company)._tell()

    def action_check(self):
        """Check the log of the current landlord now, whichever checks are marked.

        :return: window action of what was found
        :raise AccessError: not for this user
        """
        self.check_access("read")
        if not self.env.user.has_group(DATA_PROTECTION):
            raise AccessError(self.env._("Data protection officers check the log."))
        check = self._check(self.env.company)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Check of the access log"),
            "res_model": self._name,
            "res_id": check.id,
            "view_mode": "form",
            "target": "new",
        }

    @api.model
    def _check(self, company):
        """:return: the check, written down"""
        # sudo: goes through the entries of all cases; what comes back are places in the
        # chain and hashes, from which nobody can tell a case or who looked at it
        log = self.env["hate.access.log"].sudo()
        findings = log._findings(company)
        place, head = log._head(company.id)
        _logger.log(
            logging.WARNING if findings else logging.INFO,
            "hate cases: access log of company %s checked up to place %s, hash %s: "
            "%s findings",
            company.id,
            place,
            head,
            len(findings),
        )
        # sudo: users write none by hand; who may ask for it was checked by the button,
        # and the record is given back in their own rights
        check = self.sudo().create(
            {
                "company_id": company.id,
                "is_sound": not findings,
                "findings": "\n".join(findings),
                "head_place": place,
                "head_hash": head,
            }
        )
        return check.sudo(self.env.su)

    @api.model
    def _lost_since_last(self, company):
        """Whether the end that the last sound check saw is still there.

        :return: list of sentences
        """
        # sudo: the place and the hash of an earlier check, for a yes or no
        last = self.sudo().search(
            [("company_id", "=", company.id), ("is_sound", "=", True)], limit=1
        )
        log = self.env["hate.access.log"]
        if not last.head_place or log._anchor(company.id)[0] >= last.head_place:
            return []
        self.env.cr.execute(
            """SELECT hash FROM hate_access_log
                WHERE company_id = %s AND place = %s""",
            [company.id, last.head_place],
        )
        if self.env.cr.fetchone() == (last.head_hash,):
            return []
        return [
            self.env._(
                "The chain has another end than the last check saw: the entry at place "
                "%(place)s is gone or another.",
                place=last.head_place,
            )
        ]

    def _tell(self):
        """Tell data protection officers of what was found, in neutral words."""
        for check in self.filtered(lambda check: not check.is_sound):
            self.env["hate.access.flag"]._tell_officers(
                check.company_id,
                self.env._("Please look at the check of the access log"),
                self.env["res.users"],
            )
