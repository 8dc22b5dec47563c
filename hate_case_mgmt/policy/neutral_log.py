"""What people said stays out of the server's log.

Odoo writes a failing statement to the log with all its values, an export with what was
searched for, the last line of an error as it was raised, and addresses of pages whole.
Logs are read by people who may see no case, and copied to places nobody thinks of.
"""

import logging
import re
import traceback

OURS = "hate"
STARTING = "Failed to initialize database"
LEFT_OUT = "(left out: it may hold what people said)"
# a secret link: one long part of an address
SECRET = re.compile(r"(/[a-z-]+/)[\w-]{24,}")
DOORS = ("/xmlrpc", "/jsonrpc")
NAMES = (
    "odoo.sql_db",
    "odoo.http",
    "odoo.service.server",
    "odoo.addons.rpc.controllers.xmlrpc",
    "odoo.addons.rpc.controllers.jsonrpc",
    "odoo.addons.rpc.controllers.json2",
    "odoo.addons.base.models.ir_cron",
    "odoo.addons.web.controllers.export",
    "odoo.addons.mail.models.mail_thread",
    "werkzeug",
)


def install(address):
    """Stand before the loggers that Odoo writes such lines to. Twice does no more.

    :param address: function that gives the path of the page that is being answered
    """
    for name in NAMES:
        logger = logging.getLogger(name)
        if not any(isinstance(known, NeutralFilter) for known in logger.filters):
            logger.addFilter(NeutralFilter(address))


class NeutralFilter(logging.Filter):
    """Takes the words out of a line and leaves that it happened, where, and when."""

    def __init__(self, address):
        super().__init__()
        self.address = address

    def filter(self, record):
        """:return: True, since no line is dropped"""
        try:
            if record.name == "odoo.sql_db":
                _hide_statement(record)
            elif record.name == "odoo.addons.web.controllers.export":
                _hide_domain(record)
            elif record.name == "werkzeug":
                _hide_links(record)
            _hide_error(record, self.address() or "")
        except Exception:  # noqa: BLE001 - a log must not break what it tells of
            record.msg, record.args, record.exc_info = LEFT_OUT, (), None
        return True


def _hide_statement(record):
    if record.levelno < logging.ERROR or OURS not in record.getMessage():
        return
    error = next((a for a in record.args or () if isinstance(a, Exception)), None)
    record.msg = "bad query on a table of hate cases %s: %s"
    record.args = (LEFT_OUT, _told(error))


def _hide_domain(record):
    if isinstance(record.args, tuple) and any(
        isinstance(value, str) and value.startswith(f"{OURS}.") for value in record.args
    ):
        record.args = (*record.args[:-1], LEFT_OUT)


def _hide_links(record):
    if isinstance(record.args, tuple):
        record.args = tuple(
            SECRET.sub(r"\1…", value) if isinstance(value, str) else value
            for value in record.args
        )


def _hide_error(record, address):
    """Keep the steps of an error, and not its words, where it was about ours.

    Calls by other programs name the model in what they send, and not in the address.
    """
    about_ours = OURS in address or address.startswith(DOORS)
    if isinstance(record.msg, Exception) and about_ours:
        # a refusal, told in words to whoever caused it
        record.msg, record.args = f"Refused at {address}: {_told(record.msg)}", ()
    if not record.exc_info or not record.exc_info[1]:
        return
    error = record.exc_info[1]
    if str(record.msg).startswith(STARTING) and not hasattr(error, "pgcode"):
        # the administrator has to know what is wrong with the code
        return
    steps = "".join(traceback.format_exception(*record.exc_info))
    # our code, our tables, or a call for one of our models
    if not about_ours and OURS not in steps and OURS not in record.getMessage():
        return
    frames = "".join(traceback.format_tb(error.__traceback__))
    record.exc_info = None
    record.exc_text = f"Traceback (most recent call last):\n{frames}{_told(error)}"
    words = str(error)
    if words and words in record.getMessage():
        record.msg, record.args = f"{_told(error)}", ()


def _told(error):
    """:return: what kind of error it was, and PostgreSQL's number for it"""
    if error is None:
        return LEFT_OUT
    code = getattr(error, "pgcode", None)
    kind = type(error).__name__
    return f"{kind} {code} {LEFT_OUT}" if code else f"{kind} {LEFT_OUT}"
