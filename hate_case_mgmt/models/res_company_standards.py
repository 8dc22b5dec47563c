import pytz

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from ..policy import vocabulary as words


class ResCompany(models.Model):
    """The standards that the cases of a landlord are held to."""

    _inherit = "res.company"

    hate_standard_id = fields.Many2one(
        "hate.standard",
        string="Service standard",
        default=lambda self: self._default_hate_standard(),
        ondelete="restrict",
        domain="[('kind', '=', 'policy'), ('state', '=', 'in_use'), "
        "('company_id', 'in', [False, id])]",
        help="The promises that new cases are held to.",
    )
    hate_statutory_standard_ids = fields.Many2many(
        "hate.standard",
        "hate_company_statutory_standard_rel",
        "company_id",
        "standard_id",
        string="Statutory standards",
        domain="[('kind', '=', 'statutory'), ('state', '=', 'in_use'), "
        "('company_id', 'in', [False, id])]",
        help="What the law or a code demands, run on each case beside the service "
        "standard. Off until chosen here.",
    )

    @api.model
    def _default_hate_standard(self):
        return self.env.ref(
            "hate_case_mgmt.hate_standard_strict", raise_if_not_found=False
        )

    @api.constrains("hate_standard_id", "hate_statutory_standard_ids")
    def _check_hate_standards(self):
        """Cases are held to standards in use, each in its own place."""
        # sudo: a company is checked against its own standards, whoever saves it
        for company in self.sudo():
            for standards, kind in (
                (company.hate_standard_id, words.STANDARD_POLICY),
                (company.hate_statutory_standard_ids, words.STANDARD_STATUTORY),
            ):
                for standard in standards:
                    if standard.kind != kind or standard.state != words.VERSION_IN_USE:
                        raise ValidationError(
                            self.env._(
                                "“%(standard)s” can't be followed here. Choose one "
                                "that is in use and of the right kind.",
                                standard=standard.display_name,
                            )
                        )
                    if standard.company_id not in (company, self.env["res.company"]):
                        raise ValidationError(
                            self.env._(
                                "“%(standard)s” belongs to another company.",
                                standard=standard.display_name,
                            )
                        )

    def _hate_followed_standards(self):
        """:return: every standard that new cases of this company are held to"""
        self.ensure_one()
        # sudo: which published promises a company makes is no secret to its staff
        company = self.sudo()
        followed = company.hate_standard_id | company.hate_statutory_standard_ids
        return followed.sudo(self.env.su)

    def _hate_follow(self, standard):
        """Hold new cases to this standard as well, or instead.

        The caller has checked the right to change standards.

        :param standard: ``hate.standard``, one that is in use
        """
        self.ensure_one()
        # sudo: whoever keeps the standards need not be an administrator of companies
        company = self.sudo()
        if standard.kind == words.STANDARD_STATUTORY:
            company.hate_statutory_standard_ids |= standard.sudo()
        else:
            company.hate_standard_id = standard

    def _hate_unfollow(self, standard):
        """Switch a statutory standard off; a service standard is only replaced."""
        self.ensure_one()
        # sudo: as in _hate_follow
        self.sudo().hate_statutory_standard_ids -= standard.sudo()

    def _hate_statutory_standards(self, at):
        """:param at: naive UTC
        :return: the switched-on statutory standards in force on that local day
        """
        self.ensure_one()
        switched_on = self.env["hate.standard"].browse(self._hate_statutory_ids())
        if not switched_on:
            return switched_on
        zone = pytz.timezone(self._hate_time_zone())
        day = pytz.utc.localize(at).astimezone(zone).date()
        return switched_on.filtered(lambda standard: standard._is_valid_on(day))

    @tools.ormcache("self.id")
    def _hate_statutory_ids(self):
        """:return: tuple of the ids of the switched-on statutory standards, kept in
        memory: every step on a case asks for them"""
        # sudo: kept for everybody, so it must not depend on who asks first
        return tuple(self.sudo().hate_statutory_standard_ids.ids)

    def write(self, vals):
        written = super().write(vals)
        if "hate_statutory_standard_ids" in vals:
            self.env.registry.clear_cache()
        return written
