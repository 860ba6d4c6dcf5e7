"""hashlib"""

import hashlib
for n in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512"):
    h = hashlib.new(n); h.update(b"abc"); h.update(bytearray(b"def" * 1000)); c = h.copy(); c.update(b"x")
    print(n, h.hexdigest(), c.hexdigest(), h.name, h.digest_size, h.block_size, len(h.digest()))
print(hashlib.sha256(b"").hexdigest(), hashlib.md5("é".encode()).hexdigest())
for bad in ("x", 5):
    try: hashlib.sha256(bad)
    except TypeError as e: print(e)
