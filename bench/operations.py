"""What people do all day, as the calls that the web client makes for it.

Each operation is a function of a :class:`Desk`, one person at one product, and of the
number of the repetition, so that no two repetitions touch the same record.
"""

from odoo.fields import Datetime

from .client import Screens
from .people import COLLEAGUE, OURS

OFFICER, MANAGER = "officer", "manager"
LIMIT = 80
# the client stops counting records beyond that
COUNT_LIMIT = 10_001
BULK = 50
LOG = "hate.report.log"
NARRATIVE = "Something that was said and done, in two or three sentences."


class New:
    """The screen on which a record is made, as the client has it in memory."""

    def __init__(self, screens):
        self.model = screens.model
        self.asked = screens.specification("form", with_invisible=True)
        self.read = screens.specification("form")
        self.writable = screens.writable()


class Desk:
    """One person at one product, with what their screens ask for."""

    def __init__(self, env, product, role, term):
        self.env = env
        self.product = product
        self.role = role
        self.term = term
        own = product.own_action if role == OFFICER else ""
        self.screens = Screens(env, own or product.action)
        self.model = self.screens.model
        self.list_spec = self.screens.specification("list")
        self.form_spec = self.screens.specification("form")
        self.kanban_spec = self.screens.specification("kanban")
        self.kanban_sums = self.screens.aggregates()
        ours = product.name == OURS
        self.new = New(Screens(env, model=LOG) if ours else self.screens)
        # all records of this person's list, and the open ones of them
        self.all = [*self.screens.domain, *self._preset(product.open_filter)]
        self.open = [*self.all, *self.screens.filter(product.open_filter)]
        self.found = [
            *self.screens.domain,
            *self.screens.search(product.search_field, term),
        ]
        self.open_ids = self._ids()
        # looked up beforehand, as the screens that are open hold them
        self.known = self._known() if ours else []
        self.method = self._first("hate.contact.method") if ours else None
        self.colleague = self._first("res.users", [("login", "=", COLLEAGUE)])
        self.next_stage = None if ours else self._next_stage()
        self.typed = dict(product.typed)
        # other screens, kept once they have been opened
        self.more = {}
        if product.name == "project":
            self.typed["project_id"] = self._first(
                "project.project", [("name", "like", "Bench")]
            )

    def _first(self, model, domain=(), offset=0):
        # sudo: the person sees it on a screen that is not measured
        return self.env[model].sudo().search(list(domain), offset, limit=1).id

    def _next_stage(self):
        """The stage "waiting": the third of four, open too."""
        stages = self.env[self.model]._fields["stage_id"].comodel_name
        if self.product.name == "project":
            return self._first(
                stages, [("user_id", "=", False), ("name", "=", "Waiting")]
            )
        return self._first(stages, offset=2)

    def _known(self):
        """What somebody would type again of the people in these cases."""
        # sudo: as in _first
        people = self.env["hate.party"].sudo()
        domain = [("case_id", "in", self.open_ids[:50]), ("role", "=", "victim")]
        return [
            {
                "affected_name": party.name,
                "phone": party.phone,
                "property_id": party.property_id.id,
            }
            for party in people.search(domain)
        ]

    def _preset(self, open_filter):
        """:return: the filters that an officer's list begins with, save "open"; a
        manager looks at everybody's records"""
        names = {
            key.removeprefix("search_default_")
            for key, value in self.screens.context.items()
            if key.startswith("search_default_") and value
        }
        if self.role != OFFICER:
            return []
        return [
            leaf
            for name in sorted(names - {open_filter})
            for leaf in self.screens.filter(name)
        ]

    def _ids(self):
        """Open records of one person, in a state from which there is a next one; the
        hub has only those that nobody works yet."""
        domain = list(self.open)
        if self.product.name == OURS and self.role in (OFFICER, MANAGER):
            domain += [("state", "=", "open"), ("officer_id", "!=", False)]
        return self.env[self.model].search(domain, limit=400, order="id").ids

    def context(self, **more):
        return {
            "lang": self.env.user.lang,
            "tz": self.env.user.tz,
            "uid": self.env.uid,
            "allowed_company_ids": self.env.user.company_ids.ids,
            **more,
        }


def _search_read(desk, call, domain):
    return call(
        desk.model,
        "web_search_read",
        [],
        {
            "domain": domain,
            "specification": desk.list_spec,
            "offset": 0,
            "order": "",
            "limit": LIMIT,
            "count_limit": COUNT_LIMIT,
            "context": desk.context(),
        },
    )


def list_all(desk, call, _number):
    _search_read(desk, call, desk.all)


def list_open(desk, call, _number):
    _search_read(desk, call, desk.open)


def search(desk, call, _number):
    _search_read(desk, call, desk.found)


def kanban_open(desk, call, _number):
    group = desk.product.kanban_group
    call(
        desk.model,
        "web_read_group",
        [],
        {
            "domain": desk.open,
            "groupby": [group],
            "aggregates": desk.kanban_sums,
            "offset": 0,
            "order": "",
            "auto_unfold": True,
            "opening_info": [],
            "unfold_read_specification": desk.kanban_spec,
            "unfold_read_default_limit": int(
                desk.screens.archs["kanban"].get("limit") or 40
            ),
            "groupby_read_specification": {},
            "context": desk.context(read_group_expand=True),
        },
    )
    bar = desk.screens.progress_bar()
    if bar:
        call(
            desk.model,
            "read_progress_bar",
            [],
            {
                "domain": desk.open,
                "group_by": group,
                "progress_bar": bar,
                "context": desk.context(),
            },
        )


def open_form(desk, call, number):
    record = desk.open_ids[number % len(desk.open_ids)]
    _read(desk, call, record)


def _read(desk, call, record):
    call(
        desk.model,
        "web_read",
        [[record]],
        {
            "specification": desk.form_spec,
            "context": desk.context(bin_size=True),
        },
    )


def create(desk, call, _number):
    if desk.product.name == OURS:
        _log_report(desk, call)
    else:
        _save_new(desk, call, desk.typed)


def _save_new(desk, call, typed):
    """A new record: the form opens, somebody types, the client saves."""
    new, context = desk.new, desk.context()
    answer = call(new.model, "onchange", [[], {}, [], new.asked], {"context": context})
    values = {
        name: value["id"] if isinstance(value, dict) and "id" in value else value
        for name, value in answer["value"].items()
        if name in new.writable
    }
    values.update(typed)
    return call(
        new.model,
        "web_save",
        [[], values],
        {"specification": new.read, "context": context},
    )


def _log_report(desk, call):
    """Ours: the wizard, its button, and the case that it opens."""
    (row,) = _save_new(
        desk,
        call,
        {"narrative": NARRATIVE, "channel": "phone", "affected_name": "Quill Zuber"},
    )
    call(LOG, "action_log", [[row["id"]]], {"context": desk.context()})


def change_state(desk, call, number):
    record = desk.open_ids[-1 - number % len(desk.open_ids)]
    if desk.product.name == OURS:
        _next_state(desk, call, [record])
        _read(desk, call, record)
        return
    call(
        desk.model,
        "web_save",
        [[record], {desk.product.state: desk.next_stage}],
        {"specification": desk.form_spec, "context": desk.context()},
    )


def change_state_of_many(desk, call, number):
    """The client's list: many are marked, one field is set."""
    ids = desk.open_ids[:BULK]
    if desk.product.name == OURS:
        # ours: all handed over to a colleague, with one note
        call(
            desk.model,
            "action_give",
            [ids, "handed_over", desk.colleague, NARRATIVE],
            {"context": desk.context()},
        )
        return
    call(
        desk.model,
        "write",
        [ids, {desk.product.state: desk.next_stage}],
        {"context": desk.context()},
    )


def _next_state(desk, call, ids):
    """Ours: each case is signposted with a reason of its own, and the person told."""
    for record in ids:
        call(
            desk.model,
            "action_signpost",
            [[record], NARRATIVE, Datetime.to_string(Datetime.now()), desk.method],
            {"where_to": "Advice centre", "context": desk.context()},
        )


def known_before(desk, call, number):
    """Ours: the look-up while a report is typed, with a name, a phone number and a home
    that are known."""
    typed = desk.known[number % len(desk.known)]
    asked = {"look_alike_text": {}, **{name: {} for name in typed}}
    call(
        LOG,
        "onchange",
        [[], typed, ["phone"], asked],
        {"context": desk.context()},
    )


def post_note(desk, call, number):
    record = desk.open_ids[number % len(desk.open_ids)]
    if desk.product.name == OURS:
        call(
            "hate.note",
            "web_save",
            [[], {"case_id": record, "text": NARRATIVE}],
            {
                "specification": {"text": {}, "noted_at": {}},
                "context": desk.context(),
            },
        )
        return
    call(
        desk.model,
        "message_post",
        [[record]],
        {
            "body": NARRATIVE,
            "message_type": "comment",
            "subtype_xmlid": "mail.mt_note",
            "context": desk.context(),
        },
    )


def pivot(desk, call, _number):
    month = f"{desk.product.month}:month"
    state = desk.product.state
    call(
        desk.model,
        "formatted_read_grouping_sets",
        [
            desk.all,
            [[], [month], [state], [month, state]],
            ["__count"],
        ],
        {"context": desk.context()},
    )


def count_breached(desk, call, _number):
    """How many open records have a promise or deadline that has passed."""
    now = Datetime.to_string(Datetime.now())
    domains = {
        OURS: ("hate.case", [("is_open", "=", True), ("next_due_at", "<", now)]),
        "helpdesk": (
            "helpdesk.ticket",
            [("stage_id.closed", "=", False), ("ticket_sla_ids.expired", "=", True)],
        ),
        "project": (
            "project.task",
            [("is_closed", "=", False), ("date_deadline", "<", now)],
        ),
        "crm": (
            "crm.lead",
            [("won_status", "=", "pending"), ("date_deadline", "<", now[:10])],
        ),
    }
    model, domain = domains[desk.product.name]
    call(model, "search_count", [domain], {"context": desk.context()})


def count_promises(desk, call, _number):
    """Ours: how many promises have passed and are still to be kept."""
    now = Datetime.to_string(Datetime.now())
    domain = [("ended_at", "=", False), ("due_at", "<", now)]
    call("hate.deadline", "search_count", [domain], {"context": desk.context()})


def my_day(desk, call, _number):
    """Ours: what waits for them, promise by promise."""
    if "day" not in desk.more:
        # the screen is in the browser by then
        desk.more["day"] = Screens(desk.env, "hate_case_mgmt.hate_day_item_action")
        desk.more["asked"] = desk.more["day"].specification("list")
    day = desk.more["day"]
    call(
        day.model,
        "web_search_read",
        [],
        {
            "domain": day.domain,
            "specification": desk.more["asked"],
            "limit": LIMIT,
            "count_limit": COUNT_LIMIT,
            "context": desk.context(),
        },
    )


def list_all_seen(desk, call, _number):
    """Ours: every case that they may see, whoever its officer is."""
    _search_read(desk, call, [])


# name, who, what; the same for each product
OPERATIONS = (
    ("officer list, 80 rows", OFFICER, list_all),
    ("officer list, open", OFFICER, list_open),
    ("officer kanban, open", OFFICER, kanban_open),
    ("officer open a form", OFFICER, open_form),
    ("officer text search", OFFICER, search),
    ("officer create", OFFICER, create),
    ("officer change state", OFFICER, change_state),
    ("officer state of 50 records", OFFICER, change_state_of_many),
    ("officer post a note", OFFICER, post_note),
    ("officer pivot month x state", OFFICER, pivot),
    ("officer count passed promises", OFFICER, count_breached),
    ("manager list, 80 rows", MANAGER, list_all),
    ("manager list, open", MANAGER, list_open),
    ("manager kanban, open", MANAGER, kanban_open),
    ("manager open a form", MANAGER, open_form),
    ("manager text search", MANAGER, search),
    ("manager pivot month x state", MANAGER, pivot),
    ("manager count passed promises", MANAGER, count_breached),
)
# what no peer has
OUR_OPERATIONS = (
    ("officer my day", OFFICER, my_day),
    ("officer known before?", OFFICER, known_before),
    ("manager known before?", MANAGER, known_before),
    ("officer list, all they may see", OFFICER, list_all_seen),
    ("officer count each promise", OFFICER, count_promises),
    ("manager count each promise", MANAGER, count_promises),
)
# over HTTP nothing is written, so that the next run finds the same records
HTTP_OPERATIONS = (
    ("HTTP officer list, 80 rows", OFFICER, list_all),
    ("HTTP officer kanban, open", OFFICER, kanban_open),
    ("HTTP officer open a form", OFFICER, open_form),
    ("HTTP manager list, 80 rows", MANAGER, list_all),
    ("HTTP manager open a form", MANAGER, open_form),
)
