import { browser } from "@web/core/browser/browser";
import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";

const STORY = "They shouted <script>document.title = 'taken'</script> 😢 مرحبا";

const tours = registry.category("web_tour.tours");

const writeStory = (story = STORY) => ({
    content: "Write what happened",
    trigger: ".o_field_widget[name=narrative] textarea",
    run: `edit ${story}`,
});

const choose = (field, label) => [
    {
        content: `Open ${field}`,
        trigger: `.o_field_widget[name=${field}] input`,
        run: "click",
    },
    {
        content: `Choose ${label}`,
        trigger: `.o_select_menu_item:contains(${label})`,
        run: "click",
    },
];

const openPage = (label) => ({
    content: `Go to ${label}`,
    trigger: `.nav-link:contains(${label})`,
    run: "click",
});

const nameThePerson = (name) => [
    openPage("People and home"),
    {
        content: "Write the person's name",
        trigger: ".o_field_widget[name=affected_name] input",
        run: `edit ${name} && press Tab`,
    },
];

const press = (name) => ({
    content: `Press ${name}`,
    trigger: `button[name=${name}]:enabled`,
    run: "click",
});

const isLogged = [
    {
        content: "The reference and the promise are told",
        trigger: ".o_notification:contains(is logged):contains(in touch by)",
    },
    {
        content: "The case is shown",
        trigger: ".o_form_view .o_field_widget[name=state]:contains(Reported)",
    },
];

tours.add("hate_log_report_hub", {
    steps: () => [
        {
            content: "From the list",
            trigger: ".o_control_panel button:contains(Log a report)",
            run: "click",
        },
        writeStory(),
        ...choose("channel", "Social media"),
        {
            content: "Social media is answered privately",
            trigger: ".alert:contains(answer only by private message)",
        },
        ...choose("channel", "Phone"),
        {
            content: "Someone is in danger",
            trigger: ".o_field_widget[name=danger_now] input",
            run: "click",
        },
        {
            content: "What to do at once",
            trigger: ".alert-danger:contains(999)",
        },
        ...choose("reporter_role", "A councillor or MP"),
        {
            content: "No authority is needed",
            trigger: ".alert:contains(needs no written authority)",
        },
        press("action_log"),
        ...isLogged,
    ],
});

tours.add("hate_log_report_officer", {
    steps: () => [
        {
            content: "By the command palette",
            trigger: "body:has(.o_list_view, .o_kanban_view)",
            run: "press control+k",
        },
        {
            content: "Look for it",
            trigger: ".o_command_palette input",
            run: "edit Log a rep",
        },
        {
            content: "Choose it",
            trigger: ".o_command:contains(Log a report)",
            run: "click",
        },
        writeStory(),
        ...choose("channel", "Letter"),
        ...choose("reporter_role", "advice or reporting"),
        {
            content: "Nothing is discussed",
            trigger: ".alert:contains(tell them nothing about the case)",
        },
        press("action_log"),
        ...isLogged,
    ],
});

tours.add("hate_add_to_known_case", {
    steps: () => [
        writeStory("They came back"),
        ...choose("channel", "Phone"),
        ...nameThePerson("Muhammad Hussein"),
        {
            content: "It is recognised while typing",
            trigger: ".alert:contains(We may know this already)",
        },
        press("action_log"),
        {
            content: "What looks alike is shown",
            trigger: "tr:contains(Mohammed Hussain):contains(sounds alike)",
        },
        press("action_back"),
        {
            content: "Nothing was lost on the way",
            trigger: ".o_field_widget[name=narrative] textarea:value(They came back)",
        },
        press("action_log"),
        press("action_add"),
        {
            content: "It is in the case",
            trigger: ".o_notification:contains(is logged in HC)",
        },
    ],
});

tours.add("hate_pass_on_report", {
    steps: () => [
        {
            content: "It is an app of its own",
            trigger: ".o_navbar_apps_menu button",
            run: "click",
        },
        {
            content: "Every employee has it",
            trigger: ".o_app:contains(Pass on a report)",
            run: "click",
        },
        writeStory(),
        {
            content: "About whom",
            trigger: ".o_field_widget[name=affected_name] input",
            run: "edit Mrs Sol",
        },
        press("action_pass_on"),
        {
            content: "Thanks, what happens next and their own words",
            trigger:
                ".modal:contains(Thank you):contains(in touch with the person by):contains(document.title):contains(Mrs Sol)",
        },
        {
            content: "Close it",
            trigger: ".modal footer button:contains(Close)",
            run: "click",
        },
        {
            content: "An empty form, and nothing to go back to",
            trigger:
                "body:not(:has(.modal)) .o_field_widget[name=narrative] textarea:value()",
        },
    ],
});

tours.add("hate_signed_out_while_typing", {
    steps: () => [
        writeStory("Every word of it"),
        ...choose("channel", "Phone"),
        {
            content: "The session ends meanwhile",
            trigger: ".o_field_widget[name=narrative]",
            run: async () => {
                await browser.fetch("/web/session/logout");
            },
        },
        press("action_log"),
        {
            content: "Told what to do",
            trigger: ".modal:not(.o_inactive_modal):contains(What you typed is still here)",
        },
        {
            content: "Back to the form",
            trigger: ".modal:not(.o_inactive_modal) footer button:contains(Back to the form)",
            run: "click",
        },
        {
            content: "The words are there",
            trigger: ".o_field_widget[name=narrative] textarea:value(Every word of it)",
        },
        {
            content: "Sign in again, as in another tab",
            trigger: ".o_field_widget[name=narrative]",
            run: async () => {
                await rpc("/web/session/authenticate", {
                    db: odoo.info.db,
                    login: "t_hub",
                    password: "t_hubxxx",
                });
            },
        },
        press("action_log"),
        ...isLogged,
    ],
});
