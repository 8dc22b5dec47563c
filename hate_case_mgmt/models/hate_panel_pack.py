import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import text_checks


class HatePanelPack(models.Model):
    """What the members of a panel are given to read about one case.

    It holds only what was ticked for them, as it will be shown. From its release on it
    never changes, and its hash shows that; it can only be taken back.
    """

    _name = "hate.panel.pack"
    _description = "Pack of a panel item"
    _inherit = ["hate.case.mixin"]
    _order = "id desc"

    _method_only_fields = frozenset(
        {
            "item_id",
            "content",
            "sha256",
            "released_at",
            "released_by_id",
            "taken_back_at",
            "disclosure_id",
        }
    )
    _personal_fields = {"content": "words"}
    _plain_fields = frozenset({"sha256"})

    item_id = fields.Many2one(
        "hate.panel.item",
        string="Item",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    meeting_id = fields.Many2one(
        related="item_id.meeting_id", store=True, precompute=True, index=True
    )
    disclosure_id = fields.Many2one(
        "hate.disclosure", string="Sharing", readonly=True, index="btree_not_null"
    )
    content = fields.Text(string="As the panel sees it", required=True, readonly=True)
    sha256 = fields.Char(string="SHA-256", readonly=True)
    released_at = fields.Datetime(string="Released", readonly=True)
    released_by_id = fields.Many2one("res.users", string="Released by", readonly=True)
    taken_back_at = fields.Datetime(string="Taken back", readonly=True)

    _case_idx = models.Index("(case_id, id DESC)")
    _one_uniq = models.UniqueIndex("(item_id) WHERE taken_back_at IS NULL")

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(
            [
                {**vals, "content": text_checks.clean_text(vals.get("content") or "")}
                for vals in vals_list
            ]
        )

    def _bind(self, sharing):
        """:param sharing: the ``hate.disclosure`` through which it will leave"""
        self.ensure_one()
        # sudo: closed to bare writes; the case's gate has checked the right
        self.sudo().disclosure_id = sharing

    def _ask_gate(self):
        """Ask whether it could leave, while whoever prepared it is still there.

        :return: whether it waits for a second person
        :raise UserError: what the gate says is missing
        """
        self.ensure_one()
        sharing = self.disclosure_id
        refused = sharing._refusal_of_words(self._words())
        if refused:
            raise UserError(refused)
        if not sharing._refusal():
            return False
        sharing._ask_approval()
        return True

    def _on_disclosure_stopped(self):
        """It may not be read any more, for example since consent was taken back: the
        item goes from everybody's pack at once [security case 17]."""
        self.filtered(lambda pack: not pack.taken_back_at).item_id._withdraw()

    def _words(self):
        """:return: all that the members read about the case"""
        self.ensure_one()
        return "\n\n".join(filter(None, [self.item_id.asks, self.content]))

    def _release(self):
        """Send it through the gate, freeze it and open it to the members.

        :raise UserError: what the gate says
        """
        for pack in self:
            pack.disclosure_id._send(pack._words())
            pack.item_id.referral_id._went_with_pack(pack)
            # sudo: closed to bare writes; right and gate were checked
            pack.sudo().write(
                {
                    "sha256": pack._hash(),
                    "released_at": fields.Datetime.now(),
                    "released_by_id": self.env.uid,
                }
            )

    def _take_back(self):
        """Close the pack for everybody, from this second on."""
        # sudo: only ever closes what was open; whoever calls it has checked or ends it
        # for a reason the user may not know
        packs = self.sudo().filtered(lambda pack: not pack.taken_back_at)
        packs.write({"taken_back_at": fields.Datetime.now()})
        packs.disclosure_id._stop(self.env._("The pack was taken back."))

    def write(self, vals):
        if "content" in vals and any(pack.released_at for pack in self):
            raise UserError(
                self.env._(
                    "A pack that was released stays as the members read it. Take it "
                    "back and prepare another."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        if not self.env.su:
            raise UserError(self.env._("Packs stay on record. Take it back instead."))

    def _hash(self):
        self.ensure_one()
        return hashlib.sha256(self._words().encode()).hexdigest()

    def _is_as_released(self):
        """:return: whether it still is what was released"""
        self.ensure_one()
        return bool(self.sha256) and self._hash() == self.sha256
