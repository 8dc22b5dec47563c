from odoo import api, fields, models
from odoo.tools import SQL


class HatePanelMeeting(models.Model):
    """What a meeting keeps once a case that it heard is removed.

    A meeting belongs to no case, but whoever typed why somebody came, or who came once,
    may have named the people of one.
    """

    _inherit = "hate.panel.meeting"

    @api.model
    def _that_heard(self, case):
        """:param case: ``hate.case`` that is about to be removed, as the superuser
        :return: ``hate.panel.meeting`` that had it on their agenda
        """
        return (
            self.env["hate.panel.item"].search([("case_id", "=", case.id)]).meeting_id
        )

    def _forget(self):
        """Take away what was typed in these; one that has heard no other case goes.

        In SQL, below the refusal of minutes that are signed: the removal of the case
        has checked that it may be done.
        """
        over = self.filtered(lambda one: one.ends_at <= fields.Datetime.now())
        empty = over.filtered(lambda one: not one._all_items())
        if kept := self - empty:
            self.env.cr.execute(
                SQL(
                    """
                    UPDATE hate_panel_attendance
                       SET note = NULL,
                           name = CASE WHEN member_id IS NULL THEN %s ELSE name END
                     WHERE meeting_id IN %s
                    """,
                    self.env._("Removed"),
                    kept._ids,
                )
            )
        if past := over - empty:
            self.env.cr.execute(
                SQL(
                    "UPDATE hate_panel_meeting SET place = NULL, link = NULL"
                    " WHERE id IN %s",
                    past._ids,
                )
            )
        empty.unlink()
