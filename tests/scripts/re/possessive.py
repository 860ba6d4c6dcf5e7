import re

for pattern, text in [
    ("a*+a", "aaa"), ("a++b", "aab"), ("a?+a", "a"), ("a{1,2}+a", "aa"), ("a{1,2}+a", "aaa"),
    ("(?>a*)a", "aaa"), ("(?>a|ab)c", "abc"), ("(?>ab|a)c", "abc"), ("(?:ab)*+ab", "abab"),
    ("(?:a|ab){2}+c", "abac"), ("(?>(a+))b", "aab"), ("(?:ab?)++c", "ababc"), ('"[^"]*+"', '"x"y"'),
    (".*+x", "ax"), ("(?>.*?)x", "ax"), ("(?>x(?>y*)z)*w", "xyyzxzw"), ("(a){2}+", "aa"),
    ("(?=(?>a*))aa", "aa"), ("(?<=(?>ab))c", "abc"), ("(?:a*+b)*+c", "aababc"),
]:
    m = re.search(pattern, text)
    print(pattern, text, m and (m.span(), m.groups()))
