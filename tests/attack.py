"""What a stranger tries, through the public interfaces only.

Words that occur nowhere else are planted in a case that an officer works: in every
model that belongs to a case, and wherever an officer leaves something of their own.
Each probe below gives the places where they came back to somebody who must not get
them; an empty list is what is hoped for.
"""

import json
import re
import urllib.parse
import urllib.request
import xmlrpc.client

from tests.client import Refused

WORDS = ("wyxdorf", "900917")
# matches nothing, unless a model finds everything whatever one looks for
NONSENSE = "qqzzqqxx"
# rows of a table that are looked through; what was planted is the newest
NEWEST = 40
# what Odoo says of itself: long tables without a word of anybody's
OF_ODOO = re.compile(
    r"ir\.(model|module|ui|actions|asset|cron|qweb|logging|profile)|base\.|bus\.|"
    r"res\.(country|lang|currency|bank|config)|report\.|web_tour|iap|fetchmail|"
    r"uom|decimal|onboarding|theme|wizard\.ir|change\.password|digest\.tip"
)
# where something of a case could turn up for any colleague
NEAR = re.compile(r"hate\.|mail\.|res\.(partner|users|company)|ir\.(att|fil|def|exp)")

PLANT = """
import inspect, json
from datetime import timedelta
from odoo import Command, fields
from odoo.addons.hate_case_mgmt.tests.rows import Rows
from odoo.addons.hate_case_mgmt.tests.test_access_matrix import BY_COMPANY, table

officer = env.ref("hate_case_mgmt.user_officer_demo")
case = env["hate.case"].create({
    "channel": "phone",
    "state": "open",
    # restricted, and one is shut out, so that nobody sees it but the officer
    "restricted": True,
    "officer_id": officer.id,
    "member_ids": [Command.set(officer.ids)],
    "excluded_user_ids": [Command.set(
        env["res.users"].search([("login", "=", "dpo")]).ids)],
})
party = env["hate.party"].create({
    "case_id": case.id, "role": "victim", "name": "Wyxdorfname Wyxdorffamily",
    "phone": "07700 900917", "email": "wyxdorfmail@example.com",
    "address": "99 Wyxdorfstreet", "code_word": "wyxdorfcode",
    "support_needs": "wyxdorfneed",
})
env["hate.incident"].create({
    "case_id": case.id, "narrative": "wyxdorfstory", "place": "wyxdorfplace",
    "crime_reference": "wyxdorfcrime",
})
env["hate.report"].create({
    "case_id": case.id, "channel": "phone", "narrative": "wyxdorfreport",
    "reported_at": case.reported_at,
})
env["hate.note"].with_user(officer).create({"case_id": case.id, "text": "wyxdorfnote"})
env["hate.contact"].with_user(officer).create({
    "case_id": case.id, "party_id": party.id, "said": "wyxdorfsaid", "reached": True,
    "method_id": env.ref("hate_case_mgmt.contact_method_phone").id,
})
env["hate.evidence"].with_user(officer).create({
    "case_id": case.id, "kind": "statement", "party_id": party.id,
    "title": "wyxdorftitle", "statement": "wyxdorfstatement",
    "place": "wyxdorfwhere", "source": "wyxdorfsource",
})
case._record_event("report_received", case.reported_at)
case._log_neutral("Case opened")
case.with_user(officer).activity_schedule(
    "mail.mail_activity_data_todo", summary="wyxdorfdo", note="wyxdorfhow",
    user_id=officer.id,
)
# a letter that could not be sent, and what an officer keeps for themselves
key = env["mail.mail"]._hate_queue({
    "subject": "A message", "body_html": "<p>wyxdorfletter</p>",
    "email_to": "wyxdorfmail@example.com",
})
env["mail.mail"].search([("message_id", "=", key)]).state = "exception"
env["ir.filters"].with_user(officer).create({
    "name": "wyxdorfsearch", "model_id": "hate.case", "domain": "[]",
    "user_ids": officer.ids,
})
env["ir.default"].with_user(officer).create({
    "field_id": env["ir.model.fields"]._get("hate.incident", "place").id,
    "json_value": '"wyxdorfdefault"', "user_id": officer.id,
})
file = env["ir.attachment"].create({
    "name": "wyxdorffile.txt", "raw": b"wyxdorfbytes", "res_model": "hate.party",
    "res_id": party.id,
})
# and a row with words in each other model that belongs to a case
matrix = table("access_matrix")
company = case.company_id
rows = Rows(env, {n for n, row in matrix.items() if row["follows"] in BY_COMPANY})
planted = {"hate.case": case.id, "hate.party": party.id}
for name, row in matrix.items():
    model = env[name]
    if name in planted or not model._auto:
        continue
    if row["follows"] == "of case":
        mine = model.search([("case_id", "=", case.id)], limit=1, order="id desc")
        planted[name] = mine.id or rows.of_case(name, case)
    elif row["follows"] == "own rows":
        planted[name] = rows.of_user(name, case, officer)

def methods(model):
    found = []
    for name, function in inspect.getmembers(type(model), inspect.isfunction):
        ours = "hate_case_mgmt" in (function.__module__ or "")
        if ours and not name.startswith("_") and not getattr(
            function, "_api_private", False
        ):
            found.append(name)
    return found

texts = ("char", "text", "html")
print("PLANTED", json.dumps({
    "case": case.id,
    "reference": case.name,
    "rows": planted,
    "file": file.id,
    "methods": {n: methods(env[n]) for n in planted},
    "texts": {
        name: [f.name for f in model._fields.values()
               if f.type in texts and f._description_searchable
               and not (f.groups or "").startswith(".")]
        for name, model in env.items() if not model._abstract
    },
    "links": [
        (name, f.name) for name, model in env.items()
        if not model._abstract and not name.startswith("hate.")
        for f in model._fields.values()
        if f.relational and f.comodel_name in planted
    ],
    "routes": sorted({
        (rule.rule, rule.endpoint.routing["type"],
         ",".join(inspect.signature(rule.endpoint.original_endpoint).parameters))
        for rule in env["ir.http"].routing_map().iter_rules()
        if rule.methods is None or {"GET", "POST"} & set(rule.methods)
    }),
    "reports": env["ir.actions.report"].search(
        [("model", "in", list(planted))]).mapped(
            lambda report: (report.report_name, report.model)),
    "keys": {
        user.login: env["res.users.apikeys"].with_user(user)._generate(
            "rpc", "attack", fields.Datetime.now() + timedelta(days=1))
        for user in env["res.users"].search(
            [("login", "in", ("staff", "admin", "officer2", "victim", "officer"))])
    },
}))
env.cr.commit()
"""

# Models whose records are asked for by pages, and by other programs
PAGED = ("hate.party", "hate.evidence")
SPOKEN = (
    *PAGED,
    "hate.case",
    "hate.incident",
    "hate.note",
    "hate.letter",
    "hate.order",
)
# Pages that end the session, change the database, or never answer
LEFT_OUT = re.compile(
    r"logout|/web/database|websocket|/web/become|/web/health|/web/tests|/web/assets|"
    r"/bus/|unsplash|/google|/microsoft|/web/session/(destroy|account)|/mail/rtc|"
    r"/iap|/web/proxy|geoip|/doc"
)


def found_in(answer):
    """:return: which of the planted words are in it"""
    text = answer if isinstance(answer, str) else json.dumps(answer, default=str)
    text = text.lower()
    return [word for word in WORDS if word in text]


class Prey:
    """What was planted, and what there is to try it with."""

    def __init__(self, told):
        line = next(line for line in told.splitlines() if line.startswith("PLANTED"))
        vars(self).update(json.loads(line.split(" ", 1)[1]))

    @property
    def ours(self):
        return [name for name in self.texts if name.startswith("hate.")]


def asked(client, model, method, *arguments, **keywords):
    """:return: (whether it was allowed, the answer or the refusal)"""
    try:
        return True, client.call(model, method, *arguments, **keywords)
    except Refused as refusal:
        return False, refusal.whole


def reading(client, prey, models):
    """Read the newest rows of models, all fields, names included."""
    leaks = []
    for model in models:
        limit = 5 if OF_ODOO.match(model) else NEWEST
        keywords = {"limit": limit, "order": "id desc"}
        allowed, answer = asked(client, model, "search_read", [], **keywords)
        if words := found_in(answer):
            leaks.append((model, "search_read", words))
        elif not allowed and asked(client, model, "search_count", [])[0]:
            # one field that is refused hides what the others tell
            leaks += reading_one_by_one(client, model, keywords)
    return leaks


def reading_one_by_one(client, model, keywords):
    leaks = []
    for name in asked(client, model, "fields_get", [], ["type"])[1]:
        answer = asked(client, model, "search_read", [], [name], **keywords)[1]
        if words := found_in(answer):
            leaks.append((model, name, words))
    return leaks


def searching(client, prey, models, texts=None):
    """Find out by searching, which tells letter by letter what one can't read."""
    leaks = []
    for model in models:
        names = (texts or prey.texts).get(model)
        if not names:
            continue
        allowed, count = asked(client, model, "search_count", any_of(names))
        if not allowed and "AccessError" not in count:
            # one of the fields can't be searched: those of the user's own screens
            known = asked(client, model, "fields_get", [], ["searchable"])[1]
            names = [name for name in names if name in known]
            allowed, count = asked(client, model, "search_count", any_of(names))
        # one field that is refused, such as a masked one, hides what the others tell
        if (allowed and count) or (
            not allowed and asked(client, model, "search_count", [])[0]
        ):
            leaks += searching_one_by_one(client, model, names)
    return leaks


def searching_one_by_one(client, model, names):
    """Some fields find everything, whatever one looks for: those tell nothing."""
    leaks = []
    for name in names:
        allowed, found = asked(client, model, "search_count", any_of([name]))
        nonsense = any_of([name], NONSENSE)
        if (
            allowed
            and found
            and asked(client, model, "search_count", nonsense)[1] != found
        ):
            leaks.append((model, name, found))
    return leaks


def any_of(names, word=WORDS[0]):
    return ["|"] * (len(names) - 1) + [(name, "ilike", word) for name in names]


def linking(client, prey, links=None):
    """Find out from other models which of their records are linked to a case."""
    leaks = []
    for model, name in links or prey.links:
        allowed, count = asked(client, model, "search_count", [(name, "!=", False)])
        if allowed and count:
            leaks.append((model, name, count))
    return leaks


def guessing(client, prey, models=None):
    """Give a number that one was not told, and see what the answer says."""
    leaks = []
    # a session in which Odoo's errors name the records they are about
    client.get("/web?debug=1")
    for model in models or prey.rows:
        record = prey.rows[model]
        for method, arguments in (
            ("read", ([record],)),
            ("web_read", ([record], {"display_name": {}})),
            ("copy", ([record],)),
            ("unlink", ([record],)),
        ):
            allowed, answer = asked(client, model, method, *arguments)
            if method == "copy" and allowed:
                # a form that holds nothing of its own is copied as an empty one
                answer = asked(client, model, "read", answer)[1]
                allowed = False
            if words := found_in(answer):
                leaks.append((model, method, words))
            elif allowed and answer:
                leaks.append((model, method, "an answer"))
    for model in ("hate.case", "hate.party"):
        record = prey.rows[model]
        for method, arguments in (
            ("export_data", ([record], ["name"])),
            ("write", ([record], {"message_ids": []})),
            ("message_post", ([record],)),
        ):
            allowed, answer = asked(client, model, method, *arguments)
            if allowed or found_in(answer):
                leaks.append((model, method, "an answer"))
    return leaks


def dialogues(client, prey):
    """Open a form on a guessed number: it fills in what it knows of it."""
    leaks = []
    for model in prey.ours:
        allowed, told = asked(client, model, "fields_get", [], ["type", "relation"])
        if not allowed:
            continue
        guess = {
            name: prey.rows[field["relation"]]
            for name, field in told.items()
            if field["type"] == "many2one" and field.get("relation") in prey.rows
        }
        if not guess:
            continue
        wanted = {name: {} for name in told}
        for method, arguments in (
            ("onchange", ([], guess, list(guess), wanted)),
            ("web_save", ([], guess, wanted)),
        ):
            answer = asked(client, model, method, *arguments)[1]
            if words := found_in(answer):
                leaks.append((model, method, words))
    return leaks


def pressing(client, prey, methods=None):
    """Call every public method of ours on a guessed record."""
    leaks = []
    for model, names in (methods or prey.methods).items():
        for name in names:
            answer = asked(client, model, name, [prey.rows[model]])[1]
            if words := found_in(answer):
                leaks.append((model, name, words))
    return leaks


def exporting(client, prey):
    """Export along links: Odoo follows some of them without asking for a right."""
    leaks = []
    for model, path in (
        ("mail.notification", "mail_message_id/body"),
        ("mail.notification", "mail_message_id/subject"),
        ("mail.followers", "partner_id/display_name"),
        ("mail.activity", "res_name"),
        ("mail.message", "body"),
        ("mail.mail", "body_html"),
        ("ir.attachment", "index_content"),
    ):
        allowed, found = asked(
            client, model, "search", [], limit=NEWEST, order="id desc"
        )
        if not allowed or not found:
            continue
        answer = asked(client, model, "export_data", found, [path, "display_name"])[1]
        if words := found_in(answer):
            leaks.append((model, path, words))
    return leaks


def browsing(client, prey, routes=None):
    """Open every page there is, with guessed numbers in the places for numbers.

    :param routes: only these
    """
    leaks = []
    for rule, kind, parameters in routes or prey.routes:
        if LEFT_OUT.search(rule):
            continue
        addresses = {fill(rule, prey, model): model for model in PAGED}
        for address, model in addresses.items():
            if kind == "http":
                _status, answer = client.get(address)
            else:
                answer = posted(client, address, parameters, prey, model)
            if words := found_in(answer):
                leaks.append((rule, model, words))
    return leaks


def fill(rule, prey, model):
    """:return: the address with guessed values in its places"""

    def value(place):
        kind, _colon, name = place[1].rpartition(":")
        return urllib.parse.quote(str(guessed(name, kind, prey, model)))

    return re.sub(r"<([^<>]+)>", value, rule)


def guessed(name, kind, prey, model):
    """What to give for a parameter of that name."""
    record = prey.rows.get(model, prey.case)
    if "model" in name and "models" not in name:
        return model
    if name in ("field", "fieldname"):
        return "name"
    if name in ("reportname",):
        return prey.reports[0][0]
    if name in ("converter",):
        return "html"
    if name == "docids":
        return record
    if "id" in name or kind.startswith(("int", "model")):
        return record
    if "token" in name:
        return "x" * 20
    return "wyx" if kind == "string" else record


def posted(client, path, parameters, prey, model):
    values = {}
    for name in parameters.split(","):
        if name in ("self", "kwargs", "kw", "args", "post", "context", ""):
            continue
        value = guessed(name, "int", prey, model)
        values[name] = [value] if name.endswith("ids") else value
    try:
        return client.post(path, **values)
    except Refused as refusal:
        return refusal.whole


def printing(client, prey):
    """Ask for every report of ours about a guessed record."""
    leaks = []
    for report, model in prey.reports:
        for number in (prey.case, prey.rows[model]):
            for converter in ("html", "text"):
                _status, text = client.get(f"/report/{converter}/{report}/{number}")
                if words := found_in(text):
                    leaks.append((report, converter, words))
    return leaks


def downloading(client, prey):
    """Fetch files by their number, newest first, and fields that hold some."""
    leaks = []
    addresses = [f"/web/content/{prey.file - back}" for back in range(-10, 20)]
    addresses += [f"/web/image/{prey.file}", f"/web/content/{prey.file}?access_token=x"]
    for model in ("hate.evidence", "hate.order.photo", "hate.letter"):
        for field in ("file", "image", "name", "body"):
            addresses.append(f"/web/content/{model}/{prey.rows[model]}/{field}")
    for address in addresses:
        _status, text = client.get(address)
        if words := found_in(text):
            leaks.append((address, "", words))
    return leaks


def by_other_doors(client, prey, login):
    """The same by Odoo's interfaces for other programs."""
    leaks = []
    server = xmlrpc.client.ServerProxy(f"{client.address}/xmlrpc/2/object")
    for model in SPOKEN:
        body = {"ids": [prey.rows[model]]}
        answers = {"json/2": by_json2(client, prey.keys[login], model, "read", body)}
        for method, arguments in (
            ("search_read", [[]]),
            ("read", [[prey.rows[model]]]),
        ):
            try:
                answer = server.execute_kw(
                    client.database, client.uid, login, model, method, arguments
                )
            except xmlrpc.client.Fault as fault:
                answer = fault.faultString
            answers[f"xmlrpc {method}"] = answer
        for way, answer in answers.items():
            if words := found_in(answer):
                leaks.append((model, way, words))
    return leaks


def by_json2(client, key, model, method, body):
    request = urllib.request.Request(
        f"{client.address}/json/2/{model}/{method}",
        json.dumps(body).encode(),
        {"Content-Type": "application/json", "Authorization": f"bearer {key}"},
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.read().decode()
    except urllib.error.HTTPError as error:
        return error.read().decode()
