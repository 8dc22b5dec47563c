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
env.cr.commit()
"""


class Inbox(socketserver.ThreadingTCPServer):
    """An SMTP server that keeps what it is given."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        self.received = []
        super().__init__(("localhost", free_port()), Conversation)

    def to_amina(self):
        """What came for the person in the case, and not for colleagues."""
        return [mail for mail in self.received if AMINA in " ".join(mail[1]).lower()]


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
    world.odoo.shell(database, MAKE_A_CASE.format(port=inbox.server_address[1]))
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
    states = {row["sent_to"]: row["delivery"] for row in kept}
    assert states == {AMINA: "gone", BINTA: "held"}
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
