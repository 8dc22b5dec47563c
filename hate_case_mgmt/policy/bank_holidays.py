"""Bank holidays of the United Kingdom as the ``holidays`` package reckons them."""

from .vocabulary import NATION_ENGLAND_WALES

try:
    import holidays as package
except ImportError:
    # a landlord without it types the days in or imports a file
    package = None

# England and Wales share their days
PACKAGE_NAMES = {
    NATION_ENGLAND_WALES: "ENG",
    "scotland": "SCT",
    "northern_ireland": "NIR",
}
SATURDAY = 5


def from_package(nation, years):
    """The days on which the nation's offices are closed.

    A holiday on a weekend is kept on its substitute day, which stands beside it in the
    package; the weekend day itself is left out, as it is from the published lists.

    :param nation: one of ``vocabulary.NATIONS``
    :param years: whole numbers
    :return: sorted list of ``(date, name)``, or None where the package is missing
    """
    if package is None:
        return None
    found = package.country_holidays(
        "GB", subdiv=PACKAGE_NAMES[nation], years=list(years), language="en_GB"
    )
    return sorted(
        (day, name) for day, name in found.items() if day.weekday() < SATURDAY
    )
