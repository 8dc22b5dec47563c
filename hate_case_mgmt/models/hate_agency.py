from odoo import api, fields, models
from odoo.fields import Domain

from ..policy import agencies
from ..policy import vocabulary as words
from ..policy import vocabulary_referral as terms


class HateAgency(models.Model):
    """A partner the landlord refers people to: what it offers, for whom, where, and
    how to reach it [000.intro] [001.s4]. It holds nothing of any case."""

    _name = "hate.agency"
    _description = "Agency"
    _inherit = ["hate.typed.mixin"]
    _order = "name, id"

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company",
        index="btree_not_null",
        help="Leave empty to use it in every company.",
    )
    active = fields.Boolean(default=True)

    # what they offer, and to whom
    services = fields.Text(help="What the agency offers, in a sentence or two.")
    service_ids = fields.One2many("hate.agency.service", "agency_id", string="Offers")
    strand_ids = fields.Many2many(
        "hate.strand", string="Strands", help="Leave empty for all."
    )
    area_ids = fields.Many2many(
        "hate.area", string="Areas", help="The local authorities whose people it helps."
    )
    is_national = fields.Boolean(
        help="Works everywhere, whatever its areas.", string="National"
    )
    language_ids = fields.Many2many("hate.language", string="Languages")
    risk_from = fields.Selection(
        words.RISK_LEVELS,
        string="From risk",
        help="It takes cases of this risk and above. Leave empty for all.",
    )
    is_risk_panel = fields.Boolean(
        string="Local risk panel",
        help="Partners who meet about people at high risk. Proposed for cases of its "
        "areas.",
    )

    # how to reach them
    phone = fields.Char()
    email = fields.Char(string="E-mail")
    website = fields.Char()
    out_of_hours = fields.Char(
        help="How to reach it at night and at weekends.", string="Out of hours"
    )
    address = fields.Text(help="For letters and visits.")
    referral_email = fields.Char(
        string="E-mail for referrals",
        help="Where a referral's link goes. If empty, the general e-mail is offered.",
    )
    referral_url = fields.Char(
        string="Form for referrals", help="Web address of the agency's own form."
    )
    referral_note = fields.Text(
        string="How to refer", help="What they ask for, and when they answer."
    )

    # whether that is still so
    checked_on = fields.Date(
        string="Details checked on", help="When somebody last made sure of them."
    )
    details_source = fields.Char(
        string="Details from", help="Where the details were read."
    )

    # information sharing
    agreement_ids = fields.One2many(
        "hate.agency.agreement", "agency_id", string="Sharing agreements"
    )
    agreement_expires_on = fields.Date(
        string="Sharing agreement until",
        compute="_compute_agreement_expires_on",
        store=True,
        help="When the last information-sharing agreement with this agency ends.",
    )

    @api.depends("agreement_ids.until")
    def _compute_agreement_expires_on(self):
        for agency in self:
            agency.agreement_expires_on = max(
                filter(None, agency.agreement_ids.mapped("until")), default=False
            )

    @api.model
    def get_import_templates(self):
        """:return: the spreadsheet that the import screen offers to begin with"""
        return [
            {
                "label": self.env._("Template for agencies"),
                "template": "/hate_case_mgmt/static/csv/hate_agency.csv",
            }
        ]

    def action_mark_checked(self):
        """Somebody has just made sure of the contact details.

        :raise AccessError: not by this user
        """
        self.write({"checked_on": fields.Date.context_today(self)})

    # ------------------------------------------------------------------
    # Which fit a case
    # ------------------------------------------------------------------

    @api.model
    def _suggest_for(self, case, needs=(), party=None):
        """Which agencies fit a case, best first, read as the current user.

        :param case: ``hate.case``, one
        :param needs: of ``policy.vocabulary_referral.NEEDS``
        :param party: ``hate.party`` it is for, whose language counts
        :return: list of ``(hate.agency, sentence that says why)``
        """
        case.ensure_one()
        offered = self.search(
            Domain("company_id", "in", (case.company_id.id, False))
            & (
                Domain("is_national", "=", True)
                | Domain("area_ids", "in", case.area_id.ids)
                | (Domain.FALSE if case.area_id else Domain.TRUE)
            )
        )
        wanted = agencies.Wanted(
            area=case.area_id.id or None,
            strands=frozenset(case.strand_ids.ids),
            needs=frozenset(needs),
            languages=frozenset((party or self.env["hate.party"]).language_id.ids),
            risk=case.risk_level or "",
            today=case._local_today(),
        )
        return [
            (self.browse(found.key), self._reasons_in_words(found.reasons))
            for found in agencies.suggest([one._offer() for one in offered], wanted)
        ]

    @api.model
    def _reasons_in_words(self, reasons):
        said = ", ".join(self.env._(agencies.SENTENCES[reason]) for reason in reasons)
        return said[:1].upper() + said[1:]

    def _offer(self):
        """:return: ``policy.agencies.Offer``"""
        self.ensure_one()
        return agencies.Offer(
            key=self.id,
            name=self.name,
            is_national=self.is_national,
            areas=frozenset(self.area_ids.ids),
            strands=frozenset(self.strand_ids.ids),
            needs=frozenset(self.service_ids.mapped("need"))
            | ({terms.NEED_PANEL} if self.is_risk_panel else frozenset()),
            languages=frozenset(self.language_ids.ids),
            risk_from=self.risk_from or "",
            agreement_until=self.agreement_expires_on or None,
        )

    def _covers(self, area):
        """:return: whether it works in a ``hate.area``"""
        self.ensure_one()
        return agencies.covers(self._offer(), area.id or None)

    def _agreement_on(self, day):
        """:return: the ``hate.agency.agreement`` in force on a day, or none"""
        self.ensure_one()
        return self.agreement_ids.filtered(
            lambda one: (not one.signed_on or one.signed_on <= day)
            and one.until
            and one.until >= day
        )[:1]
