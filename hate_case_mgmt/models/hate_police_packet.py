import secrets

from odoo import fields, models
from odoo.exceptions import UserError

from ..policy import redaction
from ..policy import vocabulary_gate as gate
from ..policy import vocabulary_police as police

# Without letters and digits that are mistaken for one another
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
# In which part of the national form a class of data belongs
SECTION_OF_CLASS = {
    gate.CLASS_IDENTITY: police.SECTION_ABOUT,
    gate.CLASS_ADDRESS: police.SECTION_ABOUT,
    gate.CLASS_HOUSEHOLD: police.SECTION_ABOUT,
    gate.CLASS_HEALTH: police.SECTION_ABOUT,
    gate.CLASS_RISK: police.SECTION_ABOUT,
    gate.CLASS_STRAND: police.SECTION_WHY,
    gate.CLASS_ALLEGED: police.SECTION_WHO,
    gate.CLASS_EVIDENCE: police.SECTION_EVIDENCE,
    gate.CLASS_CONTACT: police.SECTION_CONTACT,
}
ANONYMOUS_SECTIONS = (
    police.SECTION_WHAT,
    police.SECTION_WHEN,
    police.SECTION_WHERE,
    police.SECTION_WHY,
)


class HatePoliceReport(models.Model):
    """What leaves for the police: their form's questions, in its order [003.9.2d]."""

    _inherit = "hate.police.report"

    def _open_packet(self, ground, parties, classes, values):
        """Begin the sharing of a packet with names."""
        self.ensure_one()
        sharing = self.case_id._open_disclosure(
            gate.WAY_POLICE_REPORT,
            {"kind": gate.RECIPIENT_POLICE, "name": ""},
            parties,
            classes,
            gate.PURPOSE_POLICE,
            ground=ground,
            record=self,
            **values,
        )
        self._move({"disclosure_id": sharing.id})

    def _open_intelligence(self):
        """Begin the sharing of a text without names: it is about nobody [003.9.2c]."""
        self.ensure_one()
        sharing = self.case_id._open_disclosure(
            gate.WAY_INTELLIGENCE,
            {"kind": gate.RECIPIENT_POLICE, "name": ""},
            self.env["hate.party"],
            (gate.CLASS_INCIDENT, gate.CLASS_STRAND),
            gate.PURPOSE_INTELLIGENCE,
            ground=gate.GROUND_ANONYMOUS,
            record=self,
        )
        code = "".join(secrets.choice(ALPHABET) for _place in range(12))
        self._move(
            {
                "disclosure_id": sharing.id,
                "intelligence_reference": "-".join((code[:4], code[4:8], code[8:])),
            }
        )

    # ------------------------------------------------------------------
    # With names
    # ------------------------------------------------------------------

    def action_send(self):
        """Let the packet leave, and show it to be copied into the police's form.

        :raise UserError: the gate says what is missing
        """
        self.ensure_one()
        if self.mode not in (police.MODE_CONSENT, police.MODE_LEGAL_DUTY):
            raise UserError(self.env._("There is no packet with names to send."))
        self._leave(self._packet())

    def _packet(self):
        """:return: the packet as the gate's ticks allow it, read as the current user"""
        self.ensure_one()
        sharing = self.disclosure_id
        classes = set(sharing._classes())
        found = {section: [] for section, _label in police.PACKET_SECTIONS}
        for thing in self.case_id._shareable(sharing.party_ids):
            section = SECTION_OF_CLASS.get(thing.data_class)
            if section and thing.data_class in classes:
                # the section's own title says what the strands are
                label = "" if section == police.SECTION_WHY else f"{thing.label}: "
                found[section].append(label + thing.text)
        if gate.CLASS_INCIDENT in classes:
            for section, text in self._told_of_incidents():
                found[section].append(text)
        return self._in_order(found, self._heading())

    def _told_of_incidents(self):
        """:return: iterable of (section, text), the one incident or all of them"""
        incidents = self.incident_id or self.case_id.incident_ids
        for incident in incidents:
            for section, text in (
                (police.SECTION_WHAT, incident.narrative),
                (police.SECTION_WHEN, incident._when_in_words()),
                (police.SECTION_WHERE, incident.place),
            ):
                if text:
                    yield section, text

    def _heading(self):
        say = self.env._
        lines = [
            say("Report of a hate crime or incident, by a social landlord"),
            say("From: %(landlord)s", landlord=self.company_id.name),
            say("Sent by: %(name)s", name=self.env.user.name),
            say("Our reference: %(reference)s", reference=self.case_id.name),
        ]
        if self.mode == police.MODE_CONSENT:
            lines.append(say("The person affected has agreed to this report."))
        else:
            lines.append(
                say("Reported because the law demands it. Speak to us before them.")
            )
        return "\n".join(lines)

    def _in_order(self, found, heading):
        """:param found: {section: list of texts}
        :return: plain text in the order of the police's form; what was not asked or
            not shared says so, since their form leaves nothing blank
        """
        parts = [heading]
        titles = {
            key: self._section_label(key) for key, _label in police.PACKET_SECTIONS
        }
        for number, (section, title) in enumerate(titles.items(), start=1):
            text = "\n".join(found.get(section) or [self.env._("Not shared")])
            parts.append(f"{number}. {title}\n{text}")
        return "\n\n".join(parts)

    def _section_label(self, section):
        say = self.env._
        return {
            police.SECTION_ABOUT: say("About the person"),
            police.SECTION_WHAT: say("What happened"),
            police.SECTION_WHEN: say("When"),
            police.SECTION_WHERE: say("Where"),
            police.SECTION_WHY: say("What the hostility was aimed at"),
            police.SECTION_WHO: say("Who did it, as far as known"),
            police.SECTION_EVIDENCE: say("Evidence and witnesses"),
            police.SECTION_CONTACT: say("May the police make contact, and how"),
        }[section]

    # ------------------------------------------------------------------
    # Without names
    # ------------------------------------------------------------------

    def _findings(self, texts):
        """What in these texts would tell who it is.

        :param texts: {section: text}
        :return: {section: list of ``policy.redaction.Finding``}
        """
        self.ensure_one()
        people = self.case_id._people_to_hide()
        found = {
            section: redaction.find(text or "", people)
            for section, text in texts.items()
        }
        if found.get(police.SECTION_WHY):
            # the names of strands are ours, and are what intelligence is for
            said = map(str.strip, redaction.fold(texts[police.SECTION_WHY]).split(","))
            if self.case_id._strand_names().issuperset(said):
                found[police.SECTION_WHY] = []
        return found

    def _send_anonymous(self, texts, kept):
        """Let intelligence leave, looked through once more.

        :param texts: {section of ``ANONYMOUS_SECTIONS``: text}
        :param kept: {words as they stand there: why they tell nobody}; only hints can
            be kept
        :raise UserError: something in it would tell who it is, or the gate refuses
        """
        self.ensure_one()
        self.case_id.check_access("write")
        if self.mode != police.MODE_INTELLIGENCE:
            raise UserError(self.env._("This is not to go without names."))
        texts = {key: (texts.get(key) or "").strip() for key in ANONYMOUS_SECTIONS}
        if not texts[police.SECTION_WHAT]:
            raise UserError(self.env._("Please say what happened."))
        used = self._check_clean(texts, kept)
        self._move(
            {"kept": "\n".join(f"“{shown}”: {why}" for shown, why in used.items())}
        )
        self._leave(self._anonymous_packet(texts))

    def _check_clean(self, texts, kept):
        """:return: {kept words that stand in the texts: why}
        :raise UserError: how much is still to be taken out, and not what
        """
        kept = {
            redaction.fold(shown): why
            for shown, why in kept.items()
            if (why or "").strip()
        }
        used, certain, hints = {}, 0, 0
        for finding in (
            one for found in self._findings(texts).values() for one in found
        ):
            why = kept.get(redaction.fold(finding.shown))
            if finding.certain:
                certain += 1
            elif why:
                used[finding.shown] = why.strip()
            else:
                hints += 1
        if certain or hints:
            raise UserError(
                self.env._(
                    "It can't go yet: %(certain)s places name somebody and %(hints)s "
                    "may tell who it is. Take them out, or say why a hint may stay.",
                    certain=certain,
                    hints=hints,
                )
            )
        return used

    def _anonymous_packet(self, texts):
        say = self.env._
        heading = "\n".join(
            (
                say("Intelligence about hate, without names"),
                say("From: %(landlord)s", landlord=self.company_id.name),
                say(
                    "Please quote: %(reference)s",
                    reference=self.intelligence_reference,
                ),
                say("The people concerned have not agreed to be contacted."),
            )
        )
        return self._in_order(
            {key: [text] for key, text in texts.items() if text}, heading
        )

    # ------------------------------------------------------------------

    def _leave(self, packet):
        """Through the gate, once; what then goes is frozen there."""
        sharing = self.disclosure_id
        sharing._send(packet, filename=f"{self._file_name()}.pdf")
        self._has_left(fields.Datetime.now())

    def _file_name(self):
        """:return: name of the file without its ending, which says nothing"""
        self.ensure_one()
        if self.mode == police.MODE_INTELLIGENCE:
            return self.intelligence_reference
        return "report"
