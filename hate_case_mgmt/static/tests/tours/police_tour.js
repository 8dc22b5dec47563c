import { registry } from "@web/core/registry";

const dialogue = ".modal:not(.o_inactive_modal)";

registry.category("web_tour.tours").add("hate_case_intelligence", {
    steps: () => [
        {
            content: "The police",
            trigger: ".o_notebook a[name=police]",
            run: "click",
        },
        {
            content: "Ask what she wants",
            trigger: "button:contains(Ask what they want)",
            run: "click",
        },
        {
            content: "Without names",
            trigger: `${dialogue} .o_radio_item:contains(Anonymous) input`,
            run: "click",
        },
        {
            trigger: `${dialogue} div[name=own_words] textarea`,
            run: "edit Tell them, but not that it was us.",
        },
        {
            trigger: `${dialogue} .alert-info:contains(Next you see the text)`,
        },
        {
            trigger: `${dialogue} button:contains(Keep this)`,
            run: "click",
        },
        {
            content: "What she told us, to be gone through",
            trigger: `${dialogue} div[name=what] textarea:value(Amina)`,
        },
        {
            trigger: `${dialogue} button:contains(Look through the text)`,
            run: "click",
        },
        {
            content: "Her name and her phone are found",
            trigger: `${dialogue} .o_data_row:contains(Amina Yusuf):contains(Name)`,
        },
        {
            trigger: `${dialogue} .o_data_row:contains(07700 900123)`,
        },
        {
            content: "It can't go so",
            trigger: `${dialogue}:not(:has(button[name=action_send]:visible)) .alert-warning`,
        },
        {
            content: "A hint that tells nobody stays, with a reason",
            trigger: `${dialogue} .o_data_row:has(td[name=shown]:contains(library)) td[name=reason]`,
            run: "click",
        },
        {
            trigger: `${dialogue} .o_data_row:has(td[name=shown]:contains(library)) td[name=reason] input`,
            run: "edit Hundreds go there",
        },
        {
            trigger: `${dialogue} button:contains(Take these out)`,
            run: "click",
        },
        {
            content: "Nothing is left",
            trigger: `${dialogue} .alert-success:contains(Nothing is left)`,
        },
        {
            trigger: `${dialogue} button:contains(Send as intelligence)`,
            run: "click",
        },
        {
            content: "As it left, to be copied",
            trigger: `${dialogue} div[name=packet]:contains(near the library)`,
        },
        {
            trigger: `${dialogue} button:contains(Copy all of it)`,
        },
        {
            trigger: `${dialogue} .btn-close`,
            run: "click",
        },
        {
            content: "It stands on the case",
            trigger: ".o_hate_case_form .o_data_row:contains(With the police)",
        },
    ],
});
