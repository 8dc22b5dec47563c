from collections import namedtuple

import pytz
from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import letter_text, text_checks
from ..policy import vocabulary as words
from ..reports import letter_engine

# What a letter will say, and in which language. The line is for someone who can't read
# the rest; the note tells the sender why the language is what it is.
Wording = namedtuple("Wording", "subject body greetings language line note")
USUAL_LOCALE = "en_GB"
NO_BREAK_SPACE = "\u00a0"
DAY = "EEEE d MMMM"
# A promise in calendar days is good until the day is over
END_OF_DAY = "23:59"


class HateLetter(models.Model):
    """Choosing the words of a letter and filling them in."""

    _inherit = "hate.letter"

    # ------------------------------------------------------------------
    # In which language [000.b3]
    # ------------------------------------------------------------------

    @api.model
    def _wording(self, party, template, channel):
        """Choose the words: in the person's language where an approved text exists.

        :param party: ``hate.party``, one
        :param template: ``hate.letter.template``, one
        :param channel: one of ``policy.vocabulary.LETTER_CHANNELS``, or nothing yet
        :return: :class:`Wording`
        """
        wanted = party.language_id
        english = self._english(template)
        if not wanted or wanted.code == "en":
            return english
        if wanted.is_signed:
            return english._replace(
                line=wanted.interpreter_line,
                note=self.env._("In English. A line offers an interpreter."),
            )
        text = template.text_ids.filtered(lambda text: text.language_id == wanted)
        if text.state == words.TEXT_APPROVED and self._can_show(channel, text.body):
            return Wording(
                text.subject,
                text.body,
                (text.greeting, text.greeting_unnamed),
                wanted,
                False,
                self.env._("In %(language)s.", language=wanted.name),
            )
        line = wanted.interpreter_line
        if not self._can_show(channel, line or text.body or ""):
            return english._replace(
                note=self.env._(
                    "In English: this server has no letters to print %(language)s "
                    "with. Please offer an interpreter, or ask your administrator to "
                    "install fonts for it.",
                    language=wanted.name,
                )
            )
        return english._replace(line=line, note=self._note(wanted, text, line))

    @api.model
    def _english(self, template):
        """:return: :class:`Wording` of the template itself"""
        language = self.env["hate.language"].search([("code", "=", "en")], limit=1)
        return Wording(template.subject, template.body, None, language, False, False)

    @api.model
    def _note(self, language, text, line):
        """:return: what the sender is told about a letter that goes in English"""
        why = {
            words.TEXT_DRAFT: self.env._(
                "In English: the text in %(language)s is not approved yet.",
                language=language.name,
            ),
            words.TEXT_OUTDATED: self.env._(
                "In English: the text in %(language)s is older than the English one.",
                language=language.name,
            ),
        }.get(
            text.state,
            self.env._(
                "In English: there is no text in %(language)s.", language=language.name
            ),
        )
        offer = (
            self.env._("A line in their language offers an interpreter.")
            if line
            else self.env._("Please offer an interpreter yourself.")
        )
        return f"{why} {offer}"

    @api.model
    def _can_show(self, channel, text):
        """:return: whether those who get it see letters and not empty boxes: a screen
        has its own fonts, paper needs ours
        """
        return channel not in words.LETTERS_ON_PAPER or letter_engine.can_draw(text)

    # ------------------------------------------------------------------
    # Filling in
    # ------------------------------------------------------------------

    @api.model
    def _compose(self, party, template, wording, values=None):
        """Write the letter without sending it.

        :param wording: :class:`Wording`
        :param values: as for :meth:`_send_to`
        :return: its subject, and its words as a list of ``policy.letter_text.Block``
        :raise UserError: something is missing
        """
        facts = self._facts(party, template, wording)
        known = {
            **self._numbers_together(facts, wording.language.right_to_left),
            **self._given_texts(template, values or {}),
        }
        blocks = letter_text.compose(wording.body, known, words.LETTER_OPTIONAL_TEXTS)
        if wording.line:
            spoken = party.language_id
            line = letter_text.fill(
                wording.line, self._numbers_together(known, spoken.right_to_left)
            )
            blocks.insert(
                0,
                letter_text.Block(
                    letter_text.PARAGRAPH,
                    (line,),
                    language=not spoken.is_signed and spoken.code,
                    right_to_left=spoken.right_to_left,
                ),
            )
        return letter_text.fill(wording.subject, known), blocks

    @api.model
    def _numbers_together(self, facts, right_to_left):
        """:return: the facts with a phone number that can't be read backwards

        Between words from right to left, the parts of a number change places at each
        ordinary space.
        """
        if not right_to_left:
            return facts
        return {**facts, "phone": (facts["phone"] or "").replace(" ", NO_BREAK_SPACE)}

    @api.model
    def _given_texts(self, template, values):
        """:return: what was typed for this letter, cleaned
        :raise ValueError: for a text that no letter knows
        :raise UserError: one that the kind must hold is missing, or too long
        """
        unknown = values.keys() - words.LETTER_TEXTS
        if unknown:
            raise ValueError(f"No letter knows: {', '.join(sorted(unknown))}")
        texts = {
            name: text_checks.clean_text(text or "").strip()
            for name, text in values.items()
        }
        for text in texts.values():
            too_long = text_checks.check_length(text, self.env._("the letter"))
            if too_long:
                raise UserError(self.env._(too_long.template, **too_long.values))
        for name in words.LETTER_TEXTS_OF_KIND.get(template.kind, ()):
            if not texts.get(name):
                raise UserError(self._missing_text(name))
        return texts

    @api.model
    def _missing_text(self, name):
        """:return: a sentence that asks for a text of the letter"""
        return {
            "news": self.env._("Write down first what there is to tell."),
            "plan": self.env._(
                "There is no plan to put into this letter yet. Agree the plan first."
            ),
            "reasons": self.env._("Write down first why the case is closed."),
            "actions": self.env._("Write down first what has been done."),
        }[name]

    @api.model
    def _facts(self, party, template, wording):
        """:return: dict of what a letter fills in by itself
        :raise UserError: when the letter would name nobody or no number
        """
        case = party.case_id
        values = {
            "greeting": self._greet(party, wording),
            "officer": case.officer_id.name,
            "phone": self._number_to_call(case),
            "reference": case.name,
            "company": case.company_id.name,
            "contact_by": self._contact_by(case, wording.language.code),
            "rhythm": self._rhythm(case),
            "days": str(case.update_interval_days),
        }
        used = letter_text.placeholders(
            f"{wording.subject} {wording.body} {wording.line or ''}"
        )
        if "officer" in used and not values["officer"]:
            raise UserError(
                self.env._("Allocate the case first: this letter names the officer.")
            )
        if "phone" in used and not values["phone"]:
            raise UserError(
                self.env._(
                    "This letter gives a number to call, and none is set. Ask your "
                    "administrator to set the phone of the customer hub."
                )
            )
        return values

    @api.model
    def _greet(self, party, wording):
        """:return: the first line, in the language of the letter"""
        if not wording.greetings:
            # English, whatever the language of the sender's screen
            return party.with_context(lang=None)._greeting()
        named, unnamed = wording.greetings
        if party.name and party.identity == "named":
            return letter_text.fill(named, {"name": party.name})
        return unnamed

    @api.model
    def _number_to_call(self, case):
        """:return: the officer's number, or else the hub's or the landlord's"""
        return (
            case.officer_id.phone
            or case.company_id.hate_hub_phone
            or case.company_id.phone
        )

    @api.model
    def _rhythm(self, case):
        """:return: how often the person hears from us, in English words"""
        days = case.update_interval_days
        if days == 1:
            return "every day"
        if days % 7 or not days:
            return f"every {days} days"
        return "every week" if days == 7 else f"every {days // 7} weeks"

    @api.model
    def _contact_by(self, case, language_code=None):
        """:return: when the person hears from us at the latest, in words

        The day agreed with them, or a promise that ends before it; else the agreed
        rhythm.
        """
        pending = case.deadline_ids.filtered(
            lambda clock: clock.state == words.DEADLINE_RUNNING
            and clock.commitment_id.met_by_event
            in (words.EVENT_FIRST_RESPONSE, words.EVENT_UPDATE_GIVEN)
        )
        moment = min(pending.mapped("due_at"), default=False)
        company = case.company_id
        agreed = case.next_contact_on
        ends = moment and case._local_date(moment)
        if agreed and case._local_today() <= agreed <= (ends or agreed):
            return format_date(agreed, DAY, self._locale(language_code))
        if not moment:
            moment = fields.Datetime.add(
                fields.Datetime.now(), days=case.update_interval_days
            )
            return self._in_words(company, moment, DAY, language_code)
        if self._in_words(company, moment, "HH:mm") == END_OF_DAY:
            return self._in_words(company, moment, DAY, language_code)
        return self._in_words(company, moment, f"{DAY}, HH:mm", language_code)

    @api.model
    def _in_words(self, company, moment, pattern, language_code=None):
        """:param moment: naive UTC
        :param pattern: of Unicode's CLDR
        :return: the moment as the landlord's clock shows it, in the letter's language
            where the words of its calendar are known, else in English
        """
        zone = pytz.timezone(company._hate_time_zone())
        return format_datetime(
            moment, pattern, tzinfo=zone, locale=self._locale(language_code)
        )

    @api.model
    def _locale(self, language_code):
        """:return: the one whose words of the calendar are known, else English"""
        try:
            return Locale.parse(language_code or USUAL_LOCALE)
        except (UnknownLocaleError, ValueError):
            return USUAL_LOCALE
