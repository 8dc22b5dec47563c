"""Evidence over real HTTP: files on their way in, broken transfers, and ways out."""

import io
import json
import re
import socket
import urllib.error
import urllib.parse
import urllib.request
import uuid

import pytest
from PIL import Image

from tests.client import Refused

CASE = """
officer = env.ref("hate_case_mgmt.user_officer_demo")
case = env["hate.case"].create({
    "channel": "phone", "state": "open", "officer_id": officer.id,
    "member_ids": [(6, 0, officer.ids)],
})
party = env["hate.party"].create({"case_id": case.id, "role": "victim", "name": "A"})
env.cr.commit()
print("CASE", case.id, party.id)
"""
GPS = 0x8825
UPLOAD = "/hate_case/evidence/upload"


def photo(size=(2400, 1600)):
    exif = Image.Exif()
    exif[0x0110] = "Wyxphone"
    exif.get_ifd(GPS).update(
        {1: "N", 2: (52.0, 28.0, 42.0), 3: "W", 4: (1.0, 5.0, 2.0)}
    )
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, "JPEG", exif=exif)
    return out.getvalue()


class Browser:
    """A login that sends and fetches files as a browser does."""

    def __init__(self, connect, login):
        self.client = connect().log_in(login)
        page = self.fetch("/odoo").read().decode()
        self.csrf = re.search(r'csrf_token: "([^"]+)"', page).group(1)

    def fetch(self, path, body=None, **headers):
        request = urllib.request.Request(self.client.address + path, body, headers)
        return self.client.opener.open(request, timeout=120)

    def form(self, dialogue, name, data, csrf=None):
        """:return: (body, its type) of a form with one file"""
        mark = uuid.uuid4().hex
        parts = b""
        for field, value in (
            ("csrf_token", self.csrf if csrf is None else csrf),
            ("dialogue_id", str(dialogue)),
        ):
            parts += (
                f'--{mark}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n'
                f"{value}\r\n"
            ).encode()
        parts += (
            f'--{mark}\r\nContent-Disposition: form-data; name="ufile"; '
            f'filename="{name}"\r\nContent-Type: image/jpeg\r\n\r\n'
        ).encode()
        parts += data + f"\r\n--{mark}--\r\n".encode()
        return parts, f"multipart/form-data; boundary={mark}"

    def send(self, dialogue, name, data, csrf=None):
        body, kind = self.form(dialogue, name, data, csrf)
        with self.fetch(UPLOAD, body, **{"Content-Type": kind}) as answer:
            return json.load(answer)

    def open_dialogue(self, case_id):
        action = self.client.call("hate.case", "action_add_evidence", [case_id])
        return action["res_id"]

    def add(self, case_id, name, data):
        """Send a file and press the button; give the item's id."""
        dialogue = self.open_dialogue(case_id)
        file = self.send(dialogue, name, data)
        self.client.call(
            "hate.evidence.add", "write", [dialogue], {"file_ids": [(4, file["id"])]}
        )
        self.client.call("hate.evidence.add", "action_add", [dialogue])
        return self.client.call(
            "hate.evidence",
            "search",
            [("case_id", "=", case_id)],
            limit=1,
            order="id desc",
        )[0]


@pytest.fixture(scope="module")
def desk(world, riverside_story):
    """(a function that logs in, a case of the officer's, a count of what is kept)"""
    database = world.database("evidence", riverside_story[0])
    told = world.odoo.shell(database, CASE)
    line = next(line for line in told.splitlines() if line.startswith("CASE"))
    case_id = int(line.split()[1])

    def kept():
        return world.sql(
            database,
            "SELECT count(*) FROM ir_attachment WHERE res_model IN "
            "('hate.evidence', 'hate.evidence.add')",
        )[0][0]

    with world.serving(database) as connect:
        yield lambda login: Browser(connect, login), case_id, kept


def test_a_photo_in_and_out(desk):
    """Byte for byte in and out for who may; without the place for outside."""
    log_in, case_id, _kept = desk
    officer = log_in("officer")
    data = photo()
    item = officer.add(case_id, "IMG of Amina.jpg", data)
    for path in (
        f"/web/content/hate.evidence/{item}/file",
        f"/web/content/hate.evidence/{item}/file?mimetype=text/html",
        f"/web/content?model=hate.evidence&id={item}&field=file&download=false",
    ):
        with officer.fetch(path) as answer:
            assert answer.read() == data
            assert answer.headers["Content-Disposition"].startswith("attachment")
            assert "Amina" not in str(answer.headers)
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Cache-Control"] == "no-store"
    shared = officer.client.call(
        "hate.disclosure.share",
        "create",
        {
            "case_id": case_id,
            "recipient_kind": "police",
            "share_evidence": True,
            "ground": "crime_prevention",
            "reason": "They ask for the photo.",
            "necessity": "Nothing else shows the wall.",
            "told": "yes",
            "emergency": True,
            "content": "A photo of the wall",
        },
    )
    officer.client.call("hate.disclosure.share", "action_share", [shared])
    with officer.fetch(f"/hate_case/evidence/{item}/copy") as answer:
        bare = answer.read()
        assert answer.headers["Content-Disposition"].startswith("attachment")
    assert b"Wyxphone" in data and b"Wyxphone" not in bare
    with Image.open(io.BytesIO(bare)) as picture:
        assert not picture.getexif()
        assert picture.size == (2400, 1600)
    custody = officer.client.call(
        "hate.evidence.custody", "search_read", [("evidence_id", "=", item)], ["kind"]
    )
    assert {line["kind"] for line in custody} == {"received", "copied"}


def test_strangers_get_nothing_and_learn_nothing(desk):
    log_in, case_id, _kept = desk
    item = log_in("officer").add(case_id, "a.jpg", photo((8, 8)))
    paths = (
        "/web/content/hate.evidence/{}/file",
        "/web/image/hate.evidence/{}/file",
        "/hate_case/evidence/{}/copy",
    )
    for login in ("officer2", "hub", "staff", "config", "insight", "victim"):
        stranger = log_in(login)
        for path in paths:
            answers = []
            for number in (item, 999_999):
                try:
                    with stranger.fetch(path.format(number)) as answer:
                        answers.append((answer.status, answer.read()))
                except urllib.error.HTTPError as error:
                    answers.append((error.code, None))
            # Odoo shows its own picture where there is none
            assert answers[0] == answers[1], (login, path)
        with pytest.raises(Refused):
            stranger.client.call("hate.evidence", "read", [item], ["file"])
        with pytest.raises(Refused):
            stranger.open_dialogue(case_id)


def test_refused_in_a_sentence_and_nothing_kept(desk):
    log_in, case_id, kept = desk
    officer = log_in("officer")
    dialogue = officer.open_dialogue(case_id)
    before = kept()
    for name, data, said in (
        ("photo.jpg", b"", "is empty"),
        ("photo.jpg", b"MZ\x90\x00", "is a program"),
        ("../../photo.jpg", b"<!doctype html><script>", "is a web page"),
        ("logo.svg", b"<svg onload='x()'/>", "a program in it"),
        ("big.mp4", b"\x00" * (100 * 1024 * 1024 + 1), "larger than 100 MB"),
    ):
        answer = officer.send(dialogue, name, data)
        assert said in answer["error"], answer
        assert ".." not in answer["error"]
    with pytest.raises(urllib.error.HTTPError) as raised:
        officer.send(dialogue, "huge.mp4", b"\x00" * (102 * 1024 * 1024))
    assert raised.value.code == 413
    with pytest.raises(urllib.error.HTTPError):
        officer.send(dialogue, "a.jpg", photo((8, 8)), csrf="no")
    assert kept() == before
    # and who tried it is in the log, with nothing of the file
    tried = [("case_id", "=", case_id), ("kind", "=", "refused")]
    by_officer = [*tried, ("note", "=", "upload"), ("count", "=", 1)]
    assert log_in("dpo").client.call("hate.access.log", "search_count", by_officer) == 5
    # into somebody else's dialogue, or one that is gone
    for login in ("officer2", "manager", "staff"):
        assert "error" in log_in(login).send(dialogue, "a.jpg", photo((8, 8)))
    assert "error" in officer.send(999_999, "a.jpg", photo((8, 8)))
    assert kept() == before


def test_an_upload_that_breaks_off_leaves_nothing(desk):
    log_in, case_id, kept = desk
    officer = log_in("officer")
    dialogue = officer.open_dialogue(case_id)
    before = kept()
    body, kind = officer.form(dialogue, "a.jpg", photo())
    address = urllib.parse.urlsplit(officer.client.address)
    jar = next(
        handler.cookiejar
        for handler in officer.client.opener.handlers
        if hasattr(handler, "cookiejar")
    )
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)
    head = (
        f"POST {UPLOAD} HTTP/1.1\r\nHost: {address.netloc}\r\nCookie: {cookies}\r\n"
        f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()
    for part in (0, 200, len(body) // 2, len(body) - 1):
        with socket.create_connection((address.hostname, address.port), 30) as line:
            line.sendall(head + body[:part])
    # the server goes on, and the same file arrives on the next try
    assert kept() == before
    assert "id" in officer.send(dialogue, "a.jpg", photo())
    assert kept() == before + 1


def test_what_odoo_itself_offers_changes_no_original(desk):
    """The routes of Odoo that take files put none on evidence."""
    log_in, case_id, kept = desk
    officer = log_in("officer")
    item = officer.add(case_id, "a.jpg", photo((8, 8)))
    before = kept()
    dialogue = officer.open_dialogue(case_id)
    for model, number in (("hate.evidence", item), ("hate.evidence.add", dialogue)):
        body, kind = officer.form(0, "x.jpg", b"another")
        for field, value in (("model", model), ("id", str(number))):
            mark = kind.split("=")[1]
            body = (
                f'--{mark}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n'
                f"{value}\r\n"
            ).encode() + body
        with officer.fetch(
            "/web/binary/upload_attachment", body, **{"Content-Type": kind}
        ) as answer:
            assert "error" in json.load(answer)[0]
    for values in ({"file": "YW5vdGhlcg=="}, {"sha256": "0"}, {"state": "lost"}):
        with pytest.raises(Refused):
            officer.client.call("hate.evidence", "write", [item], values)
    with pytest.raises(Refused):
        officer.client.call("hate.evidence", "unlink", [item])
    assert kept() == before
