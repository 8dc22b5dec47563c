import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("hate_case_my_day", {
    steps: () => [
        {
            content: "My day is the first screen, and groups by how soon",
            trigger: ".o_list_view .o_group_header:contains(Overdue)",
        },
        {
            content: "Keep the promise from its row",
            trigger: ".o_data_row:contains(HC/) button[name=action_do]:first",
            run: "click",
        },
        {
            content: "The dialogue of a contact is there",
            trigger: ".modal:contains(Log a contact):not(:contains(hate.party))",
        },
        {
            content: "Leave it be",
            trigger: ".modal footer button:contains(Cancel)",
            run: "click",
        },
        {
            content: "Still on the list",
            trigger: "body:not(:has(.modal)) .o_list_view .o_group_header",
        },
    ],
});

registry.category("web_tour.tours").add("hate_case_review_queue", {
    steps: () => [
        {
            content: "The most pressing case stands on top",
            trigger: ".o_data_row:first:contains(High) button[name=action_open_review]",
            run: "click",
        },
        {
            content: "The promises are there to be read",
            trigger: ".modal [name=deadline_ids] .o_data_row",
        },
        {
            content: "Saved with no outcome",
            trigger: ".modal footer button:contains(Save and next)",
            run: "click",
        },
        {
            content: "A sentence says what is missing",
            trigger: ".modal:contains(one of the three outcomes) footer button:first",
            run: "click",
        },
        {
            content: "On track",
            trigger: ".modal [name=outcome] label:contains(On track)",
            run: "click",
        },
        {
            content: "One sentence",
            trigger: ".modal [name=findings] input",
            run: "edit Everything promised was done",
        },
        {
            content: "Save, and on to the next",
            trigger: ".modal footer button:contains(Save and next)",
            run: "click",
        },
        {
            content: "The next case is there, with nothing filled in",
            trigger: ".modal [name=findings] input:value(''), .modal [name=findings] input:empty",
        },
        {
            content: "Needs action",
            trigger: ".modal [name=outcome] label:contains(Needs action)",
            run: "click",
        },
        {
            content: "With a date",
            trigger: ".modal .o_field_widget[name=act_by]",
        },
        {
            content: "One sentence",
            trigger: ".modal [name=findings] input",
            run: "edit The visit has to be booked",
        },
        {
            content: "That was the last one",
            trigger: ".modal footer button:contains(Save and next)",
            run: "click",
        },
        {
            content: "It says so, and the dialogue is gone",
            trigger: "body:not(:has(.modal)) .o_notification:contains(last one for this week)",
        },
    ],
});
