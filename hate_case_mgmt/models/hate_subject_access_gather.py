from markupsafe import Markup

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..policy import subject_access as policy
from ..policy import text_checks
from ..policy import vocabulary as words
from ..policy import vocabulary_keep as keep

# As a person reads it, whatever the settings of whoever prints it
DAY = "d MMMM y"


class HateSubjectAccess(models.Model):
    """Gathering what concerns one person."""

    _inherit = "hate.subject.access"

    def action_gather(self):
        """Copy what concerns the person, and look for what tells who others are.

        :raise UserError: nobody was chosen, or how the person was recognised is missing
        """
        self._check_state(keep.ACCESS_GATHERING, keep.ACCESS_CHECKING)
        if not (self.identity_note or "").strip():
            raise UserError(
                self.env._("Please say how we know that it is them who ask.")
            )
        if not self.party_ids:
            raise UserError(
                self.env._(
                    "Please choose who this person is in the cases. If we hold "
                    "nothing, say so in the answer and refuse the request."
                )
            )
        # sudo: items come from the records themselves, read as the user; users write
        # none by hand
        request = self.sudo()
        request.item_ids.unlink()
        request.item_ids.create(self._texts())
        self._step(
            {
                "state": keep.ACCESS_CHECKING,
                "case_ids": self.party_ids.case_id.ids,
                "prepared_by_id": self.env.uid,
            }
        )
        self._look_through()
        self._log_access("exported")
        return True

    def _texts(self):
        """:return: list of values of items, read as the user"""
        values = []
        for party in self.party_ids:
            for record in self._records_of(party):
                values += self._items_of(record, party)
        return [
            {**value, "access_id": self.id, "sequence": number}
            for number, value in enumerate(values)
        ]

    def _records_of(self, party):
        """:return: the records of the party's case, the party first"""
        yield party
        for name in party.case_id._models_of_a_case():
            model = self.env[name]
            if model._transient or name in policy.LEFT_OUT or not model._personal():
                continue
            if not model.has_access("read"):
                continue
            for record in model.search([("case_id", "=", party.case_id.id)]):
                if record != party:
                    yield record

    def _items_of(self, record, party):
        """:return: list of values of items from one record"""
        linked = self._people_of(record)
        them, another = party in linked, bool(linked - self.party_ids)
        given = [
            name
            for name, kind in record._personal().items()
            if kind != "key"
            and policy.may_give(party.role, record._name, name, them, another)
        ]
        if not given:
            return []
        title = record._description
        # to somebody alleged even that there is a case of somebody's would tell
        if party.role != words.ROLE_ALLEGED:
            title = f"{title} ({party.case_id.name})"
        created = party.case_id._local_date(record.create_date)
        day = format_date(self.env, created, date_format=DAY)
        items = []
        for name in given:
            field = record._fields[name]
            label = f"{title}, {day}: {field._description_string(self.env)}"
            if field.type in ("binary", "image"):
                items += self._files_of(record, name, label)
            elif text := self._as_text(record, name):
                items.append({"title": label, "text": text})
        return items

    def _as_text(self, record, name):
        value = record[name]
        if not value:
            return ""
        if record._fields[name].type == "html":
            return text_checks.clean_text(Markup(value).striptags())
        return value if isinstance(value, str) else ""

    def _files_of(self, record, name, title):
        """:return: values of items for the file of a field, not given unless chosen"""
        # sudo: files of fields are no user's to search; the record was read as the user
        files = self.env["ir.attachment"].sudo()
        found_files = files.search(
            [
                ("res_model", "=", record._name),
                ("res_id", "=", record.id),
                ("res_field", "=", name),
            ]
        )
        return [
            {"title": title, "file_id": file.id, "included": False}
            for file in found_files
        ]

    def _people_of(self, record):
        """:return: the ``hate.party`` records a record is linked with"""
        people = self.env["hate.party"]
        if record._name == people._name:
            return record
        for name, field in record._fields.items():
            if (
                field.type == "many2one"
                and field.comodel_name == people._name
                and field.store
            ):
                people |= record[name]
        return people
