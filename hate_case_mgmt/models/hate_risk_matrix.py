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
    _inherit = ["hate.version.mixin"]
    _description = "Risk matrix"
    _order = "kind, name, version desc, id"

    _version_fields = frozenset(
        {"state", "version", "previous_id", "origin_id", "used_from"}
    )

    name = fields.Char(required=True, translate=True)
    kind = fields.Selection(
        words.MATRIX_KINDS, required=True, default=words.MATRIX_FULL
    )
    purpose = fields.Text(
        translate=True, help="When it is used, for whoever fills it in."
    )
    used_from = fields.Datetime(string="In use since", readonly=True, copy=False)
    previous_id = fields.Many2one("hate.risk.matrix")
    origin_id = fields.Many2one("hate.risk.matrix")
    question_ids = fields.One2many(
        "hate.risk.question", "matrix_id", string="Questions", copy=True
    )
    band_ids = fields.One2many(
        "hate.risk.band", "matrix_id", string="Levels", copy=True
    )
    possible = fields.Integer(
        string="Most points",
        compute="_compute_possible",
        help="What the answers that weigh most add up to.",
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

    def _sentence_in_use(self):
        return self.env._(
            "Assessments are made by this matrix, so it stays as it is. Choose "
            "Edit a copy to make the next version."
        )

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
        self._check_is_draft()
        self._check_works()
        self._take_into_use(used_from=fields.Datetime.now())
        earlier = self.previous_id
        if earlier.state == words.VERSION_IN_USE and (
            earlier.company_id == self.company_id
        ):
            earlier._retire()

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

    def action_retire(self):
        """Take it out of use. Assessments made by it keep it.

        :raise UserError: a company could be left without a matrix of this kind
        """
        self.ensure_one()
        # what is offered to every company gives way to such another one only
        if not self._in_use(self.kind, self.company_id) - self:
            raise UserError(
                self.env._(
                    "Risk is still assessed by this matrix. Take another one into "
                    "use first."
                )
            )
        self._retire()

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
                ("state", "=", words.VERSION_IN_USE),
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
