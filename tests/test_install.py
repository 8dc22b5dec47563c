"""Installing, upgrading and uninstalling, as an administrator does it."""

import json

import pytest

from tests.client import Refused
from tools import logins

# Seconds that installing into a database with the modules it depends on may take.
QUICK = 30
TECHNICAL = (
    "ir_cron",
    "ir_config_parameter",
    "ir_sequence",
    "ir_model",
    "ir_rule",
    "ir_ui_menu",
    "ir_ui_view",
    "ir_act_window",
    "ir_act_server",
    "ir_module_category",
    "mail_template",
    "res_groups",
    "res_groups_privilege",
)
# Columns in which Odoo notes that an upgrade wrote a row, though it wrote the same.
NOTES_OF_ODOO = ["write_date", "write_uid", "arch_prev"]
# What a contact's row repeats of its company, and who wrote it when.
FOLLOW_A_COMPANY = [
    "write_date",
    "write_uid",
    "complete_name",
    "commercial_company_name",
]
ADDRESS = {"street", "street2", "city", "zip", "state_id", "country_id"}
# What people have written on our records, in tables that are not ours.
TIED = {
    "ir_attachment": "res_model",
    "mail_activity": "res_model",
    "mail_followers": "res_model",
    "mail_message": "model",
}


@pytest.fixture(scope="module")
def installed(world, bare):
    """The addon in a database without demo data, and how installing went."""
    database = world.database("installed", bare)
    return database, world.install(database)


@pytest.fixture(scope="module")
def riverside(world, filled):
    """The addon with its demo data in a database where others work already, with a
    second company and a user of each."""
    database = world.database("riverside", filled)
    world.odoo.shell(
        database,
        "company = env['res.company'].create({'name': 'Second landlord'})\n"
        "env['res.users'].create({'name': 'Second', 'login': 'second',"
        " 'password': 'second', 'company_id': company.id,"
        " 'company_ids': [(6, 0, company.ids)]})\n"
        "env['res.partner'].create([{'name': f'Contact {n}'} for n in range(500)])\n"
        "env.cr.commit()\n",
    )
    before = _people(world, database)
    return database, before, world.install(database, "--with-demo")


def _people(world, database):
    rows = world.sql(
        database,
        "SELECT 'partner', id, to_jsonb(p) - %s::text[] FROM res_partner p"
        " UNION ALL SELECT 'user', id, jsonb_build_object("
        " 'login', login, 'active', active, 'company', company_id) FROM res_users",
        FOLLOW_A_COMPANY,
    )
    return {(kind, id_): json.dumps(row, sort_keys=True) for kind, id_, row in rows}


def _must_be_clean(outcome):
    assert outcome.code == 0, outcome.log[-3000:]
    assert not outcome.warnings, "\n".join(outcome.warnings)


@pytest.mark.alone
def test_installing_is_quick_and_logs_no_warning(installed):
    outcome = installed[1]
    _must_be_clean(outcome)
    assert outcome.seconds < QUICK


def test_without_demo_data_there_is_nobody_of_the_demo(world, installed):
    database = installed[0]
    names = [login for login, _who, _sees in logins.LOGINS if login != "admin"]
    found = world.sql(
        database, "SELECT login FROM res_users WHERE login = ANY(%s)", names
    )
    assert found == []
    assert world.sql(database, "SELECT count(*) FROM hate_case") == [[0]]


def test_every_company_has_a_standard(world, installed, riverside):
    for database in (installed[0], riverside[0]):
        rows = world.sql(
            database, "SELECT name FROM res_company WHERE hate_standard_id IS NULL"
        )
        assert rows == []


def test_installing_among_others_changes_nobody(world, riverside):
    """Into a database with people and two companies, with the addon's demo data, which
    gives the first company its name and address, and nobody else anything."""
    database, before, outcome = riverside
    _must_be_clean(outcome)
    after = _people(world, database)
    company = world.sql(database, "SELECT partner_id FROM res_company WHERE id = 1")
    del before["partner", company[0][0]]
    columns = {name for row in after.values() for name in json.loads(row)} - {
        name for row in before.values() for name in json.loads(row)
    }
    # The company's own people show its name beside theirs, and live at its address
    columns |= {"complete_name", "commercial_company_name"}
    for key, row in before.items():
        ours = json.loads(row).get("parent_id") == company[0][0]
        left_out = columns | (ADDRESS if ours else set())
        was, now = (
            {k: v for k, v in json.loads(text).items() if k not in left_out}
            for text in (row, after[key])
        )
        assert now == was, key


def test_installing_gives_only_the_administrator_a_group(world, riverside):
    """…of those who were there before, and only the group for configuration."""
    database, before, _outcome = riverside
    rows = world.sql(
        database,
        "SELECT DISTINCT u.login, d.name FROM res_groups_users_rel r"
        " JOIN res_users u ON u.id = r.uid"
        " JOIN ir_model_data d ON d.res_id = r.gid AND d.model = 'res.groups'"
        " AND d.module = 'hate_case_mgmt' WHERE u.id = ANY(%s)",
        [id_ for kind, id_ in before if kind == "user"],
    )
    assert rows == [["admin", "group_config"]]


def test_demo_logins_are_those_that_run_shows(world, riverside):
    with world.serving(riverside[0]) as client:
        for login, _who, _sees in logins.LOGINS:
            assert client().log_in(login).uid, login
        with pytest.raises(Refused):
            client().log_in("officer", "wrong")
    made = world.sql(
        riverside[0],
        "SELECT u.login FROM res_users u JOIN ir_model_data d ON d.res_id = u.id"
        " WHERE d.model = 'res.users' AND d.module = 'hate_case_mgmt'",
    )
    shown = {login for login, _who, _sees in logins.LOGINS}
    assert {login for (login,) in made} == shown - {"admin"}


def test_installing_in_a_second_language(world, bare):
    database = world.database("french", bare)
    world.odoo.shell(
        database,
        "env['res.lang']._activate_lang('fr_FR')\n"
        "env['res.users'].browse(2).lang = 'fr_FR'\n"
        "env.cr.commit()\n",
    )
    _must_be_clean(world.install(database))
    with world.serving(database) as client:
        menus = (
            client()
            .log_in("admin")
            .call("ir.ui.menu", "load_menus", False, context={"lang": "fr_FR"})
        )
    ours = [
        menu for menu in menus.values() if "hate_case_mgmt" in menu.get("xmlid", "")
    ]
    assert ours


def test_upgrading_to_itself_changes_nothing(world, riverside):
    database = world.database("upgraded", riverside[0])
    before = _snapshot(world, database)
    _must_be_clean(world.upgrade(database, "--with-demo"))
    after = _snapshot(world, database)
    changed = {
        key for key in before.keys() | after.keys() if before.get(key) != after.get(key)
    }
    assert not changed, sorted(changed)[:20]


def _snapshot(world, database):
    """A checksum of each row that is ours, by table and id, and the tables' shape."""
    ours = world.sql(
        database,
        "SELECT DISTINCT replace(model, '.', '_') FROM ir_model_data"
        " WHERE module = 'hate_case_mgmt'",
    )
    tables = {
        name for (name,) in world.sql(database, _TABLES) if name.startswith("hate_")
    }
    known = {name for (name,) in world.sql(database, _TABLES)}
    names = {
        "ir_actions_act_window": "ir_act_window",
        "ir_actions_server": "ir_act_server",
    }
    tables |= {names.get(name, name) for (name,) in ours} & known
    found = {}
    for table in sorted(tables | {"ir_model_data"}):
        rows = world.sql(
            database,
            f"SELECT md5((to_jsonb(t) - %s::text[])::text), to_jsonb(t)->>'id',"
            f" to_jsonb(t)->>'name' FROM {table} t",
            NOTES_OF_ODOO,
        )
        found.update({(table, id_ or md5, name): md5 for md5, id_, name in rows})
    shape = world.sql(database, _SHAPE)
    found.update({("shape", *row): True for row in shape})
    return found


_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
_SHAPE = (
    "SELECT table_name, column_name, concat_ws(' ', data_type, is_nullable,"
    " column_default) FROM information_schema.columns WHERE table_schema = 'public'"
    " UNION ALL SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)"
    " FROM pg_constraint WHERE connamespace = 'public'::regnamespace"
    " UNION ALL SELECT tablename, indexname, indexdef FROM pg_indexes"
    " WHERE schemaname = 'public'"
)


def test_uninstalling_leaves_nothing_and_it_can_come_back(world, filled, riverside):
    database = world.database("uninstalled", riverside[0])
    # a file without an external id, as people bring them
    world.odoo.shell(
        database,
        "env['hate.evidence'].create({'kind': 'photo', 'source': 'The shop',"
        " 'case_id': env['hate.case'].search([], limit=1).id,"
        " 'file': 'cGhvdG8=', 'original_name': 'photo.txt'})\n"
        "env.cr.commit()\n",
    )
    brought = "SELECT count(*) FROM ir_attachment WHERE res_model = 'hate.evidence'"
    assert world.sql(database, brought)[0][0] > 0
    world.uninstall(database)
    left = world.sql(
        database,
        "SELECT model, name FROM ir_model_data WHERE module = 'hate_case_mgmt'",
    )
    assert left == []
    pristine = set(map(tuple, world.sql(filled, _SHAPE)))
    assert set(map(tuple, world.sql(database, _SHAPE))) - pristine == set()
    for table in TECHNICAL:
        query = f"SELECT count(*) FROM {table}"
        assert world.sql(database, query) == world.sql(filled, query), table
    for table, column in TIED.items():
        query = f"SELECT count(*) FROM {table} WHERE {column} LIKE 'hate.%%'"
        assert world.sql(database, query, 1) == [[0]], table
    _must_be_clean(world.install(database, "--with-demo"))
    assert world.sql(database, "SELECT count(*) > 0 FROM hate_property") == [[True]]


def test_installing_into_nothing_on_the_embedded_postgresql(embedded_world):
    """…with all that the addon depends on, in one go."""
    database = embedded_world.database("embedded")
    _must_be_clean(embedded_world.install(database))
    version = embedded_world.sql(database, "SHOW server_version_num")[0][0]
    assert int(version) >= 180000
    with embedded_world.serving(database) as client:
        assert client().log_in("admin").call("hate.strand", "search_count", [])


def test_uninstalling_warns_with_counts(world, riverside):
    database = riverside[0]
    total, still_open = world.sql(
        database,
        "SELECT count(*), count(*) FILTER (WHERE state NOT IN"
        " ('closed', 'not_hate', 'signposted')) FROM hate_case",
    )[0]
    with world.serving(database) as client:
        admin = client().log_in("admin")
        modules = admin.call("ir.module.module", "search", [("name", "=", "mail")])
        ours = admin.call(
            "ir.module.module", "search", [("name", "=", "hate_case_mgmt")]
        )
        model = "base.module.uninstall"
        wizard = admin.call(model, "create", [{"module_ids": ours}])
        warning = admin.call(model, "read", wizard, ["hate_case_warning"])[0]
        other = admin.call(model, "create", [{"module_ids": modules}])
        through = admin.call(model, "read", other, ["hate_case_warning"])[0]
    for text in (warning["hate_case_warning"], through["hate_case_warning"]):
        assert f"all {total} hate cases" in text
        assert f"{still_open} of them open" in text
