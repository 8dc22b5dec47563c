import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..policy import text_checks
from ..policy import vocabulary_gate as gate
from ..policy import vocabulary_referral as terms

# Letters and digits that nobody mistakes for each other on the phone
SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
REFERENCE_SIGNS = 7
# What a colleague or the gate has agreed to is not changed behind their backs
AGREED_TO = frozenset(
    {
        "agency_id",
        "panel_id",
        "subject",
        "party_id",
        "place",
        "need",
        "purpose",
        "ground",
        "asked",
    }
)


class HateReferral(models.Model):
    """Somebody, or a place, put in touch with an agency or a panel: what is asked, what
    is told, and what came of it [000.b8] [002.5.2] [003.9.3].

    Written as a draft by hand; it moves by its methods alone
    (``hate_referral_send.py``, ``hate_referral_answers.py``), and nothing leaves but
    through the gate (``hate.disclosure``).
    """

    _name = "hate.referral"
    _description = "Referral"
    _inherit = ["hate.case.mixin", "hate.link.mixin"]
    _order = "id desc"
    _personal_fields = {
        "reference": "number",
        "place": "address",
        "asked": "words",
        "outside_reason": "words",
        "declined_reason": "words",
        "outcome": "words",
        "sent_to": "email",
        "withdrawn_reason": "words",
    }
    _method_only_fields = frozenset(
        {
            "reference",
            "state",
            "disclosure_id",
            "way",
            "sent_to",
            "sent_at",
            "sent_by_id",
            "received_at",
            "answered_at",
            "ended_at",
            "declined_reason",
            "outcome",
            "withdrawn_reason",
        }
    )

    reference = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: self._new_reference(),
        help="What we and the agency call it. It says nothing of the case.",
    )
    state = fields.Selection(
        terms.REFERRAL_STATES,
        required=True,
        readonly=True,
        default=terms.REFERRAL_DRAFT,
        group_expand="_expand_states",
    )

    # to whom
    agency_id = fields.Many2one("hate.agency", string="Agency", index="btree_not_null")
    panel_id = fields.Many2one("hate.panel", string="Panel", index="btree_not_null")
    recipient_name = fields.Char(compute="_compute_recipient_name", string="To")
    outside_reason = fields.Char(
        string="Why them all the same",
        help="Why an agency that does not cover the area.",
    )
    is_outside = fields.Boolean(compute="_compute_is_outside")

    # about whom
    subject = fields.Selection(
        terms.REFERRAL_SUBJECTS,
        string="About",
        required=True,
        default=terms.REFERRAL_PERSON,
    )
    party_id = fields.Many2one(
        "hate.party",
        string="Person",
        index="btree_not_null",
        domain="[('case_id', '=', case_id)]",
    )
    place = fields.Char(help="Where it keeps happening.")

    # what is asked and told
    need = fields.Selection(terms.NEEDS, string="Kind of need")
    asked = fields.Text(
        string="What we ask",
        help="What the agency is to do. They read it in these very words.",
    )
    purpose = fields.Selection(
        gate.PURPOSES, required=True, default=gate.PURPOSE_SUPPORT
    )
    ground = fields.Selection(
        gate.GROUNDS, string="On what ground", required=True, default="consent"
    )
    item_ids = fields.One2many(
        "hate.referral.item", "referral_id", string="May be told"
    )
    disclosure_id = fields.Many2one(
        "hate.disclosure", string="Sharing", readonly=True, index="btree_not_null"
    )
    action_id = fields.Many2one(
        "hate.action", string="From the plan", index="btree_not_null", readonly=True
    )

    # what became of it
    way = fields.Selection(terms.REFERRAL_WAYS, string="Sent by", readonly=True)
    sent_to = fields.Char(string="Sent to", readonly=True)
    sent_at = fields.Datetime(string="Sent", readonly=True)
    sent_by_id = fields.Many2one("res.users", string="Sent by whom", readonly=True)
    received_at = fields.Datetime(string="Received", readonly=True)
    answered_at = fields.Datetime(string="Answered", readonly=True)
    ended_at = fields.Datetime(string="Ended", readonly=True)
    declined_reason = fields.Text(string="Why not", readonly=True)
    outcome = fields.Text(string="What came of it", readonly=True)
    withdrawn_reason = fields.Char(string="Why withdrawn", readonly=True)
    link_ids = fields.One2many("hate.referral.link", "referral_id", string="Links")
    answer_ids = fields.One2many(
        "hate.referral.answer", "referral_id", string="Answers"
    )

    _case_idx = models.Index("(case_id, id DESC)")
    _to_chase_idx = models.Index(
        "(company_id, sent_at) WHERE state IN ('sent', 'received')"
    )
    _reference_uniq = models.UniqueIndex("(reference)")
    _one_recipient = models.Constraint(
        "CHECK(agency_id IS NULL OR panel_id IS NULL)",
        "A referral goes to an agency or to a panel. Please choose one of them.",
    )

    @api.depends("agency_id", "panel_id")
    def _compute_recipient_name(self):
        for referral in self:
            # sudo: the name of a partner organisation, also once it is another
            # company's or archived
            recipient = referral._recipient().sudo()
            referral.recipient_name = recipient.name

    def _recipient(self):
        """:return: the ``hate.agency`` or ``hate.panel``"""
        self.ensure_one()
        return self.agency_id or self.panel_id

    @api.model
    def _new_reference(self):
        """:return: a reference by chance: one that counts would tell how many there
        were"""
        return "R-" + "".join(secrets.choice(SIGNS) for _sign in range(REFERENCE_SIGNS))

    @api.model
    def _expand_states(self, states, domain):
        """:return: the states shown as columns, in their order"""
        return [
            state
            for state, _label in terms.REFERRAL_STATES
            if state in states or state in terms.REFERRALS_AWAY
        ]

    # ------------------------------------------------------------------
    # Checks
    # ------------------------------------------------------------------

    @api.constrains("case_id", "party_id", "action_id")
    def _check_one_case(self):
        for referral in self:
            if (referral.party_id.case_id | referral.action_id.case_id) - (
                referral.case_id
            ):
                raise ValidationError(
                    self.env._("A referral and its person belong to one case.")
                )

    @api.constrains("agency_id", "panel_id", "company_id")
    def _check_company(self):
        for referral in self:
            # sudo: whose agency it is, for the check alone
            owner = referral._recipient().sudo().company_id
            if owner and owner != referral.company_id:
                raise ValidationError(
                    self.env._("This agency or panel works with another landlord.")
                )

    # ------------------------------------------------------------------
    # Writing
    # ------------------------------------------------------------------

    @api.model
    def _open(self, case, values):
        """Begin a referral as a draft, with everything that may be ticked.

        :param case: ``hate.case``, one that the user may change
        :param values: dict of fields; ``party_id`` or ``place``, ``agency_id`` or
            ``panel_id``, ``asked``, ``need``, ``purpose``
        :return: the ``hate.referral``
        """
        case.ensure_one()
        case.check_access("write")
        party = self.env["hate.party"].browse(values.get("party_id"))
        if party and party.case_id != case:
            raise UserError(self.env._("A referral and its person belong to one case."))
        # sudo: drafts are made by this method alone; the right was checked above
        referral = self.sudo().create({**values, "case_id": case.id})
        referral = referral.sudo(self.env.su)
        referral._fill_items()
        return referral

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._cleaned(vals) for vals in vals_list])

    def write(self, vals):
        if AGREED_TO.intersection(vals):
            self._check_still_draft()
        written = super().write(self._cleaned(vals))
        if not self.env.su and {"party_id", "subject"}.intersection(vals):
            for referral in self:
                referral._fill_items()
        return written

    @api.model
    def _cleaned(self, vals):
        """:return: the values without what a database, screen or letter can't take"""
        vals = dict(vals)
        for name in ("place", "outside_reason"):
            if vals.get(name):
                vals[name] = text_checks.clean_line(vals[name])
        if vals.get("asked"):
            vals["asked"] = text_checks.clean_text(vals["asked"])
        return vals

    def _check_still_draft(self):
        for referral in self:
            if referral.state != terms.REFERRAL_DRAFT:
                raise UserError(
                    self.env._(
                        "This has gone on already and stays as it is. Press Change it "
                        "first, or begin another referral."
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        if not self.env.su:
            raise UserError(
                self.env._("A referral stays on record. Withdraw it instead.")
            )
