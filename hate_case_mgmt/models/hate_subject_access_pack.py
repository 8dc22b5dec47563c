import base64
import hashlib
import io
import zipfile
from pathlib import PurePath

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ..policy import text_checks
from ..policy import vocabulary_keep as keep
from ..reports import letter_engine
from .hate_letter_page import REPORT
from .hate_subject_access_gather import DAY

OFFICER = "hate_case_mgmt.group_data_protection"
# The same content gives the same file, and so the same hash
ZIP_TIME = (1980, 1, 1, 0, 0, 0)


class HateSubjectAccess(models.Model):
    """Making the pack and releasing it."""

    _inherit = "hate.subject.access"

    # ------------------------------------------------------------------
    # Releasing
    # ------------------------------------------------------------------

    def action_make_pack(self):
        """Put together what is given, for a colleague to release.

        :raise UserError: something is undecided, or a name of another is still in it
        """
        self._check_state(keep.ACCESS_CHECKING)
        self._look_through()
        self._check_decided()
        given = self.item_ids.filtered("included")
        page = self._page(given.filtered("text"), self._file_names(given))
        paper = self._on_paper(page)
        content = self._zip(page, paper, given)
        self._step(
            {
                "state": keep.ACCESS_READY,
                "prepared_by_id": self.env.uid,
                "pack": base64.b64encode(content),
                "pack_name": self.env._("answer.zip"),
                "answer": paper and base64.b64encode(paper),
                "answer_name": self.env._("answer.pdf"),
                "pack_sha256": hashlib.sha256(content).hexdigest(),
            }
        )
        return True

    def _check_decided(self):
        open_ones = self.finding_ids._undecided()
        if open_ones:
            raise UserError(
                self.env._(
                    "%(count)s findings are not decided yet, or are left without a "
                    "reason. Mask each, or say why it stays.",
                    count=len(open_ones),
                )
            )
        if self.finding_ids._forbidden():
            raise UserError(
                self.env._(
                    "Somebody alleged never learns who else is in the case. Please "
                    "mask what belongs to another person."
                )
            )
        self._check_masked()

    def _check_masked(self):
        """Look once more for the names, numbers and addresses of others in what the
        person would read.

        :raise UserError: one is in it
        """
        left = {
            row.shown for row in self.finding_ids if row.decision == keep.FINDING_LEAVE
        }
        for item in self.item_ids.filtered("included"):
            if any(
                finding.known and finding.shown not in left
                for finding in self._findings(item.masked or "")
            ):
                raise UserError(
                    self.env._(
                        "A name, number or address of somebody else is in the texts. "
                        "Please check again, and make the pack anew."
                    )
                )

    def action_back(self):
        """Go on checking: the pack is thrown away and made anew."""
        self._check_state(keep.ACCESS_READY)
        self._step(
            {
                "state": keep.ACCESS_CHECKING,
                "pack": False,
                "pack_sha256": False,
                "answer": False,
            }
        )
        return True

    def action_release(self):
        """Release the pack as the second person. Nothing of it changes afterwards; what
        was gathered for it is deleted. Where the landlord has one data protection
        officer only, they release it themselves, and it stays on record that they did.

        :raise AccessError: the one who prepared it, and there is somebody else
        :raise UserError: since it was made, something of somebody else in it has
            become known
        """
        self._check_state(keep.ACCESS_READY)
        if self.env.user == self.prepared_by_id and self._has_another_officer():
            raise AccessError(
                self.env._(
                    "You prepared it, so a colleague releases it: two people look "
                    "before anything goes out."
                )
            )
        self._check_masked()
        self._step(
            {
                "state": keep.ACCESS_RELEASED,
                "released_by_id": self.env.uid,
                "released_at": fields.Datetime.now(),
            }
        )
        # sudo: copies made for checking; the pack is what was given
        self.sudo().item_ids.unlink()
        self.sudo().finding_ids.unlink()  # sudo: as above
        return True

    def action_given_by_post(self):
        """The pack was posted."""
        return self._give(keep.GIVEN_BY_POST)

    def action_given_by_hand(self):
        """The pack was handed over."""
        return self._give(keep.GIVEN_BY_HAND)

    def action_given_by_email(self):
        """The pack was sent, and its password by another way."""
        return self._give(keep.GIVEN_BY_EMAIL)

    def _give(self, how):
        """Keep that the person has it, and log it with each of their cases."""
        self._check_state(keep.ACCESS_RELEASED)
        self._step(
            {
                "state": keep.ACCESS_GIVEN,
                "given_how": how,
                "given_by_id": self.env.uid,
                "given_at": fields.Datetime.now(),
            }
        )
        self._log_access("shared")
        return True

    def _has_another_officer(self):
        """:return: whether somebody else could release it: who is shut out of one of
        its cases does not know that it is there"""
        # sudo: who holds the role and is shut out, for a yes or no
        shut_out = self.sudo().case_ids.excluded_user_ids
        users = self.env["res.users"].sudo()
        return bool(
            users.search_count(
                [
                    ("all_group_ids", "in", self.env.ref(OFFICER).ids),
                    ("company_ids", "in", self.company_id.ids),
                    ("id", "not in", [self.env.uid, *shut_out.ids]),
                ],
                limit=1,
            )
        )

    def action_refuse(self):
        """Close the request without a pack.

        :raise UserError: no reason
        """
        self._check_state(keep.ACCESS_GATHERING, keep.ACCESS_CHECKING)
        if not (self.refusal_reason or "").strip():
            raise UserError(
                self.env._(
                    "Please say why first. The person is told within the month, and "
                    "that they can complain to the Information Commissioner."
                )
            )
        # sudo: copies made for checking
        self.sudo().item_ids.unlink()
        self.sudo().finding_ids.unlink()  # sudo: as above
        self._step({"state": keep.ACCESS_REFUSED})
        return True

    def _log_access(self, kind):
        self.env["hate.access.log"]._log(kind, self.case_ids, self.display_name)

    # ------------------------------------------------------------------
    # The pack
    # ------------------------------------------------------------------

    def _file_names(self, given):
        """:return: {file: its name in the pack}, which tells nothing"""
        # sudo: files that the user has looked at and chosen
        return {
            file: text_checks.neutral_file_name(
                f"{number:02}{PurePath(file.name or '').suffix.lower()}"
            )
            for number, file in enumerate(given.sudo().file_id, 1)
        }

    def _zip(self, page, paper, given):
        """:return: bytes of a ZIP with the answer to print and to be read aloud by a
        program, and the files chosen"""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as pack:
            if paper:
                pack.writestr(zipfile.ZipInfo("answer.pdf", ZIP_TIME), paper)
            pack.writestr(zipfile.ZipInfo("answer.html", ZIP_TIME), page)
            for file, name in self._file_names(given).items():
                entry = zipfile.ZipInfo(f"files/{name}", ZIP_TIME)
                pack.writestr(entry, file.raw)
        return buffer.getvalue()

    def _page(self, items, names):
        """:return: Markup, a whole HTML document that loads nothing"""
        said = "\n".join([self.person_name, *items.mapped("masked")])
        return self.env["ir.qweb"]._render(
            "hate_case_mgmt.subject_access_page",
            {
                "who": self.person_name,
                "items": items,
                "files": list(names.values()),
                "company": self.company_id,
                "font": letter_engine.font_for(said),
                "received": format_date(self.env, self.received_on, date_format=DAY),
                "today": format_date(
                    self.env, fields.Date.context_today(self), date_format=DAY
                ),
            },
        )

    def _on_paper(self, page):
        """:return: bytes of a PDF with a number on each sheet; False where this server
        can't print: the law's month does not wait for it"""
        # sudo: no right on reports is needed to print the page that was checked
        reports = self.env["ir.actions.report"].sudo()
        pdf = letter_engine.tagged_pdf(page)
        if not pdf and reports.get_wkhtmltopdf_state() == "install":
            return False
        return pdf or reports._run_wkhtmltopdf(
            [letter_engine.for_wkhtmltopdf(page)], report_ref=REPORT
        )
