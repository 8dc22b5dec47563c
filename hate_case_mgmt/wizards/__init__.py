from . import base_module_uninstall
from . import hate_contact_log
from . import hate_letter_send
