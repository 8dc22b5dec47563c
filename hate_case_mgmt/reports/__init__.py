from . import hate_access_readers
from . import hate_case_read_first
from . import hate_timeline_print
from . import hate_panel_report
from . import hate_referral_print
