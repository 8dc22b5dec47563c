from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

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
            # all at once, since a batch makes an environment for each person
            theirs = {"allowed_company_ids": user.company_ids.ids, "active_test": False}
            cases = self.env(user=user.id, su=False, context=theirs)["hate.case"]
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
