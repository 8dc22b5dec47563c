import hashlib

import pytz

from odoo import api, fields, models
from odoo.exceptions import LockError, UserError

from ..policy import disclosure as rules
from ..policy import vocabulary as words
from ..policy import vocabulary_gate as gate
from ..policy import working_time

WARN_DAYS = 30


class HateDisclosure(models.Model):
    """The gate: what is missing, and that it leaves once."""

    _inherit = "hate.disclosure"

    # ------------------------------------------------------------------
    # What is missing
    # ------------------------------------------------------------------

    def _refusal(self):
        """Why it may not leave now, for one sharing.

        :return: a sentence, or None if it may go
        """
        self.ensure_one()
        return self._refusals()[self.id]

    def _refusals(self):
        """As :meth:`_refusal` for many, with as many queries as for one.

        :return: {id: sentence or None}
        """
        return {
            sharing.id: sharing._closed_refusal() or self._in_words(refused)
            for sharing, refused in self._asked_of_rules(rules.refusal)
        }

    def _refusal_to_ask(self):
        """:return: why it can't be put before a second person yet, or None"""
        self.ensure_one()
        ((_sharing, refused),) = self._asked_of_rules(rules.refusal_to_ask)
        return self._closed_refusal() or self._in_words(refused)

    def _asked_of_rules(self, rule):
        """:return: list of (sharing, what a function of ``policy.disclosure`` says)"""
        requests = self._requests()
        return [(sharing, rule(requests[sharing.id])) for sharing in self]

    def _closed_refusal(self):
        self.ensure_one()
        if self.state == gate.DISCLOSURE_SENT:
            return self.env._("This has been sent already.")
        if self.state == gate.DISCLOSURE_STOPPED:
            return self.env._("This was stopped. Open a new one if it is still needed.")
        return None

    def _in_words(self, refused):
        """:param refused: ``policy.sentence.Sentence`` or None
        :return: the same in the user's language
        """
        if not refused:
            return None
        values = dict(refused.values)
        if hasattr(refused, "classes"):
            values["what"] = ", ".join(map(self._class_label, refused.classes))
        return self.env._(refused.template, **values)

    def _requests(self):
        """:return: {id: ``policy.disclosure.Request``}, read as the current user"""
        cases = self.case_id
        latest = self.env["hate.consent"]._latest(cases)
        concerns = {
            case.id: frozenset(found)
            for case, found in self.env["hate.safeguarding"]._read_group(
                [("case_id", "in", cases.ids)], ["case_id"], ["about:array_agg"]
            )
        }
        # sudo: the wording of the landlord's standard, which is published
        tests = {case.id: case.sudo().standard_id.sharing_test for case in cases}
        ended = self._agreements_ended()
        return {
            sharing.id: sharing._request(
                latest,
                concerns.get(sharing.case_id.id, frozenset()),
                tests[sharing.case_id.id],
                ended[sharing.id],
            )
            for sharing in self
        }

    def _request(self, latest, concerns, test, agreement_ended):
        self.ensure_one()
        speaker = self.recipient_party_id
        return rules.Request(
            ground=self.ground,
            way=self.way,
            recipient=self.recipient_kind,
            classes=frozenset(self._classes()),
            people=tuple(
                rules.Person(party.id, party.role) for party in self.party_ids._origin
            ),
            wishes=self._wishes_from(latest),
            objected=self._is_objected_to(latest),
            condition_met=self.condition_met or "",
            reason=self.reason or "",
            necessity=self.necessity or "",
            increased_risk=self.increased_risk or "",
            told=self.told or None,
            told_why=self.told_why or "",
            emergency=self.emergency,
            concerns=concerns,
            test=test,
            covered=frozenset(speaker._valid_authorities().given_by_id.ids),
            needs_authority=bool(speaker) and speaker.awaits_authority,
            exempt=bool(speaker) and speaker._is_elected(),
            agreement_ended=agreement_ended,
            approved=self.state == gate.DISCLOSURE_APPROVED,
        )

    def _wishes_from(self, latest):
        """:return: {(party's id, class): ``policy.disclosure.Wish``}"""
        found = {}
        for party in self.party_ids._origin:
            for name in self._classes():
                row = latest.get((party.id, self.recipient_key, self.purpose, name))
                if row:
                    found[party.id, name] = rules.Wish(row.standing, row.condition)
        return found

    def _is_objected_to(self, latest):
        """Whether somebody affected has said no to this recipient and purpose."""
        asked = (self.recipient_key, self.purpose)
        return any(
            (recipient, purpose) == asked
            and row.case_id == self.case_id
            and row.party_id.role != words.ROLE_ALLEGED
            and row.answer in gate.CONSENT_NO
            for (_party, recipient, purpose, _name), row in latest.items()
        )

    def _agreements_ended(self):
        """:return: {id: whether the recipient's sharing agreement has run out}"""
        return {
            sharing.id: bool(
                (until := sharing._agreement_until())
                and until < sharing.case_id._local_today()
            )
            for sharing in self
        }

    def _agreement_until(self):
        """:return: the last day of the recipient's sharing agreement, or False"""
        self.ensure_one()
        return (self.agency_id or self.panel_id).agreement_expires_on

    def _wishes_in_words(self):
        """:return: what the people said when asked, for whoever decides"""
        latest = self.env["hate.consent"]._latest(self.case_id)
        lines = []
        for party in self.party_ids._origin:
            for name in self._classes():
                row = latest.get((party.id, self.recipient_key, self.purpose, name))
                said = row and row._selection_label("standing")
                lines.append(
                    f"{party._label('role')}, {self._class_label(name)}: "
                    + (said or self.env._("not asked"))
                )
        return "\n".join(lines)

    # ------------------------------------------------------------------
    # Leaving, once
    # ------------------------------------------------------------------

    def _send(self, content_text, filename=None):
        """Let it leave: ask the gate once more, and freeze what goes.

        Bringing it to the recipient is the caller's, afterwards and in the same
        transaction, so that nothing is sent that is not on record, and nothing twice.

        :param content_text: the very words that leave
        :param filename: name of the file they leave in, if there is one
        :raise UserError: it was sent already, stopped, taken back or is not allowed
        """
        self.ensure_one()
        self.case_id.check_access("write")
        self._hold()
        # whoever takes consent back at this moment, or sends the same, notices
        self.case_id._take_turn()
        refused = self._refusal() or self._refusal_of_words(content_text)
        if refused:
            raise UserError(refused)
        now = fields.Datetime.now()
        content = content_text or ""
        digest = hashlib.sha256(content.encode()).hexdigest()
        envelope = self._envelope(now, digest)
        self._move(
            {
                "state": gate.DISCLOSURE_SENT,
                "sent_at": now,
                "sent_by_id": self.env.uid,
                "content": content,
                "content_sha256": digest,
                "envelope": envelope,
                "envelope_sha256": hashlib.sha256(envelope.encode()).hexdigest(),
                "file_name": filename,
                "agreement": self._agreement_in_words(),
                "exemption": self._exemption(),
                "approval_due_at": self._approval_due(now),
                "wishes": self.wishes or self._wishes_in_words(),
            }
        )
        self._log_shared()
        if self.approval_due_at:
            self._ask_managers(self.approval_due_at.date())

    def _refusal_of_words(self, content):
        """Why these very words may not leave on this ground: what goes without names
        must name nobody.

        :param content: the very words that are to leave
        :return: a sentence, or None if they may go
        """
        self.ensure_one()
        if self.ground != gate.GROUND_ANONYMOUS:
            return None
        recipient = self.agency_id or self.panel_id
        return self.case_id._refusal_without_names(content, recipient)

    def _log_shared(self):
        self.case_id._log_neutral(self.env._("Information shared"))
        if self.ground != gate.GROUND_OWN_WORK:
            self.env["hate.access.log"]._log(words.ACCESS_SHARED, self.case_id)

    def _approval_due(self, now):
        """:return: by when a second person decides on what went first, or False"""
        ((_sharing, follows),) = self._asked_of_rules(rules.approval_follows)
        if not follows:
            return False
        due = working_time.end_of_working_day_after(
            pytz.utc.localize(now), 1, self.company_id._hate_calendar()
        )
        return due.replace(tzinfo=None)

    def _envelope(self, at, digest):
        """:return: what it rested on, as one text in fixed words"""
        lines = [
            f"case: {self.case_id.name}",
            f"at: {fields.Datetime.to_string(at)} UTC",
            f"to: {self.recipient_kind}: {self.recipient_label}",
            f"way: {' to '.join(filter(None, (self.way, self.sent_to)))}",
            f"about: {', '.join(str(party.id) for party in self.party_ids)}",
            f"what: {', '.join(self._classes())}",
            f"purpose: {self.purpose}",
            f"ground: {self.ground}",
            f"agreement: {self._agreement_in_words() or '-'}",
            f"authority: {self._exemption() or '-'}",
            f"asked for by: {self.user_id.id}",
            f"approved by: {self.approver_id.id or '-'}",
            f"sha256: {digest}",
        ]
        return "\n".join(lines)

    def _agreement_warning(self):
        """:return: what to know of the recipient's sharing agreement, or False"""
        if not (self.agency_id or self.panel_id):
            return False
        until = self._agreement_until()
        if not until:
            return self.env._("None is on file.")
        days = (until - self.case_id._local_today()).days
        if days < 0:
            return self.env._("Ended on %(day)s.", day=fields.Date.to_string(until))
        if days < WARN_DAYS:
            return self.env._(
                "Ends soon, on %(day)s.", day=fields.Date.to_string(until)
            )
        return self._agreement_in_words()

    def _agreement_in_words(self):
        until = self._agreement_until()
        return until and self.env._("Until %(day)s", day=fields.Date.to_string(until))

    def _exemption(self):
        """:return: why no written authority was needed, or False [003.6.3]"""
        speaker = self.recipient_party_id
        return bool(speaker) and speaker._is_elected() and speaker.discuss_note

    # ------------------------------------------------------------------

    def _hold(self, wait=False):
        """Let one user at a time move it.

        :param wait: wait for whoever moves it now, in place of giving up
        :raise UserError: a colleague moves it at this moment
        """
        # sudo: only locks the rows; the right on the case was checked
        rows = self.sudo()
        if wait:
            self.env.cr.execute(
                "SELECT id FROM hate_disclosure WHERE id = ANY(%s) FOR UPDATE",
                [self.ids],
            )
            rows.invalidate_recordset()
            return
        try:
            rows.lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._(
                    "A colleague is sharing or deciding this at this very moment. "
                    "Please look again in a minute."
                )
            ) from error

    def _move(self, values):
        # sudo: no user writes these rows by hand; each caller has checked the right on
        # the case and the rule of the step
        self.sudo().write(values)

    @api.model
    def _opened(self, values):
        # sudo: as in _move; the case has checked the right
        return self.sudo().create(values).sudo(self.env.su)
