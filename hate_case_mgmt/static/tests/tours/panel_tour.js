import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("hate_panel_meeting", {
    steps: () => [
        {
            content: "The packs are released",
            trigger: "button[name=action_release]:contains(Release the packs)",
            run: "click",
        },
        {
            content: "It is asked for once more",
            trigger: ".modal:not(.o_inactive_modal) footer .btn-primary",
            run: "click",
        },
        {
            content: "The members can read them",
            trigger:
                "body:not(:has(.modal)) .o_arrow_button_current:contains(Packs ready)",
        },
        {
            content: "Who is here",
            trigger: ".o_notebook a[name=attendance]",
            run: "click",
        },
        {
            content: "Everyone",
            trigger: "button[name=action_everyone_present]",
            run: "click",
        },
        {
            content: "They are marked, and the meeting starts",
            trigger:
                ".o_form_view:has([name=status]:contains(Present)):not(:has([name=status]:contains(Expected))) button[name=action_start]",
            run: "click",
        },
        {
            content: "The first item, the agenda beside it",
            trigger: "[name=agenda_ids] .o_data_row:contains(Pack released)",
        },
        {
            content: "What was said",
            trigger: "[name=minutes] textarea",
            run: "edit Patrols twice a week",
        },
        {
            content: "An action",
            trigger: "[name=action_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            content: "What will be done",
            trigger: "[name=action_ids] .o_selected_row [name=name] input",
            run: "edit Officers pass twice a week",
        },
        {
            content: "By whom",
            trigger: "[name=action_ids] .o_selected_row [name=agency_id] input",
            run: "edit Test Police",
        },
        {
            content: "Choose them",
            trigger: ".o-autocomplete--dropdown-item:contains(Test Police)",
            run: "click",
        },
        {
            content: "They are chosen",
            trigger:
                "[name=action_ids] .o_selected_row [name=agency_id] input:value(Test Police)",
        },
        {
            content: "Next item",
            trigger: "button[name=action_next]",
            run: "click",
        },
        {
            content: "Back at the meeting; the item was heard",
            trigger: "[name=item_ids] .o_data_row:contains(Heard)",
        },
        {
            content: "The meeting ends",
            trigger: "button[name=action_end]",
            run: "click",
        },
        {
            content: "It is held",
            trigger: ".o_arrow_button_current:contains(Held)",
        },
        {
            content: "Signed too early",
            trigger: "button[name=action_sign_off]",
            run: "click",
        },
        {
            content: "A sentence says what is missing",
            trigger:
                ".modal:not(.o_inactive_modal):contains(no outcome yet) footer button",
            run: "click",
        },
        {
            content: "The meeting is still there",
            trigger: "body:not(:has(.modal)) .o_arrow_button_current:contains(Held)",
        },
    ],
});
