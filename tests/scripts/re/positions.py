import re

p = re.compile("a.")
for args in [(), (1,), (2,), (0, 1), (1, 3), (-5,), (0, -1), (10,), (0, 100), (3, 1), (1, 1), (2**40, 2**41)]:
    for method in (p.match, p.search, p.fullmatch):
        m = method("aabac", *args)
        print(args, method.__name__, m and (m.span(), m.pos, m.endpos))
wide = "é" * 3 + "ab" + "é"
m = re.compile("(a)(é)?(b)").search(wide, 1, 5)
print(m.span(), m.spans if hasattr(m, "spans") else m.regs, m.group(), m.pos, m.endpos, ascii(m.string))
print(re.compile("é$").search(wide), re.compile("é").search(wide, 4), re.compile("b").fullmatch(wide, 4, 5))
print(p.match(string="ab", pos=0, endpos=2), p.search("xab", pos=1), p.fullmatch("xab", 1))
try:
    p.match("a", 2**70)
except OverflowError as error:
    print(error)
