from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import file_checks, text_checks
from ..policy import vocabulary as words


class HateEvidenceAdd(models.TransientModel):
    """Add evidence: several files at once, a statement, an object, or what is still to
    get.

    It is on record before the first file arrives, so that a file belongs to its writer
    alone until it becomes an item. A dialogue that is given up is deleted with its
    files by Odoo's clean-up within hours.
    """

    _name = "hate.evidence.add"
    _description = "Add evidence"
    _inherit = ["hate.case.wizard"]

    evidence_id = fields.Many2one("hate.evidence", readonly=True, ondelete="cascade")
    here = fields.Selection(
        [("here", "It is here"), ("wanted", "It is still to get")],
        required=True,
        default="here",
        string="Is it here",
    )
    kind = fields.Selection(
        words.ITEM_KINDS,
        compute="_compute_from_item",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
    )
    title = fields.Char(
        string="What it is",
        compute="_compute_from_item",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
    )
    incident_id = fields.Many2one(
        "hate.incident", domain="[('case_id', '=', case_id)]", ondelete="cascade"
    )
    party_id = fields.Many2one(
        "hate.party",
        string="From",
        domain="[('case_id', '=', case_id)]",
        ondelete="cascade",
        compute="_compute_party_id",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
    )
    source = fields.Char(string="Or from elsewhere")
    taken_at = fields.Datetime(string="When it was made")
    place = fields.Char(string="Where it was made")
    statement = fields.Text()
    kept_at = fields.Char(string="Where it is kept")
    ask_by = fields.Date(
        string="Ask for it by",
        compute="_compute_ask_by",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
    )
    overwritten_on = fields.Date(string="Overwritten on")
    file_ids = fields.Many2many("ir.attachment", string="Files")

    @api.depends("evidence_id")
    def _compute_from_item(self):
        for wizard in self:
            wizard.kind = wizard.kind or wizard.evidence_id.kind
            wizard.title = wizard.title or wizard.evidence_id.title

    @api.depends("case_id", "evidence_id")
    def _compute_party_id(self):
        """Mostly it comes from the person affected."""
        for wizard in self:
            item = wizard.evidence_id
            if item:
                wizard.party_id = wizard.party_id or item.party_id
            elif not wizard.party_id:
                wizard.party_id = wizard.case_id.party_ids.filtered(
                    lambda party: party.role == words.ROLE_VICTIM
                )[:1]

    @api.depends("here", "case_id")
    def _compute_ask_by(self):
        for wizard in self:
            wizard.ask_by = (
                wizard.here == "wanted"
                and wizard.case_id
                and wizard.case_id._next_try()
            )

    # ------------------------------------------------------------------
    # Files that arrive
    # ------------------------------------------------------------------

    def _take_file(self, name, data):
        """Keep a file for this dialogue, or refuse it with a sentence.

        :param name: as the browser gave it
        :param data: its bytes
        :return: the ``ir.attachment``
        :raise UserError: it is empty, too large, of a forbidden type or made to harm
        """
        self.ensure_one()
        self.check_access("write")
        self.case_id._check_may_change()
        shown = text_checks.neutral_file_name(name or "", fallback=self.env._("file"))
        refused = file_checks.refusal(data, shown)
        if refused:
            raise UserError(self.env._(refused.template, **refused.values))
        return (
            self.env["ir.attachment"]
            # sudo: no user places a file here past the checks above
            .sudo()
            # an image that Odoo makes smaller is no original any more
            .with_context(image_no_postprocess=True)
            .create(
                {
                    "name": shown,
                    "raw": data,
                    "res_model": self._name,
                    "res_id": self.id,
                }
            )
            .sudo(self.env.su)
        )

    # ------------------------------------------------------------------
    # Done
    # ------------------------------------------------------------------

    def action_add(self):
        """Make an item of each file, or one of the statement, the object or the wish.

        :return: client action
        :raise UserError: something is missing
        """
        self.ensure_one()
        self.case_id._check_may_change()
        files = self._own_files()
        if self.here == "wanted":
            self._want()
        elif files:
            self._add_files(files)
        elif (self.statement or "").strip() or (self.kept_at or "").strip():
            self._add_words()
        else:
            raise UserError(
                self.env._(
                    "Please add a file, write the statement, or say where it is kept."
                )
            )
        return self._done(self.env._("Added to the case."))

    def _own_files(self):
        """:return: the files that came in by this dialogue, and no others"""
        return self.file_ids.filtered(
            lambda file: file.res_model == self._name and file.res_id == self.id
        )

    def _want(self):
        if self.file_ids or self.evidence_id:
            raise UserError(
                self.env._("There is a file already. Please choose that it is here.")
            )
        if not self.kind:
            raise UserError(self.env._("Please say what kind of evidence it is."))
        self.env["hate.evidence"].create(
            {
                **self._prepare(),
                "kind": self.kind,
                "ask_by": self.ask_by,
                "overwritten_on": self.overwritten_on,
            }
        )

    def _add_files(self, files):
        items = self.env["hate.evidence"]
        if self.evidence_id and len(files) > 1:
            raise UserError(
                self.env._("Please add one file for this item, and the others anew.")
            )
        for file in files.sorted("id"):
            # sudo: the bytes of the user's own file, past its name in the address
            facts = items._file_facts(file.sudo().raw, file.name)
            media = facts["media_type"].partition("/")[0]
            kind = self.kind or words.ITEM_OF_MEDIA.get(media, words.ITEM_DOCUMENT)
            self._item({**self._prepare(), **facts, "kind": kind})._keep(file)

    def _add_words(self):
        kind = self.kind or (
            words.ITEM_STATEMENT if self.statement else words.ITEM_OBJECT
        )
        statement = text_checks.clean_text(self.statement or "")
        facts = statement and self.env["hate.evidence"]._statement_facts(statement)
        self._item(
            {
                **self._prepare(),
                **(facts or {}),
                "kind": kind,
                "statement": statement,
                "kept_at": self.kept_at,
            }
        )

    def _prepare(self):
        """:return: what is known of all that is added at once"""
        return {
            "case_id": self.case_id.id,
            "title": self.title,
            "incident_id": self.incident_id.id,
            "party_id": self.party_id.id,
            "source": self.source,
            "taken_at": self.taken_at,
            "place": self.place,
        }

    def _item(self, values):
        """:return: the item that now holds these values, as superuser"""
        # sudo: hash and size are closed to users; the right to add to the case was
        # checked in action_add
        items = self.env["hate.evidence"].sudo()
        if not self.evidence_id:
            return items.create(values)
        values.pop("case_id")
        item = items.browse(self.evidence_id.id)
        item._arrive({name: value for name, value in values.items() if value})
        return item
