from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import text_checks
from ..policy import vocabulary as words


class HateOrder(models.Model):
    """A repair or graffiti to remove, with a clock of its own [000.b6] [002.4.10a].

    The contractor learns the address and the task, never why: no name, no reference of
    the case, no word that tells. They answer by a link of their own.
    """

    _name = "hate.order"
    _description = "Repair order"
    _inherit = ["hate.case.mixin"]
    _order = "reported_at desc, id desc"
    _masked_fields = {"address": "home_confidential"}
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
    home_confidential = fields.Boolean(
        related="case_id.home_confidential", related_sudo=False
    )
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
    _open_idx = models.Index(
        "(reported_at DESC, id DESC) WHERE state IN ('reported', 'sent', 'declined')"
    )
    _reference_uniq = models.Constraint(
        "UNIQUE(company_id, reference)", "This job number is already in use."
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

    def _check_open(self):
        """:raise UserError: done, cancelled, or not this user's to change"""
        self.check_access("write")
        if self.state not in words.ORDER_OPEN:
            raise UserError(self.env._("This job is not open any longer."))
