from datetime import datetime, time

import pytz

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policy import vocabulary as words


class HateParty(models.Model):
    """Reasonable adjustments: no fixed list, agreed with the person, and made soon
    [003.7.1] [003.7.2] [003.7.3a]."""

    _inherit = "hate.party"

    adjustment_step_ids = fields.One2many(
        "hate.adjustment.step", "party_id", string="Steps towards it"
    )
    large_print = fields.Boolean(string="Letters in large print")

    @api.constrains("adjustments", "adjustments_agreed_on", "adjustments_made_on")
    def _check_adjustments(self):
        for party in self:
            agreed, made = party.adjustments_agreed_on, party.adjustments_made_on
            today = fields.Date.context_today(
                party.with_context(tz=party._safe_time_zone())
            )
            if max(filter(None, (agreed, made)), default=today) > today:
                raise ValidationError(
                    self.env._(
                        "An adjustment can't be agreed or made in the future. Please "
                        "check the dates."
                    )
                )
            if (agreed or made) and not (party.adjustments or "").strip():
                raise ValidationError(
                    self.env._("Please write down the adjustment that was agreed.")
                )
            if made and not (agreed and agreed <= made):
                raise ValidationError(
                    self.env._(
                        "Please check the dates: it is agreed first and made after."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        parties = super().create(vals_list)
        parties._record_adjustments({})
        return parties

    def write(self, vals):
        if not {"adjustments_agreed_on", "adjustments_made_on"}.intersection(vals):
            return super().write(vals)
        before = {
            party.id: (party.adjustments_agreed_on, party.adjustments_made_on)
            for party in self
        }
        done = super().write(vals)
        self._record_adjustments(before)
        return done

    def action_escalate_adjustment(self):
        """:return: action that opens the dialogue on a harder adjustment [003.7.3b]"""
        return self.case_id._open_people_dialogue(
            "hate.adjustment.escalate",
            self.env._("A harder adjustment"),
            party_id=self.id,
        )

    def _promise_subject(self):
        """Each person's adjustment has a clock of its own, and so has the authority
        asked of each."""
        return self

    def _record_adjustments(self, before):
        """Tell the promise engine what changed.

        :param before: {party id: (agreed on, made on)} as it was
        """
        for party in self:
            agreed, made = before.get(party.id, (False, False))
            if party.adjustments_agreed_on and party.adjustments_agreed_on != agreed:
                party.case_id._record_event(
                    words.EVENT_ADJUSTMENT_AGREED,
                    party._moment_of(party.adjustments_agreed_on, time(12)),
                    party,
                )
            if party.adjustments_made_on and party.adjustments_made_on != made:
                party.case_id._record_event(
                    words.EVENT_ADJUSTMENT_MADE,
                    party._moment_of(party.adjustments_made_on, time(23, 59)),
                    party,
                )

    def _moment_of(self, day, clock):
        """:param day: date in the landlord's time zone
        :param clock: time of day to take for a day that is over
        :return: naive UTC, never after now
        """
        zone = pytz.timezone(self._safe_time_zone())
        moment = zone.localize(datetime.combine(day, clock)).astimezone(pytz.utc)
        return min(moment.replace(tzinfo=None), fields.Datetime.now())
