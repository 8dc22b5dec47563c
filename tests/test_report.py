"""Reading Odoo's log: what counts as a test, a skip, and a warning of ours."""

from tools import check, places, report
from tools.tally import Tally


def _line(level, logger, text):
    return f"2026-01-02 03:04:05,678 99 {level} base {logger}: {text} \n"


OURS = "odoo.addons.hate_case_mgmt"
TESTS = f"{OURS}.tests.test_case"
STARTED = "".join(
    _line("INFO", TESTS, f"Starting TestCase.{name} ...")
    for name in ("test_a", "test_b")
)
TRACEBACK = "Traceback (most recent call last):\n  File x\nAssertionError: 1 != 2\n"


def _counted(text, part="unit", code=0):
    tally = check.counted(Tally(part), text, code, by_word=False)
    return tally.passed, len(tally.failures), len(tally.skips)


def test_each_test_and_the_log_count_as_one():
    assert _counted(STARTED) == (3, 0, 0)


def test_a_failure_and_its_subtests_count_once():
    failing = "".join(
        _line("ERROR", TESTS, f"FAIL: Subtest TestCase.test_a (i={i})\n{TRACEBACK}")
        for i in range(3)
    )
    ending = _line("ERROR", "odoo.tests.result", "3 failed, 0 error(s) of 2 tests")
    assert _counted(STARTED + failing + ending, code=1) == (2, 1, 0)


def test_a_sentence_to_the_user_is_no_warning_but_a_missing_right_is():
    address = "/web/dataset/call_button/hate.case.close/action_close"
    told = _line("WARNING", "odoo.http", f"Refused at {address}: UserError (left out)")
    assert _counted(STARTED + told) == (3, 0, 0)
    refused = told.replace("UserError", "AccessError")
    assert _counted(STARTED + refused) == (2, 1, 0)


def test_an_error_outside_a_test_fails():
    wrong = _line("ERROR", TESTS, f"ERROR: setUpClass ({TESTS}.TestCase)\n{TRACEBACK}")
    assert _counted(wrong, code=1) == (0, 1, 0)


def test_a_skip_needs_a_reason():
    skip = _line("INFO", TESTS, "skipped TestCase.test_a : no printer here")
    assert _counted(STARTED + skip) == (2, 0, 1)
    skip = _line("INFO", TESTS, "skipped TestCase.test_a : ")
    assert _counted(STARTED + skip) == (2, 1, 0)


def test_a_skipped_browser_test_fails():
    skip = _line("INFO", TESTS, "skipped TestCase.test_a : Chrome executable not found")
    assert _counted(STARTED + skip, part="browser") == (2, 1, 0)


def test_no_test_at_all_fails():
    assert _counted(_line("INFO", "odoo.modules.loading", "0 modules loaded"))[1] == 1


def test_odoo_ending_badly_fails():
    assert _counted(STARTED, code=255)[1] == 1


def test_warnings_of_ours():
    loading = _line(
        "INFO", "odoo.modules.loading", "Loading module hate_case_mgmt (9/9)"
    )
    loaded = _line("INFO", "odoo.modules.loading", "Module hate_case_mgmt loaded in 1s")
    other = _line("WARNING", "odoo.addons.mail", "slow")
    model = _line("WARNING", "odoo.orm", "The model hate.case has no access rules")
    error = _line("ERROR", "odoo.http", "Exception during request handling")
    assert report.of_ours(other) == []
    assert report.of_ours(loading + loaded + other) == []
    assert len(report.of_ours(loading + other + loaded)) == 1
    assert len(report.of_ours(_line("WARNING", f"{OURS}.models.x", "odd"))) == 1
    assert len(report.of_ours(model)) == 1
    assert len(report.of_ours(error)) == 1


def test_deprecations_are_of_the_file_that_they_name():
    stack = f"  File {places.PROJECT}/hate_case_mgmt/tests/common.py\n"
    theirs = f"{places.WORK}/odoo/x.py:1: DeprecationWarning: old\n{stack}"
    ours = f"{places.PROJECT}/hate_case_mgmt/models/x.py:1: DeprecationWarning: old"
    assert report.of_ours(_line("WARNING", "py.warnings", theirs)) == []
    assert len(report.of_ours(_line("WARNING", "py.warnings", ours))) == 1
