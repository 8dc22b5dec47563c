"""The rows of our cases and of what belongs to them."""

from odoo.addons.hate_case_mgmt.policy import matching

from .people import OURS, user_of
from .sql_peers import creation_message

TABLES = [
    "hate_property",
    "hate_case",
    "hate_case_member_rel",
    "hate_case_excluded_rel",
    "hate_case_strand_rel",
    "hate_report",
    "hate_incident",
    "hate_incident_strand_rel",
    "hate_incident_form_rel",
    "hate_party",
    "hate_party_safe_method_rel",
    "hate_event",
    "hate_deadline",
    "hate_note",
    "hate_match_key",
    "mail_message",
]
HOMES = 150_000
ADDRESS_KEY = "'zz' || i % 90 || '1aa ' || i"
# days from the report to each of the standard's promises
PROMISES = (1, 1, 8)
OFFICER = f"JOIN bench_officer o ON o.product = '{OURS}' AND o.k = s.k"
BY = "o.user_id, o.user_id, at, at"
STAMP = "create_uid, write_uid, create_date, write_date"
STATE = """CASE WHEN NOT open THEN 'closed' WHEN dice < 100 THEN 'reported'
    WHEN dice < 750 THEN 'open' WHEN dice < 900 THEN 'monitoring' ELSE 'closing' END"""
VICTIM_PHONE = "'07' || lpad(s.i::text, 9, '0')"
VICTIM_EMAIL = "'p' || s.i || '@example.com'"


def statements(env, records):
    """:return: the tables filled, and the statements that fill them"""
    areas = env["hate.area"].create([{"name": f"Area {n}"} for n in range(20)])
    env.flush_all()
    homes = min(HOMES, records)
    company = env.company.id
    return TABLES, [
        _homes(company, homes, areas),
        *_cases(env, homes),
        *_who_sees_them(env),
        _reports(company),
        *_incidents(env, homes),
        *_parties(env, homes),
        f"""
        INSERT INTO hate_event (case_id, company_id, event, at, user_id, {STAMP})
        SELECT i, {company}, 'report_received', at, o.user_id, {BY}
        FROM bench_seed s {OFFICER}
        """,
        *_promises(env),
        f"""
        INSERT INTO hate_note (case_id, company_id, user_id, noted_at, text, {STAMP})
        SELECT i, {company}, o.user_id, at, 'Spoke with colleagues about it.', {BY}
        FROM bench_seed s {OFFICER}
        """,
        *_match_keys(env),
        creation_message(env, "hate.case", OURS),
    ]


def _homes(company, homes, areas):
    return f"""
        INSERT INTO hate_property (id, name, zip, uprn, uprn_key, address_key, area_id,
            tenure, company_id, active, {STAMP})
        SELECT i, {_address("i", "surname")}, 'ZZ' || i % 90 || ' 1AA',
            lpad(i::text, 12, '0'), i::text,
            {ADDRESS_KEY},
            {areas[0].id} + i % {len(areas)}, 'general_needs', {company}, true,
            1, 1, at, at
        FROM bench_seed WHERE i <= {homes}
    """


def _address(number, name):
    return f"{number} || ' ' || bench_surname({name}) || ' Road'"


def _cases(env, homes):
    strand = env["hate.strand"].search([], limit=5)
    ids = f"'{{{','.join(map(str, strand.ids))}}}'::int[]"
    search_text = f"""lower(concat_ws(E'\\n', 'HC' || lpad(s.i::text, 8, '0'), h.name,
        h.uprn, person, {VICTIM_PHONE}, {VICTIM_EMAIL}, 'CR' || s.i))"""
    return [
        f"""
        INSERT INTO hate_case (id, name, company_id, state, is_open, reported_at,
            channel, danger_now, officer_id, restricted, area_id, property_id, priority,
            risk_level, accepted_as_hate, standard_id, update_interval_days,
            next_due_at, closed_at, affected_name, search_text, contact_caution,
            incident_count, party_count, {STAMP})
        SELECT s.i, 'HC' || lpad(s.i::text, 8, '0'), {env.company.id}, {STATE}, open,
            at, 'phone', dice % 50 = 0, CASE WHEN NOT open OR dice >= 100
                THEN o.user_id END,
            dice % 200 = 7, h.area_id, h.id, 'high', 'medium', true,
            {env.company.hate_standard_id.id}, 14, CASE WHEN open THEN
                CASE WHEN dice % 100 = 0 THEN at + interval '8 days'
                ELSE now() at time zone 'utc' + dice * interval '10 minutes' END END,
            CASE WHEN NOT open THEN at + interval '60 days' END, person,
            {search_text}, 'some', CASE WHEN dice % 3 = 0 THEN 2 ELSE 1 END, 2, {BY}
        FROM bench_seed s {OFFICER} JOIN hate_property h ON h.id = 1 + s.i % {homes}
        """,
        f"""
        INSERT INTO hate_case_strand_rel (case_id, strand_id)
        SELECT i, ({ids})[1 + dice % 5] FROM bench_seed
        """,
    ]


def _who_sees_them(env):
    hub = user_of(env, OURS, "hub").id
    return [
        f"""
        INSERT INTO hate_case_member_rel (case_id, user_id)
        SELECT i, CASE WHEN {STATE} = 'reported' THEN {hub} ELSE o.user_id END
        FROM bench_seed s {OFFICER}
        """,
        f"""
        INSERT INTO hate_case_excluded_rel (case_id, user_id)
        SELECT i, x.user_id FROM bench_seed s
        JOIN bench_officer x ON x.product = '{OURS}' AND x.k = (s.k + 1) % 50
        WHERE dice % 200 = 7
        """,
    ]


def _reports(company):
    return f"""
        INSERT INTO hate_report (case_id, company_id, reported_at, channel,
            reporter_role, narrative, received_by_id, {STAMP})
        SELECT i, {company}, at, 'phone', 'victim',
            'Something that was said and done, in two or three sentences.',
            o.user_id, {BY}
        FROM bench_seed s {OFFICER}
    """


def _incidents(env, homes):
    strand = env["hate.strand"].search([], limit=5)
    ids = f"'{{{','.join(map(str, strand.ids))}}}'::int[]"
    form = env["hate.incident.form"].search([], limit=1)
    return [
        f"""
        INSERT INTO hate_incident (case_id, company_id, precision, occurred_at, place,
            property_id, narrative, perceived_by, severity, is_crime, crime_reference,
            {STAMP})
        SELECT i, {env.company.id}, 'about', at - n * interval '1 day', 'Stairwell',
            1 + i % {homes}, 'Something that was said and done.', 'victim', '2',
            'unknown', CASE WHEN n = 1 THEN 'CR' || i END, {BY}
        FROM bench_seed s {OFFICER}
        JOIN generate_series(1, 2) n ON n = 1 OR dice % 3 = 0
        """,
        f"""
        INSERT INTO hate_incident_strand_rel (incident_id, strand_id)
        SELECT id, ({ids})[1 + dice % 5] FROM hate_incident JOIN bench_seed
            ON i = case_id
        """,
        f"""
        INSERT INTO hate_incident_form_rel (incident_id, form_id)
        SELECT id, {form.id} FROM hate_incident
        """,
    ]


def _parties(env, homes):
    methods = env["hate.contact.method"].search([], limit=2)
    language = env["hate.language"].search([], limit=1)
    return [
        f"""
        INSERT INTO hate_party (case_id, company_id, role, role_sequence, identity,
            name, phone, email, address, property_id, tenure, interpreter, language_id,
            is_child, contact_them_only, {STAMP})
        SELECT s.i, {env.company.id}, 'victim', 0, 'named', person, {VICTIM_PHONE},
            {VICTIM_EMAIL}, h.name, h.id, 'general_needs', 'none', {language.id},
            false, false, {BY}
        FROM bench_seed s {OFFICER} JOIN hate_property h ON h.id = 1 + s.i % {homes}
        """,
        f"""
        INSERT INTO hate_party (case_id, company_id, role, role_sequence, identity,
            interpreter, is_child, contact_them_only, {STAMP})
        SELECT i, {env.company.id}, 'alleged', 3, 'unknown', 'none', false, false, {BY}
        FROM bench_seed s {OFFICER}
        """,
        f"""
        INSERT INTO hate_party_safe_method_rel (party_id, method_id)
        SELECT p.id, m.id FROM hate_party p, hate_contact_method m
        WHERE p.role = 'victim' AND m.id IN ({methods[0].id}, {methods[1].id})
        """,
    ]


def _promises(env):
    """Three promises a case: kept where it is closed; where it is open two kept and
    one running, of which one in a hundred has passed."""
    commitments = env.company.hate_standard_id.commitment_ids[: len(PROMISES)]
    made = []
    for commitment, days in zip(commitments, PROMISES, strict=True):
        last = commitment == commitments[-1]
        running = "open AND dice >= 100" if last else "open AND dice < 100"
        due = f"""CASE WHEN {running} AND dice % 100 > 0 THEN now() at time zone 'utc'
            + dice * interval '10 minutes' ELSE at + interval '{days} days' END"""
        made.append(
            f"""
            INSERT INTO hate_deadline (case_id, company_id, commitment_id, user_id,
                state, started_at, warn_at, due_at, look_at, met_at, ended_at,
                attempts, {STAMP})
            SELECT i, {env.company.id}, {commitment.id}, o.user_id,
                CASE WHEN {running} THEN 'running' ELSE 'met' END, at,
                {due} - interval '4 hours', {due},
                CASE WHEN {running} THEN {due} - interval '4 hours' END,
                CASE WHEN NOT ({running}) THEN at + interval '20 hours' END,
                CASE WHEN NOT ({running}) THEN at + interval '20 hours' END, 0, {BY}
            FROM bench_seed s {OFFICER}
            """
        )
    return made


def _match_keys(env):
    """What cases are recognised by. The keys of names come from the product's own
    code, one for each name that occurs; the others are plain enough for SQL, and
    are compared with the product's own for one row."""
    env.cr.execute("SELECT DISTINCT person FROM bench_seed")
    names = [
        (person, kind, key)
        for (person,) in env.cr.fetchall()
        for kind, key in matching.match_keys(name=person)
    ]
    env.cr.execute("CREATE TABLE bench_name_key (person text, kind text, key text)")
    for start in range(0, len(names), 1000):
        part = names[start : start + 1000]
        env.cr.execute(
            "INSERT INTO bench_name_key VALUES " + ", ".join(["%s"] * len(part)), part
        )
    env.cr.execute("CREATE INDEX ON bench_name_key (person)")
    number, address = "07000000012", "p12@example.com"
    expected = [
        (matching.KIND_PHONE, "44" + number[1:]),
        (matching.KIND_EMAIL, address),
        (matching.KIND_UPRN, "12"),
        (matching.KIND_ADDRESS, "zz121aa 12"),
    ]
    found = matching.match_keys(
        phones=[number],
        emails=[address],
        uprn="000000000012",
        street="12 Abberby Road",
        zip_code="ZZ12 1AA",
    )
    if sorted(found) != sorted(expected):
        raise ValueError(f"The keys have changed: {found}")
    insert = f"INSERT INTO hate_match_key (case_id, company_id, kind, key, {STAMP})"
    company = env.company.id
    return [
        f"{insert} SELECT i, {company}, n.kind, n.key, 1, 1, at, at"
        " FROM bench_seed s JOIN bench_name_key n ON n.person = s.person",
        f"{insert} SELECT i, {company}, '{matching.KIND_PHONE}',"
        " '447' || lpad(i::text, 9, '0'), 1, 1, at, at FROM bench_seed",
        f"{insert} SELECT s.i, {company}, '{matching.KIND_EMAIL}', {VICTIM_EMAIL},"
        " 1, 1, at, at FROM bench_seed s",
        f"{insert} SELECT c.id, {company}, '{matching.KIND_UPRN}', h.uprn_key,"
        " 1, 1, c.create_date, c.create_date"
        " FROM hate_case c JOIN hate_property h ON h.id = c.property_id",
        f"{insert} SELECT c.id, {company}, '{matching.KIND_ADDRESS}', h.address_key,"
        " 1, 1, c.create_date, c.create_date"
        " FROM hate_case c JOIN hate_property h ON h.id = c.property_id",
    ]
