from odoo import fields
from odoo.tools import SQL


class MemberField(fields.Many2many):
    """People named on a case, looked up once for all cases.

    Odoo asks of each case by itself whether somebody is named on it. Where a record
    rule has another way beside that one, PostgreSQL takes the asking for a million
    times its cost, and prepares for it longer than the whole query then takes. Both
    forms say the same.
    """

    def _condition_to_sql_relational(self, model, alias, exists, coquery, query):
        if not exists or coquery.is_empty() or not coquery.where_clause:
            return super()._condition_to_sql_relational(
                model, alias, exists, coquery, query
            )
        return SQL(
            "%s IN (SELECT %s FROM %s WHERE %s IN %s)",
            SQL.identifier(alias, "id"),
            SQL.identifier(self.relation, self.column1),
            SQL.identifier(self.relation),
            SQL.identifier(self.relation, self.column2),
            coquery.subselect(),
        )
