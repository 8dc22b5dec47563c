from odoo import api, fields, models
from odoo.fields import Domain

from ..policy import actions
from ..policy import vocabulary as words


class HateActionType(models.Model):
    """What can be done in a case: a measure, a tool, a legal power.

    The law changes, so a power carries the days between which it is in force. The flags
    say which entries an item needs before it is planned or done
    (``policy/actions.py``).
    """

    _name = "hate.action.type"
    _description = "Type of action"
    _order = "category_sequence, sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, copy=False, help="Short word for exchange.")
    category = fields.Selection(words.ACTION_CATEGORIES, required=True, index=True)
    category_sequence = fields.Integer(
        compute="_compute_category_sequence", store=True, aggregator=None
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    description = fields.Text(
        translate=True, help="What it is and when it helps, for the officer."
    )
    plain_words = fields.Char(
        required=True,
        translate=True,
        string="In the person's copy",
        help="What will be done, in plain words, as the copy of the plan says it. "
        "Name nobody.",
    )
    expectation = fields.Text(
        translate=True,
        string="What to expect",
        help="What it can and what it can't do, said honestly in plain words.",
    )
    owner = fields.Selection(
        words.ACTION_OWNERS,
        string="Mostly done by",
        required=True,
        default=words.OWNER_OFFICER,
    )
    usual_days = fields.Integer(
        string="Usually within (working days)", default=10, aggregator=None
    )

    # legal powers
    is_power = fields.Boolean(string="Legal power")
    legal_basis = fields.Char(string="Law", help="Act and section.")
    legal_test = fields.Text(translate=True, string="What has to be shown")
    who_may = fields.Char(
        translate=True, string="Who may use it", help="Who applies, and to which court."
    )
    applies_in = fields.Char(string="Where", default="England and Wales")
    tenure_ids = fields.Many2many(
        "hate.tenure",
        "hate_action_type_tenure_rel",
        "type_id",
        "tenure_id",
        string="Open to tenures",
        help="Of the alleged person. Leave empty for all.",
    )
    age_from = fields.Integer(
        string="From age", aggregator=None, help="Of the alleged person; 0 for any."
    )
    age_to = fields.Integer(
        string="To age", aggregator=None, help="Of the alleged person; 0 for any."
    )
    valid_from = fields.Date(
        string="Valid from",
        help="From which day it may be used. A legal power without one waits for its "
        "commencement.",
    )
    valid_to = fields.Date(string="Valid to")
    source = fields.Text(help="Where law and practice stand written.")

    # which entries an item of this type needs
    never_proposed = fields.Boolean(
        string="Never proposed by itself",
        help="Only a person adds it to a plan, never the addon.",
    )
    needs_yes = fields.Boolean(
        string="Only with the person's yes", help="A no has no consequence."
    )
    asks_view = fields.Boolean(string="Asks the person's view")
    about_alleged = fields.Boolean(string="About an alleged person")
    checks_alleged = fields.Boolean(string="Checks the alleged person's vulnerability")
    weighs_harm = fields.Boolean(string="Weighs harm and seriousness")
    before_court = fields.Boolean(
        string="Assessment before an application",
        help="Risk to others and alternatives are written down first.",
    )
    is_measure = fields.Boolean(
        string="Fitted at home", help="Ordered, fitted; does the person feel safer."
    )
    informed_choice = fields.Boolean(string="The person's informed choice")
    needs_manager = fields.Boolean(string="A manager checks it first")
    careful_at_risk = fields.Boolean(
        string="A manager checks it unless risk is low",
    )

    _code_uniq = models.Constraint("UNIQUE(code)", "This code is in use already.")
    _forward = models.Constraint(
        "CHECK(valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from)",
        "A power can't end before it begins.",
    )
    _positive = models.Constraint(
        "CHECK(age_from >= 0 AND age_to >= 0 AND usual_days > 0)",
        "Ages are zero or more, and days at least one.",
    )

    @api.depends("category")
    def _compute_category_sequence(self):
        order = [category for category, _label in words.ACTION_CATEGORIES]
        for kind in self:
            kind.category_sequence = (
                order.index(kind.category) if kind.category else len(order)
            )

    def _flags(self):
        """:return: set of the flags of ``policy.actions`` that this type carries"""
        self.ensure_one()
        return {flag for flag in actions.FLAGS if self[flag]}

    def _not_in_force(self, day):
        """:param day: date
        :return: why it can't be used that day, as a ``Sentence``, or None
        """
        self.ensure_one()
        return actions.not_in_force(self.is_power, self.valid_from, self.valid_to, day)

    @api.model
    def _get_proposable_domain(self):
        """:return: the types that the addon itself may propose"""
        return Domain("never_proposed", "=", False)
