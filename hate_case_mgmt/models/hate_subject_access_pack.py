import base64
import hashlib
import io
import zipfile
from collections import Counter
from pathlib import PurePath

from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ..policy import redaction, text_checks
from ..policy import subject_access as policy
from ..policy import vocabulary as words
from ..policy import vocabulary_keep as keep
from ..policy import vocabulary_police as found

OFFICER = "hate_case_mgmt.group_data_protection"
# The same content gives the same file, and so the same hash
ZIP_TIME = (1980, 1, 1, 0, 0, 0)


class HateSubjectAccess(models.Model):
    """Gathering, masking and releasing the pack."""

    _inherit = "hate.subject.access"

    # ------------------------------------------------------------------
    # Gathering
    # ------------------------------------------------------------------

    def action_gather(self):
        """Copy what concerns the person, and look for what tells who others are.

        :raise UserError: nobody was chosen, or how the person was recognised is missing
        """
        self._check_state(keep.ACCESS_GATHERING, keep.ACCESS_CHECKING)
        if not (self.identity_note or "").strip():
            raise UserError(
                self.env._("Please say how we know that it is them who ask.")
            )
        if not self.party_ids:
            raise UserError(
                self.env._(
                    "Please choose who this person is in the cases. If we hold "
                    "nothing, say so in the answer and refuse the request."
                )
            )
        # sudo: items come from the records themselves, read as the user; users write
        # none by hand
        request = self.sudo()
        request.item_ids.unlink()
        request.item_ids.create(self._texts())
        self._step(
            {
                "state": keep.ACCESS_CHECKING,
                "case_ids": self.party_ids.case_id.ids,
                "prepared_by_id": self.env.uid,
            }
        )
        self._look_through()
        self._log_access("exported")
        return True

    def _texts(self):
        """:return: list of values of items, read as the user"""
        values = []
        for party in self.party_ids:
            for record in self._records_of(party):
                values += self._items_of(record, party)
        return [
            {**value, "access_id": self.id, "sequence": number}
            for number, value in enumerate(values)
        ]

    def _records_of(self, party):
        """:return: the records of the party's case, the party first"""
        yield party
        for name in party.case_id._models_of_a_case():
            model = self.env[name]
            if model._transient or name in policy.LEFT_OUT or not model._personal():
                continue
            if not model.has_access("read"):
                continue
            for record in model.search([("case_id", "=", party.case_id.id)]):
                if record != party:
                    yield record

    def _items_of(self, record, party):
        """:return: list of values of items from one record"""
        linked = self._people_of(record)
        them, another = party in linked, bool(linked - self.party_ids)
        given = [
            name
            for name, kind in record._personal().items()
            if kind != "key"
            and policy.may_give(party.role, record._name, name, them, another)
        ]
        if not given:
            return []
        title = record._description
        # to somebody alleged even that there is a case of somebody's would tell
        if party.role != words.ROLE_ALLEGED:
            title = f"{title} ({party.case_id.name})"
        day = format_date(self.env, record.create_date)
        items = []
        for name in given:
            field = record._fields[name]
            label = f"{title}, {day}: {field._description_string(self.env)}"
            if field.type in ("binary", "image"):
                items += self._files_of(record, name, label)
            elif text := self._as_text(record, name):
                items.append({"title": label, "text": text})
        return items

    def _as_text(self, record, name):
        value = record[name]
        if not value:
            return ""
        if record._fields[name].type == "html":
            return text_checks.clean_text(Markup(value).striptags())
        return value if isinstance(value, str) else ""

    def _files_of(self, record, name, title):
        """:return: values of items for the file of a field, not given unless chosen"""
        # sudo: files of fields are no user's to search; the record was read as the user
        files = self.env["ir.attachment"].sudo()
        found_files = files.search(
            [
                ("res_model", "=", record._name),
                ("res_id", "=", record.id),
                ("res_field", "=", name),
            ]
        )
        return [
            {"title": title, "file_id": file.id, "included": False}
            for file in found_files
        ]

    def _people_of(self, record):
        """:return: the ``hate.party`` records a record is linked with"""
        people = self.env["hate.party"]
        if record._name == people._name:
            return record
        for name, field in record._fields.items():
            if (
                field.type == "many2one"
                and field.comodel_name == people._name
                and field.store
            ):
                people |= record[name]
        return people

    # ------------------------------------------------------------------
    # Masking
    # ------------------------------------------------------------------

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
            "names": people.mapped("name"),
            "addresses": [
                *people.mapped("address"),
                *people.mapped("property_id.name"),
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

    # ------------------------------------------------------------------
    # Releasing
    # ------------------------------------------------------------------

    def action_make_pack(self):
        """Put together what is given, for a colleague to release.

        :raise UserError: something is undecided, or a name of another is still in it
        """
        self._check_state(keep.ACCESS_CHECKING)
        self._look_through()
        self._check_decided()
        content = self._zip()
        self._step(
            {
                "state": keep.ACCESS_READY,
                "prepared_by_id": self.env.uid,
                "pack": base64.b64encode(content),
                "pack_name": self.env._("answer.zip"),
                "pack_sha256": hashlib.sha256(content).hexdigest(),
            }
        )
        return True

    def _check_decided(self):
        open_ones = self.finding_ids._undecided()
        if open_ones:
            raise UserError(
                self.env._(
                    "%(count)s findings are not decided yet, or are left without a "
                    "reason. Mask each, or say why it stays.",
                    count=len(open_ones),
                )
            )
        if self.finding_ids._forbidden():
            raise UserError(
                self.env._(
                    "Somebody alleged never learns who else is in the case. Please "
                    "mask what belongs to another person."
                )
            )
        # once more, in what the person would read
        left = {
            row.shown for row in self.finding_ids if row.decision == keep.FINDING_LEAVE
        }
        for item in self.item_ids.filtered("included"):
            if any(
                finding.known and finding.shown not in left
                for finding in self._findings(item.masked or "")
            ):
                raise UserError(
                    self.env._("A name of somebody else is still in the texts.")
                )

    def action_back(self):
        """Go on checking: the pack is thrown away and made anew."""
        self._check_state(keep.ACCESS_READY)
        self._step({"state": keep.ACCESS_CHECKING, "pack": False, "pack_sha256": False})
        return True

    def action_release(self):
        """Release the pack as the second person. Nothing of it changes afterwards; what
        was gathered for it is deleted. Where the landlord has one data protection
        officer only, they release it themselves, and it stays on record that they did.

        :raise AccessError: the one who prepared it, and there is somebody else
        """
        self._check_state(keep.ACCESS_READY)
        if self.env.user == self.prepared_by_id and self._has_another_officer():
            raise AccessError(
                self.env._(
                    "You prepared it, so a colleague releases it: two people look "
                    "before anything goes out."
                )
            )
        self._step(
            {
                "state": keep.ACCESS_RELEASED,
                "released_by_id": self.env.uid,
                "released_at": fields.Datetime.now(),
            }
        )
        # sudo: copies made for checking; the pack is what was given
        self.sudo().item_ids.unlink()
        self.sudo().finding_ids.unlink()  # sudo: as above
        self._log_access("shared")
        return True

    def _has_another_officer(self):
        """:return: whether somebody else could release it: who is shut out of one of
        its cases does not know that it is there"""
        # sudo: who holds the role and is shut out, for a yes or no
        shut_out = self.sudo().case_ids.excluded_user_ids
        users = self.env["res.users"].sudo()
        return bool(
            users.search_count(
                [
                    ("all_group_ids", "in", self.env.ref(OFFICER).ids),
                    ("company_ids", "in", self.company_id.ids),
                    ("id", "not in", [self.env.uid, *shut_out.ids]),
                ],
                limit=1,
            )
        )

    def action_refuse(self):
        """Close the request without a pack.

        :raise UserError: no reason
        """
        self._check_state(keep.ACCESS_GATHERING, keep.ACCESS_CHECKING)
        if not (self.refusal_reason or "").strip():
            raise UserError(
                self.env._(
                    "Please say why first. The person is told within the month, and "
                    "that they can complain to the Information Commissioner."
                )
            )
        # sudo: copies made for checking
        self.sudo().item_ids.unlink()
        self.sudo().finding_ids.unlink()  # sudo: as above
        self._step({"state": keep.ACCESS_REFUSED})
        return True

    def _log_access(self, kind):
        self.env["hate.access.log"]._log(kind, self.case_ids, self.display_name)

    # ------------------------------------------------------------------
    # The pack
    # ------------------------------------------------------------------

    def _zip(self):
        """:return: bytes of a ZIP with one page to read and the files chosen"""
        given = self.item_ids.filtered("included")
        # sudo: files that the user has looked at and chosen
        files = given.sudo().file_id
        names = {
            file: text_checks.neutral_file_name(
                f"{number:02}{PurePath(file.name or '').suffix.lower()}"
            )
            for number, file in enumerate(files, 1)
        }
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as pack:
            page = self._page(given.filtered("text"), names)
            pack.writestr(zipfile.ZipInfo("answer.html", ZIP_TIME), page)
            for file, name in names.items():
                entry = zipfile.ZipInfo(f"files/{name}", ZIP_TIME)
                pack.writestr(entry, file.raw)
        return buffer.getvalue()

    def _page(self, items, names):
        return self.env["ir.qweb"]._render(
            "hate_case_mgmt.subject_access_page",
            {
                "request": self,
                "items": items,
                "files": list(names.values()),
                "company": self.company_id,
            },
        )
