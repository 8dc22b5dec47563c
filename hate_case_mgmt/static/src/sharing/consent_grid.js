import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { Component, useState } from "@odoo/owl";

// a sign beside each word, so that nothing hangs on colour
const SIGNS = {
    given: "✓",
    conditional: "◐",
    refused: "✗",
    undecided: "?",
    withdrawn: "↩",
    expired: "⌛",
    none: "–",
};

/** Who may be told what: a table of classes by recipients for each person asked. */
export class ConsentGrid extends Component {
    static template = "hate_case_mgmt.ConsentGrid";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ people: null });
        this.signs = SIGNS;
        // every load of the case brings the table up to date
        useRecordObserver(async (record) => {
            if (record.data && record.resId) {
                this.state.people = await this.orm.silent.call(
                    "hate.case",
                    "consent_grid",
                    [record.resId]
                );
            }
        });
    }

    title(person, row, column, cell) {
        return _t("%(what)s to %(to)s: %(answer)s", {
            what: row.label,
            to: column.to,
            answer: cell.label,
        });
    }

    /** As an action, so that taking it back takes the place of this dialogue. */
    open(cell) {
        this.action.doAction(
            {
                type: "ir.actions.act_window",
                name: _t("What they said"),
                res_model: "hate.consent",
                res_id: cell.id,
                views: [[false, "form"]],
                target: "new",
            },
            { onClose: () => this.props.record.load() }
        );
    }

    /** The arrow keys go from cell to cell, as in a table of figures. */
    onKeydown(ev) {
        const steps = {
            ArrowLeft: [0, -1],
            ArrowRight: [0, 1],
            ArrowUp: [-1, 0],
            ArrowDown: [1, 0],
        };
        const step = steps[ev.key];
        const cell = ev.target.closest("td");
        if (!step || !cell) {
            return;
        }
        ev.preventDefault();
        let row = cell.parentElement;
        let column = cell.cellIndex;
        do {
            row = step[0] ? row.parentElement.rows[row.sectionRowIndex + step[0]] : row;
            column += step[1];
            const next = row?.cells[column];
            if (!next || next.tagName !== "TD") {
                return;
            }
            const button = next.querySelector("button");
            if (button) {
                button.focus();
                return;
            }
        } while (true);
    }
}

registry.category("view_widgets").add("hate_consent_grid", { component: ConsentGrid });
