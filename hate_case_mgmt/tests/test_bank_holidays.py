import base64
from datetime import date
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..policy import bank_holidays
from .common import HateCaseCommon, utc

# Worked out by hand from the rules and proclamations: substitutes where a day falls on
# a weekend, and the one-off day in Scotland
TRICKY = {
    "england_wales": {
        "2026-12-25": "Friday, as it falls",
        "2026-12-28": "Boxing Day is a Saturday: Monday",
        "2027-01-01": "Friday",
        "2027-12-27": "Christmas Day is a Saturday: Monday",
        "2027-12-28": "Boxing Day is a Sunday: Tuesday",
        "2028-01-03": "New Year's Day is a Saturday: Monday",
        "2027-03-29": "Easter Monday",
    },
    "scotland": {
        "2026-01-02": "the second of January",
        "2026-06-15": "once, for the World Cup",
        "2026-11-30": "St Andrew's Day",
        "2027-01-04": "the second is a Saturday: Monday",
        "2028-01-03": "the first is a Saturday: Monday",
        "2028-01-04": "the second is a Sunday: Tuesday",
        "2026-08-03": "summer, first Monday of August",
    },
    "northern_ireland": {
        "2026-03-17": "St Patrick's Day",
        "2026-07-13": "the twelfth is a Sunday: Monday",
        "2029-03-19": "the seventeenth is a Saturday: Monday",
    },
}
NOT_KEPT = {
    "england_wales": ("2026-12-26", "2028-01-01", "2026-03-17", "2026-11-30"),
    # no Easter Monday, and no summer day at the end of August
    "scotland": ("2026-04-06", "2026-08-31", "2027-01-02"),
    "northern_ireland": ("2026-01-02", "2026-11-30"),
}
# 8 days a year in England and Wales, 9 in Scotland and once 10, 10 in the north
COUNTS = {"england_wales": 32, "scotland": 37, "northern_ireland": 40}

# Days given once, by proclamation
PROCLAIMED = {"2026-06-15"}


@tagged("post_install", "-at_install", "hate_case")
class TestBankHolidays(HateCaseCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.holidays = cls.env["hate.bank.holiday"].with_user(cls.config)

    def put_in(self):
        return self.holidays.action_write_to_working_hours()

    def leaves(self, calendar=None):
        return self.env["resource.calendar.leaves"].search(
            [("calendar_id", "=", (calendar or self.calendar).id)]
        )

    def import_wizard(self, text, nation="england_wales"):
        content = text if isinstance(text, bytes) else text.encode()
        return (
            self.env["hate.bank.holiday.import"]
            .with_user(self.config)
            .create({"file": base64.b64encode(content), "nation": nation})
        )

    # ------------------------------------------------------------------
    # The list
    # ------------------------------------------------------------------

    def test_the_days_that_come_with_the_app(self):
        for nation, days in TRICKY.items():
            have = self.env["hate.bank.holiday"]._known_days(nation)
            for day, why in days.items():
                self.assertIn(date.fromisoformat(day), have, f"{nation}: {why}")
            for day in NOT_KEPT[nation]:
                self.assertNotIn(date.fromisoformat(day), have, nation)
            in_time = {day for day in have if 2026 <= day.year <= 2029}
            self.assertEqual(len(in_time), COUNTS[nation], nation)
            self.assertFalse([day for day in in_time if day.weekday() > 4])

    def test_the_days_agree_with_the_holidays_package(self):
        """A second source, where this server has it."""
        if bank_holidays.package is None:
            self.skipTest("the holidays package is not installed")
        for nation in TRICKY:
            theirs = bank_holidays.from_package(nation, range(2026, 2030))
            ours = self.env["hate.bank.holiday"]._known_days(nation)
            theirs = {day for day, _name in theirs}
            self.assertFalse(theirs - ours, nation)
            # an older package knows no day that was proclaimed after it
            extra = {day.isoformat() for day in ours - theirs}
            self.assertLessEqual(extra, PROCLAIMED, nation)

    def test_only_configuration_keeps_them(self):
        for user in (self.officer, self.manager, self.hub, self.staff, self.dpo):
            days = self.env["hate.bank.holiday"].with_user(user)
            for act in ("action_write_to_working_hours", "action_refresh"):
                with self.assertRaises(AccessError):
                    getattr(days, act)()
        self.assertFalse(self.leaves())

    # ------------------------------------------------------------------
    # Into the working hours
    # ------------------------------------------------------------------

    def test_christmas_eve_to_the_last_minute(self):
        """23:50 on Thursday 24 December 2026. Friday 25 and Monday 28 are bank
        holidays, 26 and 27 a weekend: the next working day is Tuesday 29."""
        self.put_in()
        case = self.open_case(reported_at=utc("2026-12-24 23:50"))
        case._record_event("report_received", utc("2026-12-24 23:50"))
        first = case.deadline_ids.filtered(
            lambda clock: clock.commitment_id
            == self.env.ref("hate_case_mgmt.commitment_strict_first_response")
        )
        self.assertEqual(first.due_at, utc("2026-12-29 17:00"))
        self.assertEqual(first.warn_at, utc("2026-12-29 13:00"))

    def test_nations_differ(self):
        """A report at noon on Friday 27 November 2026: Monday is St Andrew's Day."""
        for nation, due in (
            ("england_wales", "2026-11-30 17:00"),
            ("scotland", "2026-12-01 17:00"),
            ("northern_ireland", "2026-11-30 17:00"),
        ):
            self.company.hate_nation = nation
            self.put_in()
            case = self.open_case()
            case._record_event("graffiti_reported", utc("2026-11-27 12:00"))
            self.assertEqual(max(case.deadline_ids.mapped("due_at")), utc(due), nation)

    def test_summer_days_begin_before_midnight_utc(self):
        """Good Friday, 3 April 2026, is in summer time."""
        self.put_in()
        good_friday = self.leaves().filtered(
            lambda leave: leave.hate_bank_holiday_id.date == date(2026, 4, 3)
        )
        self.assertEqual(good_friday.date_from, utc("2026-04-02 23:00"))
        self.assertEqual(str(good_friday.date_to), "2026-04-03 22:59:59")
        christmas = self.leaves().filtered(
            lambda leave: leave.hate_bank_holiday_id.date == date(2026, 12, 25)
        )
        self.assertEqual(christmas.date_from, utc("2026-12-25 00:00"))

    def test_twice_changes_nothing(self):
        self.put_in()
        before = self.leaves()
        self.assertEqual(len(before), COUNTS["england_wales"])
        message = self.put_in()["params"]["message"]
        self.assertIn("0 days added", message)
        self.assertEqual(self.leaves(), before)
        self.assertEqual(set(before.mapped("calendar_id")), {self.calendar})
        self.assertEqual(set(before.mapped("company_id")), {self.company})

    def test_a_day_of_ones_own_is_kept_and_not_doubled(self):
        own = self.env["resource.calendar.leaves"].create(
            {
                "name": "Closed over Christmas",
                "calendar_id": self.calendar.id,
                "date_from": utc("2026-12-24 12:00"),
                "date_to": utc("2026-12-31 23:59"),
            }
        )
        self.put_in()
        covered = self.leaves().filtered(
            lambda leave: leave.hate_bank_holiday_id.date
            in (date(2026, 12, 25), date(2026, 12, 28))
        )
        self.assertFalse(covered)
        self.put_in()
        self.assertTrue(own.exists())

    def test_another_time_zone_or_nation_moves_the_days(self):
        self.put_in()
        self.calendar.tz = "Europe/Paris"
        self.put_in()
        christmas = self.leaves().filtered(
            lambda leave: leave.hate_bank_holiday_id.date == date(2026, 12, 25)
        )
        self.assertEqual(christmas.date_from, utc("2026-12-24 23:00"))
        self.company.hate_nation = "scotland"
        self.put_in()
        self.assertEqual(
            set(self.leaves().hate_bank_holiday_id.mapped("nation")), {"scotland"}
        )

    def test_a_moved_day(self):
        """The early May holiday was moved to Friday 8 May in 2020: archive the one,
        add the other."""
        self.put_in()
        early_may = self.holidays.search(
            [("nation", "=", "england_wales"), ("date", "=", "2027-05-03")]
        )
        early_may.action_archive()
        self.holidays.create(
            {"name": "Moved", "date": "2027-05-07", "nation": "england_wales"}
        )
        self.put_in()
        days = self.leaves().hate_bank_holiday_id.mapped("date")
        self.assertIn(date(2027, 5, 7), days)
        self.assertNotIn(date(2027, 5, 3), days)

    def test_hours_shared_across_a_border(self):
        self.calendar.company_id = False
        self.env["res.company"].create(
            {
                "name": "Northern Landlord",
                "hate_nation": "scotland",
                "resource_calendar_id": self.calendar.id,
            }
        )
        with self.assertRaisesRegex(UserError, "different nations"):
            self.put_in()

    def test_other_calendars_are_left_alone(self):
        other = self.calendar.copy({"company_id": False})
        self.put_in()
        self.assertFalse(self.leaves(other))

    # ------------------------------------------------------------------
    # The warning
    # ------------------------------------------------------------------

    def test_warning(self):
        """The list ends on 26 December 2029."""
        with freeze_time("2026-11-21 12:00"):
            self.assertIn("No bank holiday", self.company._hate_bank_holiday_warning())
            self.put_in()
            self.assertFalse(self.company._hate_bank_holiday_warning())
            self.holidays.create(
                {"name": "One-off", "date": "2027-06-01", "nation": "england_wales"}
            )
            self.assertIn("2027-06-01", self.company._hate_bank_holiday_warning())
            self.put_in()
        for day, warned in (
            ("2029-09-27", False),  # 90 days before
            ("2029-09-28", True),  # 89
        ):
            with freeze_time(f"{day} 12:00"):
                warning = self.company._hate_bank_holiday_warning()
                self.assertEqual(bool(warning), warned, day)
        self.assertIn("2029-12-26", warning)

    def test_warning_in_the_settings(self):
        settings = self.env["res.config.settings"].with_company(self.company)
        form = settings.create({})
        self.assertIn("No bank holiday", form.hate_bank_holiday_warning)
        form.action_hate_write_bank_holidays()
        self.assertEqual(len(self.leaves()), COUNTS["england_wales"])

    # ------------------------------------------------------------------
    # Import and refresh
    # ------------------------------------------------------------------

    def test_import_shows_before_it_adds(self):
        wizard = self.import_wizard(
            "date,name\n2030-01-01,New Year's Day\n25/12/2029,Christmas Day\n"
        )
        self.assertEqual(wizard.summary, "1 of 2 days are new.")
        self.assertEqual(wizard.new_count, 1)
        self.assertIn("There already", str(wizard.preview))
        self.assertNotIn(
            date(2030, 1, 1), self.env["hate.bank.holiday"]._known_days("england_wales")
        )
        wizard.action_import()
        self.assertFalse(wizard.exists())
        self.assertIn(
            date(2030, 1, 1), self.leaves().hate_bank_holiday_id.mapped("date")
        )

    def test_import_of_another_nation_leaves_the_hours_alone(self):
        self.import_wizard("2030-01-02,Second of January", "scotland").action_import()
        self.assertFalse(self.leaves())

    def test_import_of_a_calendar_file(self):
        wizard = self.import_wizard(
            "\r\n".join(
                [
                    "BEGIN:VCALENDAR",
                    "BEGIN:VEVENT",
                    "DTSTART;VALUE=DATE:20300422",
                    "SUMMARY:Easter Monday",
                    "END:VEVENT",
                    "END:VCALENDAR",
                ]
            )
        )
        self.assertFalse(wizard.problem)
        wizard.action_import()
        self.assertEqual(
            self.holidays.search([("date", "=", "2030-04-22")]).name, "Easter Monday"
        )

    def test_files_that_cannot_be_read(self):
        for text, sentence in (
            ("2030-02-30,No such day", "Line 1"),
            ("2030-01-01", "Line 1"),
            ("BEGIN:VCALENDAR\nBEGIN:VEVENT", "breaks off"),
            ("date,name\n", "no days"),
            (b"PK\x03\x04\x00\x00", "no text file"),
            (b"x" * 600_000, "too large"),
        ):
            wizard = self.import_wizard(text)
            self.assertIn(sentence, wizard.problem)
            self.assertFalse(wizard.new_count)
            with self.assertRaises(UserError):
                wizard.action_import()
        with self.assertRaises(UserError):
            self.env["hate.bank.holiday.import"].create({}).action_import()

    def test_a_file_of_an_older_spreadsheet(self):
        wizard = self.import_wizard("2030-01-01;New Year’s Day".encode("cp1252"))
        self.assertIn("New Year’s Day", str(wizard.preview))

    def test_a_name_is_shown_as_text(self):
        wizard = self.import_wizard("2030-01-01,<img src=x onerror=alert(1)>")
        self.assertNotIn("<img", str(wizard.preview))

    def test_an_import_is_its_owners(self):
        wizard = self.import_wizard("2030-01-01,New Year's Day")
        other = self.make_user("t_config2", "hate_case_mgmt.group_config")
        with self.assertRaises(AccessError):
            wizard.with_user(other).read(["file"])

    def test_refresh_without_the_package(self):
        with (
            patch.object(bank_holidays, "package", None),
            self.assertRaisesRegex(UserError, "Import a file"),
        ):
            self.holidays.action_refresh()

    @freeze_time("2027-02-01")
    def test_refresh(self):
        """Three years on from 2027 is 2030, which the list lacks."""
        if bank_holidays.package is None:
            self.skipTest("the holidays package is not installed")
        one_off = self.holidays.create(
            {"name": "One-off", "date": "2027-06-01", "nation": "england_wales"}
        )
        message = self.holidays.action_refresh()["params"]["message"]
        self.assertIn("8 days added", message)
        self.assertIn(one_off.display_name, message)
        self.assertTrue(self.holidays.search([("date", "=", "2030-12-25")]))
        self.assertIn(
            "0 days added", self.holidays.action_refresh()["params"]["message"]
        )

    def test_hours_without_any_calendar(self):
        self.env.cr.execute(
            "UPDATE res_company SET resource_calendar_id = NULL WHERE id = %s",
            [self.company.id],
        )
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "no working hours"):
            self.put_in()
        self.assertTrue(self.company._hate_bank_holiday_warning())

    def test_lunch_and_half_days_under_bank_holidays(self):
        """Friday ends at 12:30; a report on Wednesday 23 December 2026 at 18:00 is due
        on Thursday at 17:00; one on Thursday 31 December is due on Monday 4 January,
        as Friday is New Year's Day."""
        for line in self.calendar.attendance_ids:
            line.hour_to = 12.5
            if line.dayofweek != "4":
                line.copy({"hour_from": 13.5, "hour_to": 17})
        self.put_in()
        commitment = self.env.ref("hate_case_mgmt.commitment_strict_first_response")
        for start, due in (
            ("2026-12-23 18:00", "2026-12-24 17:00"),
            ("2026-12-31 10:00", "2027-01-04 17:00"),
            ("2026-12-17 10:00", "2026-12-18 12:30"),
        ):
            case = self.open_case()
            case._record_event("report_received", utc(start))
            clock = case.deadline_ids.filtered(
                lambda d, wanted=commitment: d.commitment_id == wanted
            )
            self.assertEqual(clock.due_at, utc(due), start)
