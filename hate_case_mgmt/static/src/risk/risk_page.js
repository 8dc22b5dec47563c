import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast, Mutex } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { Component, useState } from "@odoo/owl";

const MODEL = "hate.risk.assessment";

/**
 * The questions of one risk assessment on one page. Each answer is saved as soon as it is
 * chosen, one after the other; what could not be saved stays on the page, says so, and is
 * sent again with the next answer or by its button.
 */
export class RiskPage extends Component {
    static template = "hate_case_mgmt.RiskPage";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.mutex = new Mutex();
        this.keepLast = new KeepLast();
        this.state = useState({
            page: null,
            questions: [],
            texts: {},
            // answers and texts that the server does not have yet
            unsaved: new Set(),
            conflicts: {},
            failure: "",
        });
        // what the server is known to hold, to notice a colleague's answer
        this.known = {};
        useRecordObserver((record) => this.load(record.resId));
        this.levels = [
            ["", _t("As the score says")],
            ["low", _t("Low")],
            ["medium", _t("Medium")],
            ["high", _t("High")],
        ];
    }

    get resId() {
        return this.props.record.resId;
    }

    get mayWrite() {
        return Boolean(this.state.page?.may_write) && !this.props.readonly;
    }

    get sections() {
        const sections = [];
        for (const question of this.state.questions) {
            if (sections.at(-1)?.name !== question.section) {
                sections.push({ name: question.section, questions: [] });
            }
            sections.at(-1).questions.push(question);
        }
        return sections;
    }

    get status() {
        const count = this.state.unsaved.size;
        if (count) {
            return this.state.failure || _t("Saving …");
        }
        return this.state.page.saved_at ? _t("Everything is saved") : "";
    }

    async load(resId) {
        if (!resId) {
            return;
        }
        const page = await this.keepLast.add(
            this.orm.call(MODEL, "load_page", [[resId]])
        );
        this.known = {};
        // what a failed save has left on the page is not thrown away by a reload
        const typed = new Map(
            this.state.questions
                .filter((question) => this.state.unsaved.has(question.id))
                .map((question) => [question.id, question])
        );
        for (const question of page.questions) {
            this.known[question.id] = {
                option_id: question.option_id,
                note: question.note,
            };
        }
        this.state.questions = page.questions.map((question) =>
            typed.has(question.id)
                ? {
                      ...question,
                      option_id: typed.get(question.id).option_id,
                      note: typed.get(question.id).note,
                  }
                : question
        );
        for (const [name, value] of Object.entries(page.texts)) {
            this.known[name] = value;
            if (!this.state.unsaved.has(name)) {
                this.state.texts[name] = value;
            }
        }
        this.state.page = page;
    }

    choose(question, optionId) {
        question.option_id = optionId;
        this.saveAnswer(question);
    }

    note(question, ev) {
        question.note = ev.target.value;
        this.saveAnswer(question);
    }

    saveAnswer(question) {
        delete this.state.conflicts[question.id];
        return this.send(question.id, async () => {
            const sent = { option_id: question.option_id, note: question.note };
            const state = await this.orm.silent.call(MODEL, "save_answer", [
                [this.resId],
                question.id,
                sent.option_id,
                sent.note,
                this.known[question.id],
            ]);
            if (state.conflict) {
                const { option_id, value: note, by } = state.conflict;
                this.known[question.id] = { option_id, note };
                this.state.conflicts[question.id] = { by, typed: sent.note };
                Object.assign(question, { option_id, note, by });
            } else {
                this.known[question.id] = sent;
            }
            return state;
        });
    }

    setText(name, value) {
        this.state.texts[name] = value;
        delete this.state.conflicts[name];
        return this.send(name, async () => {
            const sent = this.state.texts[name];
            const state = await this.orm.silent.call(MODEL, "save_text", [
                [this.resId],
                name,
                sent,
                this.known[name],
            ]);
            if (state.conflict) {
                this.known[name] = state.conflict.value;
                this.state.conflicts[name] = { by: "", typed: sent };
                this.state.texts[name] = state.conflict.value;
            } else {
                this.known[name] = sent;
            }
            return state;
        });
    }

    /** Save one thing after the other, and keep on the page what did not go through. */
    send(key, save) {
        this.state.unsaved.add(key);
        return this.mutex.exec(async () => {
            try {
                const state = await save();
                this.state.unsaved.delete(key);
                this.state.failure = "";
                Object.assign(this.state.page, state);
            } catch (error) {
                this.state.failure =
                    error.data?.message ||
                    _t("Not saved: no connection. What you chose stays on this page.");
            }
        });
    }

    async saveAgain() {
        for (const key of [...this.state.unsaved]) {
            const question = this.state.questions.find((one) => one.id === key);
            if (question) {
                await this.saveAnswer(question);
            } else {
                await this.setText(key, this.state.texts[key]);
            }
        }
    }

    async finish() {
        // a text that still has the focus is saved first
        document.activeElement?.blur();
        await this.saveAgain();
        await this.mutex.exec(() => {});
        if (this.state.unsaved.size) {
            return;
        }
        if (this.state.page.missing) {
            this.showMissing();
            return;
        }
        if (await this.props.record.save({ reload: false })) {
            await this.orm.call(MODEL, "action_finish", [[this.resId]]);
            await this.props.record.load();
            await this.load(this.resId);
            // the result, and who looks at it next, stand on top
            document
                .querySelector(".o_hate_risk_page")
                ?.closest(".o_form_sheet")
                ?.scrollIntoView();
        }
    }

    showMissing() {
        const first = this.state.questions.find((question) => !question.option_id);
        if (first) {
            const field = document.getElementById(this.optionId(first, first.options[0]));
            field?.focus();
            field?.closest("fieldset").scrollIntoView({ block: "center" });
        }
    }

    wordsLabel(question) {
        return _t("In their words: %s", question.name);
    }

    optionId(question, option) {
        return `risk_${this.resId}_${question.id}_${option.id}`;
    }

    async openSafeguarding() {
        const action = await this.orm.call(MODEL, "action_open_safeguarding", [
            [this.resId],
        ]);
        this.action.doAction(action);
    }
}

registry.category("view_widgets").add("hate_risk_page", { component: RiskPage });
