from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..policy import text_checks
from ..policy import vocabulary as words

LINES = ("name", "owner_team", "lettings_reference")
TEXTS = (
    "reason",
    "outcome",
    "why_not",
    "person_view",
    "vulnerability_found",
    "proportionality",
    "risk_to_others",
    "alternatives",
    "options_shown",
    "stay_safe_tried",
    "move_alleged",
    "choice_words",
    "manager_note",
)


class HateAction(models.Model):
    """What an action may not be, and who may change what once it is decided."""

    _inherit = "hate.action"

    # ------------------------------------------------------------------
    # Checks
    # ------------------------------------------------------------------

    @api.constrains("case_id", "party_id", "owner_party_id")
    def _check_one_case(self):
        for action in self:
            people = action.party_id | action.owner_party_id
            if people.case_id - action.case_id:
                raise ValidationError(
                    self.env._("An action and its people belong to one case.")
                )
            if words.ROLE_ALLEGED in people.mapped("role"):
                raise ValidationError(
                    self.env._(
                        "An alleged person neither carries out the plan nor is it made "
                        "for them. Choose them under Alleged person instead."
                    )
                )

    @api.constrains("owner_user_id", "case_id")
    def _check_colleague_sees_case(self):
        for action in self.filtered("owner_user_id"):
            if not action.case_id._is_seen_by(action.owner_user_id):
                raise ValidationError(action.case_id._refusal_of_person())

    @api.constrains("done_at")
    def _check_done_at(self):
        limit = fields.Datetime.add(fields.Datetime.now(), minutes=1)
        for action in self.filtered("done_at"):
            wrong = text_checks.check_moment(
                action.done_at, limit, self.env._("when it was done")
            )
            if wrong:
                raise ValidationError(self.env._(wrong.template, **wrong.values))

    # ------------------------------------------------------------------
    # Writing
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        new = super().create([self._cleaned(vals) for vals in vals_list])
        if not self.env.su:
            new._check_case_goes_on()
        return new

    def write(self, vals):
        if "type_id" in vals:
            self._check_still_proposed()
        if not self.env.su and not all(name.startswith("activity_") for name in vals):
            self._check_not_settled()
        if "owner" in vals:
            self._remember_it_was_ours(vals["owner"])
        return super().write(self._cleaned(vals))

    def _remember_it_was_ours(self, new_owner):
        """What others were to do is not dropped without a reason by giving it to the
        person, who is never asked for one [004.5c]."""
        ours = self.filtered(
            lambda action: action.owner not in (False, words.OWNER_PERSON, new_owner)
        )
        if ours:
            # sudo: closed to bare writes; follows from a write that is checked by the
            # user's own rights, and reads nothing
            ours.sudo().was_ours = True

    @api.model
    def _cleaned(self, vals):
        """:return: the values without what a database, screen or letter can't take"""
        lines = {
            name: text_checks.clean_line(vals[name]) for name in LINES if vals.get(name)
        }
        texts = {
            name: text_checks.clean_text(vals[name]) for name in TEXTS if vals.get(name)
        }
        return {**vals, **lines, **texts}

    def _check_case_goes_on(self):
        """A closed case takes no new item, save work with the person alleged."""
        for action in self:
            if (
                not action.case_id.is_open
                and action.category not in words.ACTIONS_AFTER_CLOSURE
            ):
                raise UserError(
                    self.env._(
                        "The case is closed. Work with the alleged person goes on; for "
                        "anything else, reopen the case first."
                    )
                )

    def _check_still_proposed(self):
        for action in self:
            if action.state != words.ACTION_PROPOSED:
                raise UserError(
                    self.env._(
                        "What kind of action it is stays once it is decided. Take it "
                        "out and add another."
                    )
                )

    def _check_not_settled(self):
        """What came of an action is a record that others build on."""
        if any(action.settled_at for action in self):
            raise UserError(
                self.env._(
                    "This is settled and stays as it is. Press Consider again first if "
                    "it has to change."
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        if not self.env.su:
            raise UserError(
                self.env._("Actions stay on record. Take it out of the plan instead.")
            )
