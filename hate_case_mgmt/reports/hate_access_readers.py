from collections import Counter, defaultdict

import pytz

from odoo import api, models
from odoo.exceptions import AccessError

from ..policy import vocabulary as words

# the first that fits says what somebody is
ROLES = (
    "group_data_protection",
    "group_manager",
    "group_officer",
    "group_hub",
)


class HateAccessReaders(models.AbstractModel):
    """Who has looked at a case, for the person it is about.

    Colleagues are named by what they are, with a number: the person learns how many
    looked, when and at what, and no colleague's name [UK GDPR art. 15]. Attempts that
    were refused are left out: nothing was shown.
    """

    _name = "report.hate_case_mgmt.access_readers"
    _description = "Who has looked at your case"

    @api.model
    def _get_report_values(self, docids, data=None):
        """:return: what the pages show
        :raise AccessError: not a data protection officer, or not their case
        """
        if not self.env.user.has_group("hate_case_mgmt.group_data_protection"):
            raise AccessError(
                self.env._("Data protection officers hand out who has looked.")
            )
        cases = self.env["hate.case"].browse(docids)
        cases.check_access("read")
        return {
            "doc_ids": docids,
            "doc_model": "hate.case",
            "docs": cases,
            "pages": [self._page(case) for case in cases],
        }

    def _page(self, case):
        zone = pytz.timezone(case.company_id._hate_time_zone())
        log = self.env["hate.access.log"]
        entries = log.search(
            [("case_id", "=", case.id), ("kind", "!=", words.ACCESS_REFUSED)],
            order="at, id",
        )
        called = self._called(entries.user_id)
        labels = dict(log._fields["kind"]._description_selection(self.env))
        days = defaultdict(Counter)
        for entry in entries:
            day = pytz.utc.localize(entry.at).astimezone(zone).date()
            days[day, called[entry.user_id]][labels[entry.kind]] += 1
        return {
            "case": case,
            "rows": [
                {
                    "day": f"{day:%-d %B %Y}",
                    "who": who,
                    "what": ", ".join(
                        f"{what} ({times} ×)" if times > 1 else what
                        for what, times in kinds.items()
                    ),
                }
                for (day, who), kinds in days.items()
            ],
        }

    def _called(self, users):
        """:return: {user: what they are, numbered in the order in which they looked}"""
        names = {
            "group_data_protection": self.env._("Data protection officer"),
            "group_manager": self.env._("Manager"),
            "group_officer": self.env._("Case officer"),
            "group_hub": self.env._("Customer hub"),
        }
        numbers, called = Counter(), {}
        for user in users:
            # sudo: which groups a colleague is in, told as their role only
            held = user.sudo()
            role = next(
                (name for name in ROLES if held.has_group(f"hate_case_mgmt.{name}")),
                None,
            )
            what = names.get(role) or self.env._("Another colleague")
            numbers[what] += 1
            called[user] = f"{what} {numbers[what]}"
        return called
