"""pprint"""

import pprint

data = {"name": "x" * 30, "values": list(range(30)), "nested": {"a": [1, 2, {"b": (1, 2, 3)}], "c": {"d": "e" * 50}}, "t": ("a" * 40, "b" * 40), 3: None, "s": {3, 1, 2}}
pprint.pprint(data); pprint.pprint(data, width=40); pprint.pprint(data, indent=4, depth=2, compact=True); pprint.pprint(list(range(50)), compact=True, width=30); print(pprint.pformat({"b": 1, "a": 2}), pprint.pformat([], width=1)); pprint.pp({"b": 1, "a": "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore"}); pprint.pprint("word " * 30); pprint.pprint(["line one\nline two\n" * 5]); pprint.pprint(("x" * 90,)); pprint.pprint({"k" * 50: "v" * 50}); pprint.pprint(10**5, underscore_numbers=True); pprint.pprint(frozenset(range(40)), width=40)
