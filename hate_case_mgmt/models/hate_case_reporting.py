from psycopg2.errors import UniqueViolation

from odoo import Command, api, fields, models
from odoo.exceptions import ConcurrencyError, UserError, ValidationError
from odoo.tools.misc import format_datetime

from ..policy import text_checks
from ..policy import vocabulary as words

# Two workers may draw the first number of a year, or send one form, at one moment: the
# later one begins again and then finds what the earlier one made.
BEGIN_AGAIN = (
    "hate_report_submission_uniq",
    "ir_sequence_date_range_unique_range_per_sequence",
)


class HateCase(models.Model):
    """The one door through which every report enters, whatever its channel."""

    _inherit = "hate.case"

    # ------------------------------------------------------------------
    # In
    # ------------------------------------------------------------------

    @api.model
    def _open_from_report(self, values, members=None):
        """Open a case for a report about something new.

        Whoever calls this has checked that the user may log or pass on reports. Either
        everything is made or nothing is.

        :param values: dict of

            - ``report``: values of ``hate.report``; ``reported_at`` is naive UTC, now
              if not given. With a ``submission_token`` the same form sent twice opens
              one case;
            - ``incidents``: list of values of ``hate.incident``, at least one;
            - ``parties``: list of values of ``hate.party``. The one who reports has
              the key ``reports`` besides;
            - ``case``: more values of ``hate.case``, such as ``danger_now``, or none.

        :param members: ``res.users`` who may see the case from now on, usually whoever
            logs it
        :return: the case, in the user's own rights
        :raise ValidationError: a sentence saying what to correct
        :raise ConcurrencyError: another transaction was quicker; Odoo repeats the
            request by itself
        """
        known = self._case_of_submission(values["report"].get("submission_token"))
        if known:
            return known
        # sudo: nobody has a right to create cases or reports; who may report was
        # checked by the caller, and nothing is handed back but the reference
        opened = self.sudo()._all_or_nothing(
            lambda cases: cases._open(values, members), values
        )
        return opened.sudo(self.env.su)

    def _add_report(self, values):
        """Add a further report to a case that is still somebody's work.

        A report about the same matter while the case is open opens no second one, and
        counts as none (domain 2.1).

        :param values: as for :meth:`_open_from_report`; people who are in the case
            already are not entered twice
        :return: this case
        :raise UserError: the case is closed
        :raise AccessError: the user may not work on the case
        """
        self.ensure_one()
        self.check_access("write")
        known = self._case_of_submission(values["report"].get("submission_token"))
        if known:
            return known
        if not self.is_open:
            raise UserError(
                self.env._(
                    "This case is closed. Log the report as a new case, or reopen the "
                    "case first."
                )
            )
        # sudo: nobody has a right to create reports; that the user works on this case
        # was checked above
        self.sudo()._all_or_nothing(lambda case: case._join(values), values)
        return self

    @api.model
    def _case_of_submission(self, token):
        """:return: the case that the current user's form with this token led to"""
        if not token:
            return self.browse()
        # sudo: who sent a form may learn its case's reference again, and no more; the
        # token can't be guessed and works for its sender only
        report = (
            self.env["hate.report"]
            .sudo()
            .search(
                [
                    ("submission_token", "=", token),
                    ("received_by_id", "=", self.env.uid),
                ]
            )
        )
        return report.case_id.sudo(self.env.su)

    def _all_or_nothing(self, make, values):
        """Run ``make(self)`` on checked values so that a failure leaves nothing."""
        self._clean_report(values)
        try:
            with self.env.cr.savepoint():
                return make(self)
        except UniqueViolation as clash:
            if clash.diag.constraint_name in BEGIN_AGAIN:
                raise ConcurrencyError("The same report or number twice") from clash
            raise

    def _open(self, values, members):
        """:return: the new case, with all that was told"""
        report = values["report"]
        homes = [party.get("property_id") for party in values["parties"]]
        case = self.create(
            {
                "reported_at": report["reported_at"],
                "channel": report["channel"],
                "property_id": next(filter(None, homes), False),
                "member_ids": [Command.set(members.ids if members else [])],
                **values.get("case", {}),
            }
        )
        case.area_id = case.area_id or case.property_id.area_id
        told = case._take_in(values, values["parties"])
        case._record_event(words.EVENT_REPORT_RECEIVED, told.reported_at, told)
        case._log_neutral(self.env._("A report was received"))
        return case

    def _take_in(self, values, parties):
        """Make the people, the report and its incidents.

        :return: the ``hate.report``
        """
        reporter = self.env["hate.party"]
        for party in parties:
            plain = {key: value for key, value in party.items() if key != "reports"}
            made = reporter.create({"case_id": self.id, **plain})
            if party.get("reports"):
                reporter = made
        report = dict(values["report"])
        token = report.pop("submission_token", None)
        told = self.env["hate.report"].create(
            {
                "case_id": self.id,
                "reporter_party_id": reporter.id,
                "privacy_notice": self.company_id.hate_privacy_notice,
                **report,
            }
        )
        told._claim(token)
        self._came_in(words.ARRIVAL_REPORT, told)
        self.env["hate.incident"].create(
            [{"case_id": self.id, **incident} for incident in values["incidents"]]
        )
        return told

    # ------------------------------------------------------------------
    # Checks
    # ------------------------------------------------------------------

    @api.model
    def _clean_report(self, values):
        """Tidy all that was typed, in place, and check when it was reported.

        :raise ValidationError: a sentence saying what to correct
        """
        report = values["report"]
        now = fields.Datetime.now()
        report["reported_at"] = (
            fields.Datetime.to_datetime(report.get("reported_at")) or now
        )
        self._refuse(
            text_checks.check_moment(
                report["reported_at"], now, self.env._("when it reached us")
            )
        )
        report.update(self._clean_typed("hate.report", report))
        for model, rows in (
            ("hate.incident", values["incidents"]),
            ("hate.party", values["parties"]),
        ):
            for row in rows:
                row.update(self._clean_typed(model, row))

    @api.model
    def _clean_typed(self, model, values):
        """:return: the texts among the values, without what a database or a screen
            can't take
        :raise ValidationError: a text that is too long
        """
        clean = {}
        for name, value in values.items():
            field = self.env[model]._fields.get(name)
            if not isinstance(value, str) or not field:
                continue
            if field.type == "text":
                clean[name] = text_checks.clean_text(value)
            elif field.type == "char":
                clean[name] = text_checks.clean_line(value)
            label = field.get_description(self.env, ["string"])["string"]
            self._refuse(text_checks.check_length(value, label))
        return clean

    @api.model
    def _refuse(self, sentence):
        """:raise ValidationError: in the user's language, if there is a sentence"""
        if sentence:
            raise ValidationError(self.env._(sentence.template, **sentence.values))

    # ------------------------------------------------------------------
    # What the person is told
    # ------------------------------------------------------------------

    def _tell_logged(self):
        """:return: what whoever logged the report may tell the person at once"""
        self.ensure_one()
        # sudo: the reference and the promise are told to whoever took the report
        case, by = self.sudo(), self._in_touch_by()
        logged = self.env._(
            "The report is logged in %(reference)s.", reference=case.name
        )
        if self._waits_for_them():
            told = self.env._(
                "They will contact us: give them the reference, and make no call and "
                "send no letter."
            )
        elif by:
            told = self.env._(
                "Please tell them: someone will be in touch by %(by)s, in a way they "
                "have called safe.",
                by=by,
            )
        else:
            told = False
        return " ".join(filter(None, (logged, told)))

    def _waits_for_them(self):
        """:return: whether the person affected wants no contact from us"""
        # sudo: as in _tell_logged
        return any(
            party.contact_them_only
            for party in self.sudo().party_ids
            if party.role == words.ROLE_VICTIM
        )

    def _in_touch_by(self):
        """:return: date and hour, in the landlord's time zone and the user's language,
        by which someone will be in touch, or False if no promise says so
        """
        # sudo: the promise is told to whoever took the report, who may not see the
        # case; what leaves is a date and an hour
        case = self.sudo()
        clocks = case.deadline_ids.filtered(
            lambda clock: clock.state in words.DEADLINE_PENDING
            and clock.commitment_id._promise().met_by
            in (words.EVENT_FIRST_RESPONSE, words.EVENT_UPDATE_GIVEN)
        )
        moment = min(clocks.mapped("due_at"), default=False)
        return moment and format_datetime(
            self.env,
            moment,
            tz=case.company_id._hate_time_zone(),
            dt_format=self.env._("HH:mm 'on' EEEE d MMMM"),
        )
