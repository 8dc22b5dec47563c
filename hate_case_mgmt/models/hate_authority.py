import base64

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policy import text_checks
from ..policy import vocabulary as words

MAX_FILE_BYTES = 25 * 1024 * 1024


class HateAuthority(models.Model):
    """Written authority of a person for someone to speak for them [003.6.2]."""

    _name = "hate.authority"
    _description = "Written authority"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin"]
    _order = "given_on desc, id desc"
    _personal_fields = {
        "scope": "words",
        "file": "file",
        "file_name": "words",
    }

    representative_id = fields.Many2one(
        "hate.party",
        required=True,
        index=True,
        help="Who may speak for the person.",
    )
    given_by_id = fields.Many2one(
        "hate.party", string="Given by", required=True, index=True
    )
    scope = fields.Char(
        required=True, help="What may be discussed, in the words of the person."
    )
    given_on = fields.Date(
        string="Given on",
        required=True,
        default=lambda self: fields.Date.context_today(self),
    )
    expires_on = fields.Date(string="Good until", required=True)
    file = fields.Binary(string="Signed paper", attachment=True, required=True)
    file_name = fields.Char()
    # as shown beside a name that the reference alone can't tell
    representative_name = fields.Char(
        related="representative_id.name", string="Who may speak", related_sudo=False
    )
    given_by_name = fields.Char(
        related="given_by_id.name", string="For whom", related_sudo=False
    )

    _forward = models.Constraint(
        "CHECK(expires_on >= given_on)",
        "An authority can't end before it was given.",
    )

    @api.constrains("case_id", "representative_id", "given_by_id")
    def _check_one_case(self):
        for paper in self:
            people = paper.representative_id | paper.given_by_id
            if people.case_id != paper.case_id:
                raise ValidationError(
                    self.env._("An authority and its people belong to one case.")
                )
            if len(people) < 2:
                raise ValidationError(
                    self.env._("Nobody needs authority to speak for themselves.")
                )

    @api.constrains("given_on", "expires_on")
    def _check_dates(self):
        today = fields.Date.context_today(self)
        for paper in self:
            if paper.given_on > today:
                raise ValidationError(
                    self.env._(
                        "An authority can't be given in the future. Please check the "
                        "date."
                    )
                )

    @api.constrains("file")
    def _check_file(self):
        for paper in self:
            size = len(base64.b64decode(paper.with_context(bin_size=False).file or b""))
            if not size:
                raise ValidationError(
                    self.env._("The file is empty. Please choose it again.")
                )
            if size > MAX_FILE_BYTES:
                raise ValidationError(
                    self.env._("The file is larger than 25 MB. Please make it smaller.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        papers = super().create(
            [
                {
                    **vals,
                    "file_name": text_checks.neutral_file_name(
                        vals.get("file_name") or "", fallback="authority"
                    ),
                    "scope": text_checks.clean_line(vals.get("scope") or ""),
                }
                for vals in vals_list
            ]
        )
        for paper in papers:
            paper.case_id._record_event(
                words.EVENT_AUTHORITY_RECEIVED, fields.Datetime.now(), paper
            )
            paper.case_id._log_neutral(self.env._("Written authority filed"))
        return papers

    def _evidence_kinds(self):
        return frozenset({words.EVIDENCE_DOCUMENT})

    def _promise_subject(self):
        """Each representative's authority is asked for and filed by itself."""
        return self.representative_id

    @api.model
    def _is_valid_for(self, representative, on_day):
        """:return: whether a party holds an authority that is good on that day"""
        return bool(
            self.search_count(
                [
                    ("representative_id", "=", representative.id),
                    ("given_on", "<=", on_day),
                    ("expires_on", ">=", on_day),
                ],
                limit=1,
            )
        )
