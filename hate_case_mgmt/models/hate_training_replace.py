import hashlib
import secrets

from odoo import api, models
from odoo.tools import SQL

from ..policy import training_words as invented
from ..policy import vocabulary as words
from .hate_training_tables import COLUMNS, CONTACT_WORDS, FILES_KEPT, SYSTEM_USERS


class HateTrainingCopy(models.AbstractModel):
    """People, landlord and files of a training copy, and what follows from them."""

    _inherit = "hate.training.copy"

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
