"""Texts that are not JSON."""

import json

for text in ['', '{', '[1 2]', '{"a" 1}', '{"a": }', '{a: 1}', "{'a': 1}", '[1, 2', '"abc', '"\x01"', '"\\x"', '"\\u12"', 'nul', '[1] x', '\n\n  {"a": 1, "b": tru}', '{"a": 1 "b"}', '01', '1.', '-', '+1', '{"a":1', 'é', '[é]', '"é', '\ufeff1']:
    try: print(json.loads(text))
    except json.JSONDecodeError as e: print(repr(text), type(e), e, e.pos, e.lineno, e.colno, e.msg)
