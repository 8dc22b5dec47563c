"""Loading: people by the ORM, everything else by INSERT … SELECT."""

import contextlib

from . import people, promises, sql_ours, sql_peers

YEARS = 8


def load(env, order):
    """Fill an empty database with the same people and times for each product."""
    cr = env.cr
    people.make(env)
    for model in ("helpdesk.ticket", "project.task", "crm.lead"):
        env[model].with_context(active_test=False).search([]).unlink()
    env.flush_all()
    records = order["records"]
    cr.execute("SET LOCAL maintenance_work_mem = '512MB'")
    cr.execute("SET LOCAL work_mem = '128MB'")
    _seed(cr, records)
    if order["promises"]:
        cr.execute("UPDATE bench_seed SET open = true")
        promises.prepare_peers(env)
    for product in (sql_ours,) if order["ours"] else (sql_ours, sql_peers):
        tables, statements = product.statements(env, records)
        with _bare(cr, tables):
            for statement in statements:
                cr.execute(statement)
        for table in tables:
            _move_sequence(cr, table)
    # the first case of a year makes that year's numbering, the others do not
    env["ir.sequence"].next_by_code("hate.case")
    cr.commit()
    _vacuum(cr)


def _seed(cr, records):
    """One row a record, shared by all products: whose it is, when it came, whether it
    is open, and the words in it. Spread by md5, the same in every run."""
    cr.execute(
        f"""
        CREATE UNLOGGED TABLE bench_seed AS
        SELECT i,
               ('x' || substr(md5(i || 'officer'), 1, 7))::bit(28)::int % 50 AS k,
               ('x' || substr(md5(i || 'open'), 1, 7))::bit(28)::int % 10 = 0 AS open,
               ('x' || substr(md5(i || 'dice'), 1, 7))::bit(28)::int % 1000 AS dice,
               ('x' || substr(md5(i || 'name'), 1, 7))::bit(28)::int % 1000 AS surname,
               ('x' || substr(md5(i || 'first'), 1, 7))::bit(28)::int % 20 AS first,
               date_trunc('second', now() at time zone 'utc'
                   - ({records} - i) * interval '{YEARS} years' / {records}) AS at
        FROM generate_series(1, {records}) AS i
        """
    )
    syllables = [
        "Ab Bel Cor Dun Ed Far Gil Har Is Jan",
        "ber den fin gor lis mar nel rud sen tor",
        "by dale ford gate ham kin ley son ton wick",
    ]
    arrays = ", ".join(f"'{{{','.join(part.split())}}}'::text[]" for part in syllables)
    firsts = (
        "Ada Bo Cy Dee Eli Fay Gus Hana Ivo Joy Kit Lea Max Nia Oli Pia Rex Sia Tom Una"
    )
    cr.execute(
        f"""
        CREATE FUNCTION bench_surname(n int) RETURNS text IMMUTABLE LANGUAGE sql AS $$
            SELECT p[1 + n / 100] || q[1 + n / 10 % 10] || r[1 + n % 10]
            FROM (SELECT {arrays}) AS words (p, q, r)
        $$;
        CREATE FUNCTION bench_first(n int) RETURNS text IMMUTABLE LANGUAGE sql AS $$
            SELECT ('{{{",".join(firsts.split())}}}'::text[])[1 + n]
        $$;
        """
    )
    cr.execute(
        "ALTER TABLE bench_seed ADD COLUMN person text;"
        "UPDATE bench_seed SET person ="
        " bench_first(first) || ' ' || bench_surname(surname);"
        "ANALYZE bench_seed"
    )


@contextlib.contextmanager
def _bare(cr, tables):
    """Take indexes and foreign keys off while rows go in: ten times as fast."""
    again = []
    for table in tables:
        cr.execute(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE conrelid = %s::regclass AND contype = 'f'",
            [table],
        )
        for name, definition in cr.fetchall():
            cr.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
            again.append(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
        cr.execute(
            "SELECT indexname, indexdef, quote_literal("
            "obj_description(indexname::regclass)) FROM pg_indexes"
            " WHERE tablename = %s AND NOT EXISTS (SELECT FROM pg_constraint"
            " WHERE conname = indexname AND conrelid = %s::regclass)",
            [table, table],
        )
        for name, definition, comment in cr.fetchall():
            cr.execute(f'DROP INDEX "{name}"')
            if comment:
                # by which Odoo knows its own indexes when it upgrades
                again.insert(0, f'COMMENT ON INDEX "{name}" IS {comment}')
            again.insert(0, definition)
    yield
    for statement in again:
        cr.execute(statement)


def _move_sequence(cr, table):
    cr.execute(
        "SELECT a.attname FROM pg_attribute a WHERE attrelid = %s::regclass"
        " AND attname = 'id'",
        [table],
    )
    if cr.fetchone():
        cr.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'),"
            f" (SELECT coalesce(max(id), 1) FROM {table}))"
        )


def _vacuum(cr):
    connection = cr._cnx
    connection.autocommit = True
    cr.execute("VACUUM (ANALYZE)")
    connection.autocommit = False
