"""What people said stays out of the server's log; what is wrong with code does not."""

import logging
import sys

from policy import neutral_log

PLANTED = "Mrs Planted of Wyx Road"


def told(message, error):
    """:return: the line that a server would write about an error"""
    try:
        raise error
    except Exception:  # noqa: BLE001 - any error is told
        record = logging.LogRecord(
            "odoo.service.server", logging.ERROR, "f", 1, message, (), sys.exc_info()
        )
    assert neutral_log.NeutralFilter(lambda: None).filter(record)
    return logging.Formatter().format(record)


def test_words_of_an_error_are_left_out():
    line = told("hate.case: it failed", ValueError(PLANTED))
    assert PLANTED not in line
    assert "ValueError" in line


def test_what_stops_the_server_from_starting_is_told():
    line = told(
        "Failed to initialize database `hate`.", TypeError("non-existing model x")
    )
    assert "non-existing model x" in line


def test_save_what_the_database_says_about_its_rows():
    class Refused(Exception):
        pgcode = "23505"

    line = told("Failed to initialize database `hate`.", Refused(PLANTED))
    assert PLANTED not in line
