from odoo import fields, models

from ..policy import vocabulary as words


class HateCase(models.Model):
    """Repairs and graffiti of a case."""

    _inherit = "hate.case"

    order_ids = fields.One2many("hate.order", "case_id", string="Repairs")

    def action_order_repair(self, kind=words.ORDER_REPAIR, **values):
        """:param kind: one of ``policy.vocabulary.ORDER_KINDS``
        :param values: further values of ``hate.order`` to begin with
        :return: the dialogue in which a repair or graffiti is reported
        """
        self.ensure_one()
        self.check_access("write")
        return self._open_dialogue(
            "hate.order.report",
            self.env._("Report a repair or graffiti"),
            kind=kind,
            **values,
        )

    def action_order_graffiti(self):
        """:return: the same dialogue, for graffiti"""
        return self.action_order_repair(words.ORDER_GRAFFITI)

    def _open_order(self, kind, **values):
        """Open an order, which starts its clock.

        :param kind: one of ``policy.vocabulary.ORDER_KINDS``
        :param values: ``incident_id``, ``reported_at`` (naive UTC), ``hazard``,
            ``address``, ``task``, ``access_note``, ``contractor_id``; what is left out
            is taken from the case
        :return: the ``hate.order``
        """
        self.ensure_one()
        self.check_access("write")
        tasks = {
            words.ORDER_REPAIR: self.env._("Repair the damage."),
            words.ORDER_GRAFFITI: self.env._("Remove the graffiti."),
        }
        incident = self.env["hate.incident"].browse(values.get("incident_id"))
        # sudo: method-only fields; the right to work on the case was checked above
        order = (
            self.env["hate.order"]
            .sudo()
            .create(
                {
                    "case_id": self.id,
                    "kind": kind,
                    "task": tasks[kind],
                    "address": self._order_address(incident),
                    **{name: value for name, value in values.items() if value},
                }
            )
        )
        order._record_reported()
        self._log_neutral(self.env._("A job was reported"))
        return order.sudo(self.env.su)

    def _order_address(self, incident):
        """:return: where the work is, as far as the case knows"""
        home = incident.property_id or self.property_id
        return ", ".join(filter(None, [home.name, home.zip]))
