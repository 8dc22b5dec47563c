from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..policy import vocabulary as words

# Without one of these a person sees no case, named on it or not
WORKING_GROUPS = ("hate_case_mgmt.group_hub", "hate_case_mgmt.group_officer")


class HateCase(models.Model):
    """Who may see a case, and that whoever leaves it leaves in every way.

    Callers check that the user may change who sees the case; the methods here do it.
    """

    _inherit = "hate.case"

    # ------------------------------------------------------------------
    # Coming and going
    # ------------------------------------------------------------------

    def _add_members(self, users, reason=None):
        """Let colleagues see these cases.

        :param users: ``res.users``
        :param reason: kept as a staff note when given
        :raise UserError: for someone who is shut out or holds none of our groups
        """
        # sudo: membership is closed to every user, and each public step that leads here
        # checks the right on the case; nothing is read for anybody
        cases = self.sudo()
        for new, those in cases.grouped(lambda case: users - case.member_ids).items():
            if any(new - case._possible_members(new) for case in those):
                raise UserError(self._refusal_of_person())
            if new:
                those.write({"member_ids": [Command.link(user.id) for user in new]})
                those._note_access(self.env._("May now see the case"), new, reason)

    def _remove_members(self, users, reason=None):
        """Take colleagues off these cases, and end all that reached them by it.

        Whoever also may see a case by role, as a manager does, still may.

        :param users: ``res.users``
        :param reason: kept as a staff note when given
        """
        # sudo: as in _add_members
        cases = self.sudo()
        for gone, those in cases.grouped(lambda case: users & case.member_ids).items():
            if gone:
                those.write({"member_ids": [Command.unlink(user.id) for user in gone]})
                those._note_access(self.env._("Off the case"), gone, reason)
        self._cut_off(users)

    def _shut_out(self, users, reason):
        """Keep people from these cases whatever their groups, at once.

        :param users: ``res.users``
        :param reason: kept as a staff note
        """
        # sudo: as in _add_members
        for case in self.sudo():
            new = users - case.excluded_user_ids
            if not new:
                continue
            values = {
                "excluded_user_ids": [Command.link(user.id) for user in new],
                "member_ids": [Command.unlink(user.id) for user in new],
            }
            if case.officer_id in new:
                values["officer_id"] = False
            case.write(values)
            case._note_access(self.env._("Shut out"), new, reason, about_access=True)
            case._cut_off(new)

    def _let_back_in(self, users, reason):
        """Undo :meth:`_shut_out`, for a colleague who was named by mistake.

        :raise UserError: while one of them is alleged in the case
        """
        # sudo: as in _add_members
        for case in self.sudo():
            back = users & case.excluded_user_ids
            if back & case._alleged_users():
                raise UserError(
                    self.env._(
                        "Someone who is alleged stays shut out. Correct the entry of "
                        "the person first if it is wrong."
                    )
                )
            if back:
                case.excluded_user_ids = [Command.unlink(user.id) for user in back]
                case._note_access(
                    self.env._("No longer shut out"), back, reason, about_access=True
                )

    def _possible_members(self, users):
        """:return: those of the users who could be let in on this case"""
        self.ensure_one()
        # sudo: groups and companies of colleagues, read for a yes or no
        case = self.sudo()
        fit = users.sudo().filtered(
            lambda user: user.active
            and case.company_id in user.company_ids
            and any(user.has_group(group) for group in WORKING_GROUPS)
        )
        return users & (fit - case.excluded_user_ids)

    def _is_seen_by(self, user):
        """:return: whether a user may read all of these in one of their companies"""
        # sudo: the companies of a colleague
        companies = user.sudo().company_ids.ids
        return (
            self.with_user(user)
            .with_context(allowed_company_ids=companies)
            .has_access("read")
        )

    @api.model
    def _seen_by_each(self, ids_of):
        """Ask the rules for many people in one query.

        :param ids_of: {id of a user: ids of cases}
        :return: set of (id of the user, id of a case) of what they may read
        """
        # sudo: the companies of colleagues; what comes back are the ids asked for
        users = self.env["res.users"].sudo().browse(ids_of)
        asked = []
        for user in users.filtered("active"):
            cases = self.with_user(user.id).with_context(
                allowed_company_ids=user.company_ids.ids, active_test=False
            )
            if not cases.has_access("read"):
                continue
            query = cases._search([("id", "in", list(ids_of[user.id]))])
            if not query.is_empty():
                case_id = SQL.identifier(query.table, "id")
                asked.append(query.select(SQL("%s", user.id), case_id))
        if not asked:
            return set()
        return set(self.env.execute_query(SQL(" UNION ALL ").join(asked)))

    def _refusal_of_person(self):
        """:return: the one sentence for whoever can't be on a case

        It is the same for all, so that nobody learns from it who is alleged.
        """
        return self.env._(
            "This colleague can't be chosen for the case. Please choose someone else."
        )

    def _note_access(self, what, users, reason, **values):
        """Leave a neutral line, and the names with the reason in a staff note.

        :param values: more values of the note
        """
        if reason:
            self._log_neutral(self.env._("Access to the case changed"))
            # sudo: names of colleagues, who may belong to other companies
            names = ", ".join(users.sudo().mapped("name"))
            self._add_notes(f"{what}: {names}\n{reason}", **values)

    def _add_note(self, text):
        """Write down a decision and its reason, as a staff note of the current user's.

        :return: the ``hate.note``
        """
        self.ensure_one()
        return self._add_notes(text)

    def _add_notes(self, text, **values):
        """Write down one decision about each of these cases.

        :param values: more values of the notes
        :return: the ``hate.note`` rows
        """
        # sudo: the note belongs to a step whose right was checked, and the user may
        # have lost the case by that very step
        return (
            self.env["hate.note"]
            .sudo()
            .create(
                [
                    {"case_id": case.id, "text": text, "is_decision": True, **values}
                    for case in self
                ]
            )
        )

    # ------------------------------------------------------------------
    # Conflicts of interest
    # ------------------------------------------------------------------

    def _alleged_users(self):
        """:return: every login of the people alleged in these cases"""
        # sudo: asked in order to keep people out, whoever asks
        alleged = self.sudo().party_ids.filtered(
            lambda party: party.role == words.ROLE_ALLEGED
        )
        return alleged._login_users()

    def _apply_conflicts(self):
        """Shut out whoever is alleged, and restrict a case about a colleague.

        Runs whenever a person of the case is entered or changed.
        """
        # sudo: the people of a case decide this, whoever enters them
        for case in self.sudo():
            case._shut_out(
                case._alleged_users(),
                self.env._("Alleged in the case, so this person may not see it."),
            )
            alleged = case.party_ids.filtered(
                lambda party: party.role == words.ROLE_ALLEGED
            )
            if not case.restricted and any(party._is_colleague() for party in alleged):
                case._restrict()

    def _restrict(self):
        """Close a case about a colleague or contractor to all but those named on it.

        Those whom the company names for such cases come in, and whoever found it out
        stays; when nobody would be left, the managers come in [002.4.11] [003.5.11].
        """
        self.ensure_one()
        before = self._reached_users()
        handlers = self._possible_members(self.company_id.hate_restricted_user_ids)
        staying = self.member_ids | self._possible_members(self.env.user)
        if not handlers and not staying:
            handlers = self._possible_members(self._managers())
        coming = handlers | staying
        self.write(
            {
                "restricted": True,
                "member_ids": [Command.link(user.id) for user in coming],
            }
        )
        self._log_neutral(self.env._("The case is restricted"))
        self._add_note(
            self.env._(
                "A colleague or contractor is alleged. The case is restricted to those "
                "named on it and goes to human resources for the disciplinary "
                "investigation."
            )
        )
        self._cut_off(before - self.member_ids)
        for user in handlers - self.env.user:
            self._remind(user, self.env._("A restricted case needs you"))

    def _managers(self):
        """:return: all managers of the case's company"""
        # sudo: who holds which group is closed to ordinary users
        group = self.env.ref("hate_case_mgmt.group_manager").sudo()
        return group.all_user_ids.filtered(
            lambda user: self.company_id in user.company_ids
        )

    def _managers_to_ask(self):
        """:return: managers who see this case, not the user, those on it first"""
        self.ensure_one()
        # sudo: who is on the case decides the order
        on_case = self.sudo().member_ids
        managers = self.env["res.users"].browse(
            [
                user.id
                for user in self._managers() - self.env.user
                if user.active and self._is_seen_by(user)
            ]
        )
        return managers.sorted(lambda user: (user not in on_case, user.id))

    # ------------------------------------------------------------------
    # Every other way in which a case reaches someone
    # ------------------------------------------------------------------

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

    def _remind(self, user, summary, due_on=None):
        """Give a colleague something to do on each of these cases.

        :param summary: neutral words; it is mailed and shown outside the case. Many
            cases at once send no mail for each
        :param due_on: date; today in the landlord's time zone if not given
        """
        # sudo: the user may give work to a colleague and lose the case by that step
        cases = self.sudo().with_context(mail_activity_quick_update=len(self) > 1)
        cases.activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=due_on or self[:1]._local_today(),
            summary=summary,
            user_id=user.id,
        )

    def _local_today(self):
        """:return: today's date where the landlord is"""
        zone = self.company_id._hate_time_zone()
        return fields.Date.context_today(self.with_context(tz=zone))

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
