from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from ..policy import file_checks, film, office, photo
from ..policy import vocabulary as words
from ..policy import vocabulary_gate as gate
from ..reports import pdf_bare

# How long somebody's yes to a file as it came holds, for the download that follows
MINUTES = 10
# Nothing stands beside what is read or heard in these
NOTHING_HIDDEN = frozenset({file_checks.TEXT, "audio/amr"})
CLEANED_BY = {
    "application/pdf": pdf_bare.bare_copy,
    "audio/mp4": film.bare_copy,
    "video/mp4": film.bare_copy,
    "video/quicktime": film.bare_copy,
}
OFFICE = "application/vnd.openxmlformats-officedocument."


class HateEvidence(models.Model):
    """The copy of a file that goes outside: what is seen, heard or read in it, and
    nothing of where, when and by whom it was made."""

    _inherit = "hate.evidence"

    def action_copy_for_outside(self):
        """Download the copy; where what stands beside cannot be taken out, ask first.

        :return: action that downloads it, or the dialogue that says what may be in it
        :raise UserError: there is no file, it is not shared, or it is a picture whose
            place can't be taken out
        """
        self.ensure_one()
        self._check_may_go_outside()
        if not self._bare_file():
            return self.case_id._open_dialogue(
                "hate.evidence.outside",
                self.env._("Give it as it came?"),
                evidence_id=self.id,
            )
        return self._download_copy()

    def action_give_as_it_came(self, reason):
        """Somebody has looked at what may be hidden in a file, and gives it all the
        same: that and their reason stand in its custody.

        :param reason: why
        :return: action that downloads it
        :raise UserError: no reason, no file, or it is not shared
        """
        self.ensure_one()
        self._check_may_go_outside()
        self.case_id._check_reason(reason)
        self._note_custody(words.CUSTODY_AS_IT_CAME, reason.strip())
        return self._download_copy()

    def _download_copy(self):
        return {
            "type": "ir.actions.act_url",
            "url": f"/hate_case/evidence/{self.id}/copy",
            "target": "download",
        }

    def _check_may_go_outside(self):
        """:raise UserError: there is no file, or no sharing that it goes with"""
        self.check_access("read")
        if not self.media_type:
            raise UserError(self.env._("There is no file to copy."))
        self.case_id._check_shared(gate.CLASS_EVIDENCE)

    def _copy_for_outside(self):
        """What may leave us of this file.

        Every way in which evidence is shared outside takes the bytes from here.

        :return: (file name, bytes, media type)
        :raise UserError: there is no file, it is not shared, or what stands beside it
            can't be taken out and the user has not said that it may go as it came
        """
        self.ensure_one()
        self._check_may_go_outside()
        bare = self._bare_file()
        stem = self.file_name.rsplit(".", 1)[0]
        if bare:
            content, media_type, ending = bare
            self._note_custody(
                words.CUSTODY_COPIED,
                self.env._("Without what it says of place, time and who made it"),
            )
            return f"{stem}-copy.{ending}", content, media_type
        if not self._may_go_as_it_came():
            raise UserError(
                self.env._(
                    "What this file says beside its content can't be taken out here. "
                    "Press Copy for outside and say that it may go as it came."
                )
            )
        return self.file_name, self._attachment().raw, self.media_type

    def _bare_file(self):
        """:return: (bytes, media type, ending) without what stands beside, or None
            where that can't be taken out here
        :raise UserError: it is a picture, which never leaves with its place
        """
        self.ensure_one()
        data = self._attachment().raw
        if self.is_picture:
            bare = photo.bare_copy(data)
            if not bare:
                raise UserError(
                    self.env._(
                        "The location data of this picture can't be taken out here. "
                        "Please ask for it as JPEG or PNG, and add that beside it."
                    )
                )
            return bare
        if self.media_type in NOTHING_HIDDEN:
            content = data
        elif self.media_type.startswith(OFFICE):
            content = office.bare_copy(data)
        else:
            clean = CLEANED_BY.get(self.media_type)
            content = clean and clean(data)
        ending = self.file_name.rsplit(".", 1)[-1]
        return content and (content, self.media_type, ending)

    def _may_go_as_it_came(self):
        """:return: whether the user has just said so"""
        since = fields.Datetime.now() - timedelta(minutes=MINUTES)
        return any(
            line.kind == words.CUSTODY_AS_IT_CAME
            and line.user_id == self.env.user
            and line.at >= since
            for line in self.custody_ids
        )
