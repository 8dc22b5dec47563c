import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("hate_case_close", {
    steps: () => [
        {
            content: "The steps that are seldom taken wait in the gear",
            trigger: ".o_cp_action_menus button:has(.fa-cog)",
            run: "click",
        },
        {
            content: "Propose closing",
            trigger: ".o-dropdown-item:contains(Propose closing)",
            run: "click",
        },
        {
            content: "Close the case",
            trigger: "button[name=action_open_close]",
            run: "click",
        },
        {
            content: "It has not been talked over",
            trigger: ".modal .alert:contains(not been talked over)",
        },
        {
            content: "So there is nothing to close it with",
            trigger: ".modal footer:not(:has(button[name=action_close]:visible))",
        },
        {
            content: "Something is typed already",
            trigger: ".modal [name=reasons] textarea",
            run: "edit It has been quiet for six weeks",
        },
        {
            content: "The button beside the sentence",
            trigger: ".modal .alert button[name=action_open_talk]",
            run: "click",
        },
        {
            content: "What they said",
            trigger: ".modal [name=own_words] textarea",
            run: "edit I feel safe again",
        },
        {
            content: "Without an answer it is not recorded",
            trigger: ".modal footer button:contains(Record the talk)",
            run: "click",
        },
        {
            content: "A sentence says so",
            trigger: ".modal:contains(whether the person agrees) footer button",
            run: "click",
        },
        {
            content: "They agree",
            trigger: ".modal [name=agrees] .o_radio_item:contains(Yes, they agree) input",
            run: "click",
        },
        {
            content: "Still safe",
            trigger: ".modal [name=still_safe] .o_radio_item:contains(Yes, still safe) input",
            run: "click",
        },
        {
            content: "Ways to get involved",
            trigger: ".modal [name=involvement_answer] .o_radio_item:contains(Perhaps later) input",
            run: "click",
        },
        {
            content: "Record it, with what was typed",
            trigger: ".modal:has([name=own_words] textarea:value(I feel safe again)) footer button:contains(Record the talk)",
            run: "click",
        },
        {
            content: "It is on record",
            trigger: ".o_notification:contains(The talk is on record)",
        },
        {
            content: "Close the case",
            trigger: "body:not(:has(.modal)) button[name=action_open_close]",
            run: "click",
        },
        {
            content: "What was typed is still there, and what they said",
            trigger: ".modal:contains(I feel safe again) [name=reasons] textarea:value(quiet for six weeks)",
        },
        {
            content: "Resolved",
            trigger: ".modal [name=consideration_ids] label:contains(Resolved)",
            run: "click",
        },
        {
            content: "What was done",
            trigger: ".modal [name=actions_done] textarea",
            run: "edit - A new door",
        },
        {
            content: "Close it",
            trigger: ".modal footer button[name=action_close]",
            run: "click",
        },
        {
            content: "It is closed",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains(Closed)",
        },
    ],
});

registry.category("web_tour.tours").add("hate_case_close_as_manager", {
    steps: () => [
        {
            content: "Close the case",
            trigger: "button[name=action_open_close]",
            run: "click",
        },
        {
            content: "Why a manager decides, and what the person said",
            trigger: ".modal:contains(does not agree):contains(Please go on)",
        },
        {
            content: "All that the officer filled in is there",
            trigger: ".modal [name=actions_done] textarea:value(We fitted a new door)",
        },
        {
            content: "Without a reason it is refused",
            trigger: ".modal footer button[name=action_close]",
            run: "click",
        },
        {
            content: "A sentence says so",
            trigger: ".modal:contains(say why the case is closed all the same) footer button",
            run: "click",
        },
        {
            content: "The reason",
            trigger: ".modal [name=decision_reason] textarea",
            run: "edit All we can do is done",
        },
        {
            content: "Close it",
            trigger: ".modal footer button[name=action_close]",
            run: "click",
        },
        {
            content: "It is closed",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains(Closed)",
        },
    ],
});

registry.category("web_tour.tours").add("hate_case_follow_up", {
    steps: () => [
        {
            content: "The case waits for the contact after closing",
            trigger: ".o_data_row:contains(HC/) button[name=action_open_follow_up]",
            run: "click",
        },
        {
            content: "Still safe",
            trigger: ".modal [name=still_safe] .o_radio_item:contains(Yes, still safe) input",
            run: "click",
        },
        {
            content: "It has happened again",
            trigger:
                ".modal:has([name=still_safe] input:checked) [name=outcome] .o_radio_item:contains(happened again) input",
            run: "click",
        },
        {
            content: "What happened",
            trigger: ".modal [name=said] textarea",
            run: "edit They were at the door again",
        },
        {
            content: "It can't just be noted",
            trigger: ".modal footer button:contains(Record it and go on)",
            run: "click",
        },
        {
            content: "A sentence asks how it goes on",
            trigger: ".modal:contains(how it goes on) footer button",
            run: "click",
        },
        {
            content: "Reopen by one click",
            trigger: ".modal [name=onward] .o_radio_item:contains(Reopen this case) input",
            run: "click",
        },
        {
            content: "Record it",
            trigger: ".modal footer button:contains(Record it and go on)",
            run: "click",
        },
        {
            content: "It is gone from the list",
            trigger: ".o_view_nocontent:contains(Nothing left to do)",
        },
    ],
});
