from datetime import datetime, time, timedelta

import pytz

from odoo import models

LAST_SECOND = time(23, 59, 59)


class ResourceCalendar(models.Model):
    """Working hours, asked on which days nobody works."""

    _name = "resource.calendar"
    _inherit = ["resource.calendar", "hate.kept.mixin"]

    def _hate_closed_days(self, days):
        """On which of these days nobody works by these hours, all day long.

        :param days: local dates
        :return: set of those covered by a day off of the whole calendar
        """
        if not self or not days:
            return set()
        self.ensure_one()
        spans = self.env["resource.calendar.leaves"].search_fetch(
            [
                ("calendar_id", "=", self.id),
                ("resource_id", "=", False),
                ("time_type", "=", "leave"),
                ("date_from", "<=", self._hate_day_bounds(max(days))[1]),
                ("date_to", ">=", self._hate_day_bounds(min(days))[0]),
            ],
            ["date_from", "date_to"],
        )
        # Odoo's own forms end a day at 23:59:59, people often at 23:59
        return {
            day
            for day, (start, end) in self._hate_bounds_by_day(days).items()
            if any(
                span.date_from <= start and span.date_to >= end - timedelta(seconds=59)
                for span in spans
            )
        }

    def _hate_write_bank_holidays(self, holidays):
        """Make these days, and no other bank holidays, days off of the calendar.

        Days off that people entered themselves stay, and cover a bank holiday as well
        as ours would. Doing it twice changes nothing.

        :param holidays: ``hate.bank.holiday`` records, of one nation
        :return: ``(added, removed)``, how many
        """
        self.ensure_one()
        ours = self.env["resource.calendar.leaves"].search(
            [("calendar_id", "=", self.id), ("hate_bank_holiday_id", "!=", False)]
        )
        bounds = {holiday: self._hate_day_bounds(holiday.date) for holiday in holidays}
        stale = ours.filtered(
            lambda leave: bounds.get(leave.hate_bank_holiday_id)
            != (leave.date_from, leave.date_to)
        )
        removed = len(stale)
        stale.unlink()
        closed = self._hate_closed_days(holidays.mapped("date"))
        rows = {}
        for holiday in holidays:
            if holiday.date not in closed:
                rows.setdefault(holiday.date, holiday)
        self.env["resource.calendar.leaves"].create(
            [
                {
                    "name": holiday.name,
                    "calendar_id": self.id,
                    "date_from": bounds[holiday][0],
                    "date_to": bounds[holiday][1],
                    "time_type": "leave",
                    "resource_id": False,
                    "hate_bank_holiday_id": holiday.id,
                }
                for holiday in rows.values()
            ]
        )
        return len(rows), removed

    def _hate_bounds_by_day(self, days):
        return {day: self._hate_day_bounds(day) for day in days}

    def _hate_day_bounds(self, day):
        """:return: first and last second of a local date, naive UTC"""
        zone = pytz.timezone(self.tz or "Europe/London")
        return tuple(
            zone.localize(datetime.combine(day, moment))
            .astimezone(pytz.utc)
            .replace(tzinfo=None)
            for moment in (time.min, LAST_SECOND)
        )
