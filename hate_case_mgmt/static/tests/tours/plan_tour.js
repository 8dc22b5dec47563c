import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("hate_case_agree_plan", {
    steps: () => [
        {
            content: "The plan of the case",
            trigger: ".o_notebook a[name=plan]",
            run: "click",
        },
        {
            content: "Nothing is in it yet",
            trigger: "button[name=action_agree_plan]",
            run: "click",
        },
        {
            content: "A sentence says so",
            trigger: ".modal:contains(nothing in the plan yet) footer button",
            run: "click",
        },
        {
            content: "Add an action",
            trigger: "body:not(:has(.modal)) .o_hate_case_records button:contains(Add an action)",
            run: "click",
        },
        {
            content: "Better locks",
            trigger: ".modal [name=type_id] input",
            run: "edit Locks",
        },
        {
            content: "Choose it",
            trigger: ".o-autocomplete--dropdown-item:contains(Locks and door)",
            run: "click",
        },
        {
            content: "Say why",
            trigger: ".modal:has([name=name] input:value(better locks)) [name=reason] textarea",
            run: "edit Somebody tried the door",
        },
        {
            content: "Into the plan",
            trigger: ".modal button[name=action_plan]",
            run: "click",
        },
        {
            content: "Nobody does it yet: a sentence asks who",
            trigger: ".modal:contains(say who does it) footer button:contains(Close)",
            run: "click",
        },
        {
            content: "The repairs team does; what was typed is still there",
            trigger: ".modal:has([name=reason] textarea:value(tried the door)) [name=owner_team] input",
            run: "edit Repairs team",
        },
        {
            content: "Into the plan now",
            trigger: ".modal button[name=action_plan]",
            run: "click",
        },
        {
            content: "It is in",
            trigger: ".modal .o_arrow_button_current:contains(In the plan)",
        },
        {
            content: "Back to the case",
            trigger: ".modal .btn-close",
            run: "click",
        },
        {
            content: "Agree the plan",
            trigger:
                "body:not(:has(.modal)):has(.o_data_row:contains(better locks)) button[name=action_agree_plan]",
            run: "click",
        },
        {
            content: "The person reads who does what",
            trigger: ".modal [name=html] li:contains(We fit better locks):contains(Repairs team)",
        },
        {
            content: "Agreed by telephone",
            trigger: ".modal [name=method_id] input",
            run: "edit Phone",
        },
        {
            content: "Choose it",
            trigger: ".o-autocomplete--dropdown-item:contains(Phone call)",
            run: "click",
        },
        {
            content: "Heard from too rarely",
            trigger: ".modal [name=interval_days] input",
            run: "edit 30",
        },
        {
            content: "In their own words",
            trigger: ".modal [name=wishes] textarea",
            run: "edit I want to sleep at night",
        },
        {
            content: "Agree",
            trigger: ".modal button[name=action_agree]",
            run: "click",
        },
        {
            content: "Never rarer than promised",
            trigger: ".modal:contains(at least every 14 days) footer button:contains(Close)",
            run: "click",
        },
        {
            content: "Every week",
            trigger: ".modal:has([name=wishes] textarea:value(sleep at night)) [name=interval_days] input",
            run: "edit 7 && press Tab",
        },
        {
            content: "The copy says it too",
            trigger: ".modal [name=html]:contains(at least every 7 days)",
        },
        {
            content: "Agree",
            trigger: ".modal button[name=action_agree]",
            run: "click",
        },
        {
            content: "The version stands on the tab",
            trigger: "body:not(:has(.modal)) .o_data_row:contains(Tour Person)",
        },
    ],
});
