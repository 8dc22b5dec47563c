from odoo import api, fields, models, tools
from odoo.exceptions import UserError, ValidationError

from ..policy import vocabulary as words

# A standard is looked at again at least every three years [X17]
REVIEW_MONTHS = 36


class HateStandard(models.Model):
    """A landlord's published set of promises, or one that law or a code demands.

    A draft is edited freely. Once in use it is never changed, nor are its promises: a
    case keeps the one it was opened under. An edit is made on a copy, the next version.
    """

    _name = "hate.standard"
    _inherit = ["hate.version.mixin"]
    _description = "Service standard"
    _order = "kind, name, version desc, id"

    # what may change while the standard is in use
    _free_fields = frozenset({"active", "review_on"})

    name = fields.Char(required=True, translate=True)
    kind = fields.Selection(
        words.STANDARD_KINDS,
        required=True,
        default=words.STANDARD_POLICY,
        help="What the law or a code demands runs beside the landlord's own promises, "
        "once it is switched on for the company.",
    )
    source = fields.Char(help="The text it was taken from.")
    previous_id = fields.Many2one("hate.standard")
    origin_id = fields.Many2one("hate.standard")
    valid_from = fields.Date(string="Valid from", copy=False)
    valid_to = fields.Date(string="Valid to", copy=False)
    review_on = fields.Date(
        string="Review by",
        copy=False,
        help="The standard itself is looked at again by this day, three years after "
        "it was taken into use at the latest.",
    )
    not_hate_wording = fields.Char(
        translate=True,
        string="Not accepted as hate when",
        help="How the standard words the ground for not accepting a report as hate.",
    )
    commitment_ids = fields.One2many(
        "hate.commitment", "standard_id", string="Commitments", copy=True
    )
    is_followed = fields.Boolean(
        string="Followed",
        compute="_compute_is_followed",
        search="_search_is_followed",
        help="Whether your company's new cases are held to it.",
    )

    _dates_in_order = models.Constraint(
        "CHECK(valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from)",
        "A standard can't end before it begins.",
    )

    @api.depends_context("company")
    def _compute_is_followed(self):
        followed = self.env.company._hate_followed_standards()
        for standard in self:
            standard.is_followed = standard in followed

    def _search_is_followed(self, operator, value):
        if operator != "in":
            return NotImplemented
        followed = self.env.company._hate_followed_standards().ids
        return [("id", "in" if True in value else "not in", followed)]

    # ------------------------------------------------------------------
    # A standard in use stays as it is
    # ------------------------------------------------------------------

    def _sentence_in_use(self):
        return self.env._(
            "Cases are held to this standard, so it stays as it is. Choose "
            "Edit a copy to make the next version."
        )

    # ------------------------------------------------------------------
    # Draft, in use, retired
    # ------------------------------------------------------------------

    def action_take_into_use(self):
        """From now on cases may be held to it, and nobody changes it any more.

        New cases of the current company are held to it if they were held to the
        version it was made from.

        :raise UserError: it promises nothing, or is no draft
        """
        self.ensure_one()
        self._check_is_draft()
        if not self.commitment_ids:
            raise UserError(
                self.env._("Add at least one promise before the standard is used.")
            )
        today = fields.Date.context_today(self)
        self._take_into_use(
            valid_from=self.valid_from or today,
            review_on=self.review_on or self._next_review(today),
        )
        if self.previous_id in self.env.company._hate_followed_standards():
            self.env.company._hate_unfollow(self.previous_id)
            self.env.company._hate_follow(self)

    def action_retire(self):
        """Take it out of use. Cases that were opened under it keep it.

        :raise UserError: a company still follows it
        """
        # sudo: whether any company follows it, also one the user doesn't work for
        companies = self.env["res.company"].sudo()
        if companies.search_count(
            [
                "|",
                ("hate_standard_id", "in", self.ids),
                ("hate_statutory_standard_ids", "in", self.ids),
            ],
            limit=1,
        ):
            raise UserError(
                self.env._(
                    "New cases are still held to this standard. Choose another one "
                    "first."
                )
            )
        self._retire()

    def action_follow(self):
        """Hold new cases of the current company to it."""
        self.ensure_one()
        self.check_access("write")
        self.env.company._hate_follow(self)

    def action_unfollow(self):
        """Switch a statutory standard off for the current company."""
        self.ensure_one()
        self.check_access("write")
        self.env.company._hate_unfollow(self)

    def action_reviewed(self):
        """The standard was looked at and stays: the next review is set.

        Where the company's promise to review it runs, that is what was kept by it.

        :return: the dialogue in which what was decided is recorded, or None
        """
        self.check_access("write")
        # sudo: only which round of a promise runs
        running = (
            self.env["hate.landlord.deadline"]
            .sudo()
            ._running_review(self)
            .sudo(self.env.su)
        )
        if running:
            return running.action_open_done()
        self._reviewed()
        return None

    def _reviewed(self):
        today = fields.Date.context_today(self)
        for standard in self:
            standard.review_on = standard._next_review(today)

    def action_compare(self):
        """:return: action that lays it beside the version it was made from"""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Compare"),
            "res_model": "hate.standard.compare",
            "view_mode": "form",
            "target": "current",
            "context": {
                "default_left_id": self.previous_id.id or self._another().id,
                "default_right_id": self.id,
            },
        }

    def _another(self):
        """:return: a standard worth comparing with when there is no earlier version"""
        followed = self.env.company.hate_standard_id
        return followed if followed != self else self.browse()

    def _next_review(self, day):
        """:return: date of the next review, as the standard itself promises"""
        self.ensure_one()
        promise = self.commitment_ids.filtered(
            lambda line: line.met_by_event == words.EVENT_STANDARD_REVIEWED
            and line.unit == words.UNIT_MONTHS
        )[:1]
        return fields.Date.add(day, months=promise.duration or REVIEW_MONTHS)

    @api.constrains("kind", "commitment_ids")
    def _check_kind(self):
        for standard in self:
            if standard.kind == words.STANDARD_STATUTORY and any(
                line.scope == words.SCOPE_LANDLORD for line in standard.commitment_ids
            ):
                raise ValidationError(
                    self.env._("A statutory standard holds promises on cases only.")
                )

    @tools.ormcache("self.id", "event")
    def _promises_started_by(self, event):
        """What each event on a case asks for, kept in memory: see ``hate.commitment``.

        :param event: one of ``policy.vocabulary.EVENTS``
        :return: tuple of :class:`policy.promises.Promise`
        """
        self.ensure_one()
        # sudo: kept for everybody, so it must not depend on who asks first
        return tuple(
            commitment._promise()
            for commitment in self.sudo().commitment_ids
            if commitment.trigger_event == event
        )

    @tools.ormcache("self.id")
    def _promised_ids(self):
        """:return: ids of all commitments, and of those that agree a rhythm, as tuples;
        kept in memory as above
        """
        self.ensure_one()
        # sudo: as above
        promised = self.sudo().commitment_ids
        rhythms = promised.filtered(
            lambda line: line.ceiling_days
            and line.met_by_event == words.EVENT_UPDATE_GIVEN
        )
        return tuple(promised.ids), tuple(rhythms.ids)

    def _is_valid_on(self, day):
        """:param day: date in the company's time zone
        :return: whether the standard is in force that day
        """
        self.ensure_one()
        return (
            self.state == words.VERSION_IN_USE
            and (not self.valid_from or self.valid_from <= day)
            and (not self.valid_to or day <= self.valid_to)
        )
