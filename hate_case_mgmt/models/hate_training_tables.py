"""What Odoo itself keeps about people, for the training copy (hate_training_copy.py).

Names of models of modules that are not installed are passed over.
"""

# Rows that a training copy has no use for
EMPTIED = frozenset(
    {
        "auth.passkey.key",
        "auth_totp.device",
        "auth_totp.rate_limit_log",
        "bus.bus",
        "fetchmail.server",
        "iap.account",
        "ir.logging",
        "ir.profile",
        "mail.blacklist",
        "mail.canned.response",
        "mail.gateway.allowed",
        "mail.guest",
        "mail.link.preview",
        "mail.mail",
        "mail.message.schedule",
        "mail.message.translation",
        "mail.notification",
        "mail.presence",
        "mail.push",
        "mail.push.device",
        "mail.scheduled.message",
        "mail.tracking.value",
        "phone.blacklist",
        "privacy.log",
        "res.device.log",
        "res.partner.bank",
        "res.users.apikeys",
        "res.users.deletion",
        "res.users.log",
        "sms.sms",
        "sms.tracker",
        "snailmail.letter",
        # by the keys a case is recognised, which are made of names and numbers
        "hate.link.guess",
        "hate.match.key",
    }
)
# Logs of ours about colleagues, which a new copy starts anew
LOGS = ("hate.access", "hate.security.event")

# Texts about people in Odoo's own models, by kind (see hate_personal_mixin.py)
COLUMNS = {
    "res.partner": {
        "name": "name",
        "complete_name": "name",
        "company_name": "name",
        "commercial_company_name": "name",
        "email": "email",
        "email_normalized": "email",
        "phone": "phone",
        "phone_sanitized": "phone",
        "street": "address",
        "street2": "words",
        "city": "words",
        "zip": "number",
        "vat": "number",
        "ref": "number",
        "company_registry": "number",
        "website": "words",
        "function": "words",
        "comment": "words",
        "barcode": "number",
        "properties": "words",
    },
    "mail.message": {
        "body": "words",
        "subject": "words",
        "email_from": "email",
        "reply_to": "email",
        "outgoing_email_to": "email",
        "incoming_email_to": "email",
        "incoming_email_cc": "email",
        "message_id": "number",
    },
    "mail.activity": {
        "summary": "words",
        "note": "words",
        "feedback": "words",
    },
    "discuss.channel": {"name": "words", "description": "words"},
    "discuss.channel.member": {"custom_channel_name": "words"},
    "res.bank": {"email": "email", "phone": "phone"},
    "resource.calendar.leaves": {"name": "words"},
    "ir.mail_server": {"smtp_user": "words", "smtp_pass": "words"},
}

# How to reach partners of the landlord
CONTACT_WORDS = {
    "phone": "phone",
    "email": "email",
    "referral_email": "email",
    "referral_url": "words",
    "referral_note": "words",
    "website": "words",
    "out_of_hours": "phone",
    "address": "address",
    "contact_name": "name",
}

# Files that are part of Odoo and of what the landlord set up
FILES_KEPT = frozenset(
    {
        "ir.module.module",
        "ir.ui.menu",
        "ir.ui.view",
        "report.layout",
        "res.country",
        "res.lang",
    }
)

SYSTEM_USERS = (
    "base.user_root",
    "base.public_user",
    "base.default_user",
    "base.template_portal_user_id",
)
