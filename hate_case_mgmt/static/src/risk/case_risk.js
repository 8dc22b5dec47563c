import { _t } from "@web/core/l10n/translation";
import { deserializeDateTime, toLocaleDateString } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { Component, useState } from "@odoo/owl";

const MODEL = "hate.case";
const WIDTH = 320;
const HEIGHT = 110;
const LEFT = 52;
const PAD = 8;
const RANKS = { low: 0, medium: 1, high: 2 };

/** What is known of the risk on a case, what is to be done about it, and its course. */
export class CaseRisk extends Component {
    static template = "hate_case_mgmt.CaseRisk";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.state = useState({ risk: null, busy: false });
        useRecordObserver(async (record) => {
            // read so that every load of the case brings this up to date
            if (record.data && record.resId) {
                this.state.risk = await this.keepLast.add(
                    this.orm.call(MODEL, "load_risk", [[record.resId]])
                );
            }
        });
        this.repeatLabels = {
            person: _t("the same person affected"),
            place: _t("the same place"),
            alleged: _t("the same person alleged"),
        };
        this.size = { width: WIDTH, height: HEIGHT, left: LEFT };
        this.grid = [
            [_t("High"), 2],
            [_t("Medium"), 1],
            [_t("Low"), 0],
        ].map(([label, rank]) => ({ label, y: this.levelY(rank) }));
    }

    get caseId() {
        return this.props.record.resId;
    }

    get mayAssess() {
        return this.state.risk.may_write;
    }

    assessLabel(person) {
        return _t("Assess %s", person.name);
    }

    proposeLabel(proposal) {
        return _t("Put on the plan: %s", proposal.label);
    }

    referLabel(proposal) {
        return _t("Refer: %s", proposal.label);
    }

    day(text) {
        return toLocaleDateString(deserializeDateTime(text));
    }

    levelY(rank) {
        return HEIGHT - PAD - 6 - (rank * (HEIGHT - 2 * PAD - 12)) / 2;
    }

    /** Points of the level's course, spread over the width by their days. */
    get coursePoints() {
        const course = this.state.risk.course;
        const times = course.map((row) => deserializeDateTime(row.at).toMillis());
        const first = times[0];
        const span = Math.max(times.at(-1) - first, 1);
        const room = WIDTH - LEFT - 2 * PAD;
        return course.map((row, index) => ({
            ...row,
            x:
                LEFT +
                PAD +
                (course.length === 1 ? room / 2 : ((times[index] - first) / span) * room),
            y: this.levelY(RANKS[row.level]),
            day: this.day(row.at),
        }));
    }

    get harmPoints() {
        const points = this.state.risk.harm.points;
        const most = Math.max(...points.map((point) => point.value), 1);
        const room = WIDTH - LEFT - 2 * PAD;
        return points.map((point, index) => ({
            x: LEFT + PAD + (index / (points.length - 1)) * room,
            y: HEIGHT - PAD - (point.value / most) * (HEIGHT - 2 * PAD),
            value: point.value,
            day: this.day(point.at),
        }));
    }

    line(points) {
        return points.map((point) => `${point.x},${point.y}`).join(" ");
    }

    get courseInWords() {
        const parts = this.coursePoints.map((row) => `${row.day}: ${row.level_label}`);
        return _t("Risk over time. %s", parts.join("; "));
    }

    get harmInWords() {
        const { score, earlier, trend_label } = this.state.risk.harm;
        return _t("Harm over the last twelve weeks: %(score)s now, %(earlier)s four weeks ago. %(trend)s.", {
            score,
            earlier,
            trend: trend_label,
        });
    }

    /** Save what is typed on the case, do one thing, and show what came of it. */
    async call(method, args = []) {
        if (this.state.busy || !(await this.props.record.save({ reload: false }))) {
            return;
        }
        this.state.busy = true;
        try {
            const action = await this.orm.call(MODEL, method, [[this.caseId], ...args]);
            if (action && typeof action === "object") {
                await this.action.doAction(action, {
                    onClose: () => this.props.record.load(),
                });
            } else {
                await this.props.record.load();
            }
        } finally {
            this.state.busy = false;
        }
    }

    assess(partyId, kind) {
        return this.call("action_assess_risk", [partyId || false, kind || false]);
    }

    openAssessment(resId) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "hate.risk.assessment",
            res_id: resId,
            views: [[false, "form"]],
        });
    }

    openCases(repeat) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("Cases with %s", this.repeatLabels[repeat.which]),
            res_model: MODEL,
            views: [
                [false, "list"],
                [false, "form"],
            ],
            domain: [["id", "in", repeat.ids]],
        });
    }
}

registry.category("view_widgets").add("hate_case_risk", { component: CaseRisk });
