"""What the database itself does for the access log."""

from ..policy import vocabulary as words

# Nothing changes an entry. Sealing fills in place and hash, once; only what a closed
# period has written down elsewhere goes.
GUARD = """
CREATE OR REPLACE FUNCTION hate_access_log_guard() RETURNS trigger AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.hash IS NULL AND NEW.hash IS NOT NULL
        AND to_jsonb(NEW) - 'hash' - 'place' = to_jsonb(OLD) - 'hash' - 'place'
    THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT FROM hate_access_archive a WHERE a.company_id = OLD.company_id
        AND OLD.place BETWEEN a.from_place AND a.to_place)
    THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'The access log is append only.';
END $$ LANGUAGE plpgsql;
CREATE OR REPLACE TRIGGER hate_access_log_guard BEFORE UPDATE OR DELETE
    ON hate_access_log FOR EACH ROW EXECUTE FUNCTION hate_access_log_guard();
CREATE OR REPLACE TRIGGER hate_access_log_guard_all BEFORE TRUNCATE
    ON hate_access_log FOR EACH STATEMENT EXECUTE FUNCTION hate_access_log_guard();
"""
# Adds what one request has to log. In the database, which knows which case a record
# belongs to and how the user stands to it. Odoo's connections forget their plans
# between requests, so a single entry, as for a form, goes by small queries that are
# planned in no time; a page of a list goes by one.
WRITER = f"""
CREATE OR REPLACE FUNCTION hate_access_log_add(
    who int, whence varchar, kinds varchar[], models varchar[], cases int[],
    counts int[], notes varchar[]
) RETURNS void AS $$
DECLARE
    of_case record;
    stand varchar;
BEGIN
    IF cardinality(cases) = 1 THEN
        SELECT id, company_id, name INTO of_case FROM hate_case WHERE id = cases[1];
        IF of_case.id IS NOT NULL THEN
            stand := CASE
                WHEN EXISTS (SELECT FROM hate_case_excluded_rel x
                              WHERE x.case_id = of_case.id AND x.user_id = who)
                THEN '{words.RELATION_SHUT_OUT}'
                WHEN EXISTS (SELECT FROM hate_case_member_rel m
                              WHERE m.case_id = of_case.id AND m.user_id = who)
                THEN '{words.RELATION_MEMBER}'
                ELSE '{words.RELATION_OTHER}'
            END;
        END IF;
        IF stand = '{words.RELATION_MEMBER}' AND kinds[1] IN {words.ACCESS_REPEATED}
            AND EXISTS (
                SELECT FROM hate_access_log l
                 WHERE l.user_id = who AND l.case_id = of_case.id AND l.kind = kinds[1]
                   AND l.address IS NOT DISTINCT FROM whence
                   AND l.at > (clock_timestamp() AT TIME ZONE 'UTC')
                              - interval '1 minute')
        THEN
            RETURN;
        END IF;
        IF of_case.company_id IS NULL THEN
            SELECT company_id INTO of_case.company_id FROM res_users WHERE id = who;
        END IF;
        INSERT INTO hate_access_log (at, user_id, company_id, case_id, reference, kind,
                                     relation, model, count, address, note)
        VALUES (clock_timestamp() AT TIME ZONE 'UTC', who, of_case.company_id, cases[1],
                of_case.name, kinds[1], stand, models[1], counts[1], whence, notes[1]);
        RETURN;
    END IF;
    INSERT INTO hate_access_log (at, user_id, company_id, case_id, reference, kind,
                                 relation, model, count, address, note)
    SELECT clock_timestamp() AT TIME ZONE 'UTC', who,
           COALESCE(c.company_id, (SELECT company_id FROM res_users WHERE id = who)),
           seen.case_id, c.name, seen.kind, stands.as_what, seen.model, seen.count,
           whence, seen.note
    FROM (
        SELECT DISTINCT ON (kind, case_id, note) *
          FROM unnest(kinds, models, cases, counts, notes)
               WITH ORDINALITY AS every(kind, model, case_id, count, note, number)
         ORDER BY kind, case_id, note, number
    ) AS seen
    -- each case by its key: joined, a page of a list would read all cases
    LEFT JOIN LATERAL (
        SELECT id, company_id, name FROM hate_case WHERE id = seen.case_id LIMIT 1
    ) AS c ON TRUE
    CROSS JOIN LATERAL (
        SELECT CASE
            WHEN c.id IS NULL THEN NULL
            WHEN EXISTS (SELECT FROM hate_case_excluded_rel x
                          WHERE x.case_id = c.id AND x.user_id = who)
            THEN '{words.RELATION_SHUT_OUT}'
            WHEN EXISTS (SELECT FROM hate_case_member_rel m
                          WHERE m.case_id = c.id AND m.user_id = who)
            THEN '{words.RELATION_MEMBER}'
            ELSE '{words.RELATION_OTHER}'
        END AS as_what
    ) AS stands
    WHERE NOT (
        stands.as_what IS NOT DISTINCT FROM '{words.RELATION_MEMBER}'
        AND seen.kind IN {words.ACCESS_REPEATED}
        AND EXISTS (
            SELECT FROM hate_access_log l
             WHERE l.user_id = who AND l.case_id = seen.case_id
               AND l.kind = seen.kind AND l.address IS NOT DISTINCT FROM whence
               AND l.at > (clock_timestamp() AT TIME ZONE 'UTC') - interval '1 minute'
        )
    )
    ORDER BY seen.number, seen.case_id;
END $$ LANGUAGE plpgsql;
"""
# One call: with numbers of cases, or with those of the records that were noted. Where
# nothing else is in the transaction, it may say how long to wait for the disk.
WAITING = """
SELECT set_config('synchronous_commit',
                  COALESCE(%(disk)s, current_setting('synchronous_commit')), TRUE),
"""
INSERT_KNOWN = (
    WAITING
    + """
hate_access_log_add(
    %(user)s, %(address)s, %(kinds)s::varchar[], %(models)s::varchar[],
    %(cases)s::int[], %(counts)s::int[], %(notes)s::varchar[]
)
"""
)
INSERT = (
    WAITING
    + """
hate_access_log_add(
    %(user)s, %(address)s, array_agg(kind ORDER BY number),
    array_agg(model ORDER BY number), array_agg(case_id ORDER BY number),
    array_agg(count ORDER BY number), array_agg(note ORDER BY number)
) FROM (%(seen)s) AS seen
"""
)
