from odoo import api, models
from odoo.exceptions import AccessError


class HateCase(models.Model):
    """What the case says to Odoo's messaging: neutral lines and nothing else.

    Bodies of messages can be read by anyone with the export right, and people who were
    notified keep them for ever. So nobody writes on a case by hand; what people said
    lives in ``hate.note`` and ``hate.contact``, where rules protect it.
    """

    _inherit = "hate.case"

    def _log_neutral(self, body):
        """Add a line to the history that would tell a stranger nothing.

        :param body: words such as "Plan agreed"; never a name, address or what was said
        """
        # sudo: message_post below is closed to users; the line has nothing to leak
        thread = self.sudo().with_context(mail_create_nosubscribe=True)
        thread._message_log_batch(bodies={case.id: body for case in self})

    def _message_log_batch(self, *args, **kwargs):
        """Text messages and mass mailings write in the history past message_post.

        :raise AccessError: always, for users
        """
        if not self.env.su:
            raise AccessError(self._use_a_note())
        return super()._message_log_batch(*args, **kwargs)

    @api.model
    def _is_case_model(self, name):
        """:return: whether records of this model belong to a case"""
        model = self.env.registry.get(name)
        bases = ("hate.case", "hate.case.mixin", "hate.case.wizard")
        return bool(model) and issubclass(
            model, tuple(self.env.registry[base] for base in bases)
        )

    def message_post(self, **kwargs):
        """:raise AccessError: always, for users"""
        if not self.env.su:
            raise AccessError(self._use_a_note())
        return super().message_post(**kwargs)

    def message_post_with_source(self, source_ref, **kwargs):
        """Keep what is written on finishing an activity as a staff note.

        Odoo, which calls this as superuser, would post the feedback as a message.

        :raise AccessError: always, for users
        """
        if not self.env.su:
            raise AccessError(self._use_a_note())
        if source_ref != "mail.message_activity_done":
            return super().message_post_with_source(source_ref, **kwargs)
        self.ensure_one()
        values = kwargs["render_values"]
        if values["feedback"]:
            self.env["hate.note"].create(
                {"case_id": self.id, "text": values["feedback"]}
            )
        done = self.env._(
            "Done: %(task)s", task=values["activity"].activity_type_id.name
        )
        return super().message_post(
            body=done,
            author_id=kwargs["author_id"],
            mail_activity_type_id=kwargs["mail_activity_type_id"],
            subtype_xmlid=kwargs["subtype_xmlid"],
        )

    def message_notify(self, *, partner_ids=False, **kwargs):
        """Tell colleagues on the case that something waits, and not what.

        Whatever the caller wrote is left out: the message holds the reference and
        Odoo's own link, which asks for a login.

        :param partner_ids: who is told; whoever is not on the case is passed over
        """
        self.ensure_one()
        self.check_access("read")
        # sudo: membership is read and the message made past message_post; it goes to
        # members only and says the reference only
        case = self.sudo()
        told = case.member_ids.partner_id.filtered(
            lambda partner: partner.id in (partner_ids or ())
        )
        if not told:
            return self.env["mail.message"]
        text = self.env._("Something waits for you on %(case)s.", case=case.name)
        return super(HateCase, case).message_notify(
            partner_ids=told.ids,
            body=text,
            subject=text,
            model_description=self.env._("Case"),
            email_layout_xmlid="mail.mail_notification_layout",
        )

    def _use_a_note(self):
        return self.env._(
            "Nothing is written in the history of a case by hand. Add a staff note "
            "instead: only the people on the case can read it."
        )
