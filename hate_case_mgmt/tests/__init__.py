from . import test_access
from . import test_messages
from . import test_promises
