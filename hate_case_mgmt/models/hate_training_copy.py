import secrets

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL, str2bool

from ..policy import training_words as invented
from .hate_training_tables import EMPTIED, LOGS


class HateTrainingCopy(models.AbstractModel):
    """Makes a neutralised copy of the database one to train and test with: nobody's
    name, address or words are left in it.

    All in one transaction and one statement a table, so it takes seconds and a copy is
    never half done. What is replaced gets invented words that depend on the row's id
    alone: the same copy gives the same people.
    """

    _name = "hate.training.copy"
    _description = "Training copy"

    @api.model
    def _make(self):
        """Replace everything, and give everybody a new login and password.

        :return: the password that every user has from now on, shown once
        :raise UserError: not a neutralised copy
        """
        self._check_neutralised()
        self.env.flush_all()
        self._empty_tables()
        for name in self._personal_models():
            self._replace(self.env[name], self.env[name]._personal())
        self._replace_keys()
        self._replace_people()
        self._replace_landlord()
        self._replace_files()
        self._replace_hashes()
        self._replace_names_in_data()
        self._find_again()
        password = self._new_logins()
        self.env.invalidate_all()
        self.env.registry.clear_all_caches()
        return password

    @api.model
    def _check_neutralised(self):
        """:raise UserError: this may be the landlord's own database"""
        # sudo: reads the flag that Odoo's own command sets on a copy
        parameters = self.env["ir.config_parameter"].sudo()
        if not str2bool(parameters.get_param("database.is_neutralized") or "", False):
            raise UserError(
                self.env._(
                    "This database is not marked as a neutralised copy, so nothing was "
                    "touched. Copy the database, run “odoo-bin neutralize” on the "
                    "copy, then this command."
                )
            )

    @api.model
    def _untouched_modules(self):
        """:return: sorted names of installed modules with texts this does not know"""
        known = set()
        modules = self.env["ir.module.module"].search([("state", "=", "installed")])
        ours = modules.filtered(lambda module: module.name == "hate_case_mgmt")
        waiting = ours
        while waiting:
            known.update(waiting.mapped("name"))
            waiting = waiting.dependencies_id.depend_id - modules.filtered(
                lambda module: module.name in known
            )
        return sorted(
            module.name
            for module in modules
            # glue that Odoo installs by itself between those holds no texts of people
            if module.name not in known and not module.auto_install
        )

    # ------------------------------------------------------------------
    # Tables
    # ------------------------------------------------------------------

    @api.model
    def _empty_tables(self):
        """Delete what a training copy has no use for: queues, logs, open dialogues,
        keys of users."""
        mixin = self.env.registry["hate.case.mixin"]
        for name, model in self.env.registry.items():
            if model._abstract or not model._auto:
                continue
            is_log = name.startswith(LOGS) and not issubclass(model, mixin)
            if model._transient or name in EMPTIED or is_log:
                self._run(
                    SQL("DELETE FROM %s", SQL.identifier(model._table)), model._table
                )
        # searches that people saved hold the names they looked for
        self._run(
            SQL("DELETE FROM ir_filters WHERE id NOT IN %s", self._filters_of_data())
        )

    @api.model
    def _filters_of_data(self):
        """:return: ids of the searches that modules brought"""
        found = self.env["ir.model.data"].search([("model", "=", "ir.filters")])
        return tuple(found.mapped("res_id")) or (0,)

    @api.model
    def _personal_models(self):
        """:return: names of the stored models on the list of personal fields"""
        mixin = self.env.registry["hate.personal.mixin"]
        return [
            name
            for name, model in self.env.registry.items()
            if model._auto and not model._abstract and issubclass(model, mixin)
        ]

    @api.model
    def _replace(self, model, kinds, where=None):
        """Give every filled column an invented value of its kind.

        :param kinds: {field: kind} as ``_personal_fields``
        """
        columns = {
            name: self._invented(model, name, kind)
            for name, kind in kinds.items()
            if name in model._fields
            and kind != "key"
            and model._fields[name].store
            and model._fields[name].column_type
        }
        if columns:
            self._run(
                SQL(
                    "UPDATE %s SET %s WHERE %s",
                    SQL.identifier(model._table),
                    SQL(", ").join(
                        SQL("%s = %s", SQL.identifier(name), value)
                        for name, value in columns.items()
                    ),
                    where or SQL("TRUE"),
                ),
                model._table,
            )

    @api.model
    def _invented(self, model, name, kind):
        """:return: SQL of the invented value; what is empty stays empty"""
        column, field = SQL.identifier(name), model._fields[name]
        if field.column_type[0] == "jsonb":
            return SQL(
                "CASE jsonb_typeof(%s) WHEN 'array' THEN '[]'::jsonb"
                " WHEN 'object' THEN '{}'::jsonb END",
                column,
            )
        if field.column_type[0] == "bytea":
            return SQL("NULL")
        return SQL(
            "CASE WHEN %s IS NULL OR %s = '' THEN %s ELSE %s END",
            column,
            column,
            column,
            self._invented_text(kind, name, field.type == "html"),
        )

    @api.model
    def _invented_text(self, kind, name, is_html):
        # different columns of one row say different things, the same in every run
        turn = sum(name.encode())
        if kind == "name":
            return self._one_of(invented.NAMES, 0)
        if kind == "address":
            return SQL(
                "(1 + mod(id, 98))::text || ' ' || %s || %s",
                self._one_of(invented.STREETS, 0),
                invented.ADDRESS_END,
            )
        if kind == "phone":
            return SQL("%s || lpad(mod(id, 1000)::text, 3, '0')", invented.PHONE_START)
        if kind == "email":
            return SQL("'person' || id || %s", f"@{invented.EMAIL_DOMAIN}")
        if kind == "number":
            return SQL("(100000 + id)::text")
        text = self._one_of(invented.WORDS, turn)
        return SQL("'<p>' || %s || '</p>'", text) if is_html else text

    @api.model
    def _one_of(self, choices, turn):
        return SQL(
            "(%s::text[])[1 + mod(id + %s, %s)]", list(choices), turn, len(choices)
        )

    @api.model
    def _replace_keys(self):
        """A key that is made of a typed name can't be read any more, and rows that had
        the same still have; that of a partner by number says nothing."""
        salt = secrets.token_hex()
        for name in self._personal_models():
            model = self.env[name]
            for field, kind in model._personal().items():
                if kind != "key":
                    continue
                self._run(
                    SQL(
                        """
                        UPDATE %(table)s
                           SET %(key)s = COALESCE(
                                   substring(%(key)s FROM '^[a-z_]+:'), ''
                               ) || md5(%(salt)s || %(key)s)
                         WHERE %(key)s !~ '^([a-z_]+|(agency|panel):[0-9]*)$'
                        """,
                        table=SQL.identifier(model._table),
                        key=SQL.identifier(field),
                        salt=salt,
                    ),
                    model._table,
                )

    @api.model
    def _run(self, query, table=None):
        """Run a statement; where a table has triggers of its own that refuse changes,
        without them."""
        guarded = table and self._has_triggers(table)
        if guarded:
            self._switch_triggers(table, "DISABLE")
        self.env.cr.execute(query)
        if guarded:
            self._switch_triggers(table, "ENABLE")

    @api.model
    def _switch_triggers(self, table, what):
        self.env.cr.execute(
            SQL("ALTER TABLE %s %s TRIGGER USER", SQL.identifier(table), SQL(what))
        )

    @api.model
    def _has_triggers(self, table):
        self.env.cr.execute(
            SQL(
                "SELECT 1 FROM pg_trigger WHERE tgrelid = %s::regclass"
                " AND NOT tgisinternal",
                table,
            )
        )
        return bool(self.env.cr.fetchone())
