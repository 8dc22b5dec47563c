"""The policy room is tested without Odoo: ``from policy import working_time``."""

import sys
from pathlib import Path

from hypothesis import settings

ADDON = Path(__file__).resolve().parents[2] / "hate_case_mgmt"
sys.path.insert(0, str(ADDON))

# The same examples on every run, however slow the machine
settings.register_profile("policy", deadline=None, derandomize=True, database=None)
settings.load_profile("policy")
