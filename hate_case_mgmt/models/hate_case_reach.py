from odoo import Command, models

from ..policy import vocabulary as words


class HateCase(models.Model):
    """Every other way in which a case reaches someone, and how it ends."""

    _inherit = "hate.case"

    def _reached_users(self):
        """:return: users to whom these cases speak beside the record itself"""
        mail = self._mail_records()
        partners = (
            mail["mail.followers"].partner_id
            | mail["mail.notification"].res_partner_id
            | mail["mail.message"].partner_ids
            | mail["mail.message"].starred_partner_ids
        )
        # sudo: who is on the case, to end what reached those who leave it
        return (
            partners.user_ids | mail["mail.activity"].user_id | self.sudo().member_ids
        )

    def _mail_records(self):
        """:return: {model: all that Odoo's own mail holds about these cases}"""
        # sudo: other people's notifications and activities are looked for, to end them
        env = self.sudo().with_context(active_test=False).env
        here = [("model", "=", "hate.case"), ("res_id", "in", self.ids)]
        messages = env["mail.message"].search(here)
        at_case = [("res_model", "=", "hate.case"), ("res_id", "in", self.ids)]
        at_action = [
            ("res_model", "=", "hate.action"),
            ("res_id", "in", env["hate.action"]._search([("case_id", "in", self.ids)])),
        ]
        return {
            "mail.message": messages,
            "mail.notification": env["mail.notification"].search(
                [("mail_message_id", "in", messages.ids)]
            ),
            "mail.mail": env["mail.mail"].search(
                [("mail_message_id", "in", messages.ids)]
            ),
            "mail.followers": env["mail.followers"].search(at_case),
            "mail.activity": env["mail.activity"].search(at_case)
            | env["mail.activity"].search(at_action),
            "mail.scheduled.message": env["mail.scheduled.message"].search(here),
        }

    def _cut_off(self, users):
        """End what reaches these users beside the record itself: following,
        notifications, stars, waiting e-mails and messages, activities, promises.

        The rules end the rest from the second at which membership ends.
        """
        if not users or not self:
            return
        mail = self._mail_records()
        # sudo: contacts of colleagues, to find what reached them
        partners = users.sudo().partner_id
        mail["mail.followers"].filtered(
            lambda follower: follower.partner_id in partners
        ).unlink()
        mail["mail.scheduled.message"].filtered(
            lambda message: (message.author_id | message.partner_ids) & partners
        ).unlink()
        for letter in mail["mail.mail"].filtered(
            lambda letter: letter.recipient_ids & partners
        ):
            letter.recipient_ids -= partners
            if not (letter.recipient_ids or letter.email_to):
                letter.unlink()
        mail["mail.notification"].filtered(
            lambda notification: notification.res_partner_id in partners
        ).unlink()
        self._cut_off_messages(mail["mail.message"], partners)
        self._cut_off_work(mail["mail.activity"], users)

    def _cut_off_messages(self, messages, partners):
        """Odoo lets whoever was sent a message read it for ever."""
        linked = messages.filtered(
            lambda message: (message.partner_ids | message.starred_partner_ids)
            & partners
        )
        private = linked.filtered(
            lambda message: message.message_type == "user_notification"
            and message.partner_ids <= partners
        )
        private.unlink()
        gone = [Command.unlink(partner.id) for partner in partners]
        (linked - private).write({"partner_ids": gone, "starred_partner_ids": gone})

    def _cut_off_work(self, activities, users):
        """Hand activities and promises to the case's officer, or to nobody.

        What was done stays on record without the person's name, since an activity can
        always be read by whom it is assigned to.
        """
        quiet = {"mail_activity_quick_update": True}
        theirs = activities.filtered(lambda activity: activity.user_id in users)
        theirs.filtered(lambda activity: not activity.active).user_id = False
        waiting = theirs.filtered("active").with_context(**quiet)
        nobody = waiting.browse()
        at_case = waiting.grouped(waiting._hate_case_ids().get)
        # sudo: work that somebody else leaves; nothing of it is given back, and it goes
        # to an officer who sees the case or to nobody
        for heir, cases in self.sudo().grouped(lambda c: c.officer_id - users).items():
            mine = nobody.union(*(at_case.get(case.id, nobody) for case in cases))
            if not mine:
                pass
            elif heir:
                mine.write({"user_id": heir.id})
            else:
                mine.unlink()
            # the officer follows up what they were to do
            cases.action_ids.filtered(
                lambda action: action.owner_user_id in users
                and action.state in words.ACTIONS_OPEN
            ).owner_user_id = False
            cases.deadline_ids.filtered(
                lambda clock: clock.user_id in users
                and clock.state in words.DEADLINE_PENDING
            ).write({"user_id": heir.id})

    # ------------------------------------------------------------------
    # Odoo's own mail
    # ------------------------------------------------------------------

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Nobody follows a case by being reminded of it."""
        if self.env.context.get("hate_no_follow"):
            return True
        return super().message_subscribe(partner_ids, subtype_ids)

    def _message_subscribe(self, partner_ids=None, subtype_ids=None, customer_ids=None):
        """Only those named on a case follow it: no customer, no colleague who merely
        may see it."""
        asked = set(partner_ids or ())

        def allowed(case):
            # sudo: membership is read to keep others out
            return frozenset(asked.intersection(case.sudo().member_ids.partner_id.ids))

        for pids, cases in self.grouped(allowed).items():
            super(HateCase, cases)._message_subscribe(
                sorted(pids), subtype_ids, customer_ids=customer_ids
            )
        return True
