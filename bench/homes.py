"""How long it takes to import all homes of a large landlord from a spreadsheet."""

import time

HOMES = 150_000
# as many rows as the import screen sends in one request
BATCH = 2000
FIELDS = ["name", "zip", "uprn", "area_id"]


def imported(env, work):
    """Import the homes as the web client does, and take them back.

    :param work: what tells the milliseconds of work so far, of a cursor
    :return: dict of homes, seconds of work, seconds by the clock, SQL queries
    """
    with env.registry.cursor() as cr:
        homes = env(cr=cr)["hate.property"].with_context(import_file=True)
        worked, start, asked = work(cr), time.perf_counter(), cr.sql_log_count
        for first in range(0, HOMES, BATCH):
            rows = [
                [
                    f"{number} Long Road",
                    f"ZZ{number % 90} 9AA",
                    f"9{number:011d}",
                    f"Area {number % 20}",
                ]
                for number in range(first, first + BATCH)
            ]
            answer = homes.load(FIELDS, rows)
            if not answer["ids"]:
                raise ValueError(answer["messages"][:3])
            cr.flush()
            homes.env.invalidate_all()
        found = {
            "homes": HOMES,
            "work": round((work(cr) - worked) / 1000, 1),
            "clock": round(time.perf_counter() - start, 1),
            "queries": cr.sql_log_count - asked,
        }
        cr.rollback()
    return found
