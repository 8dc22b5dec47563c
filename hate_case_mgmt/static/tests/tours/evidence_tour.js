import { registry } from "@web/core/registry";

/** A photo, as bytes that a browser calls a file. */
function jpeg(name) {
    const bytes = Uint8Array.from(
        atob(
            "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AKp//2Q=="
        ),
        (letter) => letter.charCodeAt(0)
    );
    return new File([bytes], name, { type: "image/jpeg" });
}

function drop(files) {
    return ({ anchor }) => {
        const carried = new DataTransfer();
        files.forEach((file) => carried.items.add(file));
        anchor.dispatchEvent(
            new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: carried })
        );
    };
}

registry.category("web_tour.tours").add("hate_case_add_evidence", {
    steps: () => [
        {
            content: "Look at the evidence",
            trigger: ".nav-link[name=evidence]",
            run: "click",
        },
        {
            content: "What is missing is listed",
            trigger: ".o_data_row:contains(No photo):contains(Front door)",
        },
        {
            content: "Add evidence",
            trigger: "button:contains(Add evidence)",
            run: "click",
        },
        {
            content: "Drop three files at once, one of them a program",
            trigger: ".modal .o_hate_drop",
            run: drop([
                jpeg("door.jpg"),
                new File(["MZ not a photo"], "run.jpg"),
                jpeg("wall.jpg"),
            ]),
        },
        {
            content: "The program is refused in words",
            trigger: ".modal .alert-danger:contains(run.jpg is a program)",
        },
        {
            content: "The others have arrived",
            trigger: ".modal:has(.o_hate_file:contains(door.jpg)) .o_hate_file:contains(wall.jpg)",
        },
        {
            content: "Say what they are",
            trigger: ".modal [name=title] input",
            run: "edit The front door before it was cleaned",
        },
        {
            content: "And of which incident",
            trigger: ".modal [name=incident_id] input",
            run: "click",
        },
        {
            content: "Which is told by its place",
            trigger: ".modal .dropdown-item:contains(Front door), .o-autocomplete--dropdown-item:contains(Front door)",
            run: "click",
        },
        {
            content: "Add them",
            trigger: ".modal footer button:contains(Add to the case)",
            run: "click",
        },
        {
            content: "Both are on the list",
            trigger:
                "body:not(:has(.modal)) .o_hate_case_records:has(.o_data_row:nth-child(2)) .o_data_row:contains(before it was cleaned):contains(Held) td[name=title]",
            run: "click",
        },
        {
            content: "With who has held it",
            trigger: ".modal [name=custody_ids] .o_data_row:contains(Received)",
        },
        {
            content: "Hand it on",
            trigger: ".modal button[name=action_hand_over]",
            run: "click",
        },
        {
            content: "To the police",
            trigger: ".modal [name=holder] input",
            run: "edit PC 4711, Eastmoor police",
        },
        {
            content: "Save the line",
            trigger: ".modal:has([name=holder] input) .o_form_button_save",
            run: "click",
        },
        {
            content: "It is in the log",
            trigger: ".modal [name=custody_ids] .o_data_row:contains(PC 4711)",
        },
    ],
});

registry.category("web_tour.tours").add("hate_case_write_diary", {
    steps: () => [
        {
            content: "Add an incident",
            trigger: ".o_hate_case_records button:contains(Add an incident)",
            run: "click",
        },
        {
            content: "What happened",
            trigger: ".modal [name=narrative] textarea",
            run: "edit They shouted from the balcony",
        },
        {
            content: "The time is not known",
            trigger: ".modal [name=precision] .o_radio_item:contains(Not known) input",
            run: "click",
        },
        {
            content: "Where",
            trigger: ".modal [name=place] input",
            run: "edit The balcony",
        },
        {
            content: "And the next",
            trigger: ".modal footer button:contains(write the next)",
            run: "click",
        },
        {
            content: "The place is there still",
            trigger: ".modal:has([name=place] input:value(The balcony)) .alert-success:contains(Added)",
        },
        {
            content: "The next",
            trigger: ".modal [name=narrative] textarea",
            run: "edit And again a day later",
        },
        {
            content: "Add it",
            trigger: ".modal footer button.btn-primary:contains(Add)",
            run: "click",
        },
        {
            content: "Both stand on the case",
            trigger:
                "body:not(:has(.modal)) .o_hate_case_records .o_data_row:has(.o_hate_show) + .o_data_row:has(.o_hate_show)",
        },
    ],
});

registry.category("web_tour.tours").add("hate_case_log_contact_in_two_clicks", {
    steps: () => [
        {
            content: "Click one",
            trigger: ".o_form_statusbar button[name=action_log_contact]",
            run: "click",
        },
        {
            content: "Whom it was with stands there",
            trigger: ".modal [name=party_id] input:value(Planted Name)",
        },
        {
            content: "And the way that is safe",
            trigger: ".modal [name=method_id] .o_radio_item:contains(Phone call) input:checked",
        },
        {
            content: "And the next contact",
            trigger: ".modal [name=next_contact_on]:has(input, button)",
        },
        {
            content: "Click two",
            trigger: ".modal footer button[name=action_log_safe]",
            run: "click",
        },
        {
            content: "The next contact stands on the case",
            trigger: "body:not(:has(.modal)) [name=contact_line]:contains(next on)",
        },
        {
            content: "And among the activities",
            trigger: ".o-mail-Activity:contains(Next contact)",
        },
    ],
});
