from datetime import timedelta

from odoo import api, fields, models, tools

from ..policy import closing


class HateLinkGuess(models.Model):
    """Wrong links tried from one address, so that nobody can go through them.

    The address itself is not kept: only a keyed hash of it that changes every day.
    """

    _name = "hate.link.guess"
    _description = "Wrong link tried"
    _inherit = ["hate.personal.mixin"]
    _log_access = False
    _plain_fields = frozenset({"address_hash"})

    address_hash = fields.Char(required=True)
    guessed_at = fields.Datetime(required=True)

    _address_idx = models.Index("(address_hash, guessed_at)")

    @api.model
    def _hash_of(self, address):
        """:param address: IP address
        :return: what stands for it today
        """
        # sudo: the key of the hash is a system parameter
        return tools.hmac(
            self.env(su=True), f"hate-link-{fields.Date.today()}", address or ""
        )

    @api.model
    def _is_blocked(self, address):
        """:return: whether too many wrong links came from this address lately"""
        since = fields.Datetime.now() - timedelta(hours=1)
        # sudo: nobody has a right on this table
        tried = self.sudo().search_count(
            [
                ("address_hash", "=", self._hash_of(address)),
                ("guessed_at", ">", since),
            ],
            limit=closing.GUESSES_AN_HOUR,
        )
        return tried >= closing.GUESSES_AN_HOUR

    @api.model
    def _note(self, address):
        """Remember a wrong link."""
        # sudo: as in _is_blocked
        self.sudo().create(
            {
                "address_hash": self._hash_of(address),
                "guessed_at": fields.Datetime.now(),
            }
        )

    @api.autovacuum
    def _gc_old(self):
        self.search(
            [("guessed_at", "<", fields.Datetime.now() - timedelta(days=1))]
        ).unlink()
