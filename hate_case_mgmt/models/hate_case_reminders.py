from odoo import api, models


class HateCase(models.Model):
    """One thing to do for each case and person, however much there is behind it."""

    _inherit = "hate.case"

    @api.model
    def _remind_each(self, wanted, activity, summary):
        """Give people something to do on cases, once for each.

        Whoever has a reminder of the kind on the case gets no second one; it moves to
        the earlier day.

        :param wanted: {(case, user): naive UTC moment by which}; the caller has just
            asked who may see which
        :param activity: xmlid of the activity type
        :param summary: neutral words, since they are shown outside the case
        """
        activity_type = self.env.ref(activity)
        known = {
            (reminder.res_id, reminder.user_id): reminder
            for reminder in self.env["mail.activity"].search(
                [
                    ("res_model", "=", "hate.case"),
                    ("res_id", "in", [case.id for case, _user in wanted]),
                    ("activity_type_id", "=", activity_type.id),
                ]
            )
        }
        rows = []
        model_id = self.env["ir.model"]._get_id("hate.case")
        for (case, user), moment in wanted.items():
            day = case._local_date(moment)
            reminder = known.get((case.id, user))
            if reminder:
                if day < reminder.date_deadline:
                    reminder.date_deadline = day
                continue
            rows.append(
                {
                    "res_model_id": model_id,
                    # known here, so that Odoo need not work them out one by one
                    "res_model": "hate.case",
                    "res_name": case.display_name,
                    "res_id": case.id,
                    "activity_type_id": activity_type.id,
                    "summary": summary,
                    "date_deadline": day,
                    "user_id": user.id,
                }
            )
        # no e-mail for each: people find them in their list of activities. A reminder
        # makes nobody a follower, and who may see the case was asked just now
        quiet = self.env["mail.activity"].with_context(
            mail_activity_quick_update=True, hate_no_follow=True
        )
        with quiet._seen_by({(user.id, case.id) for case, user in wanted}):
            quiet.create(rows)
