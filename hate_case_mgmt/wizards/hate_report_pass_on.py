from odoo import api, fields, models

from ..policy import vocabulary as words

# The usual channels, worded for whoever took the report by chance
CHANNELS = [
    (words.CHANNEL_INTERNAL, "I saw it, or heard of it at work"),
    *(pair for pair in words.CHANNELS if pair[0] != words.CHANNEL_INTERNAL),
]
SHOWN_ONCE = (
    "narrative",
    "affected_name",
    "place",
    "reach",
    "danger_now",
    "about_colleague",
)


class HateReportPassOn(models.TransientModel):
    """“Someone told me about …”: any employee may take a report [003.6.1a].

    It shows them what they type and nothing else, before and after.
    """

    _name = "hate.report.pass.on"
    _description = "Pass on a report"
    _inherit = "hate.report.form"

    narrative = fields.Text(string="What were you told or what did you see?")
    channel = fields.Selection(
        CHANNELS,
        string="How did it reach you?",
        required=True,
        default=words.CHANNEL_INTERNAL,
    )
    affected_name = fields.Char(string="Who is it about, if you know?")
    place = fields.Char(string="Where did it happen?")
    reach = fields.Char(string="How can they be reached safely, if you know?")
    about_colleague = fields.Boolean(
        string="A colleague or contractor is said to have done it"
    )
    alleged_user_id = fields.Many2one(
        "res.users",
        string="Which colleague, if you know",
        domain=[("share", "=", False)],
        help="They never see what you write.",
    )
    in_touch_by = fields.Char(readonly=True)
    hub_phone = fields.Char(compute="_compute_hub_phone")

    def _compute_hub_phone(self):
        self.hub_phone = self.env.company.hate_hub_phone

    def action_pass_on(self):
        """Send it, and show once what was typed.

        :return: client action with thanks
        """
        self.ensure_one()
        known = self._begin()
        case = known or self.env["hate.case"]._open_from_report(
            self._prepare_report_values()
        )
        typed = [] if known else self.read(SHOWN_ONCE, load=None)
        self._empty()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Thank you"),
            "res_model": self._name,
            "views": [[self._get_thanks_view().id, "form"]],
            "target": "new",
            "context": {
                "default_in_touch_by": case._in_touch_by(),
                **{
                    f"default_{name}": value
                    for row in typed
                    for name, value in row.items()
                    if name in SHOWN_ONCE
                },
            },
        }

    def _empty(self):
        """Leave nothing of what was typed, and a form that is ready for more."""
        nothing = dict.fromkeys(SHOWN_ONCE, False)
        self.exists().write(
            {
                **nothing,
                "narrative": "",
                "channel": words.CHANNEL_INTERNAL,
                "alleged_user_id": False,
                "token": self._default_token(),
            }
        )

    @api.model
    def _get_thanks_view(self):
        """:return: the ``ir.ui.view`` that says thanks"""
        # sudo: employees may not read views; this one they are sent anyway
        return self.env.ref("hate_case_mgmt.hate_report_pass_on_view_thanks").sudo()

    def _prepare_report_values(self):
        """:return: what ``hate.case._open_from_report`` takes"""
        return {
            "report": {
                "reported_at": fields.Datetime.now(),
                "channel": self.channel,
                "reporter_role": "colleague",
                "narrative": self.narrative,
                "submission_token": self.token,
            },
            "incidents": [{"narrative": self.narrative, "place": self.place}],
            "parties": self._prepare_parties(),
            "case": {"danger_now": self.danger_now},
        }

    def _prepare_parties(self):
        parties = [
            {
                "role": words.ROLE_VICTIM,
                "identity": "named" if self.affected_name else "unknown",
                "name": self.affected_name,
                # not a way of contact: only the person can call one safe
                "safe_note": self.reach
                and self.env._("As a colleague heard: %(words)s", words=self.reach),
            }
        ]
        colleague = self.alleged_user_id
        if self.about_colleague or colleague:
            # restricted from the first minute [002.4.11]
            parties.append(
                {
                    "role": words.ROLE_ALLEGED,
                    "identity": "named" if colleague else "unknown",
                    # sudo: the name of a colleague whom the user has just chosen by it
                    "name": colleague.sudo().name,
                    "user_id": colleague.id,
                    "staff_kind": words.STAFF_EMPLOYEE,
                }
            )
        return parties
