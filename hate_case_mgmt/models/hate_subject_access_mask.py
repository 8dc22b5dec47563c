from collections import Counter

from odoo import models

from ..policy import redaction
from ..policy import vocabulary_keep as keep
from ..policy import vocabulary_police as found


class HateSubjectAccess(models.Model):
    """Masking everybody else."""

    _inherit = "hate.subject.access"

    def action_look_again(self):
        """Look through the texts once more, with what is to be masked as well."""
        self._check_state(keep.ACCESS_CHECKING)
        self._look_through()
        return True

    def action_leave_hints(self):
        """Leave every hint that nobody has decided: they were looked at, and tell
        nothing. What names somebody is not touched."""
        self._check_state(keep.ACCESS_CHECKING)
        hints = self.finding_ids.filtered(
            lambda row: row.kind == found.FOUND_HINT and not row.decision
        )
        hints.write({"decision": keep.FINDING_LEAVE})
        self._mask()
        return True

    def _look_through(self):
        """Make the list of what tells who others are; decisions made are kept."""
        # sudo: findings come from the texts; users write their decisions only
        request = self.sudo()
        made = {
            (row.kind, row.shown): (row.decision, row.reason)
            for row in request.finding_ids
        }
        places, known = Counter(), set()
        for item in request.item_ids.filtered("text"):
            for finding in self._findings(item.text):
                key = (finding.kind, finding.shown)
                places[key] += 1
                if finding.known:
                    known.add(key)
        too = {line.casefold() for line in self._mask_too()}
        request.finding_ids.unlink()
        request.finding_ids.create(
            [
                {
                    "access_id": self.id,
                    "kind": kind,
                    "shown": shown,
                    "places": count,
                    "known": (kind, shown) in known,
                    **self._decided(kind, shown, made, too),
                }
                for (kind, shown), count in places.items()
            ]
        )
        self._mask()

    def _decided(self, kind, shown, made, too):
        """:return: what is done unless somebody decides otherwise: what names somebody
        is masked; what may give somebody away is a person's to judge"""
        decision, reason = made.get((kind, shown), (False, False))
        if not decision and (kind != found.FOUND_HINT or shown.casefold() in too):
            decision = keep.FINDING_MASK
        return {"decision": decision, "reason": reason}

    def _findings(self, text):
        """:return: list of ``redaction.Finding`` of others in a text, without what lies
        within something of the person's own, such as the street both live in"""
        own = [
            (finding.start, finding.end)
            for finding in redaction.find(text, self._own())
            if finding.known
        ]
        return [
            finding
            for finding in redaction.find(text, self._others())
            if not any(
                start <= finding.start and finding.end <= end for start, end in own
            )
        ]

    def _own(self):
        """:return: ``redaction.People`` of the person who asks"""
        return self._known_of(self.party_ids, with_request=True)

    def _others(self):
        """:return: ``redaction.People`` of everybody else in their cases"""
        # sudo: whom to mask must not depend on what the user may read
        everyone = self.sudo().party_ids.case_id.party_ids
        others = self._known_of(everyone - self.sudo().party_ids)
        own = self._own()
        # what both have, such as a shared home, is the person's own as well
        return redaction.People(
            **{
                name: tuple(
                    value
                    for value in getattr(others, name)
                    if value.casefold()
                    not in {text.casefold() for text in getattr(own, name)}
                )
                for name in ("names", "addresses", "phones", "emails")
            },
            telling=(*others.telling, *self._mask_too()),
        )

    def _known_of(self, people, with_request=False):
        known = {
            "names": [
                *people.mapped("name"),
                *people.mapped("partner_id.name"),
                *people.mapped("user_id.name"),
                *self._other_names(people),
            ],
            "addresses": [
                *people.mapped("address"),
                *(
                    ", ".join(filter(None, (home.name, home.zip)))
                    for home in people.property_id
                ),
                *people.mapped("safe_place"),
            ],
            "phones": people.mapped("phone"),
            "emails": people.mapped("email"),
            "telling": [*people.mapped("organisation"), *people.mapped("code_word")],
        }
        if with_request:
            known["names"].append(self.person_name)
            known["addresses"].append(self.person_address)
            known["phones"].append(self.person_phone)
            known["emails"].append(self.person_email)
        return redaction.People(
            **{name: tuple(filter(None, values)) for name, values in known.items()}
        )

    def _other_names(self, people):
        """:return: list of names by which they are called, as what is known of them
        says: "known as Gaz" """
        return [
            finding.shown
            for text in filter(None, people.mapped("description"))
            for finding in redaction.find(text)
            if finding.kind == found.FOUND_NAME
        ]

    def _mask_too(self):
        return [
            line.strip() for line in (self.mask_too or "").splitlines() if line.strip()
        ]

    def _mask(self):
        """Write each text as the person will read it."""
        # sudo: as in _look_through
        request = self.sudo()
        left = {
            (row.kind, row.shown)
            for row in request.finding_ids
            if row.decision == keep.FINDING_LEAVE
        }
        for item in request.item_ids.filtered("text"):
            taken = [
                finding
                for finding in self._findings(item.text)
                if (finding.kind, finding.shown) not in left
            ]
            item.masked = redaction.mask(item.text, taken)
