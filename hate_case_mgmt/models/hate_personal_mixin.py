from odoo import api, models

# What a field can hold about a person. The list is read by whatever takes words away
# or gives them out: retention, subject access, training copies, the tests of leaks.
KINDS = frozenset({"name", "address", "phone", "email", "words", "file", "number"})
# Types of field into which a person's words can be typed, pasted or uploaded
TEXTUAL = frozenset({"char", "text", "html", "binary", "image", "json", "reference"})


class HatePersonalMixin(models.AbstractModel):
    """A model that says of each of its texts and files whether it is about a person.

    Each class declares the fields it adds. Dialogues are left out: Odoo deletes their
    rows within hours, and this addon when the dialogue is done.
    """

    _name = "hate.personal.mixin"
    _description = "Says what is personal"

    # {field: kind}: name, address, phone, email, words, file or number (a reference
    # by which someone else finds the person)
    _personal_fields = {}
    # texts of ours that say nothing about a person: references, hashes, technical names
    _plain_fields = frozenset()

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
