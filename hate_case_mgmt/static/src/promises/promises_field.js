import { _t } from "@web/core/l10n/translation";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { Component } from "@odoo/owl";
import { ClockField } from "../clock/clock_field";

const SHOWN = 5;

/** The promises still to be kept, the one that ends first on top, each with its clock. */
export class PromisesField extends Component {
    static template = "hate_case_mgmt.PromisesField";
    static components = { ClockField };
    static props = { ...standardFieldProps };

    get promises() {
        return this.props.record.data[this.props.name] || [];
    }

    get shown() {
        return this.promises.slice(0, SHOWN);
    }

    get more() {
        const count = this.promises.length - SHOWN;
        return count > 0 ? _t("and %(count)s more, under Promises", { count }) : "";
    }

    /** What the clock needs of a record: the moment at which the promise ends. */
    clock(promise) {
        return {
            name: "due_at",
            readonly: true,
            record: {
                data: { due_at: deserializeDateTime(promise.due_at) },
                fields: { due_at: { type: "datetime" } },
            },
        };
    }
}

registry.category("fields").add("hate_promises", {
    component: PromisesField,
    displayName: _t("Promises to keep"),
    supportedTypes: ["json"],
});
