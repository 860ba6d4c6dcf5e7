"""json.dump and json.load."""

import io
import json
import os

data = {"nested": [1, {"x": "y"}], "ü": None}
f = io.StringIO()
json.dump(data, f, indent=1)
print(f.getvalue())
f.seek(0)
print(json.load(f))
with open("files.tmp", "w", encoding="utf-8") as f:
    json.dump(data, f, ensure_ascii=False, sort_keys=False)
with open("files.tmp", encoding="utf-8") as f:
    print(json.load(f) == data)
with open("files.tmp", "rb") as f:
    print(f.read())
with open("files.tmp", "rb") as f:
    print(json.load(f))
os.remove("files.tmp")
for line in ["{}", "[1, 2]", "\"x\""]:
    print(json.dumps(json.loads(line)) == line)
print(json.dumps("\u2028\ud7ff\ue000"), json.dumps({"a": (1, 2)}), json.dumps(10**30), json.dumps([[], {}, [[]], {"a": {}}], indent=2))

