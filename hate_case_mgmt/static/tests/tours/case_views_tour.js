import { registry } from "@web/core/registry";

const VIEWS = ["kanban", "calendar", "activity", "pivot", "graph", "list"];

const everyView = VIEWS.flatMap((view) => [
    {
        content: `Switch to ${view}`,
        trigger: `.o_control_panel .o_switch_view.o_${view}`,
        run: "click",
    },
    { content: `${view} is shown`, trigger: `.o_${view}_view` },
]);

registry.category("web_tour.tours").add("hate_case_every_view", {
    steps: () => [
        { content: "The list is shown", trigger: ".o_list_view .o_data_row" },
        ...everyView,
        {
            content: "Open the case",
            trigger: ".o_data_row td[name=name]:first",
            run: "click",
        },
        { content: "The first tab is read", trigger: ".o_hate_case_records .o_data_row" },
        {
            content: "Nobody is asked to type into the history",
            trigger: ".o-mail-Chatter:not(:has(.o-mail-Chatter-sendMessage:visible))",
        },
        {
            content: "Look at the people",
            trigger: ".nav-link[name=people]",
            run: "click",
        },
        {
            content: "The person affected is there",
            trigger: ".o_hate_case_records .o_data_row:contains(Planted Name)",
        },
        {
            content: "Look at the letters",
            trigger: ".nav-link[name=letters]",
            run: "click",
        },
        {
            content: "The empty list says what it is for",
            trigger: ".o_hate_case_records .o_view_nocontent:contains(Every letter)",
        },
        {
            content: "Look at the promises",
            trigger: ".nav-link[name=promises]",
            run: "click",
        },
        {
            content: "The clocks are there",
            trigger: ".o_hate_case_records .o_field_hate_clock",
        },
        {
            content: "Look at the rest",
            trigger: ".nav-link[name=about]",
            run: "click",
        },
        { content: "How it came in", trigger: ".o_field_widget[name=channel]" },
    ],
});

registry.category("web_tour.tours").add("hate_case_add_note", {
    steps: () => [
        {
            content: "One click",
            trigger: "button[name=action_add_note]",
            run: "click",
        },
        {
            content: "Type",
            trigger: ".modal .o_field_widget[name=text] textarea",
            run: "edit Rang the caretaker",
        },
        {
            content: "Two clicks",
            trigger: ".modal .o_form_button_save",
            run: "click",
        },
        {
            content: "Look at the timeline",
            trigger: "body:not(:has(.modal)) .nav-link[name=timeline]",
            run: "click",
        },
        {
            content: "The note is there; open it",
            trigger: ".o_hate_case_records .o_data_row td:contains(Rang the caretaker)",
            run: "click",
        },
        {
            content: "It can be read and not be saved",
            trigger: ".modal:not(:has(.o_form_button_save)) .o_field_widget[name=text]:contains(Rang)",
        },
        {
            content: "Close it",
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "Add an incident",
            trigger: "body:not(:has(.modal)) .nav-link[name=incidents]",
            run: "click",
        },
        {
            content: "By the tab's own button",
            trigger: ".o_hate_case_records button:contains(Add an incident)",
            run: "click",
        },
        {
            content: "In words",
            trigger: ".modal .o_field_widget[name=narrative] textarea",
            run: "edit They threw eggs",
        },
        {
            content: "Nobody knows when",
            trigger: ".modal [name=precision] .o_radio_item:contains(Not known) input",
            run: "click",
        },
        {
            content: "Save",
            trigger: ".modal footer button[name=action_add]",
            run: "click",
        },
        {
            content: "The list and the count are up to date",
            trigger: ".o_hate_case_records .o_data_row:has(.o_hate_show)",
        },
        {
            content: "Two incidents now",
            trigger: "button[name=action_view_incidents]:contains(2)",
        },
        {
            content: "Schedule an activity",
            trigger: ".o-mail-Chatter-activity:enabled",
            run: "click",
        },
        {
            content: "It is offered",
            trigger: ".modal .o_field_widget[name=summary]",
        },
        {
            content: "Leave it",
            trigger: ".modal .o_form_button_cancel, .modal .btn-close",
            run: "click",
        },
        { content: "Done", trigger: "body:not(:has(.modal))" },
    ],
});
