import sys

if "tried" not in sys.modules:
    sys.modules["tried"] = sys
    from .one import ONE
