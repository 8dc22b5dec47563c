from odoo import models


class HateDisclosure(models.Model):
    """A pack whose consent was taken back after its release is read by nobody more."""

    _inherit = "hate.disclosure"

    def _to_be_recalled(self):
        """Close the packs among these at once; who has read them is told as well."""
        done = super()._to_be_recalled()
        # sudo: whoever records the person's wish may not be on the item; it only ever
        # closes what was open
        packs = (
            self.env["hate.panel.pack"]
            .sudo()
            .search([("disclosure_id", "in", self.ids)])
        )
        packs._on_disclosure_stopped()
        return done
