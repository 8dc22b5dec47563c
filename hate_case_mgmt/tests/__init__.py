from . import test_access
from . import test_allocation
from . import test_hand_over
from . import test_members
from . import test_messages
from . import test_promises
from . import test_training
from . import test_triage
