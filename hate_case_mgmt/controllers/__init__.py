from . import survey
from . import letter
