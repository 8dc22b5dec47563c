import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("hate_case_emergency", {
    steps: () => [
        {
            content: "Nothing of it is seen",
            trigger: ".o_view_nocontent:contains(No cases here)",
        },
        {
            content: "Work cases",
            trigger: "[data-menu-xmlid='hate_case_mgmt.menu_work']",
            run: "click",
        },
        {
            content: "Open in an emergency",
            trigger: ".dropdown-item[data-menu-xmlid='hate_case_mgmt.menu_emergency']",
            run: "click",
        },
        {
            content: "The reference",
            trigger: ".modal:not(.o_inactive_modal) [name=reference] input",
            run: "edit HC/2999/77777",
        },
        {
            content: "Ask",
            trigger: ".modal:not(.o_inactive_modal) button[name=action_confirm]",
            run: "click",
        },
        {
            content: "A reason is asked for",
            trigger: ".modal:not(.o_inactive_modal) .modal-body:contains(give your reason)",
        },
        {
            content: "Back to the dialogue",
            trigger: ".modal:not(.o_inactive_modal) .modal-footer button.btn-primary",
            run: "click",
        },
        {
            content: "What was typed is still there",
            trigger:
                ".modal:not(.o_inactive_modal) [name=reference] input:value(HC/2999/77777)",
        },
        {
            content: "The reason",
            trigger: ".modal:not(.o_inactive_modal) [name=reason] textarea",
            run: "edit He is at her door and her officer is away",
        },
        {
            content: "Open the case",
            trigger: ".modal:not(.o_inactive_modal) button[name=action_confirm]",
            run: "click",
        },
        {
            content: "It says how one sees it, and until when",
            trigger:
                "body:not(:has(.modal)) .o_hate_banners:contains(emergency access, until)",
        },
        {
            content: "Its people",
            trigger: "button[name=action_view_people]",
            run: "click",
        },
        {
            content: "One of them",
            trigger: ".o_data_row .o_data_cell:contains(Tour Person)",
            run: "click",
        },
        {
            content: "The number is masked, and there",
            trigger: ".o_form_view [name=phone]:not(:contains(07700 900123)) .o_hate_show",
            run: "click",
        },
        {
            content: "One click shows it",
            trigger: ".o_form_view [name=phone] input:value(07700 900123)",
        },
        {
            content: "And the code word, which is changed",
            trigger: ".o_form_view [name=code_word] input:value(heron)",
            run: "edit kingfisher",
        },
        {
            content: "Save",
            trigger: ".o_form_button_save:enabled",
            run: "click",
        },
        {
            content: "It is saved and stays shown, and so does what was not changed",
            trigger:
                ".o_form_saved:has([name=phone] input:value(07700 900123)) [name=code_word] input:value(kingfisher)",
        },
        {
            content: "Back to the people",
            trigger: ".o_back_button, .breadcrumb-item a:last",
            run: "click",
        },
        {
            content: "Back to the case",
            trigger: ".o_list_view .o_data_row:contains(Tour Person)",
        },
        {
            content: "By the path",
            trigger: ".breadcrumb-item:first a, .o_back_button",
            run: "click",
        },
        {
            content: "End it",
            trigger: "button[name=action_end_emergency]",
            run: "click",
        },
        {
            content: "It is over at once",
            trigger: ".o_view_nocontent:contains(No cases here)",
        },
    ],
});
