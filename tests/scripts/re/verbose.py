import re

number = re.compile(r"""
    (?P<sign> [-+] )?      # a sign
    (?P<whole> \d+ )       # digits
    (?: \. (?P<part> \d* ) )?   # and more \
    [ ]* \# ?  [#]?
""", re.VERBOSE)
for text in ["12", "-3.5", "+7. #", "12 ##", "x"]:
    m = number.match(text)
    print(text, m and (m.group(), m.groupdict()))
print(re.findall("(?x) a b # c", "ab a b"), re.findall("(?x: a b )c", "abc"), re.findall("(?-x: a)b", " ab", re.X))
print(re.findall("a b\\ c", "ab c", re.X), re.findall("[a b]", "a b", re.X), re.findall("a # b\nc", "ac", re.X))
print(re.findall("(?x)a|\n b # x\n | c", "abc"), re.compile("a  +", re.X).findall("aaa"))
for pattern in ["a * *", "(?x) a ) b", "(?x) ( # )"]:
    try:
        print(re.compile(pattern, re.X))
    except re.error as error:
        print(ascii(pattern), error)
