from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import content_disposition, request

from ..policy import file_checks
from ..policy import vocabulary as words

# the file, and what a browser writes around it
ROOM = file_checks.MAX_FILE_BYTES + file_checks.MEGABYTE


class EvidenceController(http.Controller):
    """Files of evidence on their way in, and photos on their way out."""

    @http.route(
        "/hate_case/evidence/upload",
        type="http",
        auth="user",
        methods=["POST"],
        max_content_length=ROOM,
    )
    def upload(self, dialogue_id, ufile, **_kwargs):
        """Take one file into the user's own dialogue.

        :return: JSON with the file's id, name and type, or a sentence in ``error``
        """
        dialogue = request.env["hate.evidence.add"].browse(int(dialogue_id)).exists()
        try:
            if not dialogue:
                raise UserError(
                    request.env._(
                        "This dialogue was closed. Please open it again and add the "
                        "file."
                    )
                )
            file = dialogue._take_file(
                ufile.filename, ufile.read(file_checks.MAX_FILE_BYTES + 1)
            )
        except AccessError:
            answer = {"error": request.env._("You can't add evidence here.")}
        except UserError as error:
            # which file, and why, stays between them and the page
            request.env["hate.access.log"]._note_records(
                words.ACCESS_REFUSED, dialogue, note="upload"
            )
            answer = {"error": str(error)}
        else:
            answer = {"id": file.id, "name": file.name, "mimetype": file.mimetype}
        return request.make_json_response(answer)

    @http.route("/hate_case/evidence/<int:evidence_id>/copy", type="http", auth="user")
    def copy_for_outside(self, evidence_id, **_kwargs):
        """:return: the photo without its location data, to be saved"""
        item = request.env["hate.evidence"].browse(evidence_id).exists()
        # one answer for what is not there and what one may not see
        if not item or not item.has_access("read"):
            item._looked(words.ACCESS_REFUSED)
            raise request.not_found()
        try:
            name, content, media_type = item._copy_for_outside()
        except UserError as error:
            return request.make_response(
                str(error), [("Content-Type", "text/plain; charset=utf-8")], status=422
            )
        item._looked(words.ACCESS_DOWNLOADED)
        return request.make_response(
            content,
            [
                ("Content-Type", media_type),
                ("Content-Disposition", content_disposition(name)),
                ("Content-Length", len(content)),
                ("X-Content-Type-Options", "nosniff"),
                ("Cache-Control", "no-store"),
            ],
        )
