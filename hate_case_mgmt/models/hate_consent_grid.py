from odoo import api, fields, models

from ..policy import vocabulary_gate as gate


class HateConsent(models.Model):
    """Who may be told what, as a table for the tab Sharing."""

    _inherit = "hate.consent"

    @api.model
    def _grid_of(self, answers):
        """:param answers: {((recipient's key, purpose), class): latest answer} of one
            person
        :return: dict of ``columns`` and ``rows`` for the tab Sharing
        """
        columns = {}
        for (column, _name), row in answers.items():
            columns.setdefault(column, row)
        asked = [
            name
            for name, _label in gate.DATA_CLASSES
            if any(name == about for _column, about in answers)
        ]
        labels = dict(self._fields["data_class"]._description_selection(self.env))
        return {
            "columns": [
                {
                    "key": "|".join(column),
                    "to": row.recipient_label,
                    "purpose": row._selection_label("purpose"),
                }
                for column, row in columns.items()
            ],
            "rows": [
                {
                    "key": name,
                    "label": labels[name],
                    "cells": [
                        {
                            "key": "|".join(column),
                            **answers.get((column, name), self)._cell(),
                        }
                        for column in columns
                    ],
                }
                for name in asked
            ],
        }

    def _cell(self):
        """:return: dict of one answer as the grid shows it; empty if nobody asked"""
        if not self:
            return {"id": False, "standing": "none", "label": self.env._("Not asked")}
        return {
            "id": self.id,
            "standing": self.standing,
            "label": self._selection_label("standing"),
            "hint": self.condition or False,
            "on": fields.Date.to_string(self._asked_on()),
            "until": fields.Date.to_string(self.expires_on) or False,
        }
