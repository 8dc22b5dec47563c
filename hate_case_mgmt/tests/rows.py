from datetime import datetime, timedelta

from psycopg2.extras import Json

from odoo.tools import SQL

PLANTED = "Wyxdorf"


class Rows:
    """One row of any model, made past every door: what a record rule says depends on
    what stands in the row, and not on how it came there.

    All its texts are planted, so that whatever shows one of them is seen.
    """

    def __init__(self, env, by_company):
        """:param by_company: names of models of which each landlord has its own"""
        self.env = env
        self.by_company = by_company
        self.made = {}
        self.number = 0
        self.moment = datetime(2026, 11, 20, 12)

    def of_case(self, model, case):
        """:return: id of a row of a model that belongs to a case"""
        return self._get(model, case.company_id, case)

    def of_user(self, model, case, user):
        """:return: id of a row that this user left in a dialogue on a case"""
        return self._get(model, case.company_id, case, user)

    def of_company(self, model, company, user=None):
        """:param user: whose row it is, for dialogues
        :return: id of a row of a model that belongs to no case
        """
        return self._get(model, company, None, user)

    def _get(self, model, company, case=None, user=None):
        key = (model, company.id, case and case.id, user and user.id)
        if key not in self.made:
            self.made[key] = self._insert(model, company, case, user)
        return self.made[key]

    def _insert(self, model, company, case, user):
        self.number += 1
        fields = self.env[model]._fields
        values = {}
        for name, needed in self._columns(model):
            field = fields.get(name)
            if not field:
                continue
            if name in ("create_uid", "write_uid"):
                values[name] = (user or self.env.user).id
            elif field.type in ("char", "text", "html"):
                text = f"{PLANTED if case else 'Plain'} {self.number}"
                values[name] = Json({"en_US": text}) if field.translate else text
            elif name == "company_id" or needed:
                values[name] = self._value(model, field, company, case)
        columns = SQL(", ").join(SQL.identifier(name) for name in values)
        row = SQL(", ").join(SQL("%s", value) for value in values.values())
        table = SQL.identifier(self.env[model]._table)
        query = SQL("INSERT INTO %s (%s) VALUES (%s) RETURNING id", table, columns, row)
        return self.env.execute_query(query)[0][0]

    def _columns(self, model):
        """:return: list of (name, whether it can't be empty)"""
        return self.env.execute_query(
            SQL(
                "SELECT column_name, is_nullable = 'NO' FROM information_schema.columns"
                " WHERE table_name = %s AND table_schema = current_schema()"
                " AND column_name <> 'id' ORDER BY ordinal_position",
                self.env[model]._table,
            )
        )

    def _value(self, model, field, company, case):
        if field.type == "many2one":
            return self._linked(model, field, company, case)
        if field.type == "selection":
            return field.get_values(self.env)[0]
        return {
            "integer": self.number,
            "many2one_reference": self.number,
            "float": 0.0,
            "monetary": 0.0,
            "boolean": False,
            "date": "2026-11-20",
            "datetime": self._later(),
            "json": "{}",
            "reference": f"{model},{self.number}",
        }[field.type]

    def _later(self):
        """:return: a moment after the one before, since many tables ask for an order"""
        self.moment += timedelta(minutes=1)
        return self.moment

    def _linked(self, model, field, company, case):
        comodel = field.comodel_name
        if comodel == "res.company":
            return company.id
        if comodel == "res.users":
            return self.env.uid
        if comodel == "hate.case":
            return case.id if case else self._case(company).id
        if comodel.startswith("hate.") and comodel != model:
            mixin = self.env.registry["hate.case.mixin"]
            if issubclass(self.env.registry[comodel], mixin):
                return self.of_case(comodel, case or self._case(company))
            if comodel in self.by_company:
                return self.of_company(comodel, company)
        there = self.env[comodel].with_context(active_test=False).search([], limit=1)
        return there.id or self.of_company(comodel, company)

    def _case(self, company):
        key = ("a case", company.id)
        if key not in self.made:
            self.made[key] = self.env["hate.case"].create(
                {"company_id": company.id, "channel": "phone"}
            )
        return self.made[key]
