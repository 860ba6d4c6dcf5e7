import re

for pattern, text in [
    ("(a)*", "aaa"), ("(a|b)*", "abab"), ("(a|b*)*", "a"), ("(?:(a)|b)*", "ab"),
    ("(?:(a)|(b))*", "abb"), ("((a)|b)+", "ab"), ("(a*)*", "aa"), ("(a*)+", "b"),
    ("(?:(x)?y)*", "xyy"), ("(a(b)?)+", "aba"), ("(a)+?b", "aab"), ("(?:a(b)?c)*d", "abcacd"),
    ("(.)(.)(.)?", "ab"), ("(?=(a+))", "aa"), ("(?=(a))(?!(b))", "ac"), ("(()|a)+b", "aab"),
    ("(a|ab)(c|bcd)(d*)", "abcd"), ("(?:(?:(a)b?)*?c)", "aabac"), ("(x*)*y", "xxy"),
    ("(?:(a)|(b)|(c))+", "abcab"), ("(|a)+", "aa"), ("(a|)+", "aa"), ("(a??)*?b", "aab"),
]:
    m = re.match(pattern, text)
    print(pattern, text, m and (m.span(), m.groups(), m.lastindex))
