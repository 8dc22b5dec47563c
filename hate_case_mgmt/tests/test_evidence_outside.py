import io

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools.pdf import NameObject, PdfFileReader, PdfFileWriter

from ..policy import vocabulary as words
from ..reports import pdf_bare
from .test_evidence import EvidenceCommon, photo


def pdf():
    """:return: a PDF of one page by Wyx Author, with a photo as the camera made it"""
    out = io.BytesIO()
    sheet = canvas.Canvas(out)
    sheet.setAuthor("Wyx Author")
    sheet.drawString(72, 700, "What happened")
    sheet.drawImage(ImageReader(io.BytesIO(photo((60, 40)))), 72, 500)
    sheet.save()
    return out.getvalue()


def closed_pdf():
    writer = PdfFileWriter()
    writer.addPage(PdfFileReader(io.BytesIO(pdf()), strict=False).getPage(0))
    writer.encrypt("secret")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@tagged("post_install", "-at_install", "hate_case")
class TestEvidenceOutside(EvidenceCommon):
    """What leaves us says nothing beside what is seen, heard or read in it; or
    somebody has said, with a reason, that it may go as it came."""

    def test_a_photo_going_outside_loses_its_place(self):
        item = self.add(photo((60, 40)))
        with self.assertRaisesRegex(UserError, "goes with a sharing"):
            item._copy_for_outside()
        self.share_evidence()
        name, data, kind = item._copy_for_outside()
        self.assertEqual(kind, "image/jpeg")
        self.assertTrue(name.endswith("-E1-copy.jpg"), name)
        self.assertIn(b"Wyxphone", item._attachment().raw)
        self.assertNotIn(b"Wyxphone", data)
        with Image.open(io.BytesIO(data)) as picture:
            self.assertEqual(picture.size, (60, 40))
            self.assertFalse(picture.getexif())
        self.assertIn(words.CUSTODY_COPIED, item.custody_ids.mapped("kind"))
        with self.assertRaises(AccessError):
            item.with_user(self.officer2)._copy_for_outside()
        phone_only = self.add(b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40)
        with self.assertRaises(UserError) as raised:
            phone_only._copy_for_outside()
        self.assertIn("location data", str(raised.exception))

    def test_a_pdf_says_no_more_who_made_it_and_where(self):
        item = self.add(pdf(), kind=words.ITEM_DOCUMENT)
        self.share_evidence()
        action = item.action_copy_for_outside()
        self.assertEqual(action["type"], "ir.actions.act_url")
        name, data, kind = item._copy_for_outside()
        self.assertEqual(kind, "application/pdf")
        self.assertTrue(name.endswith("-copy.pdf"), name)
        for said in (b"Wyx", b"Exif"):
            self.assertNotIn(said, data)
        sheets = PdfFileReader(io.BytesIO(data), strict=False)
        self.assertEqual(sheets.getNumPages(), 1)
        self.assertIn(words.CUSTODY_COPIED, item.custody_ids.mapped("kind"))
        self.assertTrue(item._is_unchanged())

    def test_a_photo_in_a_pdf_keeps_its_pixels(self):
        """As other programs store it: byte for byte what the camera made."""
        camera = photo((60, 40))
        reader = PdfFileReader(io.BytesIO(pdf()), strict=False)
        page = reader.getPage(0)
        drawn = next(iter(page["/Resources"]["/XObject"].values())).getObject()
        drawn._data = camera
        drawn[NameObject("/Filter")] = NameObject("/DCTDecode")
        drawn.pop("/DecodeParms", None)
        writer = PdfFileWriter()
        writer.addPage(page)
        made = io.BytesIO()
        writer.write(made)
        self.assertIn(b"Wyxphone", made.getvalue())
        bare = pdf_bare.bare_copy(made.getvalue())
        self.assertNotIn(b"Wyxphone", bare)
        again = PdfFileReader(io.BytesIO(bare), strict=False).getPage(0)
        kept = next(iter(again["/Resources"]["/XObject"].values())).getObject()._data
        with Image.open(io.BytesIO(kept)) as one, Image.open(io.BytesIO(camera)) as two:
            self.assertEqual(one.tobytes(), two.tobytes())

    def test_what_cannot_be_cleaned_never_leaves_silently(self):
        """A sentence says what may be in it; whoever gives it all the same gives a
        reason, which stands in its custody."""
        item = self.add(closed_pdf(), kind=words.ITEM_DOCUMENT)
        with self.assertRaisesRegex(UserError, "goes with a sharing"):
            item.action_copy_for_outside()
        self.share_evidence()
        with self.assertRaisesRegex(UserError, "can't be taken out here"):
            item._copy_for_outside()
        action = item.action_copy_for_outside()
        self.assertEqual(action["res_model"], "hate.evidence.outside")
        dialogue = (
            self.env["hate.evidence.outside"]
            .with_user(self.officer)
            .with_context(**action["context"])
            .create({})
        )
        self.assertIn("password", dialogue.warning)
        with self.assertRaises(UserError):
            dialogue.action_confirm()
        dialogue.reason = "The police need it as it is"
        self.assertEqual(dialogue.action_confirm()["type"], "ir.actions.act_url")
        line = item.custody_ids.filtered(
            lambda line: line.kind == words.CUSTODY_AS_IT_CAME
        )
        self.assertEqual(
            (line.note, line.user_id), ("The police need it as it is", self.officer)
        )
        self.assertEqual(item._copy_for_outside()[1], item._attachment().raw)
        # a yes of one's own, and of now
        with self.assertRaises(UserError):
            item.with_user(self.manager)._copy_for_outside()
        with freeze_time("2099-01-01"), self.assertRaises(UserError):
            item._copy_for_outside()

    def test_each_kind_has_its_warning(self):
        self.share_evidence()
        for data, word in (
            (b"\x1aE\xdf\xa3 a film", "MP4"),
            (b"PK\x03\x04 damaged", "one by one"),
            (b"{\\rtf1 hello}", "print it to a PDF"),
        ):
            with self.subTest(word=word):
                item = self.add(data, kind=words.ITEM_DOCUMENT, original_name="a")
                dialogue = self.env["hate.evidence.outside"].create(
                    {"case_id": self.case.id, "evidence_id": item.id}
                )
                self.assertIn(word, dialogue.warning)
                with self.assertRaises(UserError):
                    item._copy_for_outside()

    def test_a_plain_text_has_nothing_beside(self):
        item = self.add(b"They wrote this", original_name="a.txt")
        self.share_evidence()
        self.assertEqual(item._copy_for_outside()[1], b"They wrote this")
