from itertools import zip_longest

from odoo import api, fields, models

# which of the compared texts is the clause
CLAUSE_LINE = 2


class HateStandardCompare(models.TransientModel):
    """Two standards side by side, promise by promise."""

    _name = "hate.standard.compare"
    _description = "Compare two standards"

    left_id = fields.Many2one("hate.standard", string="Compare", required=True)
    right_id = fields.Many2one("hate.standard", string="With", required=True)
    show_same = fields.Boolean(string="Show promises that are the same")
    table = fields.Html(compute="_compute_table", sanitize=False)

    @api.depends("left_id", "right_id")
    def _compute_display_name(self):
        for wizard in self:
            wizard.display_name = self.env._("Compare two standards")

    @api.depends("left_id", "right_id", "show_same")
    def _compute_table(self):
        for wizard in self:
            wizard.table = self.env["ir.qweb"]._render(
                "hate_case_mgmt.hate_standard_compare_table",
                {
                    "left": wizard.left_id,
                    "right": wizard.right_id,
                    "rows": wizard._rows(),
                },
            )

    def _rows(self):
        """:return: list of ``{name, left, right}``, each side a list of
        ``{text, differs}`` or None where the promise is not made
        """
        self.ensure_one()
        if not (self.left_id and self.right_id):
            return []
        rows = []
        for left, right in self._pairs():
            texts = [self._texts(promise) for promise in (left, right)]
            # where a promise is written tells nothing about what is promised
            differing = [
                line != CLAUSE_LINE and a != b
                for line, (a, b) in enumerate(zip(*texts, strict=True))
            ]
            if left and right and not any(differing) and not self.show_same:
                continue
            rows.append(
                {
                    "topic": self._topic(left or right),
                    "left": self._cell(left, texts[0], differing),
                    "right": self._cell(right, texts[1], differing),
                }
            )
        return rows

    def _pairs(self):
        """:return: promises of both sides kept by the same event after the same
        start, in the order of the standards
        """
        sides = [
            standard.commitment_ids.grouped(
                lambda promise: (promise.trigger_event, promise.met_by_event)
            )
            for standard in (self.left_id, self.right_id)
        ]
        none = self.env["hate.commitment"]
        pairs = [
            pair
            for key in dict.fromkeys([*sides[0], *sides[1]])
            for pair in zip_longest(
                *(side.get(key, none) for side in sides), fillvalue=none
            )
        ]
        return sorted(pairs, key=lambda pair: (pair[0] or pair[1]).sequence)

    def _topic(self, promise):
        """:return: what the promise is about, in a word of the event that keeps it"""
        return self._label(promise, "met_by_event")

    def _texts(self, promise):
        """:return: what is compared, one text a line"""
        if not promise:
            return [""] * 7
        return [
            promise.name,
            promise._terms_in_words(),
            promise.clause or "",
            self._label(promise, "evidence"),
            self._label(promise, "responsible"),
            self._label(promise, "escalate_to"),
            self._label(promise, "waivable_by"),
        ]

    def _cell(self, promise, texts, differing):
        if not promise:
            return None
        labels = [
            "",
            self.env._("Within"),
            self.env._("Clause"),
            self.env._("Shown by"),
            self.env._("Answers for it"),
            self.env._("Then told"),
            self.env._("May be waived by"),
        ]
        return [
            {"label": label, "text": text, "differs": differs}
            for label, text, differs in zip(labels, texts, differing, strict=True)
            if text
        ]

    def _label(self, promise, field):
        selection = promise._fields[field]._description_selection(self.env)
        return dict(selection)[promise[field]]
