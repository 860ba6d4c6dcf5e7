s = "hello World ÄÖ ß ñ"
print(s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold(), sep="|")
print("they're bill's".title(), "ABC".lower(), "x1y2".upper(), "".upper() == "", "éa".capitalize())
print(
    "Hello".islower(),
    "hello".islower(),
    "HELLO".isupper(),
    "Hello World".istitle(),
    "h1".islower(),
    "1".islower(),
)
print(
    "abc".isalpha(),
    "ab1".isalpha(),
    "".isalpha(),
    "123".isdigit(),
    "12a".isdigit(),
    "½".isnumeric(),
    "²".isdigit(),
    "²".isdecimal(),
)
print(
    "ab1".isalnum(),
    "a b".isalnum(),
    " \t\n".isspace(),
    "".isspace(),
    "name_1".isidentifier(),
    "1a".isidentifier(),
)
print("abc".isascii(), "é".isascii(), "a\n".isprintable(), "a b".isprintable())
print(
    "ab".ljust(5) + "|",
    "ab".rjust(5) + "|",
    "ab".center(5) + "|",
    "ab".center(6, "*"),
    "ab".ljust(5, "."),
    "abc".center(2),
)
print("42".zfill(5), "-42".zfill(5), "+7".zfill(3), "abc".zfill(2), "".zfill(2))
print("a\tb\tcd".expandtabs(), "a\tb".expandtabs(4))
