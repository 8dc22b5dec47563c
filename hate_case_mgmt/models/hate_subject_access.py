from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..policy import matching
from ..policy import subject_access as policy
from ..policy import vocabulary as words
from ..policy import vocabulary_keep as keep

# Nothing of it changes any more
FROZEN = (keep.ACCESS_RELEASED, keep.ACCESS_GIVEN, keep.ACCESS_REFUSED)
# The person has their answer
ANSWERED = (keep.ACCESS_GIVEN, keep.ACCESS_REFUSED)
# Set by the steps alone
STEPS = frozenset(
    {
        "state",
        "case_ids",
        "prepared_by_id",
        "released_by_id",
        "released_at",
        "pack",
        "pack_name",
        "pack_sha256",
        "answer",
        "answer_name",
        "given_how",
        "given_by_id",
        "given_at",
    }
)


class HateSubjectAccess(models.Model):
    """A person asks what we hold about them.

    A data protection officer finds the person in the cases, looks at what concerns
    them, masks everybody else, and has a colleague release the pack. From then on
    nothing of it changes.
    """

    _name = "hate.subject.access"
    _description = "Subject access request"
    _inherit = ["hate.door.mixin", "hate.personal.mixin", "hate.typed.mixin"]
    _order = "due_on, id"
    _personal_fields = {
        "person_name": "name",
        "person_phone": "phone",
        "person_email": "email",
        "person_address": "address",
        "identity_note": "words",
        "mask_too": "words",
        "extension_reason": "words",
        "refusal_reason": "words",
        "pack": "file",
        "answer": "file",
    }
    _plain_fields = frozenset({"pack_name", "pack_sha256", "answer_name"})

    company_id = fields.Many2one(
        "res.company",
        string="Landlord",
        required=True,
        default=lambda self: self.env.company,
    )
    state = fields.Selection(
        keep.ACCESS_STATES, required=True, default=keep.ACCESS_GATHERING
    )
    # who asks
    person_name = fields.Char(string="Who asks", required=True)
    person_phone = fields.Char(string="Phone")
    person_email = fields.Char(string="E-mail")
    person_address = fields.Char(string="Address with postcode")
    identity_note = fields.Text(
        string="How we know it is them",
        help="What was shown or asked. No copy of a passport is needed here.",
    )
    received_on = fields.Date(
        string="Received", required=True, default=fields.Date.context_today
    )
    extended = fields.Boolean(
        string="Complex: three months",
        help="The law allows two months more for requests that are complex or many. "
        "Tell the person within the first month, and why.",
    )
    extension_reason = fields.Text(string="Why it takes longer")
    due_on = fields.Date(
        string="Answer by",
        compute="_compute_due_on",
        store=True,
        help="One calendar month, or three. On a day off it is the next working day.",
    )
    is_late = fields.Boolean(compute="_compute_is_late", string="Overdue")

    # where they are
    party_ids = fields.Many2many(
        "hate.party",
        "hate_subject_access_party_rel",
        "access_id",
        "party_id",
        string="Found as",
        domain="[('company_id', '=', company_id)]",
        help="The entries in cases that are this person. Look at each: a name alone "
        "may be somebody else's.",
    )
    # kept when a case goes, so that its words go from here as well
    case_ids = fields.Many2many(
        "hate.case",
        "hate_subject_access_case_rel",
        "access_id",
        "case_id",
        string="Cases",
        readonly=True,
    )
    is_alleged = fields.Boolean(compute="_compute_is_alleged")

    # what goes out
    item_ids = fields.One2many(
        "hate.subject.access.item", "access_id", string="What we hold"
    )
    finding_ids = fields.One2many(
        "hate.subject.access.finding", "access_id", string="To be masked"
    )
    undecided_count = fields.Integer(compute="_compute_undecided_count")
    mask_too = fields.Text(
        string="Mask these as well",
        help="One word or phrase a line: what gives somebody else away and was not "
        "found.",
    )
    prepared_by_id = fields.Many2one("res.users", string="Prepared by", readonly=True)
    released_by_id = fields.Many2one("res.users", string="Released by", readonly=True)
    released_at = fields.Datetime(string="Released", readonly=True)
    pack = fields.Binary(attachment=True, readonly=True)
    pack_name = fields.Char(readonly=True)
    pack_sha256 = fields.Char(string="SHA-256 of the pack", readonly=True)
    answer = fields.Binary(
        string="The answer on paper",
        attachment=True,
        readonly=True,
        help="The same pages as in the pack, to print. Files stand in the pack only.",
    )
    answer_name = fields.Char(readonly=True)
    given_how = fields.Selection(keep.WAYS_GIVEN, string="How given", readonly=True)
    given_by_id = fields.Many2one("res.users", string="Given by", readonly=True)
    given_at = fields.Datetime(string="Given", readonly=True)
    refusal_reason = fields.Text(string="Reason, if refused")

    @api.depends("received_on")
    def _compute_display_name(self):
        """A number: who asks is nobody's business who reads a title bar."""
        for request in self:
            number = request._origin.id
            request.display_name = (
                self.env._("Request %(number)s", number=number)
                if number
                else self.env._("New request")
            )

    @api.depends("received_on", "extended", "company_id")
    def _compute_due_on(self):
        for request in self:
            request.due_on = request.received_on and policy.due_on(
                request.received_on,
                request.company_id._hate_calendar(),
                request.extended,
            )

    @api.depends("due_on", "state")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for request in self:
            waits = request.state not in ANSWERED
            request.is_late = waits and bool(request.due_on and request.due_on < today)

    @api.depends("party_ids.role")
    def _compute_is_alleged(self):
        for request in self:
            request.is_alleged = words.ROLE_ALLEGED in request.party_ids.mapped("role")

    @api.depends("finding_ids.decision")
    def _compute_undecided_count(self):
        for request in self:
            request.undecided_count = len(request.finding_ids._undecided())

    def _looked_in_log(self, kind):
        """What is read here was copied from cases: it counts as looking at them."""
        # sudo: numbers of cases for the log, also of an attempt that is refused
        cases = self.sudo().exists().case_ids
        self.env["hate.access.log"]._add(kind, self._name, None, cases.ids, len(self))

    # ------------------------------------------------------------------
    # Writing
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                self._check_steps_alone(vals)
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            self._check_steps_alone(vals)
            if any(request.state in FROZEN for request in self):
                raise UserError(
                    self.env._("What was answered stays as it is. Open a new request.")
                )
        return super().write(vals)

    def _check_steps_alone(self, vals):
        if STEPS.intersection(vals):
            raise AccessError(
                self.env._("These are set by the buttons of the request only.")
            )

    def _check_state(self, *states):
        """Lock the request, and make sure that the step can be taken.

        :raise UserError: somebody was quicker, or the step comes too early
        """
        self.ensure_one()
        self.check_access("write")
        # sudo: only locks the row; the right to change it was checked
        self.sudo().lock_for_update()
        self.invalidate_recordset(["state"])
        if self.state not in states:
            raise UserError(self.env._("This step does not fit here any more."))

    def _step(self, vals):
        """Write what only the steps may, after the caller has checked."""
        # sudo: these fields are closed to users by write()
        return self.sudo().write(vals)

    # ------------------------------------------------------------------
    # Finding the person
    # ------------------------------------------------------------------

    def action_find(self):
        """Look for the person in the cases by name, phone, e-mail and address."""
        self._check_state(keep.ACCESS_GATHERING)
        self.party_ids |= self._people_alike()
        return True

    def _people_alike(self):
        """:return: ``hate.party`` that share a name, number or address with them"""
        mine = self._keys(alleged=False) | self._keys(alleged=True)
        if not mine:
            return self.env["hate.party"]
        people = self.env["hate.case"]._all_recognised(sorted(mine)).party_ids
        found = people.filtered(
            lambda party: mine.intersection(self.env["hate.case"]._person_keys(party))
        )
        return found.filtered(lambda party: party.company_id == self.company_id)

    def _keys(self, alleged):
        return set(
            matching.match_keys(
                name=self.person_name,
                phones=[] if alleged else [self.person_phone],
                emails=[] if alleged else [self.person_email],
                street=None if alleged else self.person_address,
                zip_code=None
                if alleged
                else matching.find_postcode(self.person_address or ""),
                alleged=alleged,
            )
        )

    # ------------------------------------------------------------------
    # Copies go with the case
    # ------------------------------------------------------------------

    @api.model
    def _forget(self, case):
        """A case is removed: what was copied from it into requests goes too. That a
        request was answered, and when, stays."""
        # sudo: called by the removal of a case, which is the superuser's
        requests = self.sudo().search([("case_ids", "in", case.ids)])
        requests.item_ids.unlink()
        requests.finding_ids.unlink()
        files = self.env["ir.attachment"].sudo()  # sudo: as above
        files.search(
            Domain("res_model", "=", self._name)
            & Domain("res_id", "in", requests.ids)
            & Domain("id", "!=", False)
        ).unlink()
        requests.write(
            {
                "person_name": self.env._("Removed"),
                "person_phone": False,
                "person_email": False,
                "person_address": False,
                "identity_note": False,
                "mask_too": False,
                "extension_reason": False,
                "refusal_reason": False,
            }
        )
