"""json.loads"""

import json

for text in ['{"a": [1, 2, {"b": null}], "c": 1.5e3}', '[]', '"\\u00e9\\ud83d\\ude00\\n"', ' 12 ', '-0', '-0.0', '1E400', 'NaN', '[Infinity, -Infinity]', 'true', '{"a":1,"a":2}', '123456789012345678901234567890']:
    print(repr(json.loads(text)))
try: json.loads(5)
except TypeError as e: print(e)
print(json.loads(b'[1]'), json.loads(bytearray(b'{"a": "\xc3\xa9"}')), json.loads('{"a": {"b": 2}}', object_hook=lambda d: list(d.items())))
