"""Which agencies fit a case, and why: plain rules, best first [000.b4] [003.5.2c]."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from . import vocabulary_referral as terms
from .sentence import _lt
from .vocabulary import RISK_LEVELS

# An agreement is spoken of this long before it ends
WARN_DAYS = 90
# Contact details older than this are looked at again
CHECK_DAYS = 365
_RANK = {level: rank for rank, (level, _label) in enumerate(RISK_LEVELS)}
# What counts how much; a lack counts against
POINTS = {
    terms.FITS_NEED: 8,
    terms.FITS_STRAND: 6,
    terms.FITS_AREA: 4,
    terms.FITS_LANGUAGE: 3,
    terms.FITS_RISK: 2,
    terms.FITS_AGREEMENT: 1,
    terms.LACKS_AGREEMENT: -5,
}
SENTENCES = {
    terms.FITS_NEED: _lt("offers what is needed"),
    terms.FITS_STRAND: _lt("works on this strand"),
    terms.FITS_AREA: _lt("covers this area"),
    terms.FITS_NATIONAL: _lt("works everywhere"),
    terms.FITS_EVERY_STRAND: _lt("works on every strand"),
    terms.FITS_LANGUAGE: _lt("speaks their language"),
    terms.FITS_RISK: _lt("takes cases of this risk"),
    terms.FITS_AGREEMENT: _lt("sharing agreement in force"),
    terms.LACKS_AGREEMENT: _lt("sharing agreement has ended"),
}
# Told last, since they say the least
_QUIET = (terms.FITS_NATIONAL, terms.FITS_EVERY_STRAND)


@dataclass(frozen=True)
class Offer:
    """What an agency offers. Empty ``strands`` or ``needs`` means any."""

    key: object
    name: str = ""
    is_national: bool = False
    areas: frozenset = frozenset()
    strands: frozenset = frozenset()
    needs: frozenset = frozenset()
    languages: frozenset = frozenset()
    risk_from: str = ""
    agreement_until: date | None = None


@dataclass(frozen=True)
class Wanted:
    """What a case asks for. What is not known asks for nothing."""

    area: object = None
    strands: frozenset = frozenset()
    needs: frozenset = frozenset()
    languages: frozenset = frozenset()
    risk: str = ""
    today: date = field(default_factory=date.today)


@dataclass(frozen=True)
class Suggestion:
    key: object
    points: int
    reasons: tuple


def covers(offer, area):
    """:return: whether an agency works in an area; an unknown area is covered by all"""
    return offer.is_national or not area or area in offer.areas


def suggest(offers, wanted):
    """Which agencies fit, best first.

    One outside the area, for other strands or needs, or for a higher risk only, is left
    out; one whose agreement has ended is shown behind the others.

    :param offers: iterable of :class:`Offer`
    :param wanted: :class:`Wanted`
    :return: list of :class:`Suggestion`, in a fixed order
    """
    found = [
        (offer, reasons)
        for offer in offers
        if (reasons := _reasons(offer, wanted)) is not None
    ]
    suggestions = [
        (
            Suggestion(offer.key, sum(POINTS.get(one, 0) for one in reasons), reasons),
            offer.name,
        )
        for offer, reasons in found
    ]
    suggestions.sort(key=lambda pair: (-pair[0].points, pair[1].casefold()))
    return [suggestion for suggestion, _name in suggestions]


def _reasons(offer, wanted):
    """:return: tuple of why it fits, the strongest first, or None if it does not"""
    if not covers(offer, wanted.area):
        return None
    fits_strand = offer.strands & wanted.strands
    fits_need = offer.needs & wanted.needs
    if offer.strands and wanted.strands and not fits_strand:
        return None
    if offer.needs and wanted.needs and not fits_need:
        return None
    if _RANK.get(offer.risk_from, 0) > _RANK.get(wanted.risk, 0):
        return None
    agreement = agreement_state(offer.agreement_until, wanted.today)
    said = {
        terms.FITS_NEED: fits_need,
        terms.FITS_STRAND: fits_strand,
        terms.FITS_AREA: wanted.area in offer.areas,
        terms.FITS_LANGUAGE: offer.languages & wanted.languages,
        terms.FITS_RISK: offer.risk_from and wanted.risk,
        terms.FITS_AGREEMENT: agreement in ("valid", "ending"),
        terms.LACKS_AGREEMENT: agreement == "ended",
        terms.FITS_NATIONAL: offer.is_national and wanted.area not in offer.areas,
        terms.FITS_EVERY_STRAND: wanted.strands and not offer.strands,
    }
    fitting = [reason for reason, is_so in said.items() if is_so]
    return tuple(sorted(fitting, key=lambda reason: reason in _QUIET))


def agreement_state(until, today):
    """:param until: last day of an information-sharing agreement, or None
    :return: ``none``, ``ended``, ``ending`` (within 90 days) or ``valid``
    """
    if not until:
        return "none"
    if until < today:
        return "ended"
    return "ending" if until <= today + timedelta(days=WARN_DAYS) else "valid"


def is_to_check(checked_on, today):
    """:param checked_on: day on which contact details were looked at last, or None
    :return: whether they should be looked at again
    """
    return not checked_on or checked_on < today - timedelta(days=CHECK_DAYS)
