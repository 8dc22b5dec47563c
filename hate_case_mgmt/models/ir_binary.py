from odoo import models

from ..policy import vocabulary as words


class IrBinary(models.AbstractModel):
    """No link opens a file of a case to anyone but those who may read it."""

    _inherit = "ir.binary"

    def _find_record(
        self,
        xmlid=None,
        res_model="ir.attachment",
        res_id=None,
        access_token=None,
        field=None,
    ):
        """Check the right of the user also where a token would do for other files.

        :raise AccessError: the user may not read it
        """
        record = super()._find_record(xmlid, res_model, res_id, access_token, field)
        if self._is_of_case(record):
            record.sudo(self.env.su).check_access("read")
        return record

    def _is_of_case(self, record):
        """:return: whether this is evidence or a file of a case"""
        if record._name == "ir.attachment":
            # sudo: reads which model the file belongs to
            return bool(record.sudo()._of_cases())
        return isinstance(record, self.env.registry["hate.door.mixin"])

    def _get_stream_from(self, record, *args, **kwargs):
        """Log that a file of a case goes out."""
        stream = super()._get_stream_from(record, *args, **kwargs)
        if self._is_of_case(record):
            self.env["hate.access.log"]._note_of(words.ACCESS_DOWNLOADED, record)
        return stream
