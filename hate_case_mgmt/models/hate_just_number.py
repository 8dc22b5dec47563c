from odoo import fields


class JustNumber(fields.Many2one):
    """A record by its number alone: the row outlives it, and may tell of numbers that
    no record has. Record rules reach through it as through any link."""

    def update_db_foreign_key(self, model, column):
        """Set none, since nothing that happens to the record touches the row."""

    def _description_groupable(self, env):
        """Grouped by its reference, which the row keeps when its record is gone."""
        return False
