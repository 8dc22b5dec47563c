from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools.sql import escape_psql

from ..policy import matching, text_checks
from ..policy import vocabulary as words

# Entering a report takes no longer; beyond it somebody says why
ENTERED_AT_ONCE = timedelta(hours=1)
LOGGERS = ("hate_case_mgmt.group_hub", "hate_case_mgmt.group_officer")
STEP_WRITE = "write"
STEP_KNOWN = "known"
# In which role the reporter stands in the case; an official or colleague is a reporter
PARTY_OF_REPORTER = {
    words.REPORTER_HOUSEHOLD: words.ROLE_HOUSEHOLD,
    words.REPORTER_WITNESS: words.ROLE_WITNESS,
    **dict.fromkeys(words.REPORTERS_NEEDING_AUTHORITY, words.ROLE_REPRESENTATIVE),
}
# No such reporter is entered as a person beside the one affected
NO_OWN_PARTY = (False, words.REPORTER_VICTIM, words.REPORTER_ANONYMOUS)


class HateReportLog(models.TransientModel):
    """Log a report while the person talks.

    Only what happened and the channel are compulsory; nobody is asked to prove anything
    and nobody to give a name.
    """

    _name = "hate.report.log"
    _description = "Log a report"
    _inherit = "hate.report.form"

    step = fields.Selection(
        [(STEP_WRITE, "Write"), (STEP_KNOWN, "Known before?")],
        required=True,
        default=STEP_WRITE,
        readonly=True,
    )

    # the first screen
    channel = fields.Selection(
        words.CHANNELS, string="How it reached us", required=True
    )
    precision = fields.Selection(
        words.PRECISIONS,
        string="When",
        default=words.PRECISION_UNKNOWN,
        required=True,
    )
    occurred_at = fields.Datetime(string="On")
    occurred_until = fields.Datetime(string="Until")
    reporter_role = fields.Selection(words.REPORTER_ROLES, string="Who is telling us")
    safe_method_ids = fields.Many2many(
        "hate.contact.method",
        string="Safe ways to reach them",
        help="Ask the person. What they have not called safe is not used.",
    )
    phone = fields.Char(string="Phone number")
    email = fields.Char(string="E-mail address")
    safe_place = fields.Char(string="Safe place to meet")
    language_id = fields.Many2one("hate.language", string="Language they prefer")
    interpreter = fields.Selection(words.INTERPRETERS, default="none")
    asks_interpreter = fields.Boolean(compute="_compute_asks_interpreter")

    privacy_notice = fields.Char(compute="_compute_privacy_notice")

    # people and home
    affected_name = fields.Char(string="Name of the person affected")
    affected_is_child = fields.Boolean(string="Under 18")
    affected_staff_kind = fields.Selection(
        words.STAFF_KINDS, string="They work for us as"
    )
    property_id = fields.Many2one("hate.property", string="Their home")
    uprn = fields.Char(string="UPRN, if known")
    address = fields.Char(string="Other address")
    tenure = fields.Selection(words.TENURES)
    contact_them_only = fields.Boolean(string="Do not contact me, I will contact you")
    safe_note = fields.Char(string="Safe times, in their words")
    code_word = fields.Char(string="Code word")
    if_someone_answers = fields.Char(string="If someone else answers, say")
    adjustments = fields.Text(string="Adjustments they need")
    alleged_identity = fields.Selection(
        words.IDENTITIES, string="Who did it, as they say"
    )
    alleged_name = fields.Char(string="Name, if they know it")
    alleged_user_id = fields.Many2one(
        "res.users",
        string="A colleague of ours",
        domain=[("share", "=", False)],
        help="The case is then restricted from the first minute, and this colleague "
        "never sees it.",
    )
    alleged_staff_kind = fields.Selection(words.STAFF_KINDS, string="Works for us as")
    is_colleagues_name = fields.Boolean(compute="_compute_is_colleagues_name")

    # what it was about
    strand_ids = fields.Many2many("hate.strand", string="Because of")
    perceived_by = fields.Selection(words.PERCEIVED_BY, string="Seen as hate by")
    form_ids = fields.Many2many("hate.incident.form", string="What form it took")
    graffiti = fields.Boolean(string="Offensive graffiti")
    repair_needed = fields.Boolean(string="Something needs repair")
    is_crime = fields.Selection(
        words.YES_NO_UNKNOWN, string="A crime", required=True, default="unknown"
    )
    crime_reference = fields.Char(string="Police reference")
    police_decision = fields.Selection(
        words.POLICE_DECISIONS, string="What the police decided"
    )
    police_decided_on = fields.Date(string="Decided on")

    # who told us, and when
    reporter_name = fields.Char(string="Name of who is telling us")
    reporter_organisation = fields.Char(string="Organisation")
    reporter_phone = fields.Char(string="Their phone number")
    reporter_email = fields.Char(string="Their e-mail address")
    reported_at = fields.Datetime(
        string="Reached us", required=True, default=fields.Datetime.now
    )
    backdate_reason = fields.Char(string="Why it is entered later")
    is_backdated = fields.Boolean(compute="_compute_is_backdated")
    needs_authority = fields.Boolean(compute="_compute_needs_authority")

    # known before?
    look_alike_text = fields.Char(compute="_compute_look_alike_text")
    unseen_count = fields.Integer(readonly=True)
    match_ids = fields.One2many("hate.report.log.match", "log_id", readonly=True)
    reopen_reason = fields.Char(string="Why it is reopened")
    may_reopen_any = fields.Boolean(compute="_compute_may_reopen_any")

    def _compute_privacy_notice(self):
        self.privacy_notice = self.env.company.hate_privacy_notice

    @api.depends("language_id")
    def _compute_asks_interpreter(self):
        english = self.env["ir.model.data"]._xmlid_to_res_id(
            "hate_case_mgmt.language_en"
        )
        for log in self:
            # while it is being typed the record is a new one with an origin
            language = log.language_id._origin.id
            log.asks_interpreter = bool(english and language and language != english)

    @api.depends("reported_at")
    def _compute_is_backdated(self):
        limit = fields.Datetime.now() - ENTERED_AT_ONCE
        for log in self:
            log.is_backdated = bool(log.reported_at and log.reported_at < limit)

    @api.depends("reporter_role")
    def _compute_needs_authority(self):
        for log in self:
            log.needs_authority = log.reporter_role in words.REPORTERS_NEEDING_AUTHORITY

    @api.depends("alleged_name", "alleged_user_id")
    def _compute_is_colleagues_name(self):
        """Whether the alleged person bears a colleague's name and may be them."""
        # sudo: which colleagues there are, for a yes or no
        users = self.env["res.users"].sudo()
        for log in self:
            name = (log.alleged_name or "").strip()
            log.is_colleagues_name = (
                bool(name)
                and not log.alleged_user_id
                and bool(
                    users.search_count(
                        [("name", "=ilike", escape_psql(name)), ("share", "=", False)],
                        limit=1,
                    )
                )
            )

    @api.depends(
        "affected_name",
        "phone",
        "email",
        "reporter_name",
        "reporter_role",
        "reporter_organisation",
        "reporter_phone",
        "reporter_email",
        "property_id",
        "uprn",
        "address",
        "alleged_name",
    )
    def _compute_look_alike_text(self):
        for log in self:
            log.look_alike_text = log._tell_look_alikes(*log._look_alikes())

    @api.depends("match_ids.can_reopen")
    def _compute_may_reopen_any(self):
        for log in self:
            log.may_reopen_any = any(log.match_ids.mapped("can_reopen"))

    @api.onchange("uprn")
    def _onchange_uprn(self):
        """Find the home, or say that it is not on our list."""
        if not self.uprn:
            return None
        home = self._home_of_uprn()
        if home:
            self.property_id = home
            self.uprn = False
            return None
        return {
            "warning": {
                "title": self.env._("Not on our list"),
                "message": self.env._(
                    "None of our homes has this UPRN. Please check it. If it is right, "
                    "leave it and add the address: the report is kept with both."
                ),
            }
        }

    @api.onchange("property_id")
    def _onchange_property_id(self):
        self.tenure = self.property_id.tenure or self.tenure

    @api.onchange("form_ids")
    def _onchange_form_ids(self):
        if any(self.form_ids.mapped("is_graffiti")):
            self.graffiti = True

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_log(self):
        """Log the report, or first show what it may belong to.

        :return: where to go, or None to stay on the form
        """
        self.ensure_one()
        known = self._begin()
        if known:
            return self._done(known)
        self._check_may(LOGGERS)
        self._check_typed()
        seen, unseen = self._look_alikes()
        if not seen and not unseen:
            return self._log_new()
        self.match_ids.unlink()
        self.write(
            {
                "step": STEP_KNOWN,
                "unseen_count": unseen,
                "match_ids": [
                    Command.create({"case_id": case.id, "why": self._why(kinds)})
                    for case, kinds in seen.items()
                ],
            }
        )
        return None

    def action_log_new(self):
        """Log the report as a new case.

        :return: where to go
        """
        self.ensure_one()
        known = self._begin()
        if known:
            return self._done(known)
        self._check_may(LOGGERS)
        self._check_typed()
        return self._log_new()

    def action_back(self):
        """Go back to the form."""
        self.ensure_one()
        self.step = STEP_WRITE

    # ------------------------------------------------------------------
    # Known before?
    # ------------------------------------------------------------------

    def _look_alikes(self):
        """:return: as ``hate.case._recognise``"""
        self.ensure_one()
        return self.env["hate.case"]._recognise(self._match_keys())

    def _match_keys(self):
        """:return: list of ``(kind, key)`` of all that was typed so far"""
        cases = self.env["hate.case"]
        private = not self.reporter_organisation
        named = private and PARTY_OF_REPORTER.get(self.reporter_role) in (
            words.ROLE_HOUSEHOLD,
            words.ROLE_WITNESS,
        )
        keys = [
            *matching.match_keys(
                name=self.affected_name,
                phones=[self.phone, private and self.reporter_phone],
                emails=[self.email, private and self.reporter_email],
                uprn=self.uprn,
            ),
            *(matching.match_keys(name=self.reporter_name) if named else []),
            *matching.match_keys(name=self._alleged_name(), alleged=True),
            *cases._home_keys(self.property_id, self.address),
        ]
        return list(dict.fromkeys(keys))

    def _tell_look_alikes(self, seen, unseen):
        """:return: sentence for the form, or False"""
        if not seen and not unseen:
            return False
        return " ".join(
            filter(
                None,
                (
                    self.env._("We may know this already."),
                    seen
                    and self.env._(
                        "You will be shown %(cases)s before anything is logged.",
                        cases=self._count_cases(len(seen)),
                    ),
                    unseen
                    and self.env._(
                        "Ask a manager about %(cases)s that you may not see.",
                        cases=self._count_cases(unseen),
                    ),
                ),
            )
        )

    def _count_cases(self, count):
        if count == 1:
            return self.env._("1 case")
        return self.env._("%(count)s cases", count=count)

    def _why(self, kinds):
        """:return: what a case has in common with the report, in words"""
        labels = dict(
            self.env["hate.match.key"]._fields["kind"]._description_selection(self.env)
        )
        return ", ".join(labels[kind] for kind in kinds)

    # ------------------------------------------------------------------
    # Checks: a sentence for each
    # ------------------------------------------------------------------

    def _check_typed(self):
        """:raise ValidationError: a sentence saying what to correct"""
        refuse = self.env["hate.case"]._refuse
        now = fields.Datetime.now()
        refuse(
            text_checks.check_moment(
                self.reported_at, now, self.env._("when it reached us")
            )
        )
        if self.is_backdated and not (self.backdate_reason or "").strip():
            raise ValidationError(
                self.env._(
                    "The report is entered more than an hour after it reached us. "
                    "Please say why, under “Who told us, and when”."
                )
            )
        self._check_when(refuse)
        self._check_ways(refuse)

    def _check_when(self, refuse):
        what = self.env._("when it happened")
        start, end = self._period()
        for moment in filter(None, (start, end)):
            refuse(text_checks.check_moment(moment, self.reported_at, what))
        refuse(text_checks.check_period(start, end, what))
        if self.police_decided_on:
            refuse(
                text_checks.check_moment(
                    self.police_decided_on,
                    fields.Datetime.context_timestamp(self, fields.Datetime.now()),
                    self.env._("when the police decided"),
                )
            )

    def _check_ways(self, refuse):
        for number in filter(None, (self.phone, self.reporter_phone)):
            if not matching.normalise_phone(number):
                raise ValidationError(
                    self.env._(
                        "That can't be a phone number. Please check it, for example "
                        "07700 900123. Anything else about calling goes under safe "
                        "times."
                    )
                )
        for address in filter(None, (self.email, self.reporter_email)):
            if not matching.normalise_email(address):
                raise ValidationError(
                    self.env._(
                        "That can't be an e-mail address. Please check it, or leave it "
                        "empty."
                    )
                )
        if self.uprn:
            try:
                matching.normalise_uprn(self.uprn)
            except ValueError as wrong:
                refuse(wrong.args[0])

    # ------------------------------------------------------------------
    # Logging
    # ------------------------------------------------------------------

    def _log_new(self):
        case = self.env["hate.case"]._open_from_report(
            self._prepare_report_values(), members=self.env.user
        )
        return self._done(case)

    def _done(self, case):
        """Take the form away and show the case, or the cases if it may not be seen.

        :return: client action
        """
        # before the form goes, which empties the memory
        message = case._tell_logged()
        # sudo: the form is the user's own, and its lines go with it
        self.sudo().unlink()
        if case.has_access("read"):
            where = {
                "type": "ir.actions.act_window",
                "res_model": "hate.case",
                "res_id": case.id,
                "views": [[False, "form"]],
                "target": "main",
            }
        else:
            where = {
                **self.env["ir.actions.act_window"]._for_xml_id(
                    "hate_case_mgmt.hate_case_action"
                ),
                "target": "main",
            }
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "sticky": True,
                "message": message,
                "next": where,
            },
        }

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

    def _home_of_uprn(self):
        """:return: our home with the UPRN that was typed, or none"""
        homes = self.env["hate.property"]
        try:
            key = matching.normalise_uprn(self.uprn or "")
        except ValueError:
            return homes
        return homes.search([("uprn_key", "=", key)], limit=1)
