"""bytearray: making, changing, slicing."""

b = bytearray(b"hello")
print(b, len(b), b[0], b[-1], b[1:3], list(b)[:2], b == b"hello", b"hello" == b, b < b"help", bool(bytearray()), bytearray(3), bytearray([1, 2]), bytearray("é", "utf-8"))
b[0] = 72; b.append(33); b.extend(b" you"); b += b"!"; b += bytearray(b"?"); print(b)
b[0:2] = b"xyz"; print(b); b[::2] = bytes(len(b[::2])); print(b); del b[1]; print(b); del b[::2]; print(b)
print(b.pop(), b.pop(0), b); b.insert(0, 65); b.insert(-1, 66); b.insert(100, 67); print(b); b.remove(65); b.reverse(); print(b, b.copy(), b.hex(), b * 2, b + b"z", b"z" + b, type(b"z" + b), type(b + b"z"))
b *= 2; print(b); b.clear(); print(b)
x = bytearray(b"a,b,,c"); print(x.split(b","), x.partition(b","), x.replace(b",", b"--"), x.find(b"b"), x.count(b","), x.index(b"c"), x.upper(), x.startswith(b"a"), x.decode(), x.join([b"1", bytearray(b"2")]), b",".join([x, b"q"]))
