"""Words of what guards a case: emergency access, masking, alarms."""

# The review of an emergency access
REVIEW_OPEN = "open"
REVIEW_JUSTIFIED = "justified"
REVIEW_NOT_JUSTIFIED = "not_justified"
EMERGENCY_REVIEWS = [
    (REVIEW_OPEN, "To be reviewed"),
    (REVIEW_JUSTIFIED, "Justified"),
    (REVIEW_NOT_JUSTIFIED, "Not justified"),
]
EMERGENCY_OUTCOMES = EMERGENCY_REVIEWS[1:]

# A review is late when it is still open after so many days
EMERGENCY_REVIEW_DAYS = 3
# So many cases opened by one person in so many days are an alarm
EMERGENCY_ALARM_CASES = 50
EMERGENCY_ALARM_DAYS = 30
# What a company may set
EMERGENCY_HOURS = 24
EMERGENCY_HOURS_MOST = 168

# What is told to the data protection officers
ALARM_GROUP = "group"
ALARM_SUPERUSER = "superuser"
ALARM_RULE = "rule"
ALARM_EMERGENCY = "emergency"
SECURITY_EVENTS = [
    (ALARM_GROUP, "Given a group of hate cases"),
    (ALARM_SUPERUSER, "Superuser mode taken"),
    (ALARM_RULE, "Rule or access right changed"),
    (ALARM_EMERGENCY, "Many cases opened by emergency access"),
]

# What stands on the screen in place of what is shown by a click. Nobody types this
MASK = "••••••"
