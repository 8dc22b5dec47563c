import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("hate_case_log_contact", {
    steps: () => [
        {
            content: "Log a contact with the person",
            trigger: "button[name=action_log_contact]",
            run: "click",
        },
        {
            content: "What is safe stands on top",
            trigger: ".modal .alert-info:contains(Safe: Phone call)",
        },
        {
            content: "A way that was not called safe",
            trigger: ".modal [name=method_id] .o_radio_item:contains(Text message) input",
            run: "click",
        },
        {
            content: "Is refused with what is safe instead",
            trigger: ".modal .alert-danger:contains(not called this way of contact safe)",
        },
        {
            content: "The safe way",
            trigger: ".modal [name=method_id] .o_radio_item:contains(Phone call) input",
            run: "click",
        },
        {
            content: "What was said",
            trigger: ".modal:not(:has(.alert-danger:visible)) [name=said] textarea",
            run: "edit She sleeps at her sister's <b>now</b>",
        },
        {
            content: "The next contact stands in the rhythm that was promised",
            trigger: ".modal [name=next_contact_on]:has(input, button):not(:empty)",
        },
        {
            content: "One click says how it ended and logs it",
            trigger: ".modal footer button:contains(Reached, still safe)",
            run: "click",
        },
        {
            content: "The log of contacts",
            trigger: "body:not(:has(.modal)) .o_notebook a[name=contacts]",
            run: "click",
        },
        {
            content: "Shows it as it was typed",
            trigger: ".o_data_row:contains(Phone call):contains(sister's <b>now</b>)",
        },
    ],
});

registry.category("web_tour.tours").add("hate_case_file_authority", {
    steps: () => [
        {
            content: "Nothing may be discussed yet",
            trigger: ".alert-warning:contains(Nothing may be discussed)",
        },
        {
            content: "File an authority",
            trigger: "button[name=action_file_authority]",
            run: "click",
        },
        {
            content: "For the person affected",
            trigger: ".modal [name=given_by_id] input:value(Amina)",
        },
        {
            content: "What may be discussed",
            trigger: ".modal [name=scope] input",
            run: "edit All about my case",
        },
        {
            content: "Until when",
            trigger: ".modal [name=expires_on] input, .modal [name=expires_on] button",
            run: "click",
        },
        {
            content: "A year from now",
            trigger: ".modal [name=expires_on] input",
            run: "edit +1y",
        },
        {
            content: "The signed paper",
            trigger: ".modal [name=file] input[type=file]:not(:visible)",
            async run({ anchor }) {
                const files = new DataTransfer();
                files.items.add(new File(["I agree"], "paper.txt", { type: "text/plain" }));
                anchor.files = files.files;
                anchor.dispatchEvent(new Event("change", { bubbles: true }));
            },
        },
        {
            content: "It is there",
            trigger: ".modal [name=file] input:value(paper.txt)",
        },
        {
            content: "File it",
            trigger: ".modal footer button:contains(Save)",
            run: "click",
        },
        {
            content: "Now it may be discussed, and how far",
            trigger: ".alert-info:contains(Authority on file):contains(All about my case)",
        },
    ],
});

registry.category("web_tour.tours").add("hate_case_write_letter", {
    steps: () => [
        {
            content: "Write to the person",
            trigger: "button[name=action_write_letter]",
            run: "click",
        },
        {
            content: "The letter says who their officer is",
            trigger: ".modal [name=html]:contains(My name is Tour Officer)",
        },
        {
            content: "By post, which was not called safe",
            trigger: ".modal [name=method_id] .o_radio_item:contains(Letter by post) input",
            run: "click",
        },
        {
            content: "There is no button to send it",
            trigger:
                ".modal:has(.alert-danger:contains(Safe: Phone call, E-mail)) footer:not(:has(.btn-primary:visible))",
        },
        {
            content: "By e-mail",
            trigger: ".modal [name=method_id] .o_radio_item:contains(E-mail) input",
            run: "click",
        },
        {
            content: "Send it",
            trigger: ".modal footer button.btn-primary:contains(Send)",
            run: "click",
        },
        {
            content: "The letters of this person",
            trigger: "body:not(:has(.modal)) .o_notebook a[name=letters]",
            run: "click",
        },
        {
            content: "It waits to go",
            trigger: ".o_data_row:contains(Your contact with us):contains(Waiting to go)",
        },
    ],
});
