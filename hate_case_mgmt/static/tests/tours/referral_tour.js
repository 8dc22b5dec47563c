import { registry } from "@web/core/registry";

const DIALOG = ".modal:not(.o_inactive_modal)";

const row = (label) =>
    `[name=item_ids] .o_data_row:has(td[name=label]:contains(/^${label}$/))`;

const tick = (label) => [
    {
        content: `Tick: ${label}`,
        trigger: `${row(label)} td[name=is_shared] .o_boolean_toggle`,
        run: "click",
    },
    {
        content: `Ticked: ${label}`,
        trigger: `${row(label)} td[name=is_shared] input:checked`,
    },
];

registry.category("web_tour.tours").add("hate_case_refer", {
    steps: () => [
        {
            content: "The referrals of the case",
            trigger: ".o_notebook a[name=referrals]",
            run: "click",
        },
        {
            content: "Refer",
            trigger: ".tab-pane.active button:contains(/^Refer$/)",
            run: "click",
        },
        {
            content: "Who fits stands there with the reason",
            trigger: `${DIALOG} .o_data_row:contains(Covers this area):contains(Tour Agency) button[name=action_choose]`,
            run: "click",
        },
        {
            content: "What is asked of them, once they are chosen",
            trigger: `${DIALOG}:has([name=agency_id] input:value(Tour Agency)) [name=asked] textarea`,
            run: "edit Please ring in the morning.",
        },
        {
            content: "Go on to the draft",
            trigger: `${DIALOG} button[name=action_begin]`,
            run: "click",
        },
        {
            content: "Not ready: nothing is ticked",
            trigger: "body:not(:has(.modal)) .alert:contains(tick what they may know)",
        },
        ...tick("Name"),
        ...tick("Phone"),
        {
            content: "Ready to send",
            trigger: "button[name=action_ask_gate]",
            run: "click",
        },
        {
            content: "The person has agreed: send it",
            trigger: "button[name=action_open_send].btn-primary:contains(/^Send$/)",
            run: "click",
        },
        {
            content: "To the address of the agency",
            trigger: `${DIALOG}:has([name=address] input:value(refer@tour.example.com)) button[name=action_send]:contains(/^Send$/)`,
            run: "click",
        },
        {
            content: "Sent, and shown as they read it",
            trigger:
                "body:not(:has(.modal)) .o_form_view:has(.o_statusbar_status button.o_arrow_button_current:contains(Sent)) [name=preview]:contains(Please ring in the morning)",
        },
        {
            content: "Chase it: send the link again",
            trigger: "button[name=action_open_send]:contains(Send again)",
            run: "click",
        },
        {
            content: "The old one stops working",
            trigger: `${DIALOG}:contains(old one stops working) button[name=action_send]:contains(/^Send$/)`,
            run: "click",
        },
        {
            content: "Two links stand there now",
            trigger: "body:not(:has(.modal)) .o_notebook a[name=links]",
            run: "click",
        },
        {
            content: "The first has ended",
            trigger: "[name=link_ids] .o_data_row:nth-child(2)",
        },
    ],
});

registry.category("web_tour.tours").add("hate_case_refer_elsewhere", {
    steps: () => [
        {
            content: "They can't take it on, and why",
            trigger: ".alert:contains(We are full until spring)",
        },
        {
            content: "What they said stands there",
            trigger: ".o_notebook a[name=answers]",
            run: "click",
        },
        {
            content: "By name",
            trigger: "[name=answer_ids] .o_data_row:contains(Kit)",
        },
        {
            content: "Ask another",
            trigger: "button[name=action_refer_elsewhere]",
            run: "click",
        },
        {
            content: "With the same words",
            trigger: `${DIALOG}:has([name=asked] textarea:value(Please ring in the morning.)) button:contains(Cancel)`,
            run: "click",
        },
        {
            content: "Back again",
            trigger: "body:not(:has(.modal))",
        },
    ],
});
