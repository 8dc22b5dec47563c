from odoo import Command, models

from ..policy import vocabulary as words

# In which role the reporter stands in the case; an official or colleague is a reporter
PARTY_OF_REPORTER = {
    words.REPORTER_HOUSEHOLD: words.ROLE_HOUSEHOLD,
    words.REPORTER_WITNESS: words.ROLE_WITNESS,
    **dict.fromkeys(words.REPORTERS_NEEDING_AUTHORITY, words.ROLE_REPRESENTATIVE),
}
# No such reporter is entered as a person beside the one affected
NO_OWN_PARTY = (False, words.REPORTER_VICTIM, words.REPORTER_ANONYMOUS)


class HateReportLog(models.TransientModel):
    """What was typed, as the case takes it."""

    _inherit = "hate.report.log"

    def _prepare_report_values(self):
        """:return: what ``hate.case._open_from_report`` takes"""
        self.ensure_one()
        return {
            "report": self._prepare_report(),
            "incidents": [self._prepare_incident()],
            "parties": self._prepare_parties(),
            "case": {"danger_now": self.danger_now},
        }

    def _prepare_report(self):
        return {
            "reported_at": self.reported_at,
            "backdate_reason": self.backdate_reason if self.is_backdated else False,
            "channel": self.channel,
            "reporter_role": self.reporter_role,
            "reporter_organisation": self.reporter_organisation,
            "narrative": self.narrative,
            "authority_note": self._authority_note(),
            "submission_token": self.token,
        }

    def _authority_note(self):
        """:return: what the reporter's position allows, or False"""
        if self.reporter_role == words.REPORTER_ELECTED:
            return self.env._(
                "A councillor or MP: no written authority of the person is needed. "
                "Answered as any enquiry of a member."
            )
        if self.needs_authority:
            return self.env._(
                "Speaks for the person: nothing is discussed until their written "
                "authority is on file."
            )
        return False

    def _prepare_incident(self):
        start, end = self._period()
        return {
            "precision": self.precision if start else words.PRECISION_UNKNOWN,
            "occurred_at": start,
            "occurred_until": end,
            "place": self.place,
            "property_id": self.property_id.id,
            "narrative": self.narrative,
            "form_ids": [Command.set(self.form_ids.ids)],
            "strand_ids": [Command.set(self.strand_ids.ids)],
            "perceived_by": self.perceived_by,
            "graffiti": self.graffiti,
            "repair_needed": self.repair_needed,
            "is_crime": self.is_crime,
            "crime_reference": self.crime_reference,
            "police_decision": self.police_decision,
            "police_decided_on": self.police_decided_on,
        }

    def _period(self):
        """:return: beginning and end of what happened, each False if not known"""
        if self.precision == words.PRECISION_UNKNOWN:
            return False, False
        if self.precision == words.PRECISION_PERIOD:
            return self.occurred_at, self.occurred_until
        return self.occurred_at, False

    def _prepare_parties(self):
        parties = [self._prepare_affected()]
        if self._has_own_reporter():
            parties.append(self._prepare_reporter())
        if self.alleged_identity or self._alleged_name() or self.alleged_staff_kind:
            parties.append(self._prepare_alleged())
        return parties

    def _prepare_affected(self):
        return {
            "role": words.ROLE_VICTIM,
            "reports": self.reporter_role == words.REPORTER_VICTIM,
            "identity": self._identity_of_affected(),
            "name": self.affected_name,
            "is_child": self.affected_is_child,
            "staff_kind": self.affected_staff_kind,
            "property_id": self.property_id.id,
            "address": self._address_with_uprn(),
            "tenure": self.tenure,
            "phone": self.phone,
            "email": self.email,
            "safe_method_ids": [Command.set(self.safe_method_ids.ids)]
            if self.safe_method_ids
            else False,
            "safe_place": self.safe_place,
            "safe_note": self.safe_note,
            "contact_them_only": self.contact_them_only,
            "code_word": self.code_word,
            "if_someone_answers": self.if_someone_answers,
            "language_id": self.language_id.id,
            "interpreter": self.interpreter if self.asks_interpreter else "none",
            "adjustments": self.adjustments,
        }

    def _identity_of_affected(self):
        """:return: how well we know the person affected"""
        if self.affected_name:
            return "named"
        if self.reporter_role in (words.REPORTER_VICTIM, words.REPORTER_ANONYMOUS):
            return "withheld"
        return "unknown"

    def _address_with_uprn(self):
        """:return: the address as typed, and a UPRN that is none of our homes'"""
        number = self.uprn and self.env._("UPRN %(number)s", number=self.uprn.strip())
        return ", ".join(filter(None, (self.address, number))) or False

    def _has_own_reporter(self):
        """:return: whether the reporter is entered beside the person affected"""
        if self.reporter_role in NO_OWN_PARTY:
            return False
        return self.needs_authority or any(
            (
                self.reporter_name,
                self.reporter_organisation,
                self.reporter_phone,
                self.reporter_email,
            )
        )

    def _prepare_reporter(self):
        return {
            "role": PARTY_OF_REPORTER.get(self.reporter_role, words.ROLE_REPORTER),
            "reports": True,
            "identity": "named" if self.reporter_name else "withheld",
            "name": self.reporter_name,
            "organisation": self.reporter_organisation,
            "phone": self.reporter_phone,
            "email": self.reporter_email,
        }

    def _prepare_alleged(self):
        name = self._alleged_name()
        return {
            "role": words.ROLE_ALLEGED,
            "identity": "named" if name else self.alleged_identity or "unknown",
            "name": name,
            "user_id": self.alleged_user_id.id,
            "staff_kind": words.STAFF_EMPLOYEE
            if self.alleged_user_id and not self.alleged_staff_kind
            else self.alleged_staff_kind,
        }

    def _alleged_name(self):
        # sudo: the name of a colleague whom the user has just chosen by it
        return self.alleged_name or self.alleged_user_id.sudo().name
