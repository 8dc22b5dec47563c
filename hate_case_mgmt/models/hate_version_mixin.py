from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import vocabulary as words


class HateVersionMixin(models.AbstractModel):
    """Configuration that cases are held to: it comes in versions.

    A draft is edited freely. Once in use it is never changed, nor are its parts
    (``hate.version.part``): what was judged by it stays as it was. An edit is made on
    a copy, the next version.

    What inherits this names itself in ``previous_id`` and ``origin_id``.
    """

    _name = "hate.version.mixin"
    _description = "Configuration in versions"
    _check_company_auto = True

    # what may change while it is in use
    _free_fields = frozenset({"active"})
    # what the buttons alone set
    _version_fields = frozenset({"state", "version", "previous_id", "origin_id"})

    version = fields.Integer(
        default=1, required=True, readonly=True, copy=False, aggregator=None
    )
    state = fields.Selection(
        words.VERSION_STATES,
        required=True,
        readonly=True,
        copy=False,
        default=words.VERSION_DRAFT,
    )
    previous_id = fields.Many2one(
        "hate.version.mixin",
        string="Made from",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    origin_id = fields.Many2one(
        "hate.version.mixin",
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
    active = fields.Boolean(default=True)

    @api.depends("name", "version")
    def _compute_display_name(self):
        for record in self:
            record.display_name = self.env._(
                "%(name)s, version %(version)s",
                name=record.name or "",
                version=record.version,
            )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            state = vals.get("state", words.VERSION_DRAFT)
            if not self.env.su and state != words.VERSION_DRAFT:
                raise UserError(self._sentence_by_button())
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            if self._version_fields.intersection(vals):
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
        if any(record.state != words.VERSION_DRAFT for record in self):
            raise UserError(self._sentence_in_use())

    def _sentence_in_use(self):
        """:return: why it can't be changed, and what to do instead"""
        raise NotImplementedError

    def _sentence_by_button(self):
        return self.env._(
            "A version is taken into use and retired by its buttons only."
        )

    def _take_into_use(self, **values):
        """Move a draft into use, after its model has checked that it would work.

        :param values: what is set with it
        """
        # sudo: only the buttons move the state; the right to write is asked first, and
        # nothing is read
        self.check_access("write")
        self.sudo().write({"state": words.VERSION_IN_USE, **values})

    def _retire(self):
        """Take it out of use, after its model has checked that it can be missed."""
        # sudo: as in _take_into_use
        self.check_access("write")
        self.sudo().state = words.VERSION_RETIRED

    def action_new_version(self):
        """Edit a copy: the next version, as a draft of the current company.

        :return: action that opens it
        """
        self.ensure_one()
        origin = self.origin_id or self
        # sudo: another company's versions count too, so that no number comes twice;
        # the number is all that is taken from them
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
        # sudo: closed to users by write(); it is the copy the user has just made
        draft.sudo().write(
            {
                "version": latest.version + 1,
                "previous_id": self.id,
                "origin_id": origin.id,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": draft.id,
            "view_mode": "form",
        }
