import { FormController } from "@web/views/form/form_controller";
import { patch } from "@web/core/utils/patch";
import { MASK } from "../masked/masked_field";

const WATCHED = new Set(["hate.case", "hate.action", "hate.party"]);

/** What stood on the screen in the fields that are about to be saved. */
function seenBefore(record, changes) {
    const seen = {};
    for (const name of Object.keys(changes)) {
        const { type } = record.fields[name];
        // masked and never shown: what is typed over it was not seen
        if (
            !["one2many", "many2many"].includes(type) &&
            record._values[name] !== MASK
        ) {
            seen[name] = record._formatServerValue(type, record._values[name]);
        }
    }
    return seen;
}

/**
 * Two colleagues at one record: a save says what it replaces, so that the server can
 * tell when somebody was quicker (models/hate_seen_mixin.py). Saving the same once more
 * means that it was read and is wanted.
 */
patch(FormController.prototype, {
    async onWillSaveRecord(record, changes) {
        const proceed = await super.onWillSaveRecord(...arguments);
        if (WATCHED.has(record.resModel) && record.resId && Object.keys(changes).length) {
            const seen = seenBefore(record, changes);
            const told = JSON.stringify([record.resId, seen]);
            if (told !== this.hateTold) {
                changes.hate_seen = seen;
            }
            this.hateTold = told;
        }
        return proceed;
    },
});
