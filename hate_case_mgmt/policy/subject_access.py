"""What one person is given of what is kept about them, and by when."""

from datetime import timedelta

from .retention import add_months
from .vocabulary import ROLE_ALLEGED, ROLE_HOUSEHOLD, ROLE_VICTIM

MONTHS_TO_ANSWER = 1
MONTHS_WHEN_COMPLEX = 3
# Further than this no office is shut at a stretch
MOST_DAYS_SHUT = 30

# Whose case it is: they are given what was recorded in it, others masked
WHOSE_CASE = frozenset({ROLE_VICTIM, ROLE_HOUSEHOLD})
# What a person alleged is given, and nothing else: what we hold of themselves, and what
# passed between them and us. What others said about them would tell who said it.
OF_AN_ALLEGED_PERSON = frozenset({"hate.party", "hate.letter", "hate.contact"})
FIELDS_OF_AN_ALLEGED_PERSON = {
    "hate.party": frozenset({"name", "address", "phone", "email"}),
    "hate.letter": frozenset({"addressee", "sent_to", "subject", "body"}),
    "hate.contact": frozenset({"said"}),
}
# Copies of what is in the pack already, and what was worked out from it
LEFT_OUT = frozenset(
    {
        "hate.match.key",
        "hate.timeline",
        "hate.evidence.gap",
        "hate.legal.hold",
        "hate.order.link",
    }
)
# The same words a second time
LEFT_OUT_FIELDS = {"hate.letter": frozenset({"html"})}


def due_on(received, calendar, extended=False):
    """The law gives one month, and three for what is complex or many. Where the day
    does not exist in that month it is the last; on a day off it is the next working day
    (UK GDPR art. 12(3), as the Information Commissioner reads it).

    :param received: ``datetime.date`` on which the request came in
    :param calendar: ``policy.working_time.Calendar``
    :return: ``datetime.date``
    """
    months = MONTHS_WHEN_COMPLEX if extended else MONTHS_TO_ANSWER
    last = add_months(received, months)
    for days in range(MOST_DAYS_SHUT):
        day = last + timedelta(days=days)
        if calendar.end_of_work(day):
            return day
    return last


def may_give(role, model, field, concerns_them, concerns_another):
    """Whether a text of a case goes into one person's pack, others' names masked.

    :param role: of the person in this case
    :param model: name of the model
    :param field: its field
    :param concerns_them: the row is linked with the person who asks
    :param concerns_another: the row is linked with somebody else of the case
    """
    if model in LEFT_OUT or field in LEFT_OUT_FIELDS.get(model, ()):
        return False
    if role == ROLE_ALLEGED:
        fields = FIELDS_OF_AN_ALLEGED_PERSON.get(model, ())
        return concerns_them and field in fields
    if concerns_them:
        return True
    return role in WHOSE_CASE and not concerns_another
