import { registry } from "@web/core/registry";

const question = (text) => `.o_hate_risk_question:contains(${text})`;
const choose = (text, answer) => ({
    content: `${text}: ${answer}`,
    trigger: `${question(text)} label:contains(${answer}) input`,
    run: "click",
});

/** The mildest answer to each question that is still open. */
const chooseTheRest = {
    content: "The rest",
    trigger: ".o_hate_risk_page",
    run() {
        for (const fieldset of document.querySelectorAll(".o_hate_risk_question")) {
            if (!fieldset.querySelector("input:checked")) {
                fieldset.querySelector("input").click();
            }
        }
    },
};

registry.category("web_tour.tours").add("hate_case_assess_risk", {
    steps: () => [
        {
            content: "The risk of the case",
            trigger: ".o_notebook a[name=risk]",
            run: "click",
        },
        {
            content: "Nothing is known yet",
            trigger: ".o_hate_case_risk:contains(Not assessed yet)",
        },
        {
            content: "Assess it",
            trigger: ".o_hate_case_risk button:contains(Assess the risk)",
            run: "click",
        },
        {
            content: "What to listen for stands with the question",
            trigger: `${question("How often")}:contains(Small things count too)`,
        },
        choose("How often", "Most days"),
        {
            content: "It is saved at once",
            trigger: ".o_hate_risk_bar:contains(1 of 21 answered):contains(Everything is saved)",
        },
        {
            content: "What the person said",
            trigger: `${question("How often")} textarea`,
            run: "edit Since they <b>moved</b> in && click body",
        },
        {
            content: "Half filled: back to the case",
            trigger: ".o_hate_risk_bar:contains(Everything is saved)",
        },
        {
            trigger: "button[name=action_open_case]",
            run: "click",
        },
        {
            trigger: ".o_hate_case_form .o_notebook a[name=risk]",
            run: "click",
        },
        {
            content: "It waits to be gone on with",
            trigger: ".o_hate_case_risk .alert:contains(1 of 21 answered) button:contains(Go on)",
            run: "click",
        },
        {
            content: "Nothing is lost",
            trigger: `${question("How often")} textarea:value(<b>moved</b>)`,
        },
        choose("Was a weapon used", "Shown or used"),
        {
            content: "One answer alone means high, and the page says why",
            trigger: ".o_hate_risk_bar:contains(so far high) summary",
            run: "click",
        },
        {
            trigger: ".o_hate_risk_bar p:contains(this alone means high)",
        },
        {
            content: "The next open question",
            trigger: ".o_hate_risk_finish:contains(Next open question)",
            run: "click",
        },
        chooseTheRest,
        {
            content: "In short",
            trigger: "#risk_summary",
            run: "edit A safe way home would help && click body",
        },
        {
            content: "Finish",
            trigger:
                ".o_hate_risk_bar:not(:contains(answered)):contains(Everything is saved) .o_hate_risk_finish:contains(Finish)",
            run: "click",
        },
        {
            content: "It is frozen, and explained in words",
            trigger:
                ".o_statusbar_status .o_arrow_button_current:contains(Finished)",
        },
        {
            trigger: ".o_hate_risk_words:contains(this alone means high):contains(safe way home)",
        },
        {
            content: "No answer can be changed",
            trigger: ".o_hate_risk_page:not(:has(input))",
        },
        {
            trigger: "button[name=action_open_case]",
            run: "click",
        },
        {
            trigger: ".o_hate_case_form .o_notebook a[name=risk]",
            run: "click",
        },
        {
            content: "What the level asks for, one click each",
            trigger:
                ".o_hate_risk_proposals li:contains(A manager looks at the case) button",
            run: "click",
        },
        {
            content: "It is on the plan",
            trigger:
                ".o_hate_risk_proposals:not(:contains(A manager looks at the case))",
        },
        {
            content: "The course has words beside it",
            trigger: ".o_hate_risk_chart[aria-label*='High']",
        },
    ],
});

registry.category("web_tour.tours").add("hate_case_safeguarding", {
    steps: () => [
        {
            trigger: ".o_notebook a[name=risk]",
            run: "click",
        },
        {
            trigger: ".o_hate_case_risk button:contains(Short screen)",
            run: "click",
        },
        choose("cause to worry", "Yes, a child"),
        {
            content: "The page says what follows",
            trigger: ".o_hate_risk_page .alert-danger:contains(a child)",
        },
        chooseTheRest,
        {
            trigger:
                ".o_hate_risk_bar:not(:contains(answered)):contains(Everything is saved) .o_hate_risk_finish",
            run: "click",
        },
        {
            trigger: ".o_hate_risk_words",
        },
        {
            trigger: "button[name=action_open_case]",
            run: "click",
        },
        {
            content: "The case says that nobody has been told",
            trigger: ".o_hate_banners:contains(nobody has been told yet)",
        },
        {
            trigger: ".o_hate_case_form .o_notebook a[name=risk]",
            run: "click",
        },
        {
            content: "Open the concern",
            trigger: ".o_hate_case_records .o_data_row:contains(Nobody told yet) td[name=about]",
            run: "click",
        },
        {
            content: "The council has been rung: that passes the gate as well",
            trigger: ".modal button[name=action_told]",
            run: "click",
        },
        {
            trigger: ".modal:not(.o_inactive_modal) [name=spoken_with] input",
            run: "edit Duty social worker",
        },
        {
            trigger: ".modal:not(.o_inactive_modal) [name=their_reference] input",
            run: "edit CS/1",
        },
        ...["reason", "necessity", "increased_risk"].map((name) => ({
            trigger: `.modal:not(.o_inactive_modal) [name=${name}] textarea`,
            run: "edit The child is alone at night",
        })),
        {
            trigger: ".modal:not(.o_inactive_modal) [name=told] .o_radio_item input",
            run: "click",
        },
        {
            content: "A second person decides afterwards",
            trigger: ".modal:not(.o_inactive_modal) .alert-info:contains(within a working day)",
        },
        {
            trigger: ".modal:not(.o_inactive_modal) button[name=action_keep_told]",
            run: "click",
        },
        {
            content: "It stands on the concern",
            trigger: ".modal [name=step_ids] .o_data_row:contains(Duty social worker):contains(CS/1)",
        },
    ],
});
