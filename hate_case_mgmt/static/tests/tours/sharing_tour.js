import { registry } from "@web/core/registry";

const MODAL = ".modal:not(.o_inactive_modal)";
const NO_MODAL = "body:not(:has(.modal))";

/** Choose in a selection field of a dialogue. */
function choose(field, label) {
    return [
        {
            content: `Open the choices of ${field}`,
            trigger: `${MODAL} .o_field_widget[name=${field}] input`,
            run: "click",
        },
        {
            content: `Choose ${label}`,
            trigger: `.o_select_menu_item:contains(${label})`,
            run: "click",
        },
    ];
}

function tab() {
    return {
        content: "Who may be told what",
        trigger: `${NO_MODAL} .o_notebook a[name=sharing]`,
        run: "click",
    };
}

registry.category("web_tour.tours").add("hate_case_ask_and_share", {
    steps: () => [
        tab(),
        {
            content: "Nobody was asked; ask",
            trigger: ".o_notebook:has(.o_hate_consent_grid:contains(Nobody has been asked)) button[name=action_ask_consent]",
            run: "click",
        },
        {
            content: "About the agency",
            trigger: `${MODAL} [name=agency_id] input`,
            run: "edit Open Door",
        },
        {
            content: "That one",
            trigger: ".o-autocomplete--dropdown-item:contains(Open Door)",
            run: "click",
        },
        {
            content: "May they know the name",
            trigger: `${MODAL}:has([name=agency_id] input:value(Open Door)) [name=share_identity] input`,
            run: "click",
        },
        {
            content: "Yes",
            trigger: `${MODAL} [name=answer] .o_radio_item:contains(Yes) input`,
            run: "click",
        },
        {
            content: "In their own words",
            trigger: `${MODAL} [name=own_words] textarea`,
            run: "edit Yes, tell them",
        },
        {
            content: "Record it",
            trigger: `${MODAL} button[name=action_record]`,
            run: "click",
        },
        {
            content: "The grid says so, in words; share with the police",
            trigger: `${NO_MODAL} .o_notebook:has(.o_hate_said_given:contains(Yes)) button[name=action_share]`,
            run: "click",
        },
        ...choose("recipient_kind", "Police"),
        {
            content: "The name",
            trigger: `${MODAL}:not(:has([name=agency_id])) [name=share_identity] input`,
            run: "click",
        },
        {
            content: "They were not asked about the police",
            trigger: `${MODAL}:contains(have not agreed to this yet)`,
        },
        ...choose("ground", "To prevent or solve a crime"),
        {
            content: "Why",
            trigger: `${MODAL} [name=reason] textarea`,
            run: "edit He said he will come back",
        },
        {
            content: "Why no less",
            trigger: `${MODAL} [name=necessity] textarea`,
            run: "edit They can't find him without it",
        },
        {
            content: "They have been told",
            trigger: `${MODAL} [name=told] .o_radio_item:contains(They have been told) input`,
            run: "click",
        },
        {
            content: "A second person is asked",
            trigger: `${MODAL}:contains(A second person has to approve) button[name=action_ask_approval]`,
            run: "click",
        },
        {
            content: "It waits",
            trigger: `${NO_MODAL} .o_data_row:contains(Waiting for approval)`,
        },
    ],
});

registry.category("web_tour.tours").add("hate_case_approve_sharing", {
    steps: () => [
        {
            content: "One waits",
            trigger: ".o_data_row td[name=recipient_label]",
            run: "click",
        },
        {
            content: "Approve it",
            trigger: ".o_form_view:contains(He said he will come back) button[name=action_approve]",
            run: "click",
        },
        {
            content: "With a reason",
            trigger: `${MODAL} [name=reason] textarea`,
            run: "edit A real danger",
        },
        {
            content: "Yes",
            trigger: `${MODAL} footer button[name=action_confirm]:visible`,
            run: "click",
        },
        {
            content: "It is approved",
            trigger: `${NO_MODAL} .o_form_view:contains(A real danger)`,
        },
    ],
});

registry.category("web_tour.tours").add("hate_case_withdraw_sharing", {
    steps: () => [
        tab(),
        {
            content: "What they said",
            trigger: ".o_hate_said_given button",
            run: "click",
        },
        {
            content: "They take it back",
            trigger: `${MODAL}:contains(Yes, tell them) button[name=action_withdraw]`,
            run: "click",
        },
        {
            content: "In their own words",
            trigger: `${MODAL} [name=own_words] textarea`,
            run: "edit I changed my mind",
        },
        {
            content: "Take it back",
            trigger: `${MODAL} footer button[name=action_withdraw]`,
            run: "click",
        },
        {
            content: "The grid says so",
            trigger: "body .o_hate_said_withdrawn:contains(Taken back)",
        },
    ],
});
