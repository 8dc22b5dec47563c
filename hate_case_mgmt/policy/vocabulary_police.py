"""Words of the room that deals with the police, reporting centres and redaction."""

# What redaction finds
FOUND_NAME = "name"
FOUND_ADDRESS = "address"
FOUND_PHONE = "phone"
FOUND_EMAIL = "email"
FOUND_REFERENCE = "reference"
FOUND_BIRTH = "birth"
FOUND_HINT = "hint"
FOUND_KINDS = [
    (FOUND_NAME, "Name"),
    (FOUND_ADDRESS, "Address"),
    (FOUND_PHONE, "Phone number"),
    (FOUND_EMAIL, "E-mail address"),
    (FOUND_REFERENCE, "Reference or number"),
    (FOUND_BIRTH, "Date of birth"),
    (FOUND_HINT, "May tell who it is"),
]
# What stands in a text where something was taken out
MASKS = {
    FOUND_NAME: "[name]",
    FOUND_ADDRESS: "[address]",
    FOUND_PHONE: "[phone number]",
    FOUND_EMAIL: "[e-mail address]",
    FOUND_REFERENCE: "[reference]",
    FOUND_BIRTH: "[date of birth]",
    FOUND_HINT: "[left out]",
}
