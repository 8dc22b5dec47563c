import { registry } from "@web/core/registry";
import { exprToBoolean } from "@web/core/utils/strings";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { getDefaultConfig, View } from "@web/views/view";
import { FormViewDialog } from "@web/views/view_dialogs/form_view_dialog";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { Component, markup, useState, useSubEnv } from "@odoo/owl";

/** A record of a log, to be read and closed: nothing in it can be saved. */
class ReadDialog extends FormViewDialog {
    setup() {
        super.setup();
        this.viewProps.buttonTemplate = "hate_case_mgmt.ReadDialog.buttons";
    }
}

/**
 * A list of the records of one case, read when its tab is first looked at. A form with
 * ten of them opens as fast as a form with none, which an x2many field can't do.
 */
export class CaseRecords extends Component {
    static template = "hate_case_mgmt.CaseRecords";
    static components = { View };
    static props = {
        ...standardWidgetProps,
        model: String,
        recordTitle: String,
        help: { type: String, optional: true },
        isLog: { type: Boolean, optional: true },
        addLabel: { type: String, optional: true },
        addModel: { type: String, optional: true },
        addAction: { type: String, optional: true },
        listView: { type: String, optional: true },
        listAction: { type: String, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.state = useState({ version: 0 });
        // the form's own action is none of the list's business
        useSubEnv({ config: getDefaultConfig() });
        useRecordObserver((record) => {
            // read so that every load of the case brings the list up to date
            if (record.data) {
                this.state.version++;
            }
        });
    }

    get caseId() {
        return this.props.record.resId;
    }

    get canAdd() {
        return Boolean(this.props.addLabel && this.caseId && !this.props.readonly);
    }

    get context() {
        return { default_case_id: this.caseId, in_case: true };
    }

    get viewProps() {
        return {
            type: this.env.isSmall ? "kanban" : "list",
            resModel: this.props.model,
            domain: [["case_id", "=", this.caseId || false]],
            context: this.props.listView
                ? { ...this.context, list_view_ref: this.props.listView }
                : this.context,
            display: { controlPanel: false, searchPanel: false },
            noContentHelp: markup`<p>${this.props.help || ""}</p>`,
            allowSelectors: false,
            showButtons: false,
            readonly: true,
            selectRecord: (resId) => this.open(resId),
        };
    }

    async open(resId) {
        if (!(await this.props.record.save({ reload: false }))) {
            return;
        }
        // an entry of the timeline opens the record it tells of
        const action = await this.orm.call(this.props.model, "get_formview_action", [
            [resId],
        ]);
        if (action.target === "new") {
            return this.openDialogue(action);
        }
        this.openForm({ resModel: action.res_model, resId: action.res_id });
    }

    async add() {
        if (!(await this.props.record.save({ reload: false }))) {
            return;
        }
        if (this.props.addAction) {
            return this.openDialogue(
                await this.orm.call("hate.case", this.props.addAction, [[this.caseId]])
            );
        }
        this.openForm({ resModel: this.props.addModel || this.props.model });
    }

    /** A short dialogue of several steps, at whose end the case is read anew. */
    openDialogue(action) {
        this.action.doAction(action, { onClose: () => this.props.record.load() });
    }

    /** The whole list, to search, group and page through. */
    async openList() {
        if (await this.props.record.save({ reload: false })) {
            const action = await this.action.loadAction(this.props.listAction);
            this.action.doAction({
                ...action,
                domain: [["case_id", "=", this.caseId]],
                context: this.context,
            });
        }
    }

    openForm(props) {
        const readOnly = Boolean(props.resId) && (this.props.isLog || this.props.readonly);
        this.dialog.add(
            readOnly ? ReadDialog : FormViewDialog,
            {
                ...props,
                title: props.resId ? this.props.recordTitle : this.props.addLabel,
                preventEdit: readOnly,
                preventCreate: readOnly,
                context: this.context,
            },
            // a button in it may have saved without its own Save
            { onClose: () => this.props.record.load() }
        );
    }
}

/**
 * What is seldom looked at about a case: shown when its tab is opened, changed in a
 * dialogue.
 */
export class CaseDetails extends Component {
    static template = "hate_case_mgmt.CaseDetails";
    static components = { View };
    static props = {
        ...standardWidgetProps,
        view: String,
        changeLabel: String,
    };

    setup() {
        this.dialog = useService("dialog");
        this.state = useState({ version: 0 });
        useSubEnv({ config: getDefaultConfig() });
        useRecordObserver((record) => {
            if (record.data) {
                this.state.version++;
            }
        });
    }

    get caseId() {
        return this.props.record.resId;
    }

    get viewProps() {
        return {
            type: "form",
            resModel: this.props.record.resModel,
            resId: this.caseId,
            context: { form_view_ref: this.props.view },
            display: { controlPanel: false },
            preventCreate: true,
            preventEdit: true,
            readonly: true,
        };
    }

    async change() {
        const { record } = this.props;
        if (await record.save({ reload: false })) {
            this.dialog.add(FormViewDialog, {
                title: this.props.changeLabel,
                resModel: record.resModel,
                resId: this.caseId,
                context: { form_view_ref: this.props.view },
                canExpand: false,
                preventCreate: true,
                onRecordSaved: () => record.load(),
            });
        }
    }
}

registry.category("view_widgets").add("hate_case_details", {
    component: CaseDetails,
    extractProps: ({ attrs }) => ({ view: attrs.view, changeLabel: attrs.change_label }),
});

registry.category("view_widgets").add("hate_case_records", {
    component: CaseRecords,
    extractProps: ({ attrs }) => ({
        model: attrs.model,
        recordTitle: attrs.record_title,
        isLog: exprToBoolean(attrs.log),
        help: attrs.help,
        addLabel: attrs.add_label,
        addModel: attrs.add_model,
        addAction: attrs.add_action,
        listView: attrs.list_view,
        listAction: attrs.list_action,
    }),
});
