"""What runs in a process that has Odoo and the database open."""

import importlib
import json
import logging
import sys

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import config

TASKS = {
    "load": "load",
    "measure": "measure",
    "promises": "measure",
    "openings": "measure",
    "plans": "save",
}


def main():
    order = json.load(sys.stdin)
    config.parse_config([*order["arguments"], "--no-http", "--log-level=warn"])
    logging.getLogger("odoo").setLevel(logging.WARNING)
    registry = Registry(order["database"])
    # these import from the addon, which is found from here on
    module = importlib.import_module(f"bench.{order['task']}")
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        getattr(module, TASKS[order["task"]])(env, order)


main()
