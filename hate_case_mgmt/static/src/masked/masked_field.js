import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { patch } from "@web/core/utils/patch";
import { useService } from "@web/core/utils/hooks";
import { useInputField } from "@web/views/fields/input_field_hook";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { FormController } from "@web/views/form/form_controller";
import { Component, reactive, useState } from "@odoo/owl";

// As in policy/vocabulary_guard.py
export const MASK = "••••••";

/** What was shown of the records of one screen; forgotten with the screen. */
function shownOn(model) {
    model.hateShown ??= reactive({});
    return model.hateShown;
}

/**
 * Words that the server hands out by a click, and logs (models/hate_masked_mixin.py).
 * One click shows all that is masked on the record, while its form is open. What is
 * typed here stays shown as well.
 */
export class MaskedField extends Component {
    static template = "hate_case_mgmt.MaskedField";
    static props = {
        ...standardFieldProps,
        placeholder: { type: String, optional: true },
        label: { type: String, optional: true },
        of: { type: String, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        const { model } = this.props.record;
        this.shown = useState(shownOn(model));
        model.hateMasked = (model.hateMasked || new Set()).add(this.props.name);
        useInputField({
            getValue: () => this.value,
            parse: (typed) => (this.isText ? typed : typed.trim()),
        });
    }

    get isText() {
        return this.props.record.fields[this.props.name].type === "text";
    }

    get stored() {
        return this.props.record.data[this.props.name] || "";
    }

    get isHidden() {
        return this.stored === MASK && this.known === undefined;
    }

    get known() {
        return this.shown[this.key]?.[this.props.name];
    }

    /** The same person may stand in a dialogue before another one is chosen in it. */
    get key() {
        const { id, data } = this.props.record;
        return this.props.of ? `${id} ${data[this.props.of]?.id}` : id;
    }

    get value() {
        return this.stored === MASK ? this.known ?? MASK : this.stored;
    }

    get showLabel() {
        return _t("Show %(field)s", { field: this.props.label });
    }

    get masked() {
        const { data, fieldNames } = this.props.record;
        return fieldNames.filter((name) => data[name] === MASK);
    }

    async onShow() {
        const { record, of } = this.props;
        const [model, id] = of
            ? [record.fields[of].relation, record.data[of].id]
            : [record.resModel, record.resId];
        const key = this.key;
        const values = await this.orm.call(model, "action_show", [[id], this.masked]);
        this.shown[key] = { ...this.shown[key], ...values };
    }
}

const maskedField = {
    component: MaskedField,
    displayName: _t("Shown by a click"),
    supportedTypes: ["char", "text"],
    extractProps: ({ attrs, options, string }) => ({
        placeholder: attrs.placeholder,
        label: string,
        of: options.of,
    }),
};

registry.category("fields").add("hate_masked", maskedField);

/** What was typed and saved here is known here, so it goes on being shown. */
patch(FormController.prototype, {
    async onRecordSaved(record, changes) {
        const masked = record.model.hateMasked;
        const known = Object.entries(changes).filter(([name]) => masked?.has(name));
        if (known.length) {
            const shown = shownOn(record.model);
            shown[record.id] = { ...shown[record.id], ...Object.fromEntries(known) };
        }
        return super.onRecordSaved(...arguments);
    },
});
