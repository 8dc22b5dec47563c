"""The rows of helpdesk_mgmt, project and crm, each with a message and a follower."""

from odoo import Command

from .people import user_of

TABLES = [
    "res_partner",
    "helpdesk_ticket",
    "helpdesk_ticket_sla",
    "project_task",
    "project_task_user_rel",
    "crm_lead",
    "mail_message",
    "mail_followers",
    "mail_followers_mail_message_subtype_rel",
]


def statements(env, records):
    """:return: the tables filled, and the statements that fill them"""
    made = [_partners(env, records), *_helpdesk(env), *_project(env), *_crm(env)]
    for model, product in (
        ("helpdesk.ticket", "helpdesk"),
        ("project.task", "project"),
        ("crm.lead", "crm"),
    ):
        made += [creation_message(env, model, product), *_follower(env, model, product)]
    return TABLES, made


def _partners(env, records):
    """A customer for every tenth record."""
    env.cr.execute("SELECT max(id) FROM res_partner")
    first = env.cr.fetchone()[0]
    return f"""
        INSERT INTO res_partner (id, commercial_partner_id, name, complete_name, email,
            email_normalized, phone, active, is_company, partner_share, type,
            create_uid, write_uid, create_date, write_date)
        SELECT {first} + i, {first} + i, person, person, 'c' || i || '@example.com',
            'c' || i || '@example.com', '07' || lpad(i::text, 9, '0'), true, false,
            true, 'contact', 1, 1, at, at
        FROM bench_seed WHERE i <= {records // 10}
    """


def partner(env):
    """:return: SQL for the customer of a seed row"""
    env.cr.execute("SELECT max(id) FROM res_partner")
    first = env.cr.fetchone()[0]
    return f"({first} + 1 + s.i % ((SELECT max(i) FROM bench_seed) / 10))"


def _helpdesk(env):
    officers = _officers(env, "helpdesk")
    team = env["helpdesk.ticket.team"].create(
        {
            "name": "Bench",
            "user_ids": [Command.set(officers.ids)],
            "use_sla": True,
            "resource_calendar_id": env.company.resource_calendar_id.id,
        }
    )
    new, doing, _waiting, done = env["helpdesk.ticket.stage"].search([], limit=4)
    sla = env["helpdesk.sla"].create(
        {"name": "Two days", "days": 2, "stage_id": done.id, "team_ids": team.ids}
    )
    env.flush_all()
    return [
        f"""
        INSERT INTO helpdesk_ticket (id, number, name, description, user_id, stage_id,
            company_id, team_id, partner_id, commercial_partner_id, partner_name,
            partner_email, priority, sequence, active, unattended, last_stage_update,
            assigned_date, closed_date, create_uid, write_uid, create_date, write_date)
        SELECT i, 'HT' || lpad(i::text, 7, '0'), 'About ' || person || ' ' || i,
            '<p>Something that was reported, in two or three sentences.</p>',
            o.user_id,
            CASE WHEN NOT open THEN {done.id} WHEN dice < 700 THEN {doing.id}
                ELSE {new.id} END,
            {env.company.id}, {team.id}, {partner(env)}, {partner(env)}, person,
            'p' || i || '@example.com', '1', 10, true, open AND dice >= 700, at, at,
            CASE WHEN NOT open THEN at + interval '30 days' END,
            o.user_id, o.user_id, at, at
        FROM bench_seed s JOIN bench_officer o ON o.product = 'helpdesk' AND o.k = s.k
        """,
        f"""
        INSERT INTO helpdesk_ticket_sla (ticket_id, sla_id, expected_stage_id, state,
            deadline, last_state_date, hours, consumed_time, create_uid, write_uid,
            create_date, write_date)
        SELECT i, {sla.id}, {done.id},
            CASE WHEN open THEN 'in_progress' ELSE 'accomplished' END,
            CASE WHEN open AND dice % 100 > 0 THEN
                now() at time zone 'utc' + interval '2 days'
                ELSE at + interval '2 days' END,
            CASE WHEN open THEN now() at time zone 'utc' - interval '1 day' ELSE at END,
            16, 0, 1, 1, at, at
        FROM bench_seed
        """,
    ]


def _officers(env, product):
    env.cr.execute("SELECT user_id FROM bench_officer WHERE product = %s", [product])
    return env["res.users"].browse([row[0] for row in env.cr.fetchall()])


def _project(env):
    stages = env["project.task.type"].create(
        [
            {"name": name, "sequence": number, "fold": name == "Done", "user_id": False}
            for number, name in enumerate(["New", "Doing", "Waiting", "Done"])
        ]
    )
    projects = env["project.project"].create(
        [
            {
                "name": f"Bench {number}",
                "privacy_visibility": "followers",
                "user_id": user_of(env, "project", "manager").id,
                "type_ids": [Command.set(stages.ids)],
            }
            for number in range(20)
        ]
    )
    env.flush_all()
    new, doing, _waiting, done = stages
    return [
        f"""
        INSERT INTO project_task (id, name, description, project_id, stage_id, state,
            company_id, partner_id, priority, sequence, active, display_in_project,
            is_template, has_template_ancestor, recurring_task, date_assign,
            date_deadline, date_end, date_last_stage_update, create_uid, write_uid,
            create_date, write_date)
        SELECT i, 'About ' || person || ' ' || i,
            '<p>Something that was reported, in two or three sentences.</p>',
            {projects[0].id} + dice % {len(projects)},
            CASE WHEN NOT open THEN {done.id} WHEN dice < 700 THEN {doing.id}
                ELSE {new.id} END,
            CASE WHEN open THEN '01_in_progress' ELSE '1_done' END,
            {env.company.id}, {partner(env)}, '0', 10, true, true, false, false, false,
            at, at + interval '2 days',
            CASE WHEN NOT open THEN at + interval '30 days' END, at,
            o.user_id, o.user_id, at, at
        FROM bench_seed s JOIN bench_officer o ON o.product = 'project' AND o.k = s.k
        """,
        """
        INSERT INTO project_task_user_rel (task_id, user_id, create_uid, write_uid,
            create_date, write_date)
        SELECT i, o.user_id, 1, 1, at, at
        FROM bench_seed s JOIN bench_officer o ON o.product = 'project' AND o.k = s.k
        """,
    ]


def _crm(env):
    team = env["crm.team"].create(
        {"name": "Bench", "member_ids": [Command.set(_officers(env, "crm").ids)]}
    )
    new, doing, _waiting, won = env["crm.stage"].search([], limit=4)
    env.flush_all()
    return [
        f"""
        INSERT INTO crm_lead (id, name, description, type, user_id, team_id, company_id,
            stage_id, partner_id, contact_name, partner_name, email_from,
            email_normalized, phone, priority, active, probability,
            automated_probability, won_status, expected_revenue, prorated_revenue,
            date_open, date_closed, date_last_stage_update, create_uid, write_uid,
            create_date, write_date)
        SELECT i, 'About ' || person || ' ' || i,
            '<p>Something that was reported, in two or three sentences.</p>',
            'opportunity', o.user_id, {team.id}, {env.company.id},
            CASE WHEN NOT open THEN {won.id} WHEN dice < 700 THEN {doing.id}
                ELSE {new.id} END,
            {partner(env)}, person, person, 'p' || i || '@example.com',
            'p' || i || '@example.com', '07' || lpad(i::text, 9, '0'), '0', true,
            CASE WHEN open THEN 20 ELSE 100 END, CASE WHEN open THEN 20 ELSE 100 END,
            CASE WHEN open THEN 'pending' ELSE 'won' END, 100, 20, at,
            CASE WHEN NOT open THEN at + interval '30 days' END, at,
            o.user_id, o.user_id, at, at
        FROM bench_seed s JOIN bench_officer o ON o.product = 'crm' AND o.k = s.k
        """,
    ]


def creation_message(env, model, product):
    subtype = env.ref("mail.mt_note").id
    return f"""
        INSERT INTO mail_message (model, res_id, message_type, subtype_id, author_id,
            email_from, body, date, message_id, reply_to, is_internal, create_uid,
            write_uid, create_date, write_date)
        SELECT '{model}', i, 'notification', {subtype}, o.partner_id,
            'bench@example.com', '<p>Created</p>', at,
            '<bench.{model}.' || i || '@example.com>', 'bench@example.com', false,
            o.user_id, o.user_id, at, at
        FROM bench_seed s JOIN bench_officer o ON o.product = '{product}' AND o.k = s.k
    """


def _follower(env, model, product):
    subtype = env.ref("mail.mt_comment").id
    return [
        f"""
        INSERT INTO mail_followers (res_model, res_id, partner_id)
        SELECT '{model}', i, o.partner_id
        FROM bench_seed s JOIN bench_officer o ON o.product = '{product}' AND o.k = s.k
        """,
        f"""
        INSERT INTO mail_followers_mail_message_subtype_rel
            (mail_followers_id, mail_message_subtype_id)
        SELECT id, {subtype} FROM mail_followers WHERE res_model = '{model}'
            ON CONFLICT DO NOTHING
        """,
    ]
