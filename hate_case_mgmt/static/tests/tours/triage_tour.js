import { browser } from "@web/core/browser/browser";
import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";

const row = (name) => `.modal .o_data_row:contains(${name})`;

registry.category("web_tour.tours").add("hate_case_triage_and_allocate", {
    steps: () => [
        {
            content: "The promise that ends first is on top",
            trigger: ".o_data_row:first:contains(HC/):contains(Letter)",
        },
        {
            content: "Choose an officer for it",
            trigger: ".o_data_row:first button[name=action_open_allocate]",
            run: "click",
        },
        {
            content: "Whose training is not valid takes a manager",
            trigger: `${row("Tour Late")}:contains(Training not valid) button[name=action_choose]`,
            run: "click",
        },
        {
            content: "It says so",
            trigger: ".modal .alert:contains(training):contains(ask a manager)",
        },
        {
            content: "There is no way past it",
            trigger: ".modal footer:not(:has(button:contains(Allocate)))",
        },
        {
            content: "Choose someone else",
            trigger: `${row("Tour Officer")} button[name=action_choose]`,
            run: "click",
        },
        {
            content: "Allocate",
            trigger: ".modal:not(:has(.alert:visible)) footer button:contains(Allocate)",
            run: "click",
        },
        {
            content: "It is done, and gone from the list",
            trigger: ".o_notification:contains(The officer has been told)",
        },
        {
            content: "The next report is signposted",
            trigger: ".o_data_row:not(:contains(Letter)):first button[name=action_open_signpost]",
            run: "click",
        },
        {
            content: "Where to",
            trigger: ".modal [name=where_to] input",
            run: "edit Citizens Advice",
        },
        {
            content: "Why",
            trigger: ".modal [name=reason] textarea",
            run: "edit A matter for the council",
        },
        {
            content: "Try without telling the person",
            trigger: ".modal footer button:contains(Signpost)",
            run: "click",
        },
        {
            content: "A sentence says what is missing",
            trigger: ".modal:contains(tell the person first) footer button",
            run: "click",
        },
        {
            content: "They have been told",
            trigger: ".modal [name=told] input",
            run: "click",
        },
        {
            content: "How",
            trigger: ".modal [name=told_method_id] input",
            run: "edit Phone",
        },
        {
            content: "By phone",
            trigger: ".ui-autocomplete .dropdown-item:contains(Phone)",
            run: "click",
        },
        {
            content: "Nothing that was typed is lost",
            trigger: ".modal [name=where_to] input:value(Citizens Advice)",
        },
        {
            content: "Signpost",
            trigger: ".modal footer button:contains(Signpost)",
            run: "click",
        },
        {
            content: "Nothing is left to triage",
            trigger: ".o_view_nocontent:contains(Nothing to triage)",
        },
    ],
});

registry.category("web_tour.tours").add("hate_case_hand_over", {
    steps: () => [
        {
            content: "Hand the case over",
            trigger: "button[name=action_open_hand_over]",
            run: "click",
        },
        {
            content: "To a colleague",
            trigger: `${row("Tour Next")} button[name=action_choose]`,
            run: "click",
        },
        {
            content: "They are chosen",
            trigger: ".modal .o_field_widget[name=officer_id] input:value(Tour Next)",
        },
        {
            content: "Without a note it is not handed over",
            trigger: ".modal footer button:contains(Hand over)",
            run: "click",
        },
        {
            content: "A sentence says so",
            trigger: ".modal:contains(leave the next officer a note) footer button",
            run: "click",
        },
        {
            content: "Leave a note",
            trigger: ".modal [name=note] textarea",
            run: "edit She prefers mornings",
        },
        {
            content: "Hand over",
            trigger: ".modal footer button:contains(Hand over)",
            run: "click",
        },
        {
            content: "The former officer is back at their own cases, without this one",
            // the tabs of the case hold lists too: the case must have been left
            trigger:
                "body:not(:has(.o_form_view, .modal)) .o_list_view:not(:has(.o_data_row))",
        },
    ],
});

registry.category("web_tour.tours").add("hate_case_read_first", {
    steps: () => [
        {
            content: "The next officer opens the summary",
            trigger: ".o_cp_action_menus button:has(.fa-cog)",
            run: "click",
        },
        {
            content: "What can be printed",
            trigger: ".o-dropdown--menu .o-dropdown:contains(Print)",
            run: "hover",
        },
        {
            content: "Read this first",
            trigger: ".o-dropdown-item:contains(Read this first)",
            run: "click",
        },
        {
            content: "It tells the story",
            trigger: ":iframe .page:contains(She prefers mornings)",
        },
    ],
});

registry.category("web_tour.tours").add("hate_case_hand_over_as_manager", {
    steps: () => [
        {
            content: "Hand the case over",
            trigger: "button[name=action_open_hand_over]",
            run: "click",
        },
        {
            content: "To a colleague whose training is not valid",
            trigger: `${row("Tour Late")}:contains(Training not valid) button[name=action_choose]`,
            run: "click",
        },
        {
            content: "A manager may, with a reason",
            trigger: ".modal .alert:contains(training):contains(Give your reason)",
        },
        {
            content: "Leave a note",
            trigger: ".modal [name=note] textarea",
            run: "edit She prefers mornings",
        },
        {
            content: "Without a reason it is not handed over",
            trigger: ".modal footer button:contains(Hand over)",
            run: "click",
        },
        {
            content: "A sentence says so",
            trigger: ".modal:contains(give your reason for choosing) footer button",
            run: "click",
        },
        {
            content: "Give the reason",
            trigger: ".modal [name=reason] textarea",
            run: "edit The course is on Monday",
        },
        {
            content: "Hand over",
            trigger: ".modal footer button:contains(Hand over)",
            run: "click",
        },
        {
            content: "The manager stays on the case and sees who has it",
            trigger:
                "body:not(:has(.modal)) .o_form_view .o_field_widget[name=officer_id]:contains(Tour Late)",
        },
    ],
});

registry.category("web_tour.tours").add("hate_case_signed_out_while_triaging", {
    steps: () => [
        {
            content: "Signpost a report",
            trigger: ".o_data_row:first button[name=action_open_signpost]",
            run: "click",
        },
        {
            content: "Write why",
            trigger: ".modal [name=reason] textarea",
            run: "edit Every word of the reason",
        },
        {
            content: "The session ends meanwhile",
            trigger: ".modal [name=reason]",
            run: async () => {
                await browser.fetch("/web/session/logout");
            },
        },
        {
            content: "Press the button, unless something else has asked meanwhile",
            trigger: ".modal:not(.o_inactive_modal) footer .btn-primary",
            run: ({ anchor }) => {
                if (anchor.textContent.includes("Signpost")) {
                    anchor.click();
                }
            },
        },
        {
            content: "Told what to do",
            trigger: ".modal:not(.o_inactive_modal):contains(What you typed is still here)",
        },
        {
            content: "Back to the dialogue",
            trigger: ".modal:not(.o_inactive_modal) footer button:contains(Back to the form)",
            run: "click",
        },
        {
            content: "Sign in again, as in another tab",
            trigger: ".modal:not(.o_inactive_modal) [name=reason] textarea:value(Every word of the reason)",
            run: async () => {
                await rpc("/web/session/authenticate", {
                    db: odoo.info.db,
                    login: "t_hub",
                    password: "t_hubxxx",
                });
            },
        },
        {
            content: "Press it once more",
            trigger: ".modal:not(.o_inactive_modal) footer button:contains(Signpost)",
            run: "click",
        },
        {
            content: "It works again, and says what is missing",
            trigger: ".modal:not(.o_inactive_modal):contains(tell the person first)",
        },
    ],
});
