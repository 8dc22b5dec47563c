import base64
import hashlib
import io
from datetime import timedelta

from PIL import Image

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ..policy import vocabulary as words
from .common import HateCaseCommon, utc

GPS = 0x8825


def photo(size=(2400, 1800)):
    """:return: a JPEG with a place in it, larger than Odoo leaves pictures"""
    exif = Image.Exif()
    exif[0x0110] = "Wyxphone"
    exif.get_ifd(GPS).update(
        {1: "N", 2: (52.0, 28.0, 42.0), 3: "W", 4: (1.0, 53.0, 2.0)}
    )
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, "JPEG", exif=exif)
    return out.getvalue()


class EvidenceCommon(HateCaseCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.open_case(state=words.STATE_OPEN, officer=cls.officer)
        cls.victim, cls.witness = cls.env["hate.party"].create(
            [
                {"case_id": cls.case.id, "role": words.ROLE_VICTIM, "name": "Amina"},
                {"case_id": cls.case.id, "role": words.ROLE_WITNESS, "name": "Rhys"},
            ]
        )
        cls.items = cls.env["hate.evidence"].with_user(cls.officer)

    def add(self, data=None, **values):
        """:return: an item as the officer adds it by any client"""
        return self.items.create(
            {
                "case_id": self.case.id,
                "kind": words.ITEM_PHOTO,
                "party_id": self.victim.id,
                "file": data and base64.b64encode(data),
                "original_name": "IMG_1.jpg",
                **values,
            }
        )

    def dialogue(self, **values):
        """:return: the dialogue Add evidence, open before the officer"""
        action = self.case.with_user(self.officer)._open_evidence_dialogue(**values)
        return (
            self.env["hate.evidence.add"]
            .with_user(self.officer)
            .browse(action["res_id"])
        )

    def share_evidence(self):
        self.case.with_user(self.officer)._open_disclosure(
            "print",
            {"kind": "police"},
            self.victim,
            ["evidence"],
            "police",
            ground="crime_prevention",
            reason="They ask for the photo.",
            necessity="Nothing else shows the wall.",
            told="yes",
            emergency=True,
        )._send("A photo of the wall")

    def put(self, dialogue, name, data):
        """Let a file arrive in a dialogue, as the browser does."""
        file = dialogue._take_file(name, data)
        dialogue.file_ids = [Command.link(file.id)]
        return file


@tagged("post_install", "-at_install", "hate_case")
class TestEvidence(EvidenceCommon):
    """Items of evidence: from wanted to held, and who has held them."""

    def test_000_b9_photo_as_it_arrived(self):
        """[000.b9] [004.2l] hash at arrival, source, when and where, byte for byte"""
        data = photo()
        item = self.add(
            data,
            taken_at=utc("2026-03-01 18:00"),
            place="The stairwell",
            title="The door",
        )
        self.assertEqual(item.state, words.ITEM_HELD)
        self.assertEqual(item.sha256, hashlib.sha256(data).hexdigest())
        self.assertEqual(item.file_size, len(data))
        self.assertEqual(item.media_type, "image/jpeg")
        self.assertEqual(item.received_by_id, self.officer)
        self.assertEqual(item.number, 1)
        self.assertEqual(item.original_name, "IMG_1.jpg")
        # Odoo would have made it smaller
        self.assertEqual(item._attachment().raw, data)
        self.assertEqual(item.display_name, self.case.name)
        self.assertIn("Evidence added", self.case.message_ids.mapped("preview"))
        self.assertEqual(item.custody_ids.kind, words.CUSTODY_RECEIVED)
        self.assertEqual(item.holder, self.company.name)

    def test_names_tell_nothing_and_play_no_tricks(self):
        for name in ("../../etc/passwd", "..\\..\\a.exe", "A\u202egpj.exe", "con", ""):
            with self.subTest(name=name):
                item = self.add(photo((4, 4)), original_name=name)
                reference = self.case.name.replace("/", "-")
                self.assertEqual(item.file_name, f"{reference}-E{item.number}.jpg")
                self.assertNotIn("/", item.original_name)
                self.assertNotIn("\\", item.original_name)
                self.assertNotIn("\u202e", item.original_name)
                self.assertEqual(item._attachment().name, "file")

    def test_numbers_count_on_in_each_case(self):
        first, second = self.add(photo((4, 4))), self.add(statement="I saw it")
        other = self.open_case(state=words.STATE_OPEN, officer=self.officer)
        third = self.items.create(
            {"case_id": other.id, "kind": "object", "kept_at": "Safe", "source": "We"}
        )
        self.assertEqual((first | second | third).mapped("number"), [1, 2, 1])
        self.assertEqual(self.add(kept_at="Safe 3").number, 3)

    def test_a_statement_is_sealed_too(self):
        item = self.add(
            statement="I heard it all.\u0007",
            kind="statement",
            party_id=self.witness.id,
        )
        self.assertEqual(item.statement, "I heard it all.")
        self.assertEqual(item.sha256, hashlib.sha256(b"I heard it all.").hexdigest())
        self.assertTrue(item._is_unchanged())
        with self.assertRaises(UserError):
            item.statement = "I heard nothing."

    def test_originals_never_change(self):
        """By nobody, by no way: not the officer, not the superuser, not by the file."""
        item = self.add(photo((4, 4)))
        file = item._attachment()
        new = base64.b64encode(b"another")
        for changed in (
            {"file": new},
            {"file": False},
            {"sha256": "0" * 64},
            {"original_name": "x"},
            {"statement": "x"},
            {"arrived_at": fields.Datetime.now()},
        ):
            for someone in (item, item.sudo()):
                with self.subTest(changed=changed, su=someone.env.su):
                    with self.assertRaises(UserError), self.cr.savepoint():
                        someone.write(changed)
        for changed in (
            {"raw": b"another"},
            {"datas": new},
            {"db_datas": b"another"},
            {"res_id": 0},
            {"res_model": "res.partner"},
            {"name": "x.exe"},
            {"mimetype": "text/html"},
            {"type": "url", "url": "https://example.com"},
            {"public": True},
            {"access_token": "x"},
        ):
            for someone in (file, file.with_user(self.officer)):
                with self.subTest(changed=changed, su=someone.env.su):
                    with self.assertRaises(UserError), self.cr.savepoint():
                        someone.write(changed)
        for gone in (file, file.with_user(self.officer), item, item.sudo()):
            with self.assertRaises(UserError), self.cr.savepoint():
                gone.unlink()
        with self.assertRaises(UserError), self.cr.savepoint():
            file.with_user(self.officer).generate_access_token()
        self.assertTrue(item._is_unchanged())
        # what changes nothing may be written: Odoo does so to move its files
        file.write({"raw": file.raw, "mimetype": file.mimetype})
        self.assertTrue(item._is_unchanged())

    def test_nobody_puts_a_file_beside_the_original(self):
        item = self.add(photo((4, 4)))
        files = self.env["ir.attachment"].with_user(self.officer)
        with self.assertRaises(AccessError), self.cr.savepoint():
            files.create(
                {"name": "x", "raw": b"x", "res_model": item._name, "res_id": item.id}
            )
        with self.assertRaises(AccessError), self.cr.savepoint():
            files.with_context(default_res_model=item._name).create({"name": "x"})
        dialogue = self.dialogue()
        with self.assertRaises(AccessError), self.cr.savepoint():
            files.create(
                {"name": "x", "res_model": dialogue._name, "res_id": dialogue.id}
            )
        mine = files.create({"name": "x", "raw": b"x"})
        with self.assertRaises(AccessError), self.cr.savepoint():
            mine.write({"res_model": item._name, "res_id": item.id})

    def test_files_are_not_indexed(self):
        item = self.add(b"wyxword in a diary", kind="diary")
        self.assertEqual(item.media_type, "text/plain")
        self.assertFalse(item._attachment().index_content)

    def test_what_is_found_of_a_file_follows_the_case(self):
        item = self.add(photo((4, 4)))
        file = item._attachment()
        for user in (self.officer2, self.hub, self.staff, self.config):
            self.assertFalse(file.with_user(user).has_access("read"), user.login)
        self.assertTrue(file.with_user(self.officer).has_access("read"))
        with self.assertRaises(AccessError):
            item.with_user(self.officer2).read(["file"])

    def test_a_changed_file_is_found_out(self):
        item = self.add(photo((4, 4)))
        answer = item.action_check()
        self.assertEqual(answer["params"]["type"], "success")
        # as only someone with the server in hand can do it
        self.cr.execute(
            "UPDATE ir_attachment SET store_fname = NULL, db_datas = 'x' WHERE id = %s",
            [item._attachment().id],
        )
        self.env.invalidate_all()
        self.assertEqual(item.action_check()["params"]["type"], "danger")
        checks = item.custody_ids.filtered(lambda line: line.kind == "checked")
        self.assertEqual(len(checks), 2)

    def test_custody_line_by_line(self):
        """[000.b9] who has held it, in lines that nobody changes"""
        item = self.add(kept_at="Safe 3", kind="object")
        self.assertEqual(item.holder, "Safe 3")
        form = Form(
            self.env["hate.evidence.custody"]
            .with_user(self.officer)
            .with_context(**item.action_hand_over()["context"])
        )
        form.holder = "PC 4711, Eastmoor police"
        form.note = "Receipt signed"
        line = form.save()
        self.assertEqual(item.holder, "PC 4711, Eastmoor police")
        self.assertEqual(line.user_id, self.officer)
        with self.assertRaises(UserError):
            line.holder = "Nobody"
        with self.assertRaises(UserError), self.cr.savepoint():
            line.sudo().unlink()
        custody = self.env["hate.evidence.custody"].with_user(self.officer)
        values = {"case_id": self.case.id, "evidence_id": item.id}
        for wrong in (
            {"holder": " "},
            {"holder": "x", "at": fields.Datetime.now() + timedelta(days=1)},
        ):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                custody.create({**values, **wrong})
        for forged in ("received", "copied", "checked"):
            with self.assertRaises(AccessError):
                custody.create({**values, "kind": forged, "holder": "x"})
        with self.assertRaises(AccessError):
            custody.create({**values, "holder": "x", "user_id": self.manager.id})
        wanted = self.add(kind="cctv")
        with self.assertRaises(ValidationError), self.cr.savepoint():
            custody.create({**values, "evidence_id": wanted.id, "holder": "x"})

    def test_it_comes_from_somebody(self):
        with self.assertRaises(ValidationError) as raised:
            self.add(photo((4, 4)), party_id=False)
        self.assertIn("from whom", str(raised.exception))

    def test_it_stays_in_its_case(self):
        other = self.open_case(state=words.STATE_OPEN, officer=self.officer)
        stranger = self.env["hate.party"].create(
            {"case_id": other.id, "role": words.ROLE_VICTIM}
        )
        with self.assertRaises(ValidationError):
            self.add(photo((4, 4)), party_id=stranger.id)
        with self.assertRaises(UserError), self.cr.savepoint():
            self.add(photo((4, 4))).case_id = other
        with self.assertRaises(AccessError):
            self.add(kind="cctv").case_id = other

    def test_users_set_nothing_that_a_button_sets(self):
        for field, value in (
            ("state", "held"),
            ("number", 9),
            ("sha256", "0" * 64),
            ("arrived_at", fields.Datetime.now()),
            ("received_by_id", self.manager.id),
        ):
            with self.subTest(field=field), self.assertRaises(AccessError):
                self.add(kind="cctv", **{field: value})

    def test_in_the_timeline(self):
        self.add(photo((4, 4)), title="The door")
        entry = (
            self.env["hate.timeline"]
            .with_user(self.officer)
            .search([("case_id", "=", self.case.id), ("kind", "=", "evidence")])
        )
        self.assertEqual(entry.about, "Amina")
        self.assertEqual(entry.text, "The door")
        self.assertEqual(entry.get_formview_action()["res_model"], "hate.evidence")

    def test_a_hundred_items_are_listed_as_cheaply_as_one(self):
        def queries(model):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env[model].with_user(self.officer).web_search_read(
                [("case_id", "=", self.case.id)],
                {
                    "kind": {},
                    "case_id": {"fields": {"display_name": {}}},
                    "party_id": {"fields": {"display_name": {}}},
                },
            )
            return self.env.cr.sql_log_count - before

        self.add(kind="cctv")
        few = {
            model: queries(model) for model in ("hate.evidence", "hate.evidence.gap")
        }
        few = {model: queries(model) for model in few}
        self.items.create(
            [
                {"case_id": self.case.id, "kind": "cctv", "party_id": self.victim.id}
                for _i in range(100)
            ]
        )
        for model, cost in few.items():
            self.assertLessEqual(queries(model), cost, model)


@tagged("post_install", "-at_install", "hate_case")
class TestMissingEvidence(EvidenceCommon):
    """What is still to get, and that somebody is reminded while it can be got."""

    def gaps(self, user=None):
        """:return: {kind of gap: about whom or where}"""
        found = (
            self.env["hate.evidence.gap"]
            .with_user(user or self.officer)
            .search([("case_id", "=", self.case.id)])
        )
        return {gap.kind: gap for gap in found}

    def incident(self, **values):
        return self.env["hate.incident"].create(
            {
                "case_id": self.case.id,
                "narrative": "Painted",
                "place": "The door",
                "precision": "exact",
                "occurred_at": fields.Datetime.now() - timedelta(days=2),
                **values,
            }
        )

    def test_004_2h_witnesses(self):
        """[004.2h] [001.d7a] a witness has a safe contact of their own, and a task
        until their statement is taken"""
        self.assertEqual(self.gaps()["statement"].about, "Rhys")
        way = self.env.ref("hate_case_mgmt.contact_method_text")
        self.witness.safe_method_ids = [Command.set(way.ids)]
        self.assertTrue(self.witness._contact_refusal(words.METHOD_PHONE))
        self.assertFalse(self.victim.safe_method_ids)

        dialogue = self.dialogue(
            here="wanted", kind="witnesses", title="Ask at numbers 2 to 8"
        )
        dialogue.action_add()
        task = self.case.activity_ids
        self.assertEqual(task.user_id, self.officer)
        self.assertEqual(task.date_deadline, self.case._next_try())
        self.assertEqual(self.gaps()["item"].about, "Ask at numbers 2 to 8")
        # words that tell a stranger nothing
        self.assertEqual(task.summary, "Something to ask for")
        self.assertFalse(task.note)

        self.add(
            statement="I saw them paint it.", kind="statement", party_id=self.witness.id
        )
        self.assertNotIn("statement", self.gaps())

    def test_003_13_cctv_before_it_is_overwritten(self):
        """[003.13] CCTV: asked for before the day it is overwritten"""
        incident = self.incident()
        gap = self.gaps()["cctv"]
        self.assertEqual(gap.incident_id, incident)
        self.assertEqual(
            gap.before_on, (incident.occurred_at + timedelta(days=31)).date()
        )
        opened = gap.get_formview_action()
        dialogue = (
            self.env["hate.evidence.add"]
            .with_user(self.officer)
            .browse(opened["res_id"])
        )
        self.assertEqual(dialogue.kind, "cctv")
        self.assertEqual(dialogue.incident_id, incident)
        tomorrow = fields.Date.add(fields.Date.today(), days=1)
        form = Form(dialogue)
        form.here = "wanted"
        form.source = "The corner shop"
        form.overwritten_on = tomorrow
        form.ask_by = fields.Date.add(tomorrow, days=5)
        form.save().action_add()
        item = self.items.search([("kind", "=", "cctv")])
        self.assertEqual(item.state, words.ITEM_WANTED)
        self.assertNotIn("cctv", self.gaps())
        self.assertEqual(self.gaps()["item"].before_on, tomorrow)
        self.assertEqual(self.case.activity_ids.date_deadline, tomorrow)

        item.action_asked()
        self.assertTrue(item.asked_at)
        with self.assertRaises(UserError):
            item.action_asked()
        self.assertIn("item", self.gaps())
        with self.assertRaises(ValidationError), self.cr.savepoint():
            item.action_not_to_be_had()
        # it comes
        action = item.action_add_what_came()
        dialogue = dialogue.browse(action["res_id"])
        self.put(dialogue, "clip.mp4", b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 20)
        dialogue.action_add()
        self.assertEqual(item.state, words.ITEM_HELD)
        self.assertEqual(item.media_type, "video/mp4")
        self.assertEqual(item.custody_ids.kind, words.CUSTODY_RECEIVED)
        self.assertEqual(item._attachment().res_field, "file")
        self.assertNotIn("item", self.gaps())
        self.assertFalse(self.case.activity_ids)

    def test_given_up_with_a_reason(self):
        item = self.add(kind="cctv", ask_by=fields.Date.today())
        self.assertTrue(self.case.activity_ids)
        item.why_not = "Overwritten before the report"
        item.action_not_to_be_had()
        self.assertEqual(item.state, words.ITEM_LOST)
        self.assertFalse(self.case.activity_ids)
        self.assertNotIn("item", self.gaps())

    def test_photos_before_it_is_cleaned(self):
        incident = self.incident(graffiti=True)
        self.assertEqual(self.gaps()["photo"].about, "The door")
        self.add(photo((4, 4)), incident_id=incident.id)
        self.assertNotIn("photo", self.gaps())

    def test_a_crime_without_its_reference(self):
        incident = self.incident(is_crime="yes")
        gap = self.gaps()["crime"]
        self.assertEqual(gap.get_formview_action()["res_model"], "hate.incident")
        incident.crime_reference = "20/1/26"
        self.assertNotIn("crime", self.gaps())

    def test_old_cctv_is_not_asked_for(self):
        self.incident(occurred_at=fields.Datetime.now() - timedelta(days=40))
        self.assertNotIn("cctv", self.gaps())

    def test_nothing_is_missing_on_a_closed_case(self):
        self.incident(graffiti=True)
        self.case.state = words.STATE_CLOSED
        self.assertFalse(self.gaps())

    def test_gaps_follow_the_case(self):
        self.incident(graffiti=True)
        self.assertTrue(self.gaps(self.manager))
        self.assertTrue(self.gaps(self.dpo))
        self.assertFalse(self.gaps(self.officer2))
        with self.assertRaises(AccessError):
            self.gaps(self.staff)


@tagged("post_install", "-at_install", "hate_case")
class TestAddEvidence(EvidenceCommon):
    """The dialogue: several files at once, and nothing of a file that is refused."""

    def files(self):
        return self.env["ir.attachment"].search_count(
            [("res_model", "in", ("hate.evidence", "hate.evidence.add"))]
            # Odoo hides the files of fields otherwise
            + [("id", "!=", False)]
        )

    def test_several_files_at_once(self):
        dialogue = self.dialogue()
        self.put(dialogue, "Amina front.jpg", photo((4, 4)))
        self.put(dialogue, "call.amr", b"#!AMR\n12")
        self.put(dialogue, "letter.pdf", b"%PDF-1.4")
        left_out = dialogue._take_file("wrong.jpg", photo((5, 5)))
        dialogue.action_add()
        items = self.items.search([], order="number")
        self.assertEqual(items.mapped("kind"), ["photo", "audio", "document"])
        self.assertEqual(items.mapped("state"), ["held"] * 3)
        self.assertEqual(items.party_id, self.victim)
        self.assertFalse(left_out.exists())
        self.assertFalse(dialogue.exists())
        for item in items:
            self.assertTrue(item._is_unchanged())
            self.assertNotIn("Amina", item.file_name)

    def test_refused_in_words_and_nothing_kept(self):
        dialogue = self.dialogue()
        before = self.files()
        for name, data, said in (
            ("photo.jpg", b"", "is empty"),
            ("photo.jpg", b"MZ\x90\x00", "is a program"),
            ("photo.jpg", b"<!doctype html>", "is a web page"),
            ("logo.svg", b"<svg onload='x()'/>", "a program in it"),
            ("big.jpg", b"x" * (100 * 1024 * 1024 + 1), "larger than 100 MB"),
        ):
            with self.subTest(said=said):
                with self.assertRaises(UserError) as raised:
                    dialogue._take_file(name, data)
                self.assertIn(said, str(raised.exception))
                if data and len(data) < 1000:
                    # the other way in, past the dialogue
                    with self.assertRaises(UserError), self.cr.savepoint():
                        self.add(data, original_name=name)
        self.assertEqual(self.files(), before)

    def test_what_waits_in_a_dialogue_is_its_writers_alone(self):
        dialogue = self.dialogue()
        file = self.put(dialogue, "a.jpg", photo((4, 4)))
        admin = self.env.ref("base.user_admin")
        for user in (self.manager, self.officer2, self.dpo, admin):
            self.assertFalse(file.with_user(user).has_access("read"), user.login)
        with self.assertRaises(UserError), self.cr.savepoint():
            file.raw = b"another"
        with self.assertRaises(AccessError):
            dialogue.with_user(self.officer2)._take_file("a.jpg", photo((4, 4)))

    def test_a_dialogue_that_is_given_up_leaves_nothing(self):
        dialogue = self.dialogue()
        file = self.put(dialogue, "a.jpg", photo((4, 4)))
        self.cr.execute(
            "UPDATE hate_evidence_add SET create_date = create_date - interval '2 days'"
            ", write_date = write_date - interval '2 days' WHERE id = %s",
            [dialogue.id],
        )
        self.env.invalidate_all()
        self.env["hate.evidence.add"]._transient_vacuum()
        self.assertFalse(dialogue.exists())
        self.assertFalse(file.exists())

    def test_a_file_of_somebody_elses_is_not_taken_over(self):
        dialogue = self.dialogue()
        mine = (
            self.env["ir.attachment"]
            .with_user(self.officer)
            .create({"name": "x", "raw": b"x"})
        )
        dialogue.file_ids = [Command.link(mine.id)]
        with self.assertRaises(UserError) as raised:
            dialogue.action_add()
        self.assertIn("add a file", str(raised.exception))
        self.assertFalse(self.items.search([]))

    def test_who_lost_the_case_adds_nothing(self):
        dialogue = self.dialogue()
        self.put(dialogue, "a.jpg", photo((4, 4)))
        self.case._remove_members(self.officer)
        with self.assertRaises(UserError), self.cr.savepoint():
            dialogue.action_add()
        with self.assertRaises(UserError), self.cr.savepoint():
            dialogue._take_file("b.jpg", photo((4, 4)))
        for user in (self.officer2, self.dpo, self.hub):
            with self.assertRaises(UserError):
                self.case.with_user(user).action_add_evidence()

    def test_incidents_are_told_apart_where_one_chooses(self):
        incident = self.env["hate.incident"].create(
            {
                "case_id": self.case.id,
                "narrative": "Painted",
                "place": "The door",
                "precision": "exact",
                "occurred_at": utc("2026-03-01 18:00"),
            }
        )
        asked = incident.with_context(hate_incident_names=True)
        self.assertIn("The door", asked.with_user(self.officer).display_name)
        self.assertEqual(asked.with_user(self.officer2).display_name, self.case.name)
        self.assertEqual(incident.with_user(self.officer).display_name, self.case.name)
