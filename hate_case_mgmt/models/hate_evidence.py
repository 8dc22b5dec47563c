from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..policy import text_checks
from ..policy import vocabulary as words

LINES = ("title", "source", "place", "kept_at", "why_not", "original_name")
TEXTS = ("statement",)


class HateEvidence(models.Model):
    """Something that shows or tells what happened, from the moment it is wanted.

    What arrived stays as it arrived: the file, its hash and a statement's words are
    never changed, by nobody. Who has held it stands in ``hate.evidence.custody``.
    """

    _name = "hate.evidence"
    _description = "Evidence"
    _inherit = ["hate.case.mixin"]
    _order = "number desc, id desc"
    _masked_fields = {"statement": True, "place": "home_confidential"}
    _personal_fields = {
        "title": "words",
        "source": "words",
        "place": "address",
        "why_not": "words",
        "file": "file",
        "original_name": "words",
        "file_name": "words",
        "statement": "words",
        "kept_at": "address",
    }
    _plain_fields = frozenset({"media_type", "sha256"})

    _method_only_fields = frozenset(
        {
            "number",
            "state",
            "asked_at",
            "arrived_at",
            "received_by_id",
            "file_name",
            "file_size",
            "media_type",
            "sha256",
        }
    )
    # what nobody changes once it is here, superuser included
    _sealed_fields = frozenset(
        {
            "case_id",
            "number",
            "arrived_at",
            "received_by_id",
            "file",
            "file_name",
            "file_size",
            "media_type",
            "sha256",
            "original_name",
            "statement",
        }
    )

    number = fields.Integer(string="No.", readonly=True, aggregator=None, copy=False)
    kind = fields.Selection(words.ITEM_KINDS, required=True)
    state = fields.Selection(
        words.ITEM_STATES, required=True, readonly=True, default=words.ITEM_WANTED
    )
    title = fields.Char(string="What it is")
    incident_id = fields.Many2one(
        "hate.incident", index="btree_not_null", domain="[('case_id', '=', case_id)]"
    )

    # from whom, when and where
    party_id = fields.Many2one(
        "hate.party",
        string="From",
        index="btree_not_null",
        domain="[('case_id', '=', case_id)]",
        help="The person of the case who gave it, or who is to give it.",
    )
    source = fields.Char(
        string="Or from elsewhere", help="For example: the shop at the corner."
    )
    taken_at = fields.Datetime(
        string="When it was made", help="When the photo was taken, what it shows."
    )
    place = fields.Char(string="Where it was made")
    home_confidential = fields.Boolean(
        related="case_id.home_confidential", related_sudo=False
    )

    # to get
    ask_by = fields.Date(string="Ask for it by")
    overwritten_on = fields.Date(
        string="Overwritten on",
        help="CCTV is kept for some weeks only. Ask when it will be overwritten.",
    )
    asked_at = fields.Datetime(string="Asked for", readonly=True)
    why_not = fields.Char(string="Why it is not to be had")

    # held
    arrived_at = fields.Datetime(string="Received", readonly=True)
    received_by_id = fields.Many2one("res.users", string="Received by", readonly=True)
    file = fields.Binary(attachment=True, copy=False)
    original_name = fields.Char(string="Name it came with")
    file_name = fields.Char(
        readonly=True, help="Under which it is handed out; tells nothing of a person."
    )
    file_size = fields.Integer(string="Size", readonly=True, aggregator=None)
    media_type = fields.Char(
        string="Type", readonly=True, help="Told by its content, not by its name."
    )
    sha256 = fields.Char(
        string="SHA-256",
        readonly=True,
        help="Taken when it arrived, of the file or else of the statement's words: "
        "whoever reckons it anew sees whether anything changed.",
    )
    statement = fields.Text(help="In the person's own words.")
    kept_at = fields.Char(
        string="Where it is kept", help="Of an object or a paper original."
    )
    custody_ids = fields.One2many(
        "hate.evidence.custody", "evidence_id", string="Who has held it"
    )
    holder = fields.Char(string="Who has it now", compute="_compute_holder")

    _number_uniq = models.Constraint(
        "UNIQUE(case_id, number)", "Two items of a case can't have one number."
    )
    _missing_idx = models.Index("(case_id) WHERE state IN ('wanted', 'asked')")

    @api.depends("custody_ids.holder")
    def _compute_holder(self):
        for item in self:
            item.holder = item.custody_ids.filtered("holder")[:1].holder

    @api.constrains("case_id", "incident_id", "party_id")
    def _check_one_case(self):
        for item in self:
            if (item.incident_id.case_id | item.party_id.case_id) - item.case_id:
                raise ValidationError(
                    self.env._("Evidence belongs to the case it is entered in.")
                )

    @api.constrains("taken_at", "arrived_at")
    def _check_when(self):
        now = fields.Datetime.add(fields.Datetime.now(), minutes=1)
        for item in self.filtered("taken_at"):
            wrong = text_checks.check_moment(
                item.taken_at, now, self.env._("when it was made")
            )
            if wrong:
                raise ValidationError(self.env._(wrong.template, **wrong.values))

    @api.constrains("state", "party_id", "source", "why_not")
    def _check_told(self):
        for item in self:
            if item.state == words.ITEM_HELD and not (item.party_id or item.source):
                raise ValidationError(
                    self.env._("Please say from whom it is, or from where.")
                )
            if item.state == words.ITEM_LOST and not item.why_not:
                raise ValidationError(
                    self.env._("Please say why it is not to be had first.")
                )

    # ------------------------------------------------------------------
    # Coming in
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """What has a file, a statement or a place where it is kept is held; anything
        else is still to get.

        :raise UserError: a file is refused
        """
        for vals in vals_list:
            self._check_method_only(vals)
        vals_list = [self._with_arrival(self._cleaned(vals)) for vals in vals_list]
        # an image that Odoo makes smaller is no original any more
        items = super(
            # sudo: hash, size and number are closed to users; the right to add to the
            # case is checked below, as the user
            HateEvidence,
            self.sudo().with_context(image_no_postprocess=True),
        ).create(vals_list)
        items = self.browse(items.ids)
        items.check_access("create")
        items._give_numbers()
        items.filtered(lambda item: item.state == words.ITEM_HELD)._received()
        items.case_id._remind_of_evidence()
        return items

    def write(self, vals):
        if not self.env.su and "file" in vals:
            raise AccessError(self._refusal_of_change())
        held = self.filtered(lambda item: item.state == words.ITEM_HELD)
        if held and self._sealed_fields.intersection(vals):
            raise UserError(self._refusal_of_change())
        done = super().write(self._cleaned(vals))
        if {"ask_by", "overwritten_on", "state"}.intersection(vals):
            self.case_id._remind_of_evidence()
        return done

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise UserError(self.env._("Evidence stays on record and is never deleted."))

    @api.model
    def _refusal_of_change(self):
        return self.env._(
            "What arrived stays as it arrived. Please add a new item instead."
        )

    @api.model
    def _cleaned(self, vals):
        """:return: the values without what a database or screen can't take"""
        lines = {
            name: text_checks.clean_line(vals[name]) for name in LINES if vals.get(name)
        }
        texts = {
            name: text_checks.clean_text(vals[name]) for name in TEXTS if vals.get(name)
        }
        return {**vals, **lines, **texts}

    # pylint: disable-next=missing-return
    def _give_numbers(self):
        """Count on within each case. Two who add at the same moment wait for one
        another: PostgreSQL refuses the second, and Odoo runs it again."""
        for case, items in self.grouped("case_id").items():
            # sudo: the counter and the number are closed to users
            case = case.sudo()
            last = case.last_evidence_number
            case.last_evidence_number = last + len(items)
            for number, item in enumerate(items.sudo().sorted("id"), start=last + 1):
                name = item._neutral_name(number, item.file_name)
                super(HateEvidence, item).write({"number": number, "file_name": name})
