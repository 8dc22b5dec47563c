from odoo import api, fields, models

from ..policy import referral_text
from ..policy import vocabulary as words
from ..policy import vocabulary_gate as gate
from ..policy import vocabulary_referral as terms


class HateReferral(models.Model):
    """What a referral tells, as its recipient will read it, and what is missing."""

    _inherit = "hate.referral"

    preview = fields.Html(
        string="As they will read it", compute="_compute_preview", sanitize=False
    )
    missing = fields.Char(string="What is missing", compute="_compute_missing")

    # ------------------------------------------------------------------
    # What may be ticked
    # ------------------------------------------------------------------

    def _parties(self):
        """:return: ``hate.party`` it is about: none for a place"""
        self.ensure_one()
        is_person = self.subject == terms.REFERRAL_PERSON
        return self.party_id if is_person else self.party_id.browse()

    def _is_about_alleged(self):
        self.ensure_one()
        return self._parties().role == words.ROLE_ALLEGED

    def _catalogue(self):
        """What may be ticked, read as the current user.

        With a referral of the alleged person goes only what is known of themselves:
        nothing of what anybody else told us [002.4.9] [003.5.9].

        :return: {key: ``policy.disclosure.Shareable``}
        """
        self.ensure_one()
        parties = self._parties()
        mine = self._is_about_alleged()
        return {
            thing.key: thing
            for thing in self.case_id._shareable(parties)
            if not mine or thing.party_id == parties.id
        }

    def _fill_items(self):
        """Offer a tick for each thing that may be told; ticks that were set stay."""
        self.ensure_one()
        found = self._catalogue()
        # sudo: rows are made by this method alone; the catalogue was read as the user
        items = self.sudo().item_ids
        items.filtered(lambda item: item.key not in found).unlink()
        known = set(items.exists().mapped("key"))
        items.create(
            [
                {
                    "case_id": self.case_id.id,
                    "referral_id": self.id,
                    "sequence": place,
                    "key": thing.key,
                    "data_class": thing.data_class,
                    "label": thing.label,
                }
                for place, thing in enumerate(found.values())
                if thing.key not in known
            ]
        )

    def _shared_things(self):
        """:return: list of the ticked ``Shareable``, in order, read as the user"""
        self.ensure_one()
        found = self._catalogue()
        ticked = self.item_ids.filtered("is_shared").sorted("sequence")
        return [found[item.key] for item in ticked if item.key in found]

    # ------------------------------------------------------------------
    # As the recipient reads it
    # ------------------------------------------------------------------

    @api.depends(
        "asked",
        "need",
        "agency_id",
        "panel_id",
        "subject",
        "party_id",
        "place",
        "item_ids.is_shared",
        "disclosure_id.content",
    )
    @api.depends_context("uid")
    def _compute_preview(self):
        for referral in self:
            referral.preview = self.env["ir.qweb"]._render(
                "hate_case_mgmt.request_words", {"blocks": referral._blocks()}
            )

    def _blocks(self):
        """:return: list of dicts of ``heading`` and ``body``, for whatever shows it"""
        self.ensure_one()
        return [
            {"heading": heading, "body": body}
            for heading, body in referral_text.blocks(self._content())
        ]

    def _content(self):
        """:return: the text as it left, or as it would leave now"""
        self.ensure_one()
        if self.sent_at:
            return self.disclosure_id.content
        return referral_text.compose(self._sections())

    def _sections(self):
        """:return: list of (heading, body), as the recipient reads them"""
        self.ensure_one()
        say = self.env._
        needs = dict(self._fields["need"]._description_selection(self.env))
        return [
            (say("Request"), self.reference),
            (say("To"), self.recipient_name),
            (say("From"), self.company_id.name),
            (say("Your contact with us"), self._case()._our_contact()),
            (say("Who it is about"), self._subject_in_words()),
            (say("What they need"), needs.get(self.need)),
            (say("What we ask"), self.asked),
            *((thing.label, thing.text) for thing in self._shared_things()),
            (say("How to treat this"), self._terms_in_words()),
        ]

    def _case(self):
        """:return: the case itself, also while a form is being filled in"""
        return self._origin.case_id or self.case_id

    def _subject_in_words(self):
        self.ensure_one()
        if self.subject == terms.REFERRAL_PLACE:
            return self.place
        if not self.party_id:
            return ""
        if self._is_about_alleged():
            return self.env._("A resident who asked for this, or agreed to it")
        return self.env._("A person we support")

    def _terms_in_words(self):
        if self.ground == gate.GROUND_CONSENT:
            return self.env._(
                "The person has agreed that you are told this, for this request only. "
                "Please keep it safe, tell nobody else, and tell us if you can't help."
            )
        return self.env._(
            "Please use this for this request only, keep it safe, and tell nobody else "
            "without asking us."
        )

    # ------------------------------------------------------------------
    # What is missing
    # ------------------------------------------------------------------

    @api.depends(
        "state",
        "asked",
        "agency_id",
        "panel_id",
        "party_id",
        "place",
        "subject",
        "outside_reason",
        "item_ids.is_shared",
        "disclosure_id.state",
    )
    @api.depends_context("uid")
    def _compute_missing(self):
        for referral in self:
            pending = referral.state in terms.REFERRALS_BEFORE
            referral.missing = pending and referral._refusal()

    def _refusal(self):
        """:return: what keeps it from leaving, in a sentence, or None"""
        self.ensure_one()
        if self.disclosure_id:
            return self._own_refusal() or self.disclosure_id._refusal()
        return self._own_refusal()

    def _own_refusal(self):
        """:return: what is wrong with the draft itself, or None"""
        checks = (
            self._missing_recipient,
            self._missing_subject,
            self._missing_words,
            self._outside_area,
            self._names_others,
            self._unsafe_contact,
            self._tells_who,
        )
        return next(filter(None, (check() for check in checks)), None)

    def _missing_recipient(self):
        recipient = self._recipient()
        if not recipient:
            return self.env._("Please choose an agency or a panel.")
        # sudo: whether the partner is still one of ours
        if not recipient.sudo().active:
            return self.env._(
                "We work with this agency or panel no more. Please choose another."
            )
        return None

    def _missing_subject(self):
        if self.subject == terms.REFERRAL_PLACE and not self.place:
            return self.env._("Please say which place it is about.")
        if self.subject == terms.REFERRAL_PERSON and not self.party_id:
            return self.env._("Please say whom it is about.")
        return None

    def _missing_words(self):
        if not (self.asked or "").strip():
            return self.env._("Please say what you ask of them.")
        if not self._shared_things():
            return self.env._("Please tick what they may know.")
        return None

    @api.depends("agency_id", "case_id")
    def _compute_is_outside(self):
        for referral in self:
            # sudo: the areas of a partner that the case's company may use
            agency, area = referral.agency_id.sudo(), referral.case_id.area_id
            referral.is_outside = bool(agency and not agency._covers(area))

    def _outside_area(self):
        """:return: the sentence for an agency that does not work where the case is"""
        if not self.is_outside or self.outside_reason:
            return None
        return self.env._(
            "This agency does not cover %(area)s. Choose another one, or say why them "
            "all the same.",
            area=self.case_id.area_id.name,
        )

    def _names_others(self):
        """:return: the sentence if the free words name people whose name is not told"""
        told = {
            thing.party_id
            for thing in self._shared_things()
            if thing.key.endswith(":name")
        }
        # sudo: names of everyone in the case, to keep them out of the words
        people = self.sudo().case_id.party_ids
        others = people.filtered(lambda party: party.id not in told)
        free = self.asked if told else self._content()
        found = referral_text.names_in(
            "\n".join(filter(None, (free, self.place))), others.mapped("name")
        )
        if not found:
            return None
        return self.env._(
            "The words name somebody whose name is not ticked: %(names)s. Leave it "
            "out, or tick it.",
            names=", ".join(found),
        )

    def _unsafe_contact(self):
        """:return: the sentence if they could reach somebody without knowing how that
        is safe: another person at the phone may be a danger"""
        told = {thing.key for thing in self._shared_things()}
        for party in self._parties():
            key = f"party:{party.id}:"
            reachable = told & {key + way for way in ("phone", "email", "address")}
            careful = party.safe_method_ids or party.contact_them_only
            if reachable and careful and f"{key}safe_contact" not in told:
                return self.env._(
                    "They could reach the person, and would not know how that is safe. "
                    "Please tick How to reach them safely as well."
                )
        return None

    def _tells_who(self):
        """:return: the gate's sentence if it is to go without names and tells whose
        case it is: said before it is sent, and not only then"""
        if self.ground != gate.GROUND_ANONYMOUS:
            return None
        return self._case()._refusal_without_names(self._content(), self._recipient())
