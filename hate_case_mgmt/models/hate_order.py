from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime, plaintext2html

from ..policy import neutral_text, text_checks
from ..policy import vocabulary as words

# A link for the contractor works this long
LINK_DAYS = 14
MAX_NAME = 80
MAX_SAID = 1000


class HateOrder(models.Model):
    """A repair or graffiti to remove, with a clock of its own [000.b6] [002.4.10a].

    The contractor learns the address and the task, never why: no name, no reference of
    the case, no word that tells. They answer by a link of their own.
    """

    _name = "hate.order"
    _description = "Repair order"
    _inherit = ["hate.case.mixin"]
    _order = "reported_at desc, id desc"
    _personal_fields = {
        "reference": "number",
        "address": "address",
        "task": "words",
        "access_note": "words",
        "done_by": "name",
        "answer": "words",
    }

    _method_only_fields = frozenset(
        {
            "case_id",
            "reference",
            "kind",
            "hazard",
            "reported_at",
            "state",
            "incident_id",
            "sent_at",
            "done_at",
            "done_by",
            "is_confirmed",
            "answer",
        }
    )

    reference = fields.Char(
        string="Job", required=True, readonly=True, copy=False, default="/"
    )
    kind = fields.Selection(words.ORDER_KINDS, required=True)
    incident_id = fields.Many2one("hate.incident", index="btree_not_null")
    reported_at = fields.Datetime(
        string="Reported", required=True, default=fields.Datetime.now
    )
    hazard = fields.Boolean(
        string="Emergency hazard",
        help="An imminent and significant risk to health or safety in the home. The "
        "statutory clock runs beside ours where the landlord has switched it on.",
    )
    state = fields.Selection(
        words.ORDER_STATES, required=True, default=words.ORDER_REPORTED, readonly=True
    )

    # what the contractor is told
    address = fields.Char(help="As it stood when it was ordered.")
    task = fields.Text(
        required=True, help="What is to be done and where exactly. Never why."
    )
    access_note = fields.Char(
        string="Getting in",
        help="When somebody is in, where to ring. No names: the contractor learns the "
        "address and the task only.",
    )
    contractor_id = fields.Many2one("res.partner", index="btree_not_null")

    # what became of it
    sent_at = fields.Datetime(string="Sent")
    done_at = fields.Datetime(string="Done")
    done_by = fields.Char(string="Confirmed by")
    is_confirmed = fields.Boolean(
        string="Confirmed", help="The contractor confirmed that the work is finished."
    )
    answer = fields.Text(string="What the contractor said")
    photo_ids = fields.One2many("hate.order.photo", "order_id", string="Photos")
    link_ids = fields.One2many("hate.order.link", "order_id", string="Links")

    _case_idx = models.Index("(case_id, reported_at DESC, id DESC)")
    _reference_uniq = models.Constraint(
        "UNIQUE(company_id, reference)", "This job number is already in use."
    )

    def _check_says_nothing_else(self):
        """What leaves the case says where and what, and nothing that tells why.

        :raise UserError: the task or the way in holds a name or a word that tells
        """
        self.ensure_one()
        # sudo: names of everyone in the case, to keep them out of the text
        people = self.sudo().case_id.party_ids
        found = neutral_text.telling_words(
            "\n".join(filter(None, [self.task, self.access_note])),
            people.mapped("name") + people.mapped("code_word"),
        )
        if found:
            raise UserError(
                self.env._(
                    "The contractor may learn the address and the task only. Please "
                    "leave out: %(words)s.",
                    words=", ".join(found),
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            case = self.env["hate.case"].browse(vals["case_id"])
            vals["reference"] = self._next_reference(case)
            vals["task"] = text_checks.clean_text(vals.get("task") or "")
            for name in ("access_note", "address"):
                vals[name] = text_checks.clean_line(vals.get(name) or "")
        return super().create(vals_list)

    @api.model
    def _next_reference(self, case):
        """:return: a number that says nothing of any case"""
        # sudo: drawing a number is nobody's right by itself
        sequence = self.env["ir.sequence"].sudo().with_company(case.company_id)
        reference = sequence.next_by_code("hate.order")
        if not reference:
            raise UserError(
                self.env._(
                    "The numbering of repairs is missing. Ask your administrator to "
                    "restore the sequence “hate.order”."
                )
            )
        return reference

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        if not self.env.su:
            raise UserError(self.env._("An order stays on record. Cancel it instead."))

    # ------------------------------------------------------------------
    # Promises
    # ------------------------------------------------------------------

    def _evidence_kinds(self):
        """A photo of the finished work, or the contractor's own confirmation."""
        is_shown = self.is_confirmed or any(
            photo.stage == words.PHOTO_AFTER for photo in self.photo_ids
        )
        return frozenset({words.EVIDENCE_PHOTO} if is_shown else ())

    def _promise_subject(self):
        """Two repairs have two clocks."""
        return self

    def _record_reported(self):
        for order in self:
            starts, _stops = words.ORDER_EVENTS[order.kind]
            order.case_id._record_event(starts, order.reported_at, order)
            if order.hazard:
                order.case_id._record_event(
                    words.EVENT_HAZARD_REPORTED, order.reported_at, order
                )

    def _record_done(self):
        for order in self:
            _starts, stops = words.ORDER_EVENTS[order.kind]
            order.case_id._record_event(stops, order.done_at, order)
            if order.hazard:
                order.case_id._record_event(
                    words.EVENT_HAZARD_MADE_SAFE, order.done_at, order
                )

    def _due_at(self):
        """:return: the soonest of the order's own clocks, naive UTC, or False"""
        self.ensure_one()
        # sudo: the contractor is told by when, and sees nothing else of the clock
        clocks = self.env["hate.deadline"].sudo()
        return min(
            clocks.search(
                [
                    ("case_id", "=", self.case_id.id),
                    ("subject_model", "=", self._name),
                    ("subject_id", "=", self.id),
                    *clocks._get_pending_domain(),
                ]
            ).mapped("due_at"),
            default=False,
        )

    def _explain_lateness(self, late_reason):
        """:param late_reason: why this order's clocks were kept late, one of
        ``policy.vocabulary.LATE_REASONS``
        """
        self.ensure_one()
        for clock in self.env["hate.deadline"].search(
            [
                ("case_id", "=", self.case_id.id),
                ("subject_model", "=", self._name),
                ("subject_id", "=", self.id),
                ("state", "=", words.DEADLINE_MET_LATE),
            ]
        ):
            clock.action_say_why(late_reason)

    # ------------------------------------------------------------------
    # To the contractor and back
    # ------------------------------------------------------------------

    def action_open_send(self):
        """:return: the dialogue in which the order is sent to a contractor"""
        self.ensure_one()
        self._check_open()
        return self.case_id._open_dialogue(
            "hate.order.send",
            self.env._("Send to a contractor"),
            order_id=self.id,
        )

    def action_open_done(self):
        """:return: the dialogue in which it is recorded that the work is done"""
        self.ensure_one()
        self._check_open()
        return self.case_id._open_dialogue(
            "hate.order.done", self.env._("The work is done"), order_id=self.id
        )

    def action_send(self, contractor_id):
        """Send the order by e-mail with a link of its own; earlier links end.

        :param contractor_id: id of the ``res.partner``
        :raise UserError: no address, no e-mail, or not open any longer
        """
        self.ensure_one()
        self._check_open()
        self.case_id._lock()
        contractor = self.env["res.partner"].browse(contractor_id)
        if not self.address:
            raise UserError(self.env._("Please add the address first."))
        self._check_says_nothing_else()
        if not contractor.email:
            raise UserError(
                self.env._("The contractor has no e-mail address. Add it first.")
            )
        # sudo: method-only fields; the right to work on the case was checked
        order = self.sudo()
        order.write(
            {
                "contractor_id": contractor.id,
                "state": words.ORDER_SENT,
                "sent_at": fields.Datetime.now(),
            }
        )
        order.link_ids._revoke()
        address = order.link_ids._issue(order, contractor.email)
        order._queue_email(contractor, address)
        order.case_id._log_neutral(self.env._("A job was sent to a contractor"))
        return True

    def _queue_email(self, contractor, link):
        """Put the e-mail in the queue: address and task, and nothing that tells."""
        company = self.company_id
        sender = self.env["hate.letter"]._sender(company)
        due = self._due_in_words()
        lines = [
            self.env._("Please do the following work for %(us)s.", us=company.name),
            self.env._("Where: %(address)s", address=self.address),
            self.env._("What: %(task)s", task=self.task),
            self.access_note
            and self.env._("Getting in: %(note)s", note=self.access_note),
            self.env._("Please finish by %(when)s.", when=due)
            if due
            else self.env._("Please do it as soon as you can."),
            self.env._(
                "When it is done, or if you can't do it, tell us here: %(link)s",
                link=link,
            ),
        ]
        self.env["mail.mail"]._hate_queue(
            {
                "subject": self.env._("Job %(reference)s", reference=self.reference),
                "body_html": plaintext2html("\n\n".join(filter(None, lines))),
                "email_from": sender,
                "reply_to": sender,
                "email_to": contractor.email,
            }
        )

    def _due_in_words(self):
        """:return: by when it should be done, or False once that has passed"""
        due_at = self._due_at()
        if not due_at or due_at < fields.Datetime.now():
            return False
        return format_datetime(
            self.env,
            due_at,
            tz=self.company_id._hate_time_zone(),
            dt_format="EEEE d MMMM, HH:mm",
        )

    def action_done(self, done_at, confirmed_by=False, photos=()):
        """Record that the work is done; the clock stops if that is shown.

        :param done_at: naive UTC
        :param confirmed_by: who confirmed that the work is finished, if anyone did
        :param photos: list of dicts of ``stage`` and ``content`` (bytes)
        :raise UserError: nothing shows it, or not open any longer
        """
        self.ensure_one()
        self._check_open()
        wrong = text_checks.check_moment(
            done_at, fields.Datetime.now(), self.env._("when the work was done")
        )
        if wrong:
            raise UserError(self.env._(wrong.template, **wrong.values))
        self.case_id._lock()
        # sudo: method-only fields; the right to work on the case was checked
        self.sudo()._finish(done_at, confirmed_by, False, photos)
        return True

    def _shown_to_contractor(self):
        """:return: dict of all that the contractor's page may show, and nothing else"""
        self.ensure_one()
        company = self.company_id
        return {
            "reference": self.reference,
            "address": self.address,
            "task": self.task,
            "access_note": self.access_note,
            "due": self._due_in_words(),
            "company": company.name,
            "phone": company.hate_hub_phone or company.phone,
        }

    def _take_answer(self, form, photos):
        """Take what the contractor sent by the link.

        :param form: dict of ``answer`` (done or declined), ``confirm``, ``name`` and
            ``said``
        :param photos: list of dicts of ``stage`` and ``content`` (bytes)
        :raise UserError: what is missing, in a sentence
        """
        self.ensure_one()
        self.case_id._lock()
        name = text_checks.clean_line(form.get("name") or "")[:MAX_NAME]
        said = text_checks.clean_text(form.get("said") or "")[:MAX_SAID]
        if form.get("answer") == "declined":
            if not said:
                raise UserError(self.env._("Please say why you can't do it."))
            self._hand_back(said)
            return
        if form.get("confirm") and not name:
            raise UserError(self.env._("Please give your name."))
        self._finish(
            fields.Datetime.now(),
            form.get("confirm") and name,
            said,
            photos,
            from_contractor=True,
        )

    def _finish(self, done_at, confirmed_by, answer, photos, from_contractor=False):
        """The caller has checked who says so, and that the order is open."""
        self.env["hate.order.photo"]._keep(self, photos, from_contractor)
        self.write(
            {
                "done_at": done_at,
                "done_by": confirmed_by,
                "is_confirmed": bool(confirmed_by),
                "answer": answer,
            }
        )
        if not self._evidence_kinds():
            raise UserError(
                self.env._(
                    "Please add a photo of the finished work, or say who confirmed it."
                )
            )
        self.state = words.ORDER_DONE
        self.link_ids._revoke()
        self._record_done()
        self.case_id._log_neutral(self.env._("A job was done"))

    def _hand_back(self, answer):
        """The contractor can't do it: somebody else has to."""
        self.write({"state": words.ORDER_DECLINED, "answer": answer})
        self.link_ids._revoke()
        self.case_id._log_neutral(self.env._("A job was handed back"))
        officer = self.case_id.officer_id
        if officer and self.case_id._is_seen_by(officer):
            self.case_id._remind(officer, self.env._("A job was handed back"))

    def action_cancel(self):
        """The work is not needed after all: its clock is called off."""
        self.ensure_one()
        self._check_open()
        self.case_id._lock()
        # sudo: method-only fields; the right to work on the case was checked
        order = self.sudo()
        order.state = words.ORDER_CANCELLED
        order.link_ids._revoke()
        _starts, stops = words.ORDER_EVENTS[order.kind]
        order.case_id._end_promises((stops, words.EVENT_HAZARD_MADE_SAFE), order)
        order.case_id._log_neutral(self.env._("A job was cancelled"))
        return True

    def action_revoke(self):
        """The link that was sent works no longer."""
        self.check_access("write")
        # sudo: links are written by these methods alone
        self.sudo().link_ids._revoke()

    def _check_open(self):
        """:raise UserError: done, cancelled, or not this user's to change"""
        self.check_access("write")
        if self.state not in words.ORDER_OPEN:
            raise UserError(self.env._("This job is not open any longer."))

    def _link_expiry(self):
        return fields.Datetime.now() + timedelta(days=LINK_DAYS)
