from . import evidence
from . import survey
from . import letter
from . import order
