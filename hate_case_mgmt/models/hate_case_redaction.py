from odoo import models

from ..policy import redaction
from ..policy import vocabulary_police as police

# These lead to somebody, whoever it is
LEADS_TO_SOMEBODY = (police.FOUND_PHONE, police.FOUND_EMAIL, police.FOUND_BIRTH)


class HateCase(models.Model):
    """Who must not be recognised, and whether words would tell who it is."""

    _inherit = "hate.case"

    # ------------------------------------------------------------------
    # Who must not be recognised
    # ------------------------------------------------------------------

    def _people_to_hide(self, with_staff=True):
        """Everybody by whom the case could be recognised: its people, its homes, the
        customers' records behind them, and the staff who work on it.

        :param with_staff: staff too; without them only those who are in the case
            themselves
        :return: ``policy.redaction.People``
        """
        self.ensure_one()
        self.check_access("read")
        # sudo: the case may be read by the user, and what is found with these is shown
        # only where it stands in a text of theirs already
        case = self.sudo()
        people, homes = case.party_ids, case._homes_to_hide()
        customers = people.partner_id
        staff = case._staff_to_hide() if with_staff else people.user_id
        return redaction.People(
            names=(
                *people.mapped("name"),
                *customers.mapped("name"),
                *staff.mapped("name"),
            ),
            addresses=(
                *people.mapped("address"),
                *(f"{home.name}, {home.zip or ''}" for home in homes),
                *customers.mapped("contact_address_inline"),
            ),
            phones=(
                *people.mapped("phone"),
                *customers.mapped("phone"),
                *staff.mapped("phone"),
            ),
            emails=(
                *people.mapped("email"),
                *customers.mapped("email"),
                *staff.mapped("email"),
                *staff.mapped("login"),
            ),
            references=(
                case.name,
                *homes.mapped("uprn"),
                *case.incident_ids.mapped("crime_reference"),
                *customers.mapped("ref"),
                *people.mapped("code_word"),
            ),
            telling=(
                *people.mapped("organisation"),
                *people.mapped("household"),
                *people.language_id.mapped("name"),
                *case._reports_to_hide().mapped("reporter_organisation"),
            ),
        )

    def _homes_to_hide(self):
        return (
            self.property_id
            | self.party_ids.property_id
            | self.incident_ids.property_id
        )

    def _reports_to_hide(self):
        return self.env["hate.report"].search([("case_id", "=", self.id)])

    def _staff_to_hide(self):
        """:return: ``res.users`` who work on the case, did so or wrote in it"""
        return (
            self.officer_id
            | self.member_ids
            | self.party_ids.user_id
            | self._reports_to_hide().received_by_id
            | self.env["hate.note"].search([("case_id", "=", self.id)]).user_id
            | self.env["hate.contact"].search([("case_id", "=", self.id)]).user_id
        )

    # ------------------------------------------------------------------
    # Without names
    # ------------------------------------------------------------------

    def _refusal_without_names(self, text, recipient):
        """Why a text may not leave as one that tells nobody who it is about.

        Looks for the people, homes and references of this case, and for the phone,
        e-mail and date of birth of anybody. Who sends it and who receives it stands on
        it and is no secret: where a line says that alone, it is not looked for.

        :param text: the very words that are to leave
        :param recipient: ``hate.agency`` or ``hate.panel``, or none of either
        :return: a sentence that names the kinds of what was found and never the words
            themselves, or None
        """
        self.ensure_one()
        people = self._people_to_hide(with_staff=False)
        kinds = {
            finding.kind
            for finding in redaction.find(self._of_the_case(text, recipient), people)
            if finding.certain and (finding.known or finding.kind in LEADS_TO_SOMEBODY)
        }
        if not kinds:
            return None
        kind = self.env["hate.police.intelligence.line"]._fields["kind"]
        labels = kind._description_selection(self.env)
        return self.env._(
            "This is to go without names, and its words tell who it is about: "
            "%(what)s. Take it out, or choose another ground.",
            what=", ".join(label for value, label in labels if value in kinds),
        )

    def _of_the_case(self, text, recipient):
        """:return: the text without what only says who shares it with whom, or lists
        what hostility is aimed at: those names are ours"""
        # sudo: the name of a partner organisation, which is no secret
        ours = {self.company_id.name, self._our_contact(), recipient.sudo().name}
        strands = self._strand_names()
        lines = []
        for line in (text or "").splitlines():
            label, mark, said = line.rpartition(": ")
            listed = map(str.strip, redaction.fold(said).split(","))
            is_ours = said.strip() in ours or strands.issuperset(listed)
            lines.append(label + mark if is_ours else line)
        return "\n".join(lines)

    def _strand_names(self):
        """:return: set of the names of all strands, as they compare"""
        # pylint: disable-next=no-search-all
        names = self.env["hate.strand"].search([]).mapped("name")
        return set(map(redaction.fold, names))
