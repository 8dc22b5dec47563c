from . import hate_case_read_first
