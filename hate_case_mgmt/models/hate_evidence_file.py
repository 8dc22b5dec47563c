import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import file_checks, text_checks
from ..policy import vocabulary as words

PICTURE = "image/"


class HateEvidence(models.Model):
    """The file of an item: what it is, and whether it is still the same."""

    _inherit = "hate.evidence"

    is_picture = fields.Boolean(compute="_compute_is_picture")

    @api.depends("media_type")
    def _compute_is_picture(self):
        for item in self:
            item.is_picture = (item.media_type or "").startswith(PICTURE)

    @api.model
    def _file_facts(self, data, name):
        """What is known of a file from its bytes.

        :param data: bytes
        :param name: as it was uploaded
        :return: values of the fields that seal it
        :raise UserError: it is empty, too large, of a forbidden type or made to harm
        """
        shown = text_checks.neutral_file_name(name or "", fallback=self.env._("file"))
        refused = file_checks.refusal(data, shown)
        if refused:
            raise UserError(self.env._(refused.template, **refused.values))
        kind, _ending = file_checks.media_type(data)
        return {
            "original_name": shown,
            # the ending; the rest is told by the case and the number
            "file_name": file_checks.safe_ending(data, shown),
            "file_size": len(data),
            "media_type": kind,
            "sha256": hashlib.sha256(data).hexdigest(),
        }

    @api.model
    def _statement_facts(self, text):
        """:return: values of the fields that seal a statement
        :raise UserError: it is too long
        """
        long = text_checks.check_length(text, self.env._("the statement"))
        if long:
            raise UserError(self.env._(long.template, **long.values))
        return {"sha256": hashlib.sha256(text.encode()).hexdigest()}

    def _neutral_name(self, number, ending):
        """:return: name under which the file is handed out, or False without a file"""
        self.ensure_one()
        reference = self.case_id.name.replace("/", "-")
        return ending and f"{reference}-E{number}.{ending}"

    def _attachment(self):
        """:return: the ``ir.attachment`` of the file, as superuser"""
        self.ensure_one()
        # sudo: users reach the file by the item alone, which every public way here has
        # read as that user first
        return (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "=", self.id),
                    ("res_field", "=", "file"),
                ],
                limit=1,
            )
        )

    def _keep(self, attachment):
        """Take over the file of a dialogue, without another copy of its bytes.

        :param attachment: ``ir.attachment`` whose bytes were just hashed
        """
        self.ensure_one()
        # sudo: users place no file on evidence; the caller has checked the case
        attachment.sudo().write(
            {
                "res_model": self._name,
                "res_id": self.id,
                "res_field": "file",
                "name": "file",
                "mimetype": self.media_type,
            }
        )

    def _is_unchanged(self):
        """:return: whether the file or statement is what it was when it arrived"""
        self.ensure_one()
        data = self._attachment().raw if self.media_type else self._words()
        return hashlib.sha256(data).hexdigest() == self.sha256

    def _words(self):
        return (self.statement or "").encode()

    def action_check(self):
        """Reckon the hash anew and write down what came of it.

        :return: client action that says so
        """
        self.ensure_one()
        self.check_access("read")
        same = self._is_unchanged()
        message = (
            self.env._("Unchanged: the hash is the one it had when it arrived.")
            if same
            else self.env._(
                "Not the same as when it arrived. Please tell your manager."
            )
        )
        self._note_custody(words.CUSTODY_CHECKED, message)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if same else "danger",
                "sticky": not same,
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _note_custody(self, kind, note):
        """Add a line that only a button writes."""
        # sudo: whoever may read the item may have it checked or copied, and the log
        # takes such lines from no user
        self.env["hate.evidence.custody"].sudo().create(
            {
                "evidence_id": self.id,
                "case_id": self.case_id.id,
                "kind": kind,
                "note": note,
                "user_id": self.env.uid,
            }
        )
