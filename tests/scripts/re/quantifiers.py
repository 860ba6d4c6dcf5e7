import re

for pattern in ["a*", "a+", "a?", "a{2}", "a{2,}", "a{,2}", "a{1,3}", "a{,}", "a{", "a{1", "a{x}",
                "a*?", "a+?", "a??", "a{2}?", "a{1,3}?", "a{0}", "(?:ab){2}", "(?:ab)+?", "[ab]{3}",
                ".*", ".*?", "(?:a|b)*?b", "(?:aa)*", "a{}", "a{,1}?b?"]:
    row = []
    for text in ["", "a", "aa", "aaaa", "abab", "a{", "a{1", "a{x}"]:
        m = re.match(pattern, text)
        row.append(m.group() if m else None)
    print(pattern, row)
print(re.match("(?:a{2}){3}", "a" * 7).end(), re.match("(?:a{1,2}){2}$", "aaa").end())
print(re.fullmatch("(?:a*)*b?", "aab"), re.fullmatch("(?:a?){3}", "aa"), re.match("x{0,65536}", "xxx"))
