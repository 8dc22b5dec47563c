import base64

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

from ..policy import images
from ..policy import vocabulary as words


class HateOrderPhoto(models.Model):
    """A photo of a repair or of graffiti, before or after the work. It is kept as it
    came, and never changed."""

    _name = "hate.order.photo"
    _description = "Photo of a repair"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin"]
    _order = "id"
    _personal_fields = {
        "file": "file",
        "file_name": "words",
    }

    order_id = fields.Many2one(
        "hate.order", string="Job", required=True, index=True, ondelete="cascade"
    )
    stage = fields.Selection(words.PHOTO_STAGES, string="Taken", required=True)
    received_at = fields.Datetime(
        string="Received", required=True, default=fields.Datetime.now
    )
    from_contractor = fields.Boolean(string="From the contractor")
    evidence_id = fields.Many2one(
        "hate.evidence",
        string="Kept as evidence",
        index="btree_not_null",
        ondelete="restrict",
        help="The same photo with its hash, and who has held it since.",
    )
    file = fields.Binary(string="Photo", attachment=True, required=True)
    file_name = fields.Char(required=True)

    @api.model
    def _keep(self, order, photos, from_contractor=False):
        """Check photos by what is in them, and keep them, as evidence as well.

        :param order: ``hate.order``, as superuser; the caller has checked the right
        :param photos: list of dicts of ``stage`` and ``content`` (bytes)
        :raise UserError: too many, too large, empty, or no photo
        """
        if len(photos) > images.MAX_PHOTOS:
            raise UserError(
                self.env._(
                    "At most %(most)s photos at once, please.", most=images.MAX_PHOTOS
                )
            )
        rows = []
        for number, photo in enumerate(photos, len(order.photo_ids) + 1):
            ending = images.ENDINGS[self._checked_type(photo["content"])]
            file_name = f"{photo['stage']}-{number}.{ending}"
            item = self._keep_as_evidence(order, photo, file_name, from_contractor)
            rows.append(
                {
                    "case_id": order.case_id.id,
                    "order_id": order.id,
                    "stage": photo["stage"],
                    "from_contractor": from_contractor,
                    "file": base64.b64encode(photo["content"]),
                    "file_name": file_name,
                    "evidence_id": item.id,
                }
            )
        return self.create(rows)

    @api.model
    def _keep_as_evidence(self, order, photo, file_name, from_contractor):
        """:return: the ``hate.evidence`` of a photo: sealed by its hash, with the first
        line of who has held it
        """
        stages = dict(self._fields["stage"]._description_selection(self.env))
        values = {
            "case_id": order.case_id.id,
            "kind": words.ITEM_PHOTO,
            "incident_id": order.incident_id.id,
            "title": self.env._(
                "Job %(job)s: %(stage)s",
                job=order.reference,
                stage=stages[photo["stage"]],
            ),
            "source": self.env._("The work on job %(job)s", job=order.reference),
            "file": base64.b64encode(photo["content"]),
            "original_name": file_name,
        }
        if from_contractor:
            values["source"] = self.env._(
                "The contractor, by the link of job %(job)s", job=order.reference
            )
            # nobody of ours received it: the link did
            values["received_by_id"] = SUPERUSER_ID
        return self.env["hate.evidence"].create(values)

    @api.model
    def _checked_type(self, content):
        """:return: the MIME type of a photo we take
        :raise UserError: it is none
        """
        if not content:
            raise UserError(self.env._("A photo is empty. Please choose it again."))
        if len(content) > images.MAX_BYTES:
            raise UserError(
                self.env._("A photo is larger than 10 MB. Please make it smaller.")
            )
        found = images.image_type(content)
        if not found:
            raise UserError(
                self.env._(
                    "One of the files is not a photo. Please send JPEG, PNG, WebP or "
                    "HEIC."
                )
            )
        return found
