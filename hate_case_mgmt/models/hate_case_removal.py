from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

COUNTED = ("records", "messages", "files")
# What Odoo keeps beside a record, found by the record's model and id
BESIDE = {
    "mail.activity": ("res_model", "res_id"),
    "mail.followers": ("res_model", "res_id"),
    "mail.scheduled.message": ("model", "res_id"),
    "mail.message": ("model", "res_id"),
    "ir.attachment": ("res_model", "res_id"),
    "ir.model.data": ("model", "res_id"),
}


class HateCase(models.Model):
    """Taking cases out of the database, wholly or but for the figures.

    Logs and evidence refuse to be deleted by any method a user or another program can
    call. What is here works in SQL below those refusals, is called by a confirmed
    removal alone (``hate.destruction``) and checks the hold itself, the row locked.
    """

    _inherit = "hate.case"

    _figure_fields = frozenset(
        {
            "company_id",
            "state",
            "is_open",
            "reported_at",
            "closed_at",
            "channel",
            "area_id",
            "strand_ids",
            "priority",
            "risk_level",
            "harm_score",
            "accepted_as_hate",
            "not_hate_ground",
            "standard_id",
            "survey_state",
            "follow_up_outcome",
            "incident_count",
            "retain_outcome",
        }
    )

    def _erase(self):
        """Remove the cases and all that was ever recorded in them.

        :return: dict of how many ``records``, ``messages`` and ``files`` went
        :raise AccessError: not called by the addon itself
        :raise UserError: a case is held, open or gone
        """
        return self._remove(keep_figures=False)

    def _anonymise(self):
        """Remove the people and their words; strands, forms, months, area and how the
        promises were kept stay for the figures.

        :return: as :meth:`_erase`
        :raise AccessError: not called by the addon itself
        :raise UserError: a case is held, open or gone
        """
        return self._remove(keep_figures=True)

    def _remove(self, keep_figures):
        """:return: as :meth:`_erase`"""
        self._check_removable()
        self.env.flush_all()
        total = Counter()
        for case in self:
            total += case._remove_one(keep_figures)
        return {name: total[name] for name in COUNTED}

    def _remove_one(self, keep_figures):
        zone = self.company_id._hate_time_zone()
        self.env["hate.subject.access"]._forget(self)
        rows = self._rows_of_case()
        meetings = self.env["hate.panel.meeting"]._that_heard(self)
        beside, files = self._remove_beside(rows)
        kept = {name for name in rows if keep_figures and self._has_figures(name)}
        self._cut_links(rows)
        gone = {name: ids for name, ids in rows.items() if name not in kept}
        self._delete_rows(gone)
        for name in kept:
            self.env[name]._reduce_to_figures(rows[name], zone)
        if keep_figures:
            self._name_the_figures()
        self.env.invalidate_all()
        meetings._forget()
        count = Counter(
            records=sum(map(len, gone.values())), messages=beside, files=len(files)
        )
        # last: a file of evidence goes only when its item has gone
        files.unlink()
        return count

    @api.model
    def _has_figures(self, name):
        """:return: whether rows of this model stay, as figures; of a dialogue never"""
        personal = self.env.registry["hate.personal.mixin"]
        model = self.env[name]
        return isinstance(model, personal) and bool(model._figures_kept())

    def _name_the_figures(self):
        """Give what stays a name by which nobody finds the people again."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE hate_case
                   SET name = %(name)s, search_text = lower(%(name)s),
                       anonymised_on = %(today)s
                 WHERE id = %(id)s
                """,
                name=f"ANON/{self.id:06}",
                today=fields.Date.context_today(self),
                id=self.id,
            )
        )

    def _check_removable(self):
        if not self.env.su:
            raise AccessError(
                self.env._("Cases are removed by a confirmed removal only.")
            )
        self._lock()
        self.invalidate_recordset(["held", "is_open"])
        if self.exists() != self or any(case.is_open for case in self):
            raise UserError(self.env._("Only a case that has ended is removed."))
        self._check_not_held()

    # ------------------------------------------------------------------
    # What belongs to the cases
    # ------------------------------------------------------------------

    def _rows_of_case(self):
        """:return: {model name: ids} of all that has a row, open dialogues too"""
        found = {"hate.case": self.ids}
        for name in self._models_of_a_case():
            self.env.cr.execute(
                SQL(
                    "SELECT id FROM %s WHERE case_id IN %s",
                    SQL.identifier(self.env[name]._table),
                    self._ids,
                )
            )
            if ids := [row[0] for row in self.env.cr.fetchall()]:
                found[name] = ids
        return found

    @api.model
    def _models_of_a_case(self):
        """:return: names of the models whose rows go with their case. The access log is
        none of them: it knows a case by number and outlives it."""
        mixin = self.env.registry["hate.case.mixin"]
        return [
            name
            for name, model in self.env.registry.items()
            if model._auto
            and not model._abstract
            and (issubclass(model, mixin) or model._transient)
            and (field := model._fields.get("case_id"))
            and field.store
            and field.comodel_name == "hate.case"
        ]

    def _remove_beside(self, rows):
        """Delete messages with their e-mails and tracking, activities, followers and
        names in data; find the files.

        :param rows: as :meth:`_rows_of_case`
        :return: how many messages went, and the ``ir.attachment`` still to delete
        """
        beside = {
            name: self._find_beside(name, model, key, rows)
            for name, (model, key) in BESIDE.items()
        }
        queued = self._queued_mail(rows)
        messages = beside.pop("mail.message") | queued.mail_message_id
        files = beside.pop("ir.attachment") | messages.attachment_ids
        count = len(messages)
        queued.unlink()
        for records in beside.values():
            records.unlink()
        # an e-mail takes its message with it
        messages.exists().unlink()
        return count, files.exists()

    def _find_beside(self, name, model, key, rows):
        """:return: the records of this name that belong to one of the rows"""
        domain = Domain.OR(
            Domain(model, "=", of) & Domain(key, "in", ids) for of, ids in rows.items()
        )
        if name == "ir.attachment":
            # files of fields too, which a search leaves out otherwise
            domain &= Domain("id", "!=", False)
        # archived ones too: an activity that is done stays, with what was written
        return self.env[name].with_context(active_test=False).search(domain)

    def _queued_mail(self, rows):
        """:return: ``mail.mail`` of letters, which know their case by a key only"""
        keys = set()
        for name, ids in rows.items():
            if "mail_key" in self.env[name]._fields:
                keys.update(self.env[name].browse(ids).mapped("mail_key"))
        return self.env["mail.mail"].search(
            [("message_id", "in", list(keys - {False}))]
        )

    # ------------------------------------------------------------------
    # Deleting
    # ------------------------------------------------------------------

    def _cut_links(self, rows):
        """Empty the links between the rows that may be empty, so that they can be
        deleted in some order."""
        for name, ids in rows.items():
            model = self.env[name]
            links = [
                link.name
                for link in self._links(model, rows)
                if not link.required and link.name != "case_id"
            ]
            if links:
                self.env.cr.execute(
                    SQL(
                        "UPDATE %s SET %s WHERE id IN %s",
                        SQL.identifier(model._table),
                        SQL(", ").join(
                            SQL("%s = NULL", SQL.identifier(link)) for link in links
                        ),
                        tuple(ids),
                    )
                )

    def _links(self, model, rows):
        """:return: the many2one fields of a model that point at one of the others"""
        return [
            field
            for field in model._fields.values()
            if field.type == "many2one"
            and field.store
            and field.column_type
            and field.comodel_name in rows
        ]

    def _delete_rows(self, rows):
        """Delete rows of many models, those that others need last."""
        waiting = dict(rows)
        while waiting:
            needed = {
                link.comodel_name
                for name in waiting
                for link in self._links(self.env[name], waiting)
                if link.required and link.comodel_name != name
            }
            free = [name for name in waiting if name not in needed]
            # without any, two models would need each other, which PostgreSQL refuses
            for name in free or list(waiting)[:1]:
                self.env.cr.execute(
                    SQL(
                        "DELETE FROM %s WHERE id IN %s",
                        SQL.identifier(self.env[name]._table),
                        tuple(waiting.pop(name)),
                    )
                )
