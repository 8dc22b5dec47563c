"""The connection over which the access log is written."""

import os
from threading import Lock

import psycopg2
from psycopg2.extensions import TRANSACTION_STATUS_IDLE

from odoo.sql_db import Cursor, connection_info_for


class Line:
    """One open connection of this process, for what it has to log.

    A connection of Odoo's pool forgets all plans between two requests, and planning the
    few statements of one entry takes three times as long as carrying them out; it also
    takes a beginning and an end of their own. Here they are planned once, and an entry
    is one trip to the database and back.

    Nobody waits for the line: whoever finds it taken writes over a connection of the
    pool. A process that was forked has a line of its own.
    """

    def __init__(self):
        self._lock = Lock()
        self._open = {}

    def execute(self, cr, query):
        """Carry out one statement by itself, kept as soon as it is done.

        :param cr: cursor of the database, whose transaction is over
        :param query: ``SQL``
        :return: whether it was; if not, the caller does it by other means
        """
        # in tests everything happens in one transaction, which is rolled back
        if not isinstance(cr, Cursor) or not self._lock.acquire(blocking=False):
            return False
        try:
            try:
                self._carry_out(cr, query)
            except (psycopg2.OperationalError, psycopg2.InterfaceError):
                # the server was restarted, or has no connection to spare
                self._hang_up(cr.dbname)
                return False
        finally:
            self._lock.release()
        return True

    def _carry_out(self, cr, query):
        with self._connection(cr).cursor() as cursor:
            cursor.execute(query.code, query.params)

    def _connection(self, cr):
        key = os.getpid(), cr.dbname
        line = self._open.get(key)
        if (
            line is None
            or line.closed
            or line.info.transaction_status != TRANSACTION_STATUS_IDLE
        ):
            self._hang_up(cr.dbname)
            _name, where = connection_info_for(cr.dbname)
            line = psycopg2.connect(**where)
            line.autocommit = True
            self._open[key] = line
        return line

    def _hang_up(self, database):
        line = self._open.pop((os.getpid(), database), None)
        if line is not None:
            line.close()


LINE = Line()
