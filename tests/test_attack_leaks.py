"""The attack suite finds a leak when one is put in on purpose, of each kind.

A small addon makes the mistakes that are made in code; the others are made in the
database of the running server, as an administrator could make them.
"""

import pytest

from tests import attack
from tools import places

FOLDER = places.PROJECT / "tests" / "leaks"
SPOIL = """
party = env["hate.party"].browse({party})
party.partner_id = env["res.partner"].create({{"name": "A customer"}})
# a rule that somebody opened
env.ref("hate_case_mgmt.hate_case_rule_officer").domain_force = "[(1, '=', 1)]"
env.ref("hate_case_mgmt.hate_case_rule_excluded").active = False
# a file that somebody made public, past the addon
env.cr.execute(
    "UPDATE ir_attachment SET public = TRUE, res_model = NULL, res_id = NULL"
    " WHERE id = %s", [{file}])
# what was said, in the history of a contact
party.partner_id.message_post(body="wyxdorf called again")
# a letter in the queue that is not sealed
env["mail.mail"].search([("hate_sealed", "=", True)]).hate_sealed = False
env["mail.mail"].search([("state", "=", "exception")]).write({{"model": False}})
# a search that is shared
env.cr.execute(
    "DELETE FROM ir_filters_res_users_rel WHERE ir_filters_id IN"
    " (SELECT id FROM ir_filters WHERE name LIKE 'wyxdorf%%')")
env.cr.commit()
"""


@pytest.fixture(scope="module")
def spoilt(world, planted):
    """What was planted, on a server with every one of the mistakes."""
    source, prey = planted
    database = world.database("leaky", source)
    here = f"--addons-path={world.addons(FOLDER)}"
    assert world.work(database, here, "-i", "hate_case_leaky").code == 0
    mistakes = SPOIL.format(party=prey.rows["hate.party"], file=prey.file)
    world.odoo.shell(database, mistakes, here)
    with world.serving(database, here) as connect:
        yield connect, prey


@pytest.fixture(scope="module")
def staff(spoilt):
    return spoilt[0]().log_in("staff")


def places_in(leaks):
    return {(leak[0], leak[1]) for leak in leaks}


def test_finds_a_name_that_is_shown_to_everybody(spoilt):
    """Odoo's refusal names the record, to whoever asks for debugging."""
    connect, prey = spoilt
    leaks = attack.guessing(connect().log_in("hub"), prey, ["hate.party"])
    assert ("hate.party", "read") in places_in(leaks)


def test_finds_a_method_that_forgets_to_ask(spoilt, staff):
    leaks = attack.pressing(staff, spoilt[1], {"hate.party": ["what_is_known"]})
    assert places_in(leaks) == {("hate.party", "what_is_known")}


def test_finds_what_leaves_by_each_room(spoilt, staff):
    """Referrals, sharings, packs of panels, reports to the police."""
    rooms = (
        "hate.referral",
        "hate.disclosure",
        "hate.panel.pack",
        "hate.police.report",
    )
    leaks = attack.pressing(staff, spoilt[1], {room: ["what_left"] for room in rooms})
    assert places_in(leaks) == {(room, "what_left") for room in rooms}


def test_finds_a_page_behind_a_link_that_takes_any_link(spoilt):
    connect, prey = spoilt
    route = ("/hate_leaky/link/<string:token>", "http", "self,token")
    leaks = attack.browsing(connect(), prey, [route])
    assert {leak[0] for leak in leaks} == {route[0]}


def test_the_pages_of_links_are_among_those_that_are_tried(spoilt):
    tried = {rule.split("/<")[0] for rule, _kind, _names in spoilt[1].routes}
    assert {"/request", "/job", "/panel", "/feedback"} <= tried


def test_finds_what_a_contact_copies_or_works_out(spoilt, staff):
    leaks = attack.reading(staff, spoilt[1], ["res.partner"])
    found = {("res.partner", "hate_address"), ("res.partner", "hate_told")}
    assert found <= places_in(leaks)


def test_finds_it_by_searching_alone(spoilt, staff):
    texts = {"res.partner": ["hate_address"]}
    leaks = attack.searching(staff, spoilt[1], ["res.partner"], texts)
    assert places_in(leaks) == {("res.partner", "hate_address")}


def test_finds_a_field_that_leads_to_a_case(spoilt, staff):
    leaks = attack.linking(staff, spoilt[1], [("res.partner", "hate_party_ids")])
    assert places_in(leaks) == {("res.partner", "hate_party_ids")}


def test_finds_a_page_that_takes_any_number(spoilt):
    connect, prey = spoilt
    route = ("/hate_leaky/<int:party_id>", "http", "self,party_id")
    for client in (connect(), connect().log_in("victim")):
        leaks = attack.browsing(client, prey, [route])
        assert places_in(leaks) == {(route[0], "hate.party")}


def test_finds_a_rule_that_was_opened(spoilt):
    connect, prey = spoilt
    leaks = attack.reading(
        connect().log_in("officer2"), prey, ["hate.party", "hate.note", "hate.incident"]
    )
    assert len(leaks) == 3
    # and one that was switched off
    assert attack.reading(connect().log_in("dpo"), prey, ["hate.party"])


def test_finds_a_public_file(spoilt):
    connect, prey = spoilt
    leaks = attack.downloading(connect(), prey)
    assert (f"/web/content/{prey.file}", "") in places_in(leaks)


def test_finds_what_was_said_in_a_message(spoilt, staff):
    leaks = attack.reading(staff, spoilt[1], ["mail.message"])
    assert places_in(leaks) == {("mail.message", "search_read")}


def test_finds_a_letter_that_is_not_sealed(spoilt):
    connect, prey = spoilt
    admin = connect().log_in("admin")
    assert attack.reading(admin, prey, ["mail.mail"])
    assert attack.exporting(admin, prey)


def test_finds_a_search_that_is_shared(spoilt, staff):
    assert attack.reading(staff, spoilt[1], ["ir.filters"])


def test_finds_it_by_other_doors(spoilt):
    connect, prey = spoilt
    leaks = attack.by_other_doors(connect().log_in("officer2"), prey, "officer2")
    ways = {way for _model, way, _words in leaks}
    assert ways == {"json/2", "xmlrpc read", "xmlrpc search_read"}


def test_finds_words_in_the_log(tmp_path):
    log = tmp_path / "server.log"
    log.write_text("ERROR bad query: INSERT INTO hate_party VALUES ('Wyxdorfname')\n")
    assert attack.found_in(log.read_text()) == ["wyxdorf"]
