from odoo import api, fields, models


class HatePlanCopy(models.Model):
    """That a person was given a copy of the plan: by letter, or from hand to hand."""

    _name = "hate.plan.copy"
    _description = "Copy of the plan given"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin"]
    _order = "given_at desc, id desc"

    plan_id = fields.Many2one("hate.plan", required=True, index=True)
    party_id = fields.Many2one("hate.party", string="To", required=True)
    given_at = fields.Datetime(string="Given", required=True)
    letter_id = fields.Many2one(
        "hate.letter", index="btree_not_null", help="Empty if it was handed over."
    )
    how = fields.Char(compute="_compute_how")
    user_id = fields.Many2one("res.users", string="By", required=True)

    @api.depends("letter_id")
    def _compute_how(self):
        labels = dict(
            self.env["hate.letter"]._fields["channel"]._description_selection(self.env)
        )
        for copy in self:
            copy.how = (
                labels[copy.letter_id.channel]
                if copy.letter_id
                else self.env._("Handed over")
            )

    def _evidence_kinds(self):
        """:return: frozenset of the kinds of ``hate.commitment.evidence`` this is; a
        letter is evidence by itself, once it has gone
        """
        self.ensure_one()
        return frozenset() if self.letter_id else frozenset({"copy"})
