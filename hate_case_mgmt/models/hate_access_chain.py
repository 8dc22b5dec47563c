from odoo import api, models

from ..policy import access_chain

# what the hash of an entry covers, in this order
SEALED = (
    "id",
    "at",
    "user_id",
    "company_id",
    "case_id",
    "reference",
    "kind",
    "relation",
    "model",
    "count",
    "address",
    "note",
)
SEALED_AT_ONCE = 5000
CHECKED_AT_ONCE = 20000
# an entry is sealed within a minute; one that waits this long is told of
LATE = "1 hour"


class HateAccessLog(models.Model):
    """The chain of hashes over the log, one for each landlord.

    Entries are written unsealed, so that nobody who looks at a case waits for another,
    and sealed in their order within a minute. Until then whoever runs the database can
    take one out unseen; afterwards they would have to seal all later ones anew, and
    what was noted at each check and in the server's own log would tell.
    """

    _inherit = "hate.access.log"

    @api.model
    def _cron_seal(self):
        """Seal what is new, in batches, each kept by itself."""
        while self._seal() == SEALED_AT_ONCE:
            self.env["ir.cron"]._commit_progress(SEALED_AT_ONCE)

    @api.model
    def _seal(self):
        """Give the next entries their place and hash.

        Two who seal at once can't both succeed: places are unique, and the second to
        write finds that its entries have changed.

        :return: how many were sealed, at most ``SEALED_AT_ONCE``
        """
        self.env.cr.execute(
            f"""SELECT {", ".join(SEALED)} FROM hate_access_log
                 WHERE hash IS NULL ORDER BY id LIMIT %s""",
            [SEALED_AT_ONCE],
        )
        entries = self.env.cr.fetchall()
        heads, sealed = {}, []
        company = SEALED.index("company_id")
        for values in entries:
            of_company = values[company]
            if of_company not in heads:
                heads[of_company] = self._head(of_company)
            place, before = heads[of_company]
            heads[of_company] = place + 1, access_chain.hash_of(before, values)
            sealed.append((values[0], *heads[of_company]))
        if sealed:
            ids, places, hashes = map(list, zip(*sealed, strict=True))
            self.env.cr.execute(
                """UPDATE hate_access_log log SET place = new.place, hash = new.hash
                     FROM unnest(%s::int[], %s::int[], %s::text[])
                          AS new(id, place, hash)
                    WHERE log.id = new.id""",
                [ids, places, hashes],
            )
            self.invalidate_model(["place", "hash"], flush=False)
        return len(entries)

    @api.model
    def _head(self, company_id):
        """:return: ``(place, hash)`` of the last entry of a landlord's chain, which may
        be written down elsewhere by now"""
        self.env.cr.execute(
            """SELECT place, hash FROM hate_access_log
                WHERE company_id = %s AND place IS NOT NULL
                ORDER BY place DESC LIMIT 1""",
            [company_id],
        )
        return self.env.cr.fetchone() or self._anchor(company_id)

    @api.model
    def _anchor(self, company_id):
        """:return: ``(place, hash)`` of the last entry of the last closed period"""
        # sudo: a place and a hash of the last closed period, of which the user need not
        # be allowed to read the file; neither tells anything of a case
        last = (
            self.env["hate.access.archive"]
            .sudo()
            .search([("company_id", "=", company_id)], order="to_place desc", limit=1)
        )
        return (last.to_place, last.head_hash) if last else (0, access_chain.START)

    @api.model
    def _breaks(self, company):
        """Go through a landlord's chain from the last closed period on.

        :return: list of ``access_chain.Break``, empty if it holds
        """
        place, before = self._anchor(company.id)
        return list(access_chain.breaks(self._chain(company.id, place), place, before))

    @api.model
    def _chain(self, company_id, place):
        """:return: generator of (number, place, hash, values), in the order of the
        chain, from the one after this place on"""
        while True:
            self.env.cr.execute(
                f"""SELECT place, hash, {", ".join(SEALED)} FROM hate_access_log
                     WHERE company_id = %s AND place > %s ORDER BY place LIMIT %s""",
                [company_id, place, CHECKED_AT_ONCE],
            )
            rows = self.env.cr.fetchall()
            for place, sealed, *values in rows:
                yield values[0], place, sealed, values
            if len(rows) < CHECKED_AT_ONCE:
                return

    @api.model
    def _findings(self, company):
        """What is wrong with a landlord's log.

        :return: list of sentences, empty if nothing is
        """
        findings = [self._in_words(found) for found in self._breaks(company)]
        findings += self.env["hate.access.check"]._lost_since_last(company)
        self.env.cr.execute(
            f"""SELECT count(*) FROM hate_access_log
                 WHERE company_id = %s AND hash IS NULL
                 AND at < (now() AT TIME ZONE 'UTC') - interval '{LATE}'""",
            [company.id],
        )
        (late,) = self.env.cr.fetchone()
        if late:
            findings.append(
                self.env._(
                    "%(number)s entries have not been sealed for more than an hour. "
                    "Ask your administrator whether scheduled actions run.",
                    number=late,
                )
            )
        return findings

    @api.model
    def _in_words(self, found):
        if found.kind == access_chain.CHANGED:
            return self.env._(
                "Entry %(entry)s, place %(place)s, is not as it was written, or the "
                "one before it.",
                entry=found.entry,
                place=found.place,
            )
        if found.place == found.until:
            return self.env._(
                "The entry at place %(place)s is missing.", place=found.place
            )
        return self.env._(
            "The entries at places %(place)s to %(until)s are missing.",
            place=found.place,
            until=found.until,
        )
