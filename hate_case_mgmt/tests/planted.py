"""Words planted wherever a case can hold any, to see where they still are."""

import base64
import os
from datetime import date, timedelta

from odoo.tools import SQL, config

WORD = "Zyxwvut"
# Links that a row has one of; the first of them is planted
NOT_BOTH = {"hate.referral.link": frozenset({"disclosure_id"})}


def case_models(env):
    """:return: {name: model} of all stored models with a case, dialogues too"""
    names = env["hate.case"]._models_of_a_case()
    return {name: env[name] for name in names}


class Planter:
    """Writes a row of each model of a case straight into the database, its texts
    holding one word, so that models yet unwritten are tried as well."""

    def __init__(self, case, word=WORD, plain=True):
        """:param plain: also plant where a model says that no words are kept"""
        self.plain = plain
        self.case = case
        self.env = case.env
        self.word = word
        self.rows = {"hate.case": case.id}
        self.days = 0

    def plant(self):
        """:return: {model name: id of the row planted}"""
        self.env.flush_all()
        models = case_models(self.env)
        while models:
            ready = [n for n, model in models.items() if not self._needs(model, models)]
            for name in ready or list(models)[:1]:
                model = models.pop(name)
                if self._can_be_planted(model):
                    self.rows[name] = self._insert(model)
        self._fill(self.env["hate.case"])
        self._plant_files()
        self._plant_mail()
        self.env.invalidate_all()
        return self.rows

    def _needs(self, model, models):
        return [
            field
            for field in model._fields.values()
            if field.type == "many2one"
            and field.store
            and field.required
            and field.comodel_name in models
            and field.comodel_name != model._name
        ]

    def _can_be_planted(self, model):
        """:return: False for a line of a dialogue of which no row is there"""
        return not model._transient or all(
            self._link(field)
            for field in model._fields.values()
            if field.type == "many2one" and field.store and field.required
        )

    def _value(self, field):
        kind = field.type
        if not self.plain and self._is_plain(field):
            return f"plain {self.case.id}" if field.required else None
        if kind in ("char", "text", "html"):
            return f"{self.word} {field.name}"
        if kind == "json":
            return f'["{self.word}"]'
        if kind == "binary":
            return self.word.encode()
        if kind == "many2one":
            return self._link(field)
        if not field.required:
            return None
        if kind == "selection":
            return field.get_values(self.env)[0]
        # each later than the one before: an end comes after its beginning
        self.days += 1
        day = date(2020, 1, 1) + timedelta(days=self.days)
        return {"datetime": day, "date": day, "boolean": False}.get(kind, 1)

    def _is_plain(self, field):
        plain = getattr(self.env[field.model_name], "_plain", set)()
        return field.name in plain

    def _link(self, field):
        if field.comodel_name in self.rows:
            return self.rows[field.comodel_name]
        if not field.required:
            return None
        self.env.cr.execute(
            SQL(
                "SELECT id FROM %s ORDER BY id LIMIT 1",
                SQL.identifier(self.env[field.comodel_name]._table),
            )
        )
        found = self.env.cr.fetchone()
        return found[0] if found else self._parent(field.comodel_name)

    def _parent(self, name):
        """:return: id of a new row of a model that is no case's, and says nothing"""
        if not name.startswith("hate.") or self.env[name]._transient:
            return None
        word, self.word = self.word, "Something"
        try:
            return self._insert(self.env[name])
        finally:
            self.word = word

    def _columns(self, model):
        return {
            name: value
            for name, field in model._fields.items()
            if field.store
            and field.column_type
            and name not in ("id", "create_uid", "write_uid", "create_date")
            and name not in NOT_BOTH.get(model._name, ())
            and (value := self._value(field)) is not None
        }

    def _insert(self, model):
        values = self._columns(model)
        if "case_id" in model._fields:
            values["case_id"] = self.case.id
        if "lifted_at" in model._fields:
            values["lifted_at"] = "2020-02-04 10:00:00"
        self.env.cr.execute(
            SQL(
                "INSERT INTO %s (%s) VALUES (%s) RETURNING id",
                SQL.identifier(model._table),
                SQL(", ").join(SQL.identifier(name) for name in values),
                SQL(", ").join(SQL("%s", value) for value in values.values()),
            )
        )
        return self.env.cr.fetchone()[0]

    def _fill(self, model):
        names = [n for n in model._personal() if model._fields[n].column_type]
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET %s WHERE id = %s",
                SQL.identifier(model._table),
                SQL(", ").join(
                    SQL("%s = %s", SQL.identifier(name), f"{self.word} {name}")
                    for name in names
                ),
                self.case.id,
            )
        )

    def _plant_files(self):
        for name, res_id in self.rows.items():
            for field in ("file", "page", "pdf", False):
                if field and field not in self.env[name]._fields:
                    continue
                self.env["ir.attachment"].create(
                    {
                        "name": f"{self.word}.txt",
                        "res_model": name,
                        "res_id": res_id,
                        "res_field": field,
                        # long, so that Odoo keeps it in the file store
                        "datas": base64.b64encode(f"{self.word} {name}".encode() * 90),
                    }
                )

    def _plant_mail(self):
        case = self.case
        case.with_context(mail_notify_force_send=False).message_post(
            body=f"<p>{self.word}</p>", subject=self.word
        )
        self.env["mail.tracking.value"].create(
            {
                "field_id": self.env["ir.model.fields"]._get("hate.case", "name").id,
                "mail_message_id": case.message_ids[:1].id,
                "old_value_char": self.word,
                "new_value_char": self.word,
            }
        )
        activity = case.activity_schedule(
            "mail.mail_activity_data_todo", summary=self.word, note=self.word
        )
        activity.active = False
        letter = self.rows["hate.letter"]
        mail = self.env["mail.mail"].create(
            {"subject": self.word, "body_html": self.word, "email_to": "a@example.com"}
        )
        self.env.cr.execute(
            SQL(
                "UPDATE hate_letter SET mail_key = %s WHERE id = %s",
                mail.message_id,
                letter,
            )
        )


def tables_with(env, word):
    """Look through every text in the database.

    :return: list of "table.column" in which some row holds the word
    """
    env.flush_all()
    env.cr.execute(
        """
        SELECT c.table_name, c.column_name
          FROM information_schema.columns c
          JOIN information_schema.tables t USING (table_schema, table_name)
         WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
           AND c.data_type IN ('text', 'character varying', 'jsonb', 'json', 'bytea')
        """
    )
    columns = {}
    for table, column in env.cr.fetchall():
        columns.setdefault(table, []).append(column)
    found = []
    for table, names in columns.items():
        env.cr.execute(
            SQL(
                "SELECT %s FROM %s",
                SQL(", ").join(
                    SQL(
                        "bool_or(position(lower(%s) in lower(%s::text)) > 0"
                        " OR position(lower(%s) in lower(%s::text)) > 0)",
                        word,
                        SQL.identifier(name),
                        word.encode().hex(),
                        SQL.identifier(name),
                    )
                    for name in names
                ),
                SQL.identifier(table),
            )
        )
        hits = env.cr.fetchone()
        found += [
            f"{table}.{name}" for name, hit in zip(names, hits, strict=False) if hit
        ]
    return sorted(found)


def files_with(env, word):
    """:return: paths in the file store that hold the word and that a record needs"""
    env.flush_all()
    env.cr.execute("SELECT DISTINCT store_fname FROM ir_attachment")
    store = config.filestore(env.cr.dbname)
    found = []
    for (name,) in env.cr.fetchall():
        path = name and os.path.join(store, name)
        if path and os.path.exists(path):
            with open(path, "rb") as content:
                if word.encode() in content.read():
                    found.append(name)
    return found
