from odoo import fields, models

from ..policy import vocabulary as words


class HateStrand(models.Model):
    """The characteristic a hostility is aimed at [002.2.1] [003.4.2] [003.4.3].

    A landlord adds its own; each maps to one of the regulator's five or to none.
    """

    _name = "hate.strand"
    _description = "Strand"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    description = fields.Text(translate=True)
    regulator_strand = fields.Selection(
        words.REGULATOR_STRANDS,
        string="Counted by the regulator as",
        help="Leave empty if the regulator does not count it.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()

    _name_uniq = models.UniqueIndex(
        "(name) WHERE active IS TRUE", "A strand of this name exists already."
    )
