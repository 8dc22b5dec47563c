from odoo import fields, models
from odoo.exceptions import UserError

from ..policy import text_checks
from ..policy import vocabulary_gate as gate
from ..policy import vocabulary_police as police
from ..policy.redaction import People

# What a packet for the police may hold; the plan is none of their business
POLICE_CLASSES = gate.ALL_CLASSES - {gate.CLASS_PLAN}
GROUND_OF_MODE = {
    police.MODE_CONSENT: gate.GROUND_CONSENT,
    police.MODE_LEGAL_DUTY: gate.GROUND_LEGAL_DUTY,
}


class HateCase(models.Model):
    """The police: whether they are told, how, and by whom."""

    _inherit = "hate.case"

    def _note_police_wish(self, mode, wish, *, parties=None, classes=(), **ground):
        """Keep how a person wants the police to know, and begin what follows from it.

        :param mode: one of ``POLICE_MODES``
        :param wish: dict of ``party_id``, ``own_words``, ``asked_at`` and, if it is
            about one of several, ``incident_id``
        :param parties: ``hate.party`` a packet is about
        :param classes: iterable of ``DATA_CLASSES`` values it holds
        :param ground: as ``_open_disclosure`` takes it: reason, necessity, told …
        :return: ``hate.police.report``
        :raise UserError: something is missing or belongs to another case
        """
        self.ensure_one()
        self.check_access("write")
        wish = self._checked_police_wish(mode, wish)
        reports = self.env["hate.police.report"]
        # sudo: no user writes these rows by hand; the right on the case was checked
        # and all that is linked belongs to it
        report = reports.sudo().create(
            {
                **wish,
                "case_id": self.id,
                "mode": mode,
                "user_id": self.env.uid,
                "state": police.REPORT_NOTED
                if mode == police.MODE_NONE
                else police.REPORT_DRAFT,
            }
        )
        report = report.sudo(self.env.su)
        if mode in GROUND_OF_MODE:
            report._open_packet(
                GROUND_OF_MODE[mode],
                self.env["hate.party"] if parties is None else parties,
                set(classes) & POLICE_CLASSES,
                ground,
            )
        elif mode == police.MODE_INTELLIGENCE:
            report._open_intelligence()
        self._log_neutral(self.env._("A wish was recorded"))
        return report

    def _checked_police_wish(self, mode, wish):
        """:return: values of ``hate.police.report``"""
        people = self.env["hate.party"].browse(wish.get("party_id") or ())
        incidents = self.env["hate.incident"].browse(wish.get("incident_id") or ())
        if (people and people.case_id != self) or (
            incidents and incidents.case_id != self
        ):
            raise UserError(
                self.env._("People and incidents of another case have no place here.")
            )
        own_words = text_checks.clean_text(wish.get("own_words") or "").strip()
        if mode != police.MODE_LEGAL_DUTY and not (people and own_words):
            raise UserError(
                self.env._(
                    "Please say who was asked, and what they said, in their words."
                )
            )
        asked_at = fields.Datetime.to_datetime(wish.get("asked_at"))
        asked_at = asked_at or fields.Datetime.now()
        limit = fields.Datetime.add(fields.Datetime.now(), minutes=1)
        self._refuse(
            text_checks.check_moment(
                asked_at, limit, self.env._("when they were asked")
            )
        )
        return {
            "party_id": people.id,
            "incident_id": incidents.id,
            "own_words": own_words,
            "asked_at": asked_at,
        }

    # ------------------------------------------------------------------
    # Who must not be recognised
    # ------------------------------------------------------------------

    def _people_to_hide(self):
        """Everybody by whom the case could be recognised: its people, its homes, the
        customers' records behind them, and the staff who work on it.

        :return: ``policy.redaction.People``
        """
        self.ensure_one()
        self.check_access("read")
        # sudo: the case may be read by the user, and what is found with these is shown
        # only where it stands in a text of theirs already
        case = self.sudo()
        people, homes = case.party_ids, case._homes_to_hide()
        customers, staff = people.partner_id, case._staff_to_hide()
        return People(
            names=(
                *people.mapped("name"),
                *customers.mapped("name"),
                *staff.mapped("name"),
            ),
            addresses=(
                *people.mapped("address"),
                *(f"{home.name}, {home.zip or ''}" for home in homes),
                *customers.mapped("contact_address_inline"),
            ),
            phones=(
                *people.mapped("phone"),
                *customers.mapped("phone"),
                *staff.mapped("phone"),
            ),
            emails=(
                *people.mapped("email"),
                *customers.mapped("email"),
                *staff.mapped("email"),
                *staff.mapped("login"),
            ),
            references=(
                case.name,
                *homes.mapped("uprn"),
                *case.incident_ids.mapped("crime_reference"),
                *customers.mapped("ref"),
                *people.mapped("code_word"),
            ),
            telling=(
                *people.mapped("organisation"),
                *people.mapped("household"),
                *people.language_id.mapped("name"),
                *case._reports_to_hide().mapped("reporter_organisation"),
            ),
        )

    def _homes_to_hide(self):
        return (
            self.property_id
            | self.party_ids.property_id
            | self.incident_ids.property_id
        )

    def _reports_to_hide(self):
        return self.env["hate.report"].search([("case_id", "=", self.id)])

    def _staff_to_hide(self):
        """:return: ``res.users`` who work on the case, did so or wrote in it"""
        return (
            self.officer_id
            | self.member_ids
            | self.party_ids.user_id
            | self._reports_to_hide().received_by_id
            | self.env["hate.note"].search([("case_id", "=", self.id)]).user_id
            | self.env["hate.contact"].search([("case_id", "=", self.id)]).user_id
        )

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_police(self):
        """:return: action that opens The police: their wish"""
        self._check_may_change()
        return self._open_dialogue(
            "hate.police.wish",
            self.env._("The police: what they want"),
            party_id=self.affected_party_id.id,
        )
