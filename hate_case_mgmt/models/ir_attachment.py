import base64

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.http import Stream

from ..policy import vocabulary as words

EVIDENCE = "hate.evidence"
DIALOGUE = "hate.evidence.add"
# what makes a file the file it is
CONTENT = frozenset({"raw", "datas", "db_datas"})
PLACE = frozenset(
    {"res_model", "res_id", "res_field", "name", "mimetype", "type", "url"}
)


class SealedStream(Stream):
    """A file that a browser saves and never opens, shows or keeps a copy of."""

    def get_response(self, as_attachment=None, immutable=None, **kwargs):
        """:return: the response, for saving, whatever the address asked for"""
        response = super().get_response(as_attachment=True, immutable=False, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response


class IrAttachment(models.Model):
    """Files of a case are not indexed, never public, and have no token. Those that are
    evidence never change and never go."""

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        # before it is there: Odoo's route for uploads keeps what failed afterwards
        for vals in vals_list:
            self._refuse_to_place(vals)
        attachments = super().create(vals_list)
        of_cases = attachments._of_cases()
        of_cases._refuse_to_share()
        of_cases._forget_text()
        return attachments

    def write(self, vals):
        self._refuse_to_change(vals)
        self._refuse_to_place(vals)
        done = super().write(vals)
        of_cases = self._of_cases()
        if {"public", "access_token", "res_model"}.intersection(vals):
            of_cases._refuse_to_share()
        if {"raw", "datas", "index_content", "res_model"}.intersection(vals):
            of_cases._forget_text()
        return done

    @api.ondelete(at_uninstall=False)
    def _unlink_except_evidence(self):
        """A file goes with its item only, which nobody deletes."""
        for file in self._of_evidence():
            # sudo: whether the item is still there, for a yes or no
            if self.env[EVIDENCE].sudo().browse(file.sudo().res_id).exists():
                raise UserError(
                    self.env._("Evidence stays on record and is never deleted.")
                )

    def _to_http_stream(self):
        stream = super()._to_http_stream()
        # sudo: reads which model a file belongs to, as Odoo does to serve it
        if self.sudo()._of_cases():
            return SealedStream(**vars(stream))
        return stream

    def check_access(self, operation):
        try:
            return super().check_access(operation)
        except AccessError:
            self._note_of_cases(words.ACCESS_REFUSED)
            raise

    def _read_format(self, fnames, load="_classic_read"):
        rows = super()._read_format(fnames, load=load)
        if (CONTENT | {"index_content"}).intersection(fnames) and not self.env.su:
            self._note_of_cases(words.ACCESS_DOWNLOADED)
        return rows

    def _note_of_cases(self, kind):
        for file in self._of_cases():
            self.env["hate.access.log"]._note_of(kind, file)

    def _of_cases(self):
        """:return: those that belong to a case, a record of a case, a dialogue on one
        or what was copied from one"""
        registry = self.env.registry
        # sudo: reads which model a file belongs to, as the file's own checks do
        return self.filtered(
            lambda file: (model := registry.get(file.sudo().res_model))
            and issubclass(model, registry["hate.door.mixin"])
        )

    def _of_evidence(self):
        """:return: those that are the file of an item"""
        # sudo: as in _of_cases
        return self.filtered(lambda file: file.sudo().res_model == EVIDENCE)

    def _refuse_to_change(self, vals):
        """Nobody changes evidence, superuser included. What stays the same may be
        written, as Odoo does when it moves its files to another storage.

        :raise UserError: when a file that is evidence would become another
        """
        touched = (CONTENT | PLACE).intersection(vals)
        if not touched:
            return
        for file in self.sudo():  # sudo: compares with what is there
            waiting = file.res_model == DIALOGUE
            if file.res_model != EVIDENCE and not waiting:
                continue
            sealed = touched & CONTENT if waiting else touched
            if any(not file._is_same(name, vals[name]) for name in sealed):
                raise UserError(
                    self.env._("Evidence is never changed. Please add a new item.")
                )

    def _is_same(self, name, value):
        """:return: whether a field holds this value already"""
        if name == "raw":
            return (value or b"") == (self.raw or b"")
        if name == "datas":
            return base64.b64decode(value or b"") == (self.raw or b"")
        return (value or False) == (self[name] or False)

    @api.model
    def _refuse_to_place(self, vals):
        """:raise AccessError: when a user puts a file beside the item's own, or past
        the checks into a dialogue"""
        model = vals.get("res_model", self.env.context.get("default_res_model"))
        if not self.env.su and model in (EVIDENCE, DIALOGUE):
            raise AccessError(self.env._("Please add it with the button Add evidence."))

    def _refuse_to_share(self):
        """:raise AccessError: when a file of a case would be open to others"""
        for file in self.sudo():  # sudo: reads two flags of the user's own file
            if file.public or file.access_token:
                raise AccessError(
                    self.env._("A file of a case is never public and has no link.")
                )

    # pylint: disable-next=missing-return
    def _forget_text(self):
        """Take out the words that Odoo copies from a file to make it searchable."""
        # sudo: removes a copy; users may not write on a file that is append only
        indexed = self.sudo().filtered("index_content")
        if indexed:
            # past our own write, which would come back here
            super(IrAttachment, indexed).write({"index_content": False})
