from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import risk
from ..policy import vocabulary as words


class HateRiskMatrix(models.Model):
    """Questions about risk, what each answer weighs, and where the levels begin.

    A draft is edited freely. Once in use it is never changed: an assessment keeps the
    matrix it was filled by, so its score means the same for ever. An edit is made on a
    copy, the next version.
    """

    _name = "hate.risk.matrix"
    _description = "Risk matrix"
    _order = "kind, name, version desc, id"
    _check_company_auto = True

    # what may change while the matrix is in use
    _free_fields = frozenset({"active"})

    name = fields.Char(required=True, translate=True)
    kind = fields.Selection(
        words.MATRIX_KINDS, required=True, default=words.MATRIX_FULL
    )
    purpose = fields.Text(
        translate=True, help="When it is used, for whoever fills it in."
    )
    version = fields.Integer(
        default=1, required=True, readonly=True, copy=False, aggregator=None
    )
    state = fields.Selection(
        words.MATRIX_STATES,
        required=True,
        readonly=True,
        copy=False,
        default=words.MATRIX_DRAFT,
    )
    used_from = fields.Datetime(string="In use since", readonly=True, copy=False)
    previous_id = fields.Many2one(
        "hate.risk.matrix",
        string="Made from",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    origin_id = fields.Many2one(
        "hate.risk.matrix",
        string="First version",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    company_id = fields.Many2one(
        "res.company",
        index="btree_not_null",
        help="Leave empty to offer it to every company.",
    )
    question_ids = fields.One2many(
        "hate.risk.question", "matrix_id", string="Questions", copy=True
    )
    band_ids = fields.One2many(
        "hate.risk.band", "matrix_id", string="Levels", copy=True
    )
    active = fields.Boolean(default=True)
    possible = fields.Integer(
        string="Most points",
        compute="_compute_possible",
        help="What the answers that weigh most add up to.",
    )

    @api.depends("name", "version")
    def _compute_display_name(self):
        for matrix in self:
            matrix.display_name = self.env._(
                "%(name)s, version %(version)s",
                name=matrix.name or "",
                version=matrix.version,
            )

    @api.depends("question_ids.option_ids.weight")
    def _compute_possible(self):
        for matrix in self:
            matrix.possible = sum(
                max(question.option_ids.mapped("weight"), default=0)
                for question in matrix.question_ids
            )

    # ------------------------------------------------------------------
    # A matrix in use stays as it is
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            state = vals.get("state", words.MATRIX_DRAFT)
            if not self.env.su and state != words.MATRIX_DRAFT:
                raise UserError(self._sentence_by_button())
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            closed = {"state", "version", "previous_id", "origin_id", "used_from"}
            if closed.intersection(vals):
                raise UserError(self._sentence_by_button())
            if set(vals) - self._free_fields:
                self._check_is_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_use(self):
        if not self.env.su:
            self._check_is_draft()

    def _check_is_draft(self):
        """:raise UserError: when one of these is in use or retired"""
        if any(matrix.state != words.MATRIX_DRAFT for matrix in self):
            raise UserError(
                self.env._(
                    "Assessments are made by this matrix, so it stays as it is. Choose "
                    "Edit a copy to make the next version."
                )
            )

    def _sentence_by_button(self):
        return self.env._("A matrix is taken into use and retired by its buttons only.")

    # ------------------------------------------------------------------
    # Draft, in use, retired
    # ------------------------------------------------------------------

    def action_take_into_use(self):
        """From now on risk is assessed by it, and nobody changes it any more.

        The version it was made from is retired with it if it belongs to the same
        company. An assessment that is half filled by then may still be finished.

        :raise UserError: it is no draft, or could not work as it stands
        """
        self.ensure_one()
        self.check_access("write")
        self._check_is_draft()
        self._check_works()
        # sudo: only this method moves the state; the right to write was checked
        self.sudo().write(
            {"state": words.MATRIX_IN_USE, "used_from": fields.Datetime.now()}
        )
        earlier = self.previous_id
        if earlier.state == words.MATRIX_IN_USE and (
            earlier.company_id == self.company_id
        ):
            # sudo: as above; it belongs to the same company
            earlier.sudo().state = words.MATRIX_RETIRED

    def _check_works(self):
        """:raise UserError: what is missing before anybody can be assessed by it"""
        if not self.question_ids:
            raise UserError(self.env._("Add at least one question first."))
        for question in self.question_ids:
            if len(question.option_ids) < 2:
                raise UserError(
                    self.env._(
                        "“%(question)s” needs at least two answers to choose from.",
                        question=question.name,
                    )
                )
        bands = self._bands()
        wrong = risk.check_bands(bands) or risk.check_reach(bands, self.possible)
        if wrong:
            raise UserError(self.env._(wrong.template, **wrong.values))

    def action_new_version(self):
        """Edit a copy: the next version, as a draft of the current company.

        :return: action that opens it
        """
        self.ensure_one()
        origin = self.origin_id or self
        # sudo: another company's versions count too, so that no number comes twice
        latest = self.sudo().search(
            ["|", ("id", "=", origin.id), ("origin_id", "=", origin.id)],
            order="version desc",
            limit=1,
        )
        draft = self.copy(
            {
                "name": self.name,
                "company_id": self.company_id.id or self.env.company.id,
            }
        )
        # sudo: closed to users by write()
        draft.sudo().write(
            {
                "version": latest.version + 1,
                "previous_id": self.id,
                "origin_id": origin.id,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "hate.risk.matrix",
            "res_id": draft.id,
            "view_mode": "form",
        }

    def action_retire(self):
        """Take it out of use. Assessments made by it keep it.

        :raise UserError: a company could be left without a matrix of this kind
        """
        self.ensure_one()
        self.check_access("write")
        # what is offered to every company gives way to such another one only
        if not self._in_use(self.kind, self.company_id) - self:
            raise UserError(
                self.env._(
                    "Risk is still assessed by this matrix. Take another one into "
                    "use first."
                )
            )
        # sudo: only this method moves the state; the right to write was checked
        self.sudo().state = words.MATRIX_RETIRED

    # ------------------------------------------------------------------
    # What assessments ask
    # ------------------------------------------------------------------

    @api.model
    def _in_use(self, kind, company):
        """:return: the matrices of a kind that a company may assess by, the one it
        does assess by first: its own before a shared one, the newest first"""
        # sudo: a case may belong to another company than the one the user works in now
        found = self.sudo().search(
            [
                ("kind", "=", kind),
                ("state", "=", words.MATRIX_IN_USE),
                ("company_id", "in", (company.id, False)),
            ]
        )
        return found.sorted(
            lambda matrix: (
                bool(matrix.company_id),
                matrix.used_from or matrix.create_date,
                matrix.id,
            ),
            reverse=True,
        )

    @api.model
    def _current(self, kind, company):
        """:return: the matrix by which a company assesses now
        :raise UserError: it has none
        """
        matrix = self._in_use(kind, company)[:1]
        if not matrix:
            raise UserError(
                self.env._(
                    "No risk matrix of this kind is in use. Ask whoever configures "
                    "hate cases to take one into use."
                )
            )
        return matrix

    def _bands(self):
        """:return: list of ``policy.risk.Band``"""
        return [risk.Band(band.level, band.from_score) for band in self.band_ids]

    def _band_of(self, level):
        """:return: ``hate.risk.band`` of a level"""
        return self.band_ids.filtered(lambda band: band.level == level)[:1]
