import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { Component } from "@odoo/owl";

/** A yes or no of which only the yes is shown: an icon with its words. */
export class FlagField extends Component {
    static template = "hate_case_mgmt.FlagField";
    static props = {
        ...standardFieldProps,
        icon: String,
        label: String,
        color: { type: String, optional: true },
    };

    get isSet() {
        return this.props.record.data[this.props.name];
    }
}

registry.category("fields").add("hate_flag", {
    component: FlagField,
    displayName: _t("Flag"),
    supportedTypes: ["boolean"],
    listViewWidth: 32,
    label: false,
    extractProps: ({ options, string }) => ({
        icon: options.icon,
        color: options.color,
        label: string,
    }),
});
