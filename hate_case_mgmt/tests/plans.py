"""How PostgreSQL would find what is asked, seen on a database with few rows."""

import json
import re
from contextlib import contextmanager
from unittest.mock import patch

from odoo.sql_db import Cursor
from odoo.tools import SQL

READS = re.compile(r"\s*(SELECT|WITH)\b", re.IGNORECASE)
WALKS = ("Index Scan", "Index Only Scan", "Bitmap Index Scan")


@contextmanager
def recorded():
    """:return: set that fills with every query that reads, whoever asks"""
    asked = set()
    execute = Cursor.execute

    def remembering(cr, query, params=None, log_exceptions=True):
        done = execute(cr, query, params, log_exceptions)
        text = cr._obj.query.decode()
        if READS.match(text):
            asked.add(text)
        return done

    with patch.object(Cursor, "execute", remembering):
        yield asked


class PlansMixin:
    """Whether an index can serve.

    With so few rows PostgreSQL would read them all, so it is told that this costs very
    much: it then does so only where it has no index at all.
    """

    def nodes(self, query, costly=("enable_seqscan",)):
        """:param query: ``SQL``, or a text with its values in it
        :param costly: what PostgreSQL is to avoid if it can
        :return: list of the steps of its plan
        """
        # a text that was recorded is whole: no sign in it stands for a value
        text = query if isinstance(query, SQL) else SQL(query.replace("%", "%%"))
        cr = self.env.cr
        for setting in costly:
            cr.execute(SQL("SET LOCAL %s = off", SQL.identifier(setting)))
        cr.execute(SQL("EXPLAIN (FORMAT JSON, COSTS OFF) %s", text))
        ((plan,),) = cr.fetchall()
        for setting in costly:
            cr.execute(SQL("SET LOCAL %s = on", SQL.identifier(setting)))
        plan = plan if isinstance(plan, list) else json.loads(plan)
        return list(self._below(plan[0]["Plan"]))

    def _below(self, node):
        yield node
        for part in node.get("Plans", ()):
            yield from self._below(part)

    def read_whole(self, query):
        """:return: set of the tables that are read from one end to the other"""
        return {
            node["Relation Name"]
            for node in self.nodes(query)
            if node["Node Type"] == "Seq Scan"
        }

    def sorted_whole(self, query):
        """:return: the same, and the indexes of all rows that are read so in order to
        be sorted; one that is read in the order of the list ends with the page"""
        nodes = self.nodes(query, ("enable_seqscan", "enable_sort"))
        found = {
            node["Relation Name"] for node in nodes if node["Node Type"] == "Seq Scan"
        }
        if any("Sort" in node["Node Type"] for node in nodes):
            found |= {
                node["Index Name"]
                for node in nodes
                if node["Node Type"] in WALKS
                and "Index Cond" not in node
                and node["Index Name"] not in self.partial
            }
        return found

    def walked(self, query):
        """:return: set of the tables, and of the indexes of all rows, that are read
        from one end towards the other"""
        return self.read_whole(query) | {
            node["Index Name"]
            for node in self.nodes(query)
            if node["Node Type"] in WALKS
            and "Index Cond" not in node
            and node["Index Name"] not in self.partial
        }

    @property
    def partial(self):
        """:return: names of the indexes that hold some rows only"""
        if not hasattr(self, "_partial"):
            self.env.cr.execute(
                """SELECT indexrelid::regclass::text FROM pg_index
                   WHERE indpred IS NOT NULL"""
            )
            self._partial = {name for (name,) in self.env.cr.fetchall()}
        return self._partial
