# the mixins and engines first
from . import hate_rule_mixin
from . import hate_case_mixin
from . import hate_append_only_mixin
from . import ir_rule

# reference data
from . import hate_strand
from . import hate_incident_form
from . import hate_contact_method
from . import hate_letter_template
from . import hate_language
from . import hate_area
from . import hate_area_stock
from . import hate_property
from . import hate_agency
from . import hate_standard
from . import hate_commitment
from . import hate_bank_holiday
from . import resource_calendar
from . import resource_calendar_leaves
from . import hate_training_topic
from . import hate_training

# the case and what belongs to it
from . import hate_case
from . import hate_case_promises
from . import hate_case_messages
from . import hate_case_members
from . import hate_case_conflicts
from . import hate_case_triage
from . import hate_case_allocation
from . import hate_report
from . import hate_incident
from . import hate_party
from . import hate_party_conflicts
from . import hate_party_safe_contact
from . import hate_safe_change
from . import hate_party_authority
from . import hate_party_adjustments
from . import hate_report_authority
from . import hate_authority
from . import hate_contact
from . import hate_note
from . import hate_signpost
from . import hate_conduct
from . import hate_letter
from . import hate_letter_gate
from . import hate_case_people
from . import hate_deadline
from . import hate_timeline
from . import hate_case_screens
from . import hate_case_conduct
from . import hate_match_key
from . import hate_case_recognition
from . import hate_case_reporting

# Odoo's own models
from . import ir_attachment
from . import mail_activity
from . import mail_mail
from . import mail_message
from . import ir_ui_menu
from . import res_company
from . import res_config_settings
from . import res_users
from . import base_partner_merge
