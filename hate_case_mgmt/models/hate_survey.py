import base64
import hashlib
import re
import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, LockError, UserError
from odoo.fields import Domain
from odoo.orm.models import NO_ACCESS

from ..policy import closing, text_checks
from ..policy import vocabulary as words
from .hate_survey_questions import CHOICES

# A token as it stands in a link: 128 bit and more, easy to type from paper
TOKEN_BYTES = 20
TOKEN = re.compile(r"[a-z2-7]{32}")
MAX_COMMENT = 5000
LOOK = "hate_case_mgmt.mail_activity_type_survey"
CALL = "hate_case_mgmt.mail_activity_type_survey_call"


class HateSurvey(models.Model):
    """The offer of the survey to one person after their case was closed.

    It knows whether an answer came, and not which: the answer has no link to it.
    """

    _name = "hate.survey"
    _description = "Offer of the survey"
    _inherit = ["hate.case.mixin"]
    _order = "id desc"
    _plain_fields = frozenset({"token_hash", "reminder_hash"})

    _method_only_fields = frozenset(
        {
            "case_id",
            "party_id",
            "state",
            "offered_at",
            "reminded_at",
            "expires_at",
            "answered_on",
            "letter_ids",
        }
    )

    party_id = fields.Many2one("hate.party", string="To", required=True, index=True)
    state = fields.Selection(
        words.SURVEY_STATES, required=True, default=words.SURVEY_WAITING
    )
    offered_at = fields.Datetime(string="Offered")
    reminded_at = fields.Datetime(string="Reminded")
    expires_at = fields.Datetime(string="Link works until")
    answered_on = fields.Date(string="Answered")
    letter_ids = fields.Many2many(
        "hate.letter",
        "hate_survey_letter_rel",
        "survey_id",
        "letter_id",
        string="Letters with the link",
    )
    # of the first link and of the one in the reminder; the links are kept nowhere
    token_hash = fields.Char(index="btree_not_null", groups=NO_ACCESS)
    reminder_hash = fields.Char(index="btree_not_null", groups=NO_ACCESS)

    # ------------------------------------------------------------------
    # The link
    # ------------------------------------------------------------------

    def _new_link(self):
        """Make a link for this offer; an earlier one goes on working.

        :return: the address, which is kept nowhere but in the letter
        """
        self.ensure_one()
        # sudo: offers are written by the addon alone
        survey = self.sudo()
        survey.expires_at = fields.Datetime.now() + timedelta(days=closing.SURVEY_DAYS)
        return survey._make_link("reminder_hash" if survey.token_hash else "token_hash")

    def _renew_link(self, letter):
        """Make the link of a letter on paper anew: nobody has seen its first one.

        :param letter: ``hate.letter`` that is about to be printed
        :return: the address, which is kept nowhere but on the paper
        """
        self.ensure_one()
        is_first = letter == self.letter_ids.sorted("id")[:1]
        return self._make_link("token_hash" if is_first else "reminder_hash")

    def _make_link(self, name):
        """:param name: of the field that keeps the hash
        :return: the address
        """
        token = base64.b32encode(secrets.token_bytes(TOKEN_BYTES)).decode().lower()
        # sudo: offers are written by the addon alone
        survey = self.sudo()
        survey[name] = self._hash_of(token)
        return f"{survey.get_base_url()}/feedback/{token}"

    @api.model
    def _hash_of(self, token):
        return hashlib.sha256(token.encode()).hexdigest()

    @api.model
    def _find(self, token):
        """:param token: as it was typed or clicked
        :return: the offer it belongs to, as superuser, or none
        """
        # sudo: whoever holds the link has no login; nothing of the offer is shown
        offers = self.sudo()
        token = token.strip().lower()
        if not TOKEN.fullmatch(token):
            return offers.browse()
        return offers.search(
            Domain("token_hash", "=", self._hash_of(token))
            | Domain("reminder_hash", "=", self._hash_of(token)),
            limit=1,
        )

    def _is_usable(self):
        """:return: whether the link can still be used"""
        self.ensure_one()
        return (
            self.state in words.SURVEY_PENDING
            and bool(self.expires_at)
            and self.expires_at > fields.Datetime.now()
        )

    # ------------------------------------------------------------------
    # Offering
    # ------------------------------------------------------------------

    def _send(self, method_code):
        """Offer the survey by a letter of its own, or remind the person of it once.

        :param method_code: one of ``policy.vocabulary.CONTACT_METHODS``
        :return: the ``hate.letter``
        :raise UserError: not safe, answered or declined, or reminded before
        """
        self.ensure_one()
        if self.state not in words.SURVEY_PENDING:
            raise UserError(self.env._("This survey is not open any more."))
        if self.reminded_at:
            raise UserError(
                self.env._("The person was reminded once already. Do not ask again.")
            )
        letter = self.env["hate.letter"]._send_to(
            self.party_id,
            self.env.ref("hate_case_mgmt.letter_template_survey"),
            method_code,
            values={"survey_link": self._new_link()},
        )
        self._offered_with(letter)
        return letter

    def _offered_with(self, letter):
        """Remember which letter holds the link.

        A letter that has left us already counts at once; an e-mail when it has gone.
        """
        # sudo: offers are written by the addon alone; sending was checked
        self.sudo().letter_ids |= letter
        if letter.channel != words.LETTER_EMAIL:
            self._letter_went()

    def _letter_went(self):
        """The letter with the link has gone: the survey is offered, or reminded of."""
        now = fields.Datetime.now()
        # sudo: as in _offered_with
        offers = self.sudo()
        for survey in offers.filtered(
            lambda offer: offer.state in words.SURVEY_PENDING
        ):
            if survey.state == words.SURVEY_WAITING:
                survey.write({"state": words.SURVEY_OFFERED, "offered_at": now})
                event = words.EVENT_SURVEY_SENT
            else:
                survey.reminded_at = now
                event = words.EVENT_SURVEY_REMINDED
            survey.case_id._record_event(event, now, survey)
            survey.case_id._refresh_survey_state()

    def _decline(self):
        """The person wants no survey: nothing is asked again."""
        self._end(words.SURVEY_DECLINED)

    def _withdraw(self):
        """The case goes on: its survey will be asked when it is closed again."""
        self._end(words.SURVEY_WITHDRAWN)

    def _end(self, state):
        # sudo: offers are written by the addon alone; callers have checked
        pending = self.sudo().filtered(
            lambda offer: offer.state in words.SURVEY_PENDING
        )
        pending.state = state
        for case in pending.case_id:
            case._end_promises(words.EVENTS_OF_SURVEY)
            case._refresh_survey_state()

    # ------------------------------------------------------------------
    # Answering
    # ------------------------------------------------------------------

    def _take_answer(self, values, way, contact_wanted=False):
        """Keep an answer, once.

        :param values: dict of the questions that were answered
        :param way: one of ``policy.vocabulary.SURVEY_WAYS``
        :param contact_wanted: the person asks a manager to ring them about it
        :raise UserError: answered, declined or too late; or nothing was answered
        """
        self.ensure_one()
        # sudo: the answer is nobody's record, and the offer nobody's to write
        offer = self.sudo()
        try:
            offer.lock_for_update()
        except LockError as error:
            raise ConcurrencyError("The survey is being answered") from error
        given = self._clean_answer(values)
        if not given:
            raise UserError(self.env._("Please answer at least one question."))
        if way == words.SURVEY_ONLINE and not offer._is_usable():
            raise UserError(self.env._("This survey is not open any more."))
        if offer.state not in words.SURVEY_PENDING:
            raise UserError(self.env._("This survey is not open any more."))
        case = offer.case_id
        today = case._local_today()
        answer = offer.env["hate.survey.answer"].create(
            {
                **given,
                "company_id": case.company_id.id,
                "area_id": case.area_id.id,
                "month": today.replace(day=1),
                "way": way,
            }
        )
        offer.write(
            {
                "state": words.SURVEY_ANSWERED,
                "answered_on": today,
            }
        )
        now = fields.Datetime.now()
        for event in words.EVENTS_OF_SURVEY:
            case._record_event(event, now, offer)
        case._refresh_survey_state()
        if answer.is_bad or contact_wanted:
            case._show_manager(CALL if contact_wanted else LOOK)

    @api.model
    def _clean_answer(self, values):
        """:return: what was answered, without what can't be an answer
        :raise UserError: the comment is too long
        """
        questions = self.env["hate.survey.answer"]._fields
        given = {
            name: values[name]
            for name in CHOICES
            if values.get(name) in dict(questions[name].selection)
        }
        comment = text_checks.clean_text(values.get("comment") or "").strip()
        if len(comment) > MAX_COMMENT:
            raise UserError(
                self.env._(
                    "Please shorten your words: %(most)s characters are possible.",
                    most=f"{MAX_COMMENT:,}",
                )
            )
        if comment:
            given["comment"] = comment
        return given
