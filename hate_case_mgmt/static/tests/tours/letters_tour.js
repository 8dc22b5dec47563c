import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("hate_case_write_update", {
    steps: () => [
        {
            content: "Write to the person",
            trigger: "button[name=action_write_letter]",
            run: "click",
        },
        {
            content: "The list of letters",
            trigger: ".modal [name=template_id] input",
            run: "edit How things",
        },
        {
            content: "How things stand",
            trigger: ".o-autocomplete--dropdown-item:contains(How things stand)",
            run: "click",
        },
        {
            content: "It asks what there is to tell",
            trigger: ".modal:contains(Write down first what there is to tell)",
        },
        {
            content: "Tell it, as a list",
            trigger: ".modal [name=news] textarea",
            run: "edit - The lock was <b>fitted</b>",
        },
        {
            content: "Leave the field",
            trigger: ".modal [name=method_id] .o_radio_item:contains(Letter by post) input",
            run: "click",
        },
        {
            content: "The letter shows it as it was typed, in the person's own way",
            trigger: ".modal [name=html] li:contains(The lock was <b>fitted</b>)",
        },
        {
            content: "In English, and the officer is told why",
            trigger: ".modal .alert-info:contains(no text in Welsh)",
        },
        {
            content: "There is a line in Welsh on top",
            trigger: ".modal [name=html] p[lang=cy]:contains(0800 000 0100)",
        },
        {
            content: "Send it",
            trigger: ".modal footer button.btn-primary:contains(Print and send)",
            run: "click",
        },
        {
            content: "The letters of this person",
            trigger: "body:not(:has(.modal)) .o_notebook a[name=letters]",
            run: "click",
        },
        {
            content: "It is there",
            trigger: ".o_data_row:contains(How things stand):contains(Post)",
        },
    ],
});

registry.category("web_tour.tours").add("hate_case_edit_letter", {
    steps: () => [
        {
            content: "The words, and the letter beside them",
            trigger: ".o_field_widget[name=preview]:contains(Dear Sam Example)",
        },
        {
            content: "Write something that is hard to read",
            trigger: ".o_field_widget[name=body] textarea",
            run: "edit {greeting} You will be contacted about the triage on {phone}. {reference}",
        },
        {
            content: "Leave the field",
            trigger: ".o_field_widget[name=subject] input",
            run: "click",
        },
        {
            content: "A kind note",
            trigger: ".alert-info:contains(who does it?):contains(triage)",
        },
        {
            content: "The letter beside it follows",
            trigger: ".o_field_widget[name=preview]:contains(You will be contacted)",
        },
        {
            content: "Something nobody can fill in",
            trigger: ".o_field_widget[name=body] textarea",
            run: "edit {greeting} I call you on {mobile}.",
        },
        {
            content: "Save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "A sentence says what is possible",
            trigger: ".modal:contains(Nothing can be filled in for {mobile}) footer button",
            run: "click",
        },
        {
            content: "What was typed is still there",
            trigger: ".o_field_widget[name=body] textarea:value(I call you on)",
            run: "edit {greeting} I call you soon. My number is {phone}.",
        },
        {
            content: "Save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "A new version",
            trigger: ".o_form_saved [name=version]:contains(2), .o_field_widget[name=version]:contains(2)",
        },
    ],
});
