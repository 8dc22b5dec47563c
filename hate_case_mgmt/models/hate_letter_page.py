import base64
import hashlib

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.image import image_data_uri

from ..policy import vocabulary as words
from ..reports import letter_engine

REPORT = "hate_case_mgmt.report_letter"
FONTS = "font-family: 'Liberation Sans', Arial, 'DejaVu Sans', sans-serif;"


class HateLetter(models.Model):
    """The page of a letter: frozen when it was sent, printed and shown from then on.

    The page carries its letterhead, address and words itself, so a new logo or a new
    address of ours changes nothing in what was sent.
    """

    _inherit = "hate.letter"
    _personal_fields = {
        "page": "file",
        "pdf": "file",
    }
    _plain_fields = frozenset({"page_sha256"})

    page = fields.Binary(
        attachment=True, help="The whole letter as a web page, as it was sent."
    )
    page_sha256 = fields.Char(string="SHA-256 of the page")
    pdf = fields.Binary(
        attachment=True, help="The letter on paper, kept when it was first printed."
    )

    @api.model
    def _frozen_page(self, values):
        """:param values: of the letter that is about to be written
        :return: the values that keep its page
        """
        page = self._render_page(values).encode()
        return {
            "page": base64.b64encode(page),
            "page_sha256": hashlib.sha256(page).hexdigest(),
        }

    @api.model
    def _render_page(self, values):
        """:param values: of a letter, as :meth:`_prepare_letter` makes them
        :return: str, a whole HTML document that loads nothing
        """
        case = self.env["hate.case"].browse(values["case_id"])
        company = case.company_id
        language = self.env["hate.language"].browse(values["language_id"])
        logo = False
        if company.logo and not company.uses_default_logo:
            # sudo: the landlord's own logo, small enough for a letter
            logo = image_data_uri(company.sudo().partner_id.image_512)
        on_post = values["channel"] == words.LETTER_POST
        return str(
            self.env["ir.qweb"]._render(
                "hate_case_mgmt.letter_page",
                {
                    "company": company,
                    "logo": logo,
                    "language": language,
                    "font": letter_engine.font_for(values["body"]),
                    "large": values["large_print"],
                    "addressee": values["addressee"],
                    "address": values["sent_to"].split(", ") if on_post else [],
                    "date": self._in_words(
                        company, values["sent_at"], "d MMMM y", language.code
                    ),
                    "words": Markup(values["html"]),
                },
            )
        )

    @api.model
    def _email_html(self, values):
        """:return: str, the words as the body of an e-mail that loads nothing"""
        size = "24px" if values["large_print"] else "16px"
        style = (
            f"{FONTS} font-size: {size}; line-height: 1.5; color: #1a1a1a; "
            "max-width: 40em; text-align: start;"
        )
        return Markup('<div style="%s">%s</div>') % (style, Markup(values["html"]))

    # ------------------------------------------------------------------
    # Shown and printed
    # ------------------------------------------------------------------

    def _page_text(self):
        """:return: Markup, the page as it was sent
        :raise UserError: when it is no longer the page that was sent
        """
        self.ensure_one()
        page = base64.b64decode(self.with_context(bin_size=False).page or b"")
        if hashlib.sha256(page).hexdigest() != self.page_sha256:
            raise UserError(
                self.env._(
                    "This letter is not as it was when it was sent. Please tell your "
                    "administrator: the file has been changed or is missing."
                )
            )
        return Markup(page.decode())

    def _pdf(self):
        """:return: bytes; kept when first printed and the same from then on"""
        self.ensure_one()
        page = self._page_text()
        kept = self.with_context(bin_size=False).pdf
        if kept:
            return base64.b64decode(kept)
        printed = self._on_paper(page)
        # sudo: nobody may write on a letter; this is what it looks like on paper
        self.env["ir.attachment"].sudo().create(
            {
                "name": "letter.pdf",
                "res_model": self._name,
                "res_field": "pdf",
                "res_id": self.id,
                "raw": printed,
                "mimetype": "application/pdf",
            }
        )
        self.invalidate_recordset(["pdf"])
        return printed

    @api.model
    def _on_paper(self, page):
        """:param page: Markup, a whole HTML document
        :return: bytes of a PDF
        """
        return letter_engine.tagged_pdf(page) or self.env[
            "ir.actions.report"
        ]._run_wkhtmltopdf([letter_engine.for_wkhtmltopdf(page)], report_ref=REPORT)

    def _is_to_print(self):
        """:return: whether the sender needs it on paper at once"""
        self.ensure_one()
        return self.channel in words.LETTERS_ON_PAPER

    def action_print(self):
        """:return: action that makes the PDF"""
        action = self.env.ref("hate_case_mgmt.action_report_hate_letter")
        return {**action.report_action(self), "close_on_report_download": True}

    def action_read_page(self):
        """:return: action that opens the letter as a web page, for who may see it"""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/letters/{self.id}",
            "target": "new",
        }
