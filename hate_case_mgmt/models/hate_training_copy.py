import hashlib
import secrets

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL, str2bool

from ..policy import training_words as invented
from ..policy import vocabulary as words
from .hate_training_tables import (
    COLUMNS,
    CONTACT_WORDS,
    EMPTIED,
    FILES_KEPT,
    LOGS,
    SYSTEM_USERS,
)


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

    # ------------------------------------------------------------------
    # People, landlord, files
    # ------------------------------------------------------------------

    @api.model
    def _replace_people(self):
        for name, kinds in COLUMNS.items():
            if name in self.env:
                self._replace(self.env[name], kinds)
        # a landlord keeps its name; colleagues and organisations show what they are
        self._run(
            SQL(
                """
                UPDATE res_partner p SET name = known.name, complete_name = known.name
                  FROM (
                    SELECT p.id, COALESCE(
                        c.name,
                        CASE WHEN u.id IS NOT NULL THEN 'Colleague ' || u.id
                             WHEN p.is_company THEN 'Organisation ' || p.id END
                    ) AS name
                    FROM res_partner p
                    LEFT JOIN res_company c ON c.partner_id = p.id
                    LEFT JOIN res_users u ON u.partner_id = p.id
                  ) AS known
                 WHERE known.id = p.id AND known.name IS NOT NULL
                """
            )
        )
        self._run(SQL("UPDATE res_partner SET complete_name = name"))
        self._run(
            SQL(
                "UPDATE resource_resource SET name = 'Colleague ' || user_id"
                " WHERE user_id IS NOT NULL"
            )
        )

    @api.model
    def _replace_landlord(self):
        """Addresses and numbers of the landlord and its partners are not personal, but
        letters and calls of a training must reach nobody."""
        self._run(
            SQL(
                """
                UPDATE res_company
                   SET email = %s, phone = NULL, hate_hub_phone = %s,
                       hate_safeguarding_guidance = NULL, report_header = NULL,
                       report_footer = NULL, company_details = NULL
                """,
                f"landlord@{invented.EMAIL_DOMAIN}",
                f"{invented.PHONE_START}000",
            )
        )
        for name, model in self.env.registry.items():
            if name.startswith(("hate.agency", "hate.panel")) and model._auto:
                self._replace(
                    self.env[name],
                    {
                        field: kind
                        for field, kind in CONTACT_WORDS.items()
                        if field in model._fields
                    },
                )

    @api.model
    def _replace_files(self):
        """One short text takes the place of each file of a case. Files of people and
        messages go, those of Odoo itself stay."""
        attachments = self.env["ir.attachment"]
        content = invented.FILE_TEXT
        checksum = attachments._compute_checksum(content)
        place = attachments._file_write(content, checksum)
        personal = SQL(
            "COALESCE(res_model, '') <> ALL (%s::text[])"
            " AND left(COALESCE(url, ''), 1) <> '/'",
            list(FILES_KEPT),
        )
        self.env.cr.execute(
            SQL(
                "SELECT DISTINCT store_fname FROM ir_attachment"
                " WHERE store_fname IS NOT NULL AND %s",
                personal,
            )
        )
        for (name,) in self.env.cr.fetchall():
            attachments._mark_for_gc(name)
        self._run(
            SQL(
                "DELETE FROM ir_attachment WHERE %s"
                " AND NOT starts_with(COALESCE(res_model, ''), 'hate.')",
                personal,
            )
        )
        self._run(
            SQL(
                """
                UPDATE ir_attachment
                   SET name = 'file-' || id || '.txt', description = NULL,
                       store_fname = %s, db_datas = NULL, checksum = %s,
                       file_size = %s, mimetype = 'text/plain', index_content = NULL,
                       access_token = NULL, url = NULL
                 WHERE starts_with(res_model, 'hate.')
                """,
                place,
                checksum,
                len(content),
            )
        )

    @api.model
    def _replace_hashes(self):
        """Seals fit what they now seal, so that checks of evidence and letters pass."""
        of_file = hashlib.sha256(invented.FILE_TEXT).hexdigest()
        for name in self._personal_models():
            model = self.env[name]
            for field in model._fields.values():
                if not field.store or not field.name.endswith("sha256"):
                    continue
                sealed = model._fields.get(field.name.removesuffix("_sha256"))
                if sealed is None and field.name == "sha256":
                    sealed = model._fields.get("file") or model._fields.get("content")
                if sealed is not None:
                    self._seal(model, field, sealed, of_file)

    @api.model
    def _seal(self, model, field, sealed, of_file):
        digest = (
            SQL(
                "encode(sha256(convert_to(%s, 'UTF8')), 'hex')",
                SQL.identifier(sealed.name),
            )
            if sealed.column_type
            else SQL("%s", of_file)
        )
        self._run(
            SQL(
                "UPDATE %s SET %s = %s WHERE %s IS NOT NULL",
                SQL.identifier(model._table),
                SQL.identifier(field.name),
                digest,
                SQL.identifier(field.name),
            ),
            model._table,
        )

    @api.model
    def _replace_names_in_data(self):
        """External ids of imported rows may be names of people."""
        self._run(
            SQL(
                """
                UPDATE ir_model_data
                   SET name = replace(model, '.', '_') || '_' || res_id || '_' || id
                 WHERE module IN ('__import__', '__export__')
                    OR model IN %s
                """,
                tuple(self._personal_models()),
            )
        )

    # ------------------------------------------------------------------
    # What follows from the words, and who may log in
    # ------------------------------------------------------------------

    @api.model
    def _find_again(self):
        """Make what cases are found by from the invented words."""
        self._run(
            SQL(
                """
                UPDATE hate_case c
                   SET affected_name = people.affected,
                       search_text = lower(concat_ws(E'\\n', c.name, people.texts))
                  FROM (
                    SELECT k.id,
                           min(p.name) FILTER (WHERE p.role = %s) AS affected,
                           string_agg(
                               concat_ws(E'\\n', p.name, p.phone, p.email, p.address),
                               E'\\n'
                           ) AS texts
                      FROM hate_case k LEFT JOIN hate_party p ON p.case_id = k.id
                     GROUP BY k.id
                  ) AS people
                 WHERE people.id = c.id
                """,
                words.ROLE_VICTIM,
            )
        )

    @api.model
    def _new_logins(self):
        """:return: the password of every user who could log in before"""
        password = secrets.token_urlsafe(9)
        system = [
            user.id for name in SYSTEM_USERS if (user := self.env.ref(name, False))
        ]
        self._run(
            SQL(
                """
                UPDATE res_users
                   SET login = 'user' || id, signature = NULL, totp_secret = NULL,
                       out_of_office_message = NULL,
                       password = CASE WHEN active THEN %s END
                 WHERE id NOT IN %s
                """,
                self.env["res.users"]._crypt_context().hash(password),
                tuple(system),
            )
        )
        return password
