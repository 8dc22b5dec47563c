from odoo import api, fields, models

from ..policy import vocabulary as words


class HateParty(models.Model):
    """Who speaks for the person, and whether they may [003.6.2] [003.6.3]."""

    _inherit = "hate.party"

    speaks_as = fields.Selection(
        words.REPORTER_ROLES,
        string="Speaks as",
        help="The position of someone who speaks for the person affected. A councillor "
        "or MP needs no written authority.",
    )
    report_ids = fields.One2many("hate.report", "reporter_party_id")
    authority_ids = fields.One2many("hate.authority", "representative_id")
    needs_authority = fields.Boolean(compute="_compute_needs_authority")
    awaits_authority = fields.Boolean(compute="_compute_awaits_authority")
    discuss_note = fields.Char(
        string="What may be discussed", compute="_compute_awaits_authority"
    )

    @api.depends("role", "speaks_as", "report_ids.reporter_role")
    def _compute_needs_authority(self):
        for party in self:
            positions = {party.speaks_as, *party.report_ids.mapped("reporter_role")}
            party.needs_authority = words.REPORTER_ELECTED not in positions and (
                party.role == words.ROLE_REPRESENTATIVE
                or not positions.isdisjoint(words.REPORTERS_NEEDING_AUTHORITY)
            )

    @api.depends(
        "needs_authority", "authority_ids.given_on", "authority_ids.expires_on"
    )
    def _compute_awaits_authority(self):
        for party in self:
            valid = party._valid_authorities()
            party.awaits_authority = party.needs_authority and not valid
            party.discuss_note = party._describe_authority(valid)

    @api.model_create_multi
    def create(self, vals_list):
        parties = super().create(vals_list)
        for party in parties:
            party._follow_up_authority(party.speaks_as)
        return parties

    def write(self, vals):
        if not {"role", "speaks_as"}.intersection(vals):
            return super().write(vals)
        before = {party: (party.role, party.speaks_as) for party in self}
        done = super().write(vals)
        for party in self:
            if before[party] != (party.role, party.speaks_as):
                party._follow_up_authority(party.speaks_as)
        return done

    def _valid_authorities(self):
        """:return: ``hate.authority`` that are good today, the landlord's day"""
        zone = self._safe_time_zone()
        today = fields.Date.context_today(self.with_context(tz=zone))
        return self.authority_ids.filtered(
            lambda paper: paper.given_on <= today <= paper.expires_on
        )

    def _is_elected(self):
        """:return: whether this is a councillor or MP, who needs no authority"""
        self.ensure_one()
        return words.REPORTER_ELECTED in {
            self.speaks_as,
            *self.report_ids.mapped("reporter_role"),
        }

    def _describe_authority(self, valid):
        """:param valid: ``hate.authority`` that are good today
        :return: what may be discussed with this person, or False if nothing limits it
        """
        if not self.needs_authority:
            if self._is_elected():
                return self.env._(
                    "An elected representative: no written authority is needed."
                )
            return False
        if not valid:
            return self.env._(
                "Nothing may be discussed with this person until written authority is "
                "on file."
            )
        return self.env._(
            "Authority on file until %(until)s: %(scope)s",
            until=fields.Date.to_string(max(valid.mapped("expires_on"))),
            scope="; ".join(valid.mapped("scope")),
        )

    def _follow_up_authority(self, position):
        """Ask for authority where it is needed, and note where it is not.

        :param position: one of ``policy.vocabulary.REPORTER_ROLES``, or nothing, in
            which the person has just come forward
        """
        for party in self:
            speaks = position in words.REPORTERS_NEEDING_AUTHORITY
            if position == words.REPORTER_ELECTED:
                party.case_id._log_neutral(
                    self.env._("Elected representative: no written authority needed")
                )
            elif (
                speaks or party.role == words.ROLE_REPRESENTATIVE
            ) and party.awaits_authority:
                party.case_id._record_event(
                    words.EVENT_AUTHORITY_REQUESTED, fields.Datetime.now(), party
                )
                party.case_id._log_neutral(self.env._("Written authority asked for"))
