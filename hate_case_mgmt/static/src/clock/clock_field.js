import { _t } from "@web/core/l10n/translation";
import { formatDateTime } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { capitalize } from "@web/core/utils/strings";
import {
    RemainingDaysField,
    remainingDaysField,
} from "@web/views/fields/remaining_days/remaining_days_field";

const { DateTime } = luxon;

/**
 * When a promise falls due, to the minute: red only when it is late, with the hour when
 * it is today or tomorrow. `stopped_by` names the field that says when it was kept.
 */
export class ClockField extends RemainingDaysField {
    static props = {
        ...RemainingDaysField.props,
        stoppedBy: { type: String, optional: true },
    };

    get value() {
        return this.props.record.data[this.props.name];
    }

    get isStopped() {
        return Boolean(this.props.stoppedBy && this.props.record.data[this.props.stoppedBy]);
    }

    get isLate() {
        return this.value < DateTime.local();
    }

    get diffString() {
        if (!this.value) {
            return "";
        }
        if (this.isStopped || Math.abs(this.diffDays) > 99) {
            return this.formattedValue;
        }
        if (this.isLate) {
            return _t("Late: %(when)s", { when: this.value.toRelative() });
        }
        if (this.diffDays > 1) {
            // In days: "next month" is no answer to "when", be it thirteen days or thirty.
            return capitalize(this.value.toRelativeCalendar({ unit: "days" }));
        }
        return _t("%(day)s %(hour)s", {
            day: super.diffString,
            hour: this.value.toLocaleString(DateTime.TIME_24_SIMPLE),
        });
    }

    get numericValue() {
        return this.value ? formatDateTime(this.value) : "";
    }

    get classNames() {
        if (!this.value || this.isStopped) {
            return null;
        }
        return {
            "text-danger fw-bold": this.isLate,
            "text-warning fw-bold": !this.isLate && this.diffDays === 0,
        };
    }
}

registry.category("fields").add("hate_clock", {
    ...remainingDaysField,
    component: ClockField,
    displayName: _t("Clock of a promise"),
    supportedTypes: ["datetime"],
    extractProps: ({ options }) => ({ stoppedBy: options.stopped_by }),
    fieldDependencies: ({ options }) =>
        options.stopped_by ? [{ name: options.stopped_by, type: "datetime" }] : [],
});
