from . import evidence
from . import export
from . import pivot
from . import survey
from . import letter
from . import become
from . import order
from . import panel
