"""json.dumps"""

import json
data = {"name": "Zoë \u20ac \U0001F600 \"q\" \\ \n\x01\x7f", "n": [1, 2.5, -0.0, 1e100, True, None, [], {}, ()], "nested": {"b": 1, "a": [{"x": "y"}]}}
for kw in [{}, {"indent": 2}, {"indent": "\t"}, {"sort_keys": True}, {"separators": (",", ":")}, {"ensure_ascii": False}, {"indent": 0}, {"indent": 4, "sort_keys": True, "separators": (", ", " = ")}]:
    print(json.dumps(data, **kw))
print(json.dumps({1: 2, None: 3, True: 4, 1.5: 6, "a": 7}), json.dumps({1: 2, None: 3}, indent=1), json.dumps(float("nan")), json.dumps([float("inf"), -float("inf")]))
for bad in [{(1, 2): 3}, object(), {1, 2}, b"x", [1, {2}]]:
    try: print(json.dumps(bad))
    except TypeError as e: print(type(e).__name__, e)
print(json.dumps({(1, 2): 3, "k": 4}, skipkeys=True), json.dumps({(1, 2): 3}, skipkeys=True, indent=2))
try: json.dumps(float("nan"), allow_nan=False)
except ValueError as e: print(str(e).split(":")[0])
a = []; a.append(a)
try: json.dumps(a)
except ValueError as e: print(str(e).split(":")[0])
d = {}; d["d"] = d
try: json.dumps(d)
except ValueError as e: print(str(e).split(":")[0])
class C:
    def __init__(self): self.x = 1
print(json.dumps([C(), {"c": C()}], default=lambda o: o.__dict__), json.dumps({3, 1, 2}, default=sorted))
class E(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, C): return {"c": o.x}
        return super().default(o)
print(json.dumps([C()], cls=E))
try: json.dumps([object()], cls=E)
except TypeError as e: print(e)
