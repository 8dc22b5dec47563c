from datetime import timedelta

from odoo import Command, fields

from ..policy import vocabulary as words
from ..policy import vocabulary_gate as gate

SECRET = "Zelda Quillfeather"


class PanelCommon:
    """A panel with its people, a case that may be taken to it, and its pack."""

    @classmethod
    def set_up_panel(cls):
        """After the people of ``HateCasePeople``."""
        cls.area = cls.env["hate.area"].create({"name": "Panel area"})
        cls.police = cls.env["hate.agency"].create({"name": "Test Police"})
        cls.partner = cls.make_user("t_partner", "base.group_portal")
        cls.conflicted = cls.make_user("t_conflicted", "base.group_portal")
        cls.chair = cls.make_user("t_chair", "hate_case_mgmt.group_manager")
        cls.panel = cls.make_panel(
            "Test Panel", cls.partner | cls.conflicted | cls.staff
        )
        cls.env["hate.panel.member"].create(
            {"panel_id": cls.panel.id, "user_id": cls.chair.id, "is_chair": True}
        )
        cls.case = cls.open_case(
            state=words.STATE_OPEN, officer=cls.officer, area_id=cls.area.id
        )
        cls.person = cls.env["hate.party"].create(
            {"case_id": cls.case.id, "role": words.ROLE_VICTIM, "name": SECRET}
        )

    @classmethod
    def make_panel(cls, name, users, **values):
        """:return: a panel of the test landlord with these standing members"""
        return cls.env["hate.panel"].create(
            {
                "name": name,
                "company_id": cls.company.id,
                "area_ids": [Command.set(cls.area.ids)],
                "quorum": 2,
                "member_ids": [
                    Command.create(
                        {
                            "user_id": user.id,
                            "agency_id": cls.police.id
                            if user == cls.partner
                            else False,
                            "grade": "Inspector",
                        }
                    )
                    for user in users
                ],
                **values,
            }
        )

    def plan_meeting(self, panel=None, after=timedelta(minutes=10), user=None):
        """:return: a meeting to come, as a manager"""
        return (
            self.env["hate.panel.meeting"]
            .with_user(user or self.manager)
            .create(
                {
                    "panel_id": (panel or self.panel).id,
                    "starts_at": fields.Datetime.now() + after,
                    "place": "Town hall",
                }
            )
        )

    def say_yes(self, *classes, party=None, answer=gate.CONSENT_GIVEN):
        """The person answers about each class of data."""
        party = party or self.person
        return (
            self.env["hate.consent"]
            .with_user(self.officer)
            .create(
                [
                    {
                        "case_id": party.case_id.id,
                        "party_id": party.id,
                        "recipient_kind": gate.RECIPIENT_PANEL,
                        "panel_id": self.panel.id,
                        "purpose": gate.PURPOSE_PANEL,
                        "data_class": name,
                        "answer": answer,
                        "own_words": "That is what I want.",
                        "way": "phone",
                        "interpreting": gate.INTERPRETER_NOT_NEEDED,
                    }
                    for name in classes or [gate.CLASS_IDENTITY]
                ]
            )
        )

    def refer(self, case=None, user=None, panel=None, ticked=":role"):
        """:return: a referral to the panel that is agreed to, about the first person"""
        case = (case or self.case).with_user(user or self.officer)
        referral = case.env["hate.referral"]._open(
            case,
            {
                "panel_id": (panel or self.panel).id,
                "party_id": case.party_ids[0].id,
                "asked": "Please raise patrols.",
                "purpose": gate.PURPOSE_PANEL,
            },
        )
        for line in referral.item_ids:
            line.is_shared = line.key.endswith(ticked)
        referral.action_ask_gate()
        return referral

    def dialogue(self, meeting, case=None, user=None, ticked=(":name",), **values):
        """:return: the dialogue Take it to a panel, filled in"""
        case = (case or self.case).with_user(user or self.officer)
        if not case._panel_referral():
            self.refer(case, user)
        action = case.action_take_to_panel()
        dialogue = (
            self.env["hate.panel.share"]
            .with_user(user or self.officer)
            .with_context(**action["context"])
            .create(
                {
                    "meeting_id": meeting.id,
                    "asks": "Please raise patrols.",
                    **values,
                }
            )
        )
        for line in dialogue.line_ids:
            line.is_shared = line.key.endswith(ticked)
        return dialogue

    def prepare(self, meeting, **values):
        """:return: the item of the case on that agenda, its pack prepared"""
        self.dialogue(meeting, **values).action_prepare()
        case = values.get("case") or self.case
        return (
            self.env["hate.panel.item"]
            .with_user(values.get("user") or self.officer)
            .search([("case_id", "=", case.id), ("meeting_id", "=", meeting.id)])
        )

    def release(self):
        """:return: (meeting as manager, item as officer), the pack open"""
        self.say_yes()
        meeting = self.plan_meeting()
        item = self.prepare(meeting)
        meeting.action_release()
        return meeting, item

    def begin(self, meeting):
        """Everybody is here, and the meeting starts."""
        meeting.attendance_ids.status = "present"
        return meeting.action_start()

    def reads(self, meeting, user):
        """:return: what a user reads of a meeting as its member, or None"""
        return meeting.with_user(user)._reading()

    def texts(self, meeting, user):
        """:return: the words of the packs a user reads"""
        reading = self.reads(meeting, user)
        return [item["text"] for item in reading["items"]] if reading else None
