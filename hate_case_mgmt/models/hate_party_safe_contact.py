import pytz

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policy import safe_contact
from ..policy import vocabulary as words

MANAGER = "hate_case_mgmt.group_manager"
# What a person says about being contacted safely
SAFE_FIELDS = frozenset(
    {
        "safe_method_ids",
        "preferred_method_id",
        "safe_from",
        "safe_until",
        "safe_note",
        "contact_them_only",
        "code_word",
        "if_someone_answers",
        "safe_place",
    }
)
# What the line of safe ways leaves out
TOLD_BESIDE = (
    "preferred_method_id",
    "code_word",
    "if_someone_answers",
    "safe_place",
)


class HateParty(models.Model):
    """The one gate through which every letter, e-mail and text goes."""

    _inherit = "hate.party"

    safe_contact_line = fields.Char(
        string="Safe contact",
        compute="_compute_safe_contact_line",
        help="How this person may be reached, in one line.",
    )
    safe_change_ids = fields.One2many(
        "hate.safe.change", "party_id", string="What was safe before"
    )

    @api.depends(
        "safe_method_ids",
        "safe_from",
        "safe_until",
        "contact_them_only",
        "safe_note",
    )
    def _compute_safe_contact_line(self):
        for party in self:
            party.safe_contact_line = party._describe_safe_ways()

    @api.model_create_multi
    def create(self, vals_list):
        parties = super().create(vals_list)
        parties.filtered("safe_method_ids")._stamp_safe_contact()
        parties._keep_safe_changes({})
        return parties

    def write(self, vals):
        if not SAFE_FIELDS.intersection(vals):
            return super().write(vals)
        before = {party.id: party._tell_safe_ways() for party in self}
        done = super().write(vals)
        self._stamp_safe_contact()
        self._keep_safe_changes(before)
        return done

    # ------------------------------------------------------------------
    # The gate
    # ------------------------------------------------------------------

    def _check_safe_contact(
        self, method_code, at=None, override_reason=None, discusses=True
    ):
        """Let a contact pass, or refuse it with the reason and what is safe instead.

        :param method_code: one of ``policy.vocabulary.CONTACT_METHODS``
        :param at: naive UTC moment of the contact; now if not given
        :param override_reason: why a manager lets it pass all the same
        :param discusses: False for a contact that says nothing about the matter
        :return: the refusal that a manager has overridden, or False
        :raise UserError: refused
        """
        self.ensure_one()
        refused = self._contact_refusal(method_code, at, discusses)
        if not refused:
            return False
        if override_reason and override_reason.strip():
            if self.env.su or self.env.user.has_group(MANAGER):
                return refused
            raise UserError(
                self.env._(
                    "%(refusal)s Only a manager may decide otherwise.",
                    refusal=refused,
                )
            )
        raise UserError(refused)

    def _contact_refusal(self, method_code, at=None, discusses=True):
        """:return: why a contact may not be made and what is safe instead, or False

        Takes what :meth:`_check_safe_contact` takes.
        """
        self.ensure_one()
        refused = safe_contact.refusal(
            self._wishes(),
            method_code,
            self._local_hour(at or fields.Datetime.now()),
            discusses,
        )
        if not refused:
            return False
        reason = self.env._(refused.template, **refused.values)
        if self.contact_them_only:
            return reason
        return f"{reason} {self._describe_safe_ways()}"

    def _way_for_letters(self):
        """:return: a safe way that carries a letter, the chosen one first, or none"""
        safe = self.safe_method_ids
        ways = (self.preferred_method_id & safe) | safe
        return ways.filtered(lambda way: way.code in words.LETTER_CHANNEL_OF_METHOD)[:1]

    def _wishes(self):
        """:return: :class:`policy.safe_contact.Wishes`"""
        return safe_contact.Wishes(
            methods=frozenset(self.safe_method_ids.mapped("code")),
            safe_from=self.safe_from,
            safe_until=self.safe_until,
            contact_them_only=self.contact_them_only,
            awaits_authority=self.awaits_authority,
        )

    def _local_hour(self, moment):
        """:return: hour of the landlord's day, minutes as a fraction"""
        zone = pytz.timezone(self._safe_time_zone())
        local = pytz.utc.localize(moment).astimezone(zone)
        return local.hour + local.minute / 60 + local.second / 3600

    def _safe_time_zone(self):
        """:return: name of the time zone in which the person's safe hours are meant"""
        company = self.company_id or self.env.company
        return company._hate_time_zone()

    def _describe_safe_ways(self):
        """:return: what is safe, in one line"""
        self.ensure_one()
        if self.contact_them_only:
            return self.env._("Do not contact: this person will contact us.")
        if not self.safe_method_ids:
            return self.env._("No way of contact is known to be safe.")
        safe = set(self.safe_method_ids._origin.ids)
        names = self.safe_method_ids._names().items()
        line = self.env._(
            "Safe: %(ways)s.",
            ways=", ".join(name for method_id, name in names if method_id in safe),
        )
        if self.safe_from or self.safe_until:
            line += " " + self.env._(
                "Only from %(start)s to %(end)s.",
                start=safe_contact.clock(self.safe_from),
                end=safe_contact.clock(self.safe_until),
            )
        if self.safe_note:
            line += f" {self.safe_note.rstrip('.')}."
        return line

    def _next_safe_moment(self, at):
        """:param at: naive UTC
        :return: that moment if it lies in the hours called safe, and else the moment
            at which they next begin, naive UTC
        """
        self.ensure_one()
        zone = pytz.timezone(self._safe_time_zone())
        local = pytz.utc.localize(at).astimezone(zone).replace(tzinfo=None)
        opens_at = safe_contact.next_safe(self._wishes(), local)
        if opens_at == local:
            return at
        return zone.localize(opens_at).astimezone(pytz.utc).replace(tzinfo=None)

    # ------------------------------------------------------------------
    # Keeping it fresh
    # ------------------------------------------------------------------

    def _keep_safe_changes(self, before):
        """Keep what was safe before a change and after it.

        :param before: {party id: what :meth:`_tell_safe_ways` said before}
        """
        ways = {party: party._tell_safe_ways() for party in self}
        changed = {
            party: after
            for party, after in ways.items()
            if after != before.get(party.id, "")
        }
        # sudo: no user writes this log by hand; whoever changed the safe ways was let
        # do so just before
        self.env["hate.safe.change"].sudo().create(
            [
                {
                    "case_id": party.case_id.id,
                    "party_id": party.id,
                    "before": before.get(party.id, ""),
                    "after": after,
                }
                for party, after in changed.items()
            ]
        )
        if before:
            for case in self.env["hate.case"].union(
                *(party.case_id for party in changed)
            ):
                case._log_neutral(self.env._("Safe contact changed"))

    def _tell_safe_ways(self):
        """:return: all that the person has said about safe contact, a line each, empty
        if nothing
        """
        self.ensure_one()
        lines = []
        if self.contact_them_only or self.safe_method_ids:
            lines.append(self._describe_safe_ways())
        elif self.safe_note:
            lines.append(self.safe_note)
        lines += [
            f"{self._fields[name].get_description(self.env, ['string'])['string']}: "
            f"{self._fields[name].convert_to_display_name(self[name], self)}"
            for name in TOLD_BESIDE
            if self[name]
        ]
        return "\n".join(lines)

    def _have_ways_changed_since(self, moment):
        """:param moment: naive UTC
        :return: whether what is safe for this person has changed after it
        """
        self.ensure_one()
        # sudo: a yes or no for the mail queue and for whoever writes to the person
        changes = self.env["hate.safe.change"].sudo()
        return bool(
            changes.search_count(
                [("party_id", "=", self.id), ("changed_at", ">", moment)], limit=1
            )
        )

    def _stamp_safe_contact(self, at=None):
        """Remember when the person was last asked what is safe.

        :param at: naive UTC; now if not given
        """
        # sudo: no user may set this date by hand; whoever changed the safe ways was
        # let do so just before
        self.sudo().write({"safe_checked_at": at or fields.Datetime.now()})

    def _asked_again(self, method, still_safe, at):
        """Take in what the person said when they were asked at a contact.

        :param method: ``hate.contact.method`` the contact was by
        :param still_safe: whether that way is safe
        :param at: naive UTC moment of the contact
        """
        self.ensure_one()
        if still_safe and method not in self.safe_method_ids:
            self.safe_method_ids |= method
        if not still_safe and method in self.safe_method_ids:
            self.safe_method_ids -= method
        self._stamp_safe_contact(at)

    # ------------------------------------------------------------------
    # Introducing the officer
    # ------------------------------------------------------------------

    def _may_be_introduced(self):
        """:return: whether an e-mail may go to this person now"""
        self.ensure_one()
        return bool(self.email and not self._contact_refusal(words.METHOD_EMAIL))

    def _introduce_officer(self):
        """Tell the person by e-mail who their officer is, if that is safe now.

        Where it is not, :meth:`_contact_refusal` says why, the promise goes on running,
        and the officer tells them in a safe way: by a letter, or by a contact of the
        kind ``introduction``.

        :return: the ``hate.letter``, empty if it is not safe or there is no address
        :raise UserError: there is no officer yet, or no number to call
        """
        self.ensure_one()
        letters = self.env["hate.letter"]
        if not self._may_be_introduced():
            return letters
        template = self.env["hate.letter.template"]._for_kind(words.LETTER_INTRODUCTION)
        return letters._send_to(self, template, words.METHOD_EMAIL)
