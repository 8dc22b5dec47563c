"""A letter as it reaches a real mail server."""

import email
import email.policy
import re
import socketserver
import threading
import time

import pytest

from tools.odoo import free_port

SECONDS_TO_ARRIVE = 60
AMINA = "amina@mail.example.com"
BINTA = "binta@mail.example.com"
AGENCY = "referrals@open-door.example.com"
# Whoever sees the phone light up reads these
TELLING = re.compile(
    r"\b(hate|crime|victim|incident|abuse|race|ethnicity|religion|belief|sexual"
    r"|disability|transgender|age|sex|subculture)\b",
    re.IGNORECASE,
)

MAKE_A_CASE = """
officer = env.ref('hate_case_mgmt.user_officer_demo')
env['ir.mail_server'].search([]).action_archive()
env['ir.mail_server'].create({{
    'name': 'Test', 'smtp_host': 'localhost', 'smtp_port': {port}}})
env.company.email = 'homes@riverside.example.com'
way = env.ref('hate_case_mgmt.contact_method_email')
case = env['hate.case'].create({{
    'channel': 'phone', 'state': 'open', 'officer_id': officer.id,
    'member_ids': [(6, 0, officer.ids)]}})
env['hate.party'].create({{
    'case_id': case.id, 'role': 'victim', 'name': 'Amina Planted',
    'email': 'amina@mail.example.com', 'safe_method_ids': [(6, 0, way.ids)]}})
# written while it was safe, and no longer so when the queue comes to it
binta = env['hate.party'].create({{
    'case_id': case.id, 'role': 'victim', 'name': 'Binta Planted',
    'email': 'binta@mail.example.com', 'safe_method_ids': [(6, 0, way.ids)]}})
env['hate.letter'].with_user(officer)._send_to(
    binta.with_user(officer),
    env.ref('hate_case_mgmt.letter_template_introduction').with_user(officer),
    'email')
binta.contact_them_only = True
# one person is referred with consent; another's consent is taken back in the queue
cleo, dora = env['hate.party'].create([
    {{'case_id': case.id, 'role': 'witness', 'name': name, 'phone': '07700 900777'}}
    for name in ('Cleo Planted', 'Dora Planted')])
agency = env['hate.agency'].create({{
    'name': 'Open Door', 'is_national': True, 'email': '{agency}'}})
def say(party, answer):
    env['hate.consent'].with_user(officer).create([{{
        'case_id': case.id, 'party_id': party.id, 'recipient_kind': 'agency',
        'agency_id': agency.id, 'purpose': 'support', 'data_class': data_class,
        'answer': answer, 'own_words': 'That is fine.', 'way': 'phone',
        'interpreting': 'not_needed'}} for data_class in ('identity', 'contact')])
for party in (cleo, dora):
    say(party, 'given')
    referral = env['hate.referral'].with_user(officer)._open(case.with_user(officer), {{
        'party_id': party.id, 'agency_id': agency.id, 'asked': 'Please ring at noon.'}})
    referral.item_ids.filtered(
        lambda item: item.key.endswith((':name', ':phone'))).is_shared = True
    referral.action_send('link', '{agency}')
say(dora, 'withdrawn')
env.cr.commit()
"""


class Inbox(socketserver.ThreadingTCPServer):
    """An SMTP server that keeps what it is given."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        self.received = []
        super().__init__(("localhost", free_port()), Conversation)

    def to(self, address):
        return [mail for mail in self.received if address in " ".join(mail[1]).lower()]

    def to_amina(self):
        """What came for the person in the case, and not for colleagues."""
        return self.to(AMINA)


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("220 ready")
        sender, recipients = None, []
        for line in self.rfile:
            word, _space, rest = line.decode().strip().partition(" ")
            match word.upper():
                case "MAIL":
                    sender, recipients = rest, []
                case "RCPT":
                    recipients.append(rest)
                case "DATA":
                    self.say("354 go on")
                    self.server.received.append((sender, recipients, self.read()))
                case "QUIT":
                    self.say("221 bye")
                    return
            self.say("250 OK")

    def read(self):
        lines = iter(self.rfile.readline, b".\r\n")
        return email.message_from_bytes(b"".join(lines), policy=email.policy.default)

    def say(self, words):
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture(scope="module")
def inbox():
    with Inbox() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(scope="module")
def letter(world, riverside_story, inbox):
    """The letter that names the officer: envelope, message, and what Odoo keeps."""
    database = world.database("mail", riverside_story[0])
    world.odoo.shell(
        database,
        MAKE_A_CASE.format(port=inbox.server_address[1], agency=AGENCY),
    )
    with world.serving(database) as client:
        officer = client().log_in("officer")
        case = max(officer.call("hate.case", "search", []))
        person = officer.call("hate.party", "search", [["case_id", "=", case]])[0]
        wizard = officer.call(
            "hate.letter.send", "create", {"case_id": case, "party_id": person}
        )
        officer.call("hate.letter.send", "action_send", [wizard])
        end = time.monotonic() + SECONDS_TO_ARRIVE
        while not inbox.to_amina() and time.monotonic() < end:
            time.sleep(0.2)
        while not inbox.to(AGENCY) and time.monotonic() < end:
            time.sleep(0.2)
        time.sleep(2)
        kept = officer.call(
            "hate.letter",
            "search_read",
            [["case_id", "=", case]],
            ["delivery", "body", "sent_to"],
        )
    assert inbox.to_amina(), "no e-mail came"
    queued = world.sql(
        database, "SELECT count(*) FROM mail_mail WHERE email_to LIKE 'amina@%'"
    )
    return inbox.to_amina(), kept, queued


def test_it_comes_once_and_the_case_knows(letter):
    received, kept, queued = letter
    assert len(received) == 1
    # the addresses themselves are masked; which of the two came, the inbox says
    assert sorted(row["delivery"] for row in kept) == ["gone", "held"]
    assert queued[0][0] == 0


def test_what_is_no_longer_safe_never_leaves(letter, inbox):
    everyone = " ".join(str(mail[1]) for mail in inbox.received).lower()
    assert AMINA in everyone
    assert BINTA not in everyone


def test_the_envelope_and_the_head_tell_nothing(letter):
    (sender, recipients, message), *_others = letter[0]
    head = "\n".join(f"{name}: {value}" for name, value in message.items())
    assert not TELLING.search(f"{sender} {recipients}\n{head}")
    assert message["subject"] == "A message from Riverside Homes"
    assert message["from"].addresses[0].display_name == "Riverside Homes"
    assert message["to"] == "amina@mail.example.com"
    assert "X-Odoo-Objects" not in message
    assert "hate" not in head.lower()


def test_the_words_are_the_frozen_ones_and_hold_no_link(letter):
    (_sender, _recipients, message), *_others = letter[0]
    text = message.get_body(("plain",)).get_content()
    frozen = letter[1][0]["body"]
    assert " ".join(frozen.split())[:60] in " ".join(text.split())
    whole = message.as_string()
    assert "access_token" not in whole
    assert "http" not in text
    assert not TELLING.search(text)
    assert not list(message.iter_attachments())


def test_what_colleagues_get_names_nobody(letter, inbox):
    """Scheduled actions write to colleagues too: the reference, and no more."""
    for _sender, recipients, message in inbox.received:
        if AMINA not in " ".join(recipients).lower():
            assert "planted" not in message.as_string().lower()
            assert not TELLING.search(str(message["subject"]))


def test_an_agency_gets_a_link_and_nothing_that_tells(letter, inbox):
    """Of two referrals one was let pass: its e-mail holds neutral words and a link."""
    ((sender, recipients, message),) = inbox.to(AGENCY)
    head = "\n".join(f"{name}: {value}" for name, value in message.items())
    text = message.get_body(("plain",)).get_content()
    assert not TELLING.search(f"{sender} {recipients}\n{head}\n{text}")
    assert message["subject"] == "A message from Riverside Homes"
    assert len(re.findall(r"/request/[\w-]{43}", text)) >= 1
    assert not list(message.iter_attachments())


def test_nothing_left_but_what_the_gate_allowed(letter, inbox):
    """Every message of the whole run: no name, number or word of a case but in the
    letter to the person herself."""
    assert inbox.received
    for _sender, recipients, message in inbox.received:
        whole = f"{message.as_string()} {readable(message)}".lower()
        if AMINA in " ".join(recipients).lower():
            continue
        for secret in ("planted", "07700", "ring at noon", "witness", BINTA, AMINA):
            assert secret not in whole, (recipients, secret)


def readable(message):
    """All texts of a message, decoded."""
    return " ".join(
        part.get_content()
        for part in message.walk()
        if part.get_content_maintype() == "text"
    )
