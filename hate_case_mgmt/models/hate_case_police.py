from odoo import fields, models
from odoo.exceptions import UserError

from ..policy import text_checks
from ..policy import vocabulary_gate as gate
from ..policy import vocabulary_police as police

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
