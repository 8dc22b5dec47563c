import base64
from pathlib import PurePath

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policy import disclosure, text_checks
from ..policy import vocabulary as words
from ..policy import vocabulary_gate as gate
from .hate_authority import MAX_FILE_BYTES


class HateConsent(models.Model):
    """What a person said when asked whether one recipient may know one class of data
    for one purpose [000.b8] [002.5.2] [002.5.4b] [003.9.3].

    These are the person's wishes. They are not the legal ground on which the landlord
    holds its own records. A later answer to the same question takes the place of the
    earlier one, which stays on record.
    """

    _name = "hate.consent"
    _description = "Answer about sharing"
    _inherit = ["hate.append.only.mixin", "hate.case.mixin", "hate.recipient.mixin"]
    _order = "asked_at desc, id desc"
    _method_only_fields = frozenset({"user_id", "authority_id", "recipient_key"})
    _personal_fields = {
        "recipient_name": "name",
        "recipient_key": "key",
        "own_words": "words",
        "condition": "words",
        "capacity_note": "words",
        "file": "file",
    }
    _plain_fields = {"file_name"}

    party_id = fields.Many2one(
        "hate.party", string="Who", required=True, index=True, ondelete="cascade"
    )
    purpose = fields.Selection(gate.PURPOSES, required=True)
    data_class = fields.Selection(gate.DATA_CLASSES, string="What", required=True)
    answer = fields.Selection(gate.CONSENT_ANSWERS, required=True)
    condition = fields.Char(string="Only if")
    own_words = fields.Text(string="In their own words")
    asked_at = fields.Datetime(
        string="Asked", required=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users",
        string="Asked by",
        required=True,
        default=lambda self: self.env.user,
    )
    way = fields.Selection(gate.CONSENT_WAYS, string="How", required=True)
    evidence = fields.Selection(
        gate.CONSENT_EVIDENCE, string="Kept as", required=True, default="noted"
    )
    file = fields.Binary(string="Paper or message", attachment=True)
    file_name = fields.Char()
    expires_on = fields.Date(string="Good until")
    given_by_id = fields.Many2one(
        "hate.party",
        string="Answered by",
        required=True,
        index=True,
        ondelete="cascade",
    )
    authority_id = fields.Many2one(
        "hate.authority",
        string="Their authority",
        compute="_compute_authority_id",
        store=True,
        precompute=True,
        index="btree_not_null",
        help="What lets somebody else answer for the person.",
    )
    capacity_note = fields.Char(
        string="Why a child can decide this",
        help="A child's own yes counts when they understand what they agree to.",
    )
    interpreting = fields.Selection(
        gate.INTERPRETING, string="Interpreter", required=True
    )
    standing = fields.Selection(
        gate.CONSENT_STANDINGS,
        string="Stands as",
        compute="_compute_standing",
        help="The answer as it counts today: a consent runs out by itself.",
    )

    can_withdraw = fields.Boolean(compute="_compute_can_withdraw")

    _case_idx = models.Index("(case_id, asked_at DESC, id DESC)")

    @api.depends("answer", "expires_on")
    def _compute_standing(self):
        today = {case: case._local_today() for case in self.case_id}
        for row in self:
            row.standing = disclosure.standing(
                row.answer, row.expires_on, today.get(row.case_id)
            )

    @api.depends("given_by_id", "party_id", "asked_at")
    def _compute_authority_id(self):
        """The paper that was good on that day; found once, as the answer is kept."""
        for row in self:
            others = row.given_by_id != row.party_id
            row.authority_id = others and row._authorities()[:1]

    def _authorities(self):
        """:return: ``hate.authority`` by which who answered spoke for the person"""
        asked_on = self._asked_on()
        return self.env["hate.authority"].search(
            [
                ("representative_id", "=", self.given_by_id.id),
                ("given_by_id", "=", self.party_id.id),
                ("given_on", "<=", asked_on),
                ("expires_on", ">=", asked_on),
            ]
        )

    # ------------------------------------------------------------------
    # What can't be an answer
    # ------------------------------------------------------------------

    @api.constrains("party_id", "given_by_id", "case_id")
    def _check_one_case(self):
        for row in self:
            if (row.party_id | row.given_by_id).case_id != row.case_id:
                raise ValidationError(
                    self.env._("An answer and its people belong to one case.")
                )

    @api.constrains("party_id", "given_by_id", "authority_id", "answer")
    def _check_giver(self):
        for row in self.filtered(lambda row: row.given_by_id != row.party_id):
            if row.given_by_id.role == words.ROLE_ALLEGED or not row.authority_id:
                raise ValidationError(
                    self.env._(
                        "Only the person concerned can answer this, or somebody who "
                        "holds their written authority. File the authority first."
                    )
                )

    @api.constrains("answer", "own_words", "condition", "capacity_note")
    def _check_words(self):
        for row in self:
            if row.answer != gate.CONSENT_UNDECIDED and not (
                (row.own_words or "").strip()
            ):
                raise ValidationError(
                    self.env._("Please write down what they said, in their own words.")
                )
            conditional = row.answer == gate.CONSENT_CONDITIONAL
            if conditional and not (row.condition or "").strip():
                raise ValidationError(
                    self.env._("Please write down what their yes hangs on.")
                )
            if row._is_yes_of_a_child() and not (row.capacity_note or "").strip():
                raise ValidationError(
                    self.env._(
                        "This person is under 18. Please say why they can decide this "
                        "themselves, or ask a parent or carer with authority on file."
                    )
                )

    def _is_yes_of_a_child(self):
        self.ensure_one()
        return (
            self.party_id.is_child
            and self.given_by_id == self.party_id
            and self.answer in gate.CONSENT_YES
        )

    @api.constrains("interpreting", "given_by_id")
    def _check_interpreter(self):
        for row in self:
            needed = row.given_by_id.interpreter not in (False, "none")
            if needed and row.interpreting == gate.INTERPRETER_NOT_NEEDED:
                raise ValidationError(
                    self.env._(
                        "This person needs an interpreter. Please say whether one was "
                        "there."
                    )
                )

    @api.constrains("asked_at", "expires_on")
    def _check_dates(self):
        limit = fields.Datetime.add(fields.Datetime.now(), minutes=1)
        for row in self:
            wrong = text_checks.check_moment(
                row.asked_at, limit, self.env._("when they were asked")
            )
            if wrong:
                raise ValidationError(self.env._(wrong.template, **wrong.values))
            if row.expires_on and row.expires_on < row._asked_on():
                raise ValidationError(
                    self.env._("A consent can't end before it was given.")
                )

    def _asked_on(self):
        """:return: the day of asking, where the landlord is"""
        self.ensure_one()
        zone = self.company_id._hate_time_zone()
        return fields.Datetime.context_timestamp(
            self.with_context(tz=zone), self.asked_at
        ).date()

    @api.constrains("evidence", "file")
    def _check_evidence(self):
        for row in self:
            if row.evidence == gate.EVIDENCE_SIGNED and not row.file:
                raise ValidationError(
                    self.env._("Please add the signed paper, as a photo or file.")
                )
            if row._file_bytes() > MAX_FILE_BYTES:
                raise ValidationError(
                    self.env._("The file is larger than 25 MB. Please make it smaller.")
                )

    def _file_bytes(self):
        self.ensure_one()
        return len(base64.b64decode(self.with_context(bin_size=False).file or b""))

    # ------------------------------------------------------------------
    # Asking
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create([self._prepared(vals) for vals in vals_list])
        rows._check_can_be_withdrawn()
        for case, answers in rows.grouped("case_id").items():
            # a sharing that is about to leave at this moment notices
            case._take_turn()
            case._log_neutral(self.env._("Wishes about sharing recorded"))
            answers.filtered(
                lambda row: row.answer in gate.CONSENT_NO
            )._stop_what_rests_on_it()
        return rows

    @api.model
    def _prepared(self, vals):
        """Clean the words; who is asked answers, if nobody else is named."""
        vals = {
            **vals,
            "own_words": text_checks.clean_text(vals.get("own_words") or ""),
            # typed before they answered otherwise
            "condition": text_checks.clean_line(vals.get("condition") or "")
            if vals.get("answer") == gate.CONSENT_CONDITIONAL
            else False,
            "given_by_id": vals.get("given_by_id") or vals.get("party_id"),
        }
        if vals.get("file"):
            # people put names into the names of files
            kind = PurePath(vals.get("file_name") or "").suffix.lower()
            vals["file_name"] = text_checks.neutral_file_name(f"consent{kind}")
        for name in ("agency", "panel"):
            if vals.get(f"{name}_id"):
                partner = self.env[f"hate.{name}"].browse(vals[f"{name}_id"])
                vals["recipient_name"] = partner.name
        return vals

    def _check_can_be_withdrawn(self):
        """:raise ValidationError: nothing was agreed that could be taken back"""
        for row in self.filtered(lambda row: row.answer == gate.CONSENT_WITHDRAWN):
            before = row._earlier()[:1]
            if before.answer not in gate.CONSENT_YES:
                raise ValidationError(
                    self.env._(
                        "There is no consent to take back. Record it as a no instead."
                    )
                )

    def _earlier(self):
        """:return: earlier answers to the very same question, the latest first"""
        self.ensure_one()
        return self.search([*self._same_question(), ("id", "!=", self.id)])

    def _same_question(self):
        self.ensure_one()
        return [
            ("case_id", "=", self.case_id.id),
            ("party_id", "=", self.party_id.id),
            ("recipient_key", "=", self.recipient_key),
            ("purpose", "=", self.purpose),
            ("data_class", "=", self.data_class),
        ]

    # ------------------------------------------------------------------
    # What a no changes
    # ------------------------------------------------------------------

    def _sharings(self):
        """:return: ``hate.disclosure`` of what these answers are about"""
        found = self.env["hate.disclosure"]
        for row in self:
            found |= found.search(
                [
                    ("case_id", "=", row.case_id.id),
                    ("party_ids", "in", row.party_id.ids),
                    ("recipient_key", "=", row.recipient_key),
                    ("purpose", "=", row.purpose),
                    (f"share_{row.data_class}", "=", True),
                ]
            )
        return found

    def _stop_what_rests_on_it(self):
        """Stop what has not left, and have those told who have it already."""
        sharings = self._sharings()
        sharings.filtered(
            lambda sharing: sharing.state in gate.DISCLOSURE_OPEN
        )._wishes_changed()
        gone = sharings.filtered(
            lambda sharing: sharing.state == gate.DISCLOSURE_SENT
            and sharing.ground == gate.GROUND_CONSENT
        )
        gone._to_be_recalled()

    # ------------------------------------------------------------------
    # Who may be told what
    # ------------------------------------------------------------------

    @api.model
    def _latest(self, cases):
        """:param cases: ``hate.case``
        :return: {(party's id, recipient's key, purpose, class): the latest answer}, in
            one query for all of them
        """
        rows = self.search([("case_id", "in", cases.ids)])
        return {
            (row.party_id.id, row.recipient_key, row.purpose, row.data_class): row
            for row in reversed(rows)
        }

    @api.depends("standing")
    def _compute_can_withdraw(self):
        """Only what still stands can be taken back, and only the latest answer."""
        latest = set(self._latest(self.case_id).values())
        for row in self:
            row.can_withdraw = row in latest and row.standing in gate.CONSENT_YES

    def action_withdraw(self):
        """:return: action that opens the dialogue in which it is taken back"""
        self.ensure_one()
        return self.case_id._open_dialogue(
            "hate.consent.withdraw",
            self.env._("Take consent back"),
            consent_id=self.id,
        )
