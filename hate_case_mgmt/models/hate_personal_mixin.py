from odoo import api, models
from odoo.tools import SQL

# What a field can hold about a person. The list is read by whatever takes words away
# or gives them out: retention, subject access, training copies, the tests of leaks.
KINDS = frozenset(
    {"name", "address", "phone", "email", "words", "file", "number", "key"}
)
# Types of field into which a person's words can be typed, pasted or uploaded
TEXTUAL = frozenset({"char", "text", "html", "binary", "image", "json", "reference"})


class HatePersonalMixin(models.AbstractModel):
    """A model that says of each of its texts and files whether it is about a person.

    Each class declares the fields it adds. Dialogues are left out: Odoo deletes their
    rows within hours, and this addon when the dialogue is done.
    """

    _name = "hate.personal.mixin"
    _description = "Says what is personal"

    # {field: kind}: name, address, phone, email, words, file, number (a reference by
    # which someone else finds the person) or key (made of a name, by which rows find
    # each other)
    _personal_fields = {}
    # texts of ours that say nothing about a person: references, hashes, technical names
    _plain_fields = frozenset()
    # What stays of a row when the people are taken out of its case. Everything else of
    # it is emptied; where nothing is named here, the row is deleted.
    _figure_fields = frozenset()

    @api.model
    def _personal(self):
        """:return: {field: kind} of all classes that make up this model"""
        found = {}
        for cls in reversed(type(self).__mro__):
            found.update(cls.__dict__.get("_personal_fields") or {})
        return found

    @api.model
    def _plain(self):
        """:return: set of the texts that say nothing about a person"""
        return set().union(
            *(cls.__dict__.get("_plain_fields") or () for cls in type(self).__mro__)
        )

    @api.model
    def _undeclared(self):
        """:return: sorted names of texts and files of this model that nobody has
        called personal or plain"""
        declared = self._plain().union(self._personal())
        return sorted(
            name
            for name, field in self._fields.items()
            if name not in declared and self._holds_words(field)
        )

    @api.model
    def _holds_words(self, field):
        """:return: whether the database or the file store keeps a text in this field"""
        if field.type not in TEXTUAL:
            return False
        # what is computed anew each time, or read from elsewhere, is kept nowhere here
        kept_as_file = getattr(field, "attachment", False) and not field.compute
        return bool(field.store and field.column_type) or kept_as_file

    # ------------------------------------------------------------------
    # What stays for the figures
    # ------------------------------------------------------------------

    @api.model
    def _figures_kept(self):
        """:return: set of the fields that stay, empty where rows are deleted"""
        return set().union(
            *(cls.__dict__.get("_figure_fields") or () for cls in type(self).__mro__)
        )

    def _reduce_to_figures(self, ids, zone):
        """Leave nothing but the figures in these rows, and of each day its month.

        In SQL, below the refusals of logs: the caller has checked that it may be done.

        :param ids: of rows of this model
        :param zone: name of the time zone in which months begin
        """
        kept = self._figures_kept()
        values = [
            SQL("%s = %s", SQL.identifier(name), self._reduced(field, zone))
            for name, field in self._fields.items()
            if field.store
            and field.column_type
            and name != "id"
            and (name not in kept or field.type in ("date", "datetime"))
        ]
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET %s WHERE id IN %s",
                SQL.identifier(self._table),
                SQL(", ").join(values),
                tuple(ids),
            )
        )
        for name, field in self._fields.items():
            if field.type == "many2many" and field.store and name not in kept:
                self.env.cr.execute(
                    SQL(
                        "DELETE FROM %s WHERE %s IN %s",
                        SQL.identifier(field.relation),
                        SQL.identifier(field.column1),
                        tuple(ids),
                    )
                )

    @api.model
    def _reduced(self, field, zone):
        """:return: SQL of what a column holds afterwards"""
        column = SQL.identifier(field.name)
        if field.name in self._figures_kept() | {"create_date", "write_date"}:
            if field.type == "date":
                return SQL("date_trunc('month', %s)::date", column)
            # noon of its first day lies in the same month in every time zone
            return SQL(
                "date_trunc('month', %s AT TIME ZONE 'UTC' AT TIME ZONE %s)"
                " + interval '12 hours'",
                column,
                zone,
            )
        if field.required and field.type in ("char", "text", "html"):
            return SQL("''")
        return SQL("NULL")
