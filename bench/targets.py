"""What must be reached at 100,000 records: a peer's time over ours, in the same run,
and what an operation of ours may take at most."""

TARGETS_FOR = 100_000
# operation: against helpdesk_mgmt, project, crm
RATIOS = {
    "officer list, 80 rows": (6, 10, 2.5),
    "officer list, open": (6, 10, 2.5),
    "officer kanban, open": (8, 5, 1.8),
    "officer open a form": (7, 2.5, 1.4),
    "officer text search": (12, 2, 8),
    "officer create": (1.7, 2, 1.7),
    "officer change state": (5, 2.2, 1.4),
    "officer state of 50 records": (10, 2.5, 2),
    "officer post a note": (0.9, 0.9, 0.8),
    "officer pivot month x state": (0.9, 0.9, 0.8),
    "officer count passed promises": (40, 6, 30),
    "manager list, 80 rows": (5, 6, 2.5),
    "manager list, open": (5, 6, 2.5),
    "manager kanban, open": (4, 2.5, 3.5),
    "manager open a form": (7, 2.5, 1.4),
    "manager text search": (8, 2, 10),
    "manager count passed promises": (40, 6, 30),
}
# operation: milliseconds, SQL queries
GUARDS = {
    "officer list, 80 rows": (16, 9),
    "officer list, open": (16, 9),
    "officer kanban, open": (20, 12),
    "officer open a form": (7, 11),
    "officer text search": (5, None),
    "officer create": (18, None),
    "officer change state": (13, None),
    "officer state of 50 records": (130, 150),
    "officer count passed promises": (2, None),
    "officer my day": (16, 9),
    "officer known before?": (1000, None),
    "manager known before?": (1000, None),
    "manager list, 80 rows": (16, 9),
    "manager list, open": (16, 9),
    "manager kanban, open": (35, None),
    "manager open a form": (7, 11),
    "manager text search": (30, None),
    "manager count passed promises": (2, None),
}
# work on promises: how many times as long each peer takes
PROMISE_RATIOS = {
    "handle 100 that fell due": {"helpdesk": 4, "base_automation": 4},
    "count what is late": {"helpdesk": 40},
}
