import re
from collections import namedtuple

Token = namedtuple("Token", "kind value line column")


def tokens(code):
    keywords = {"IF", "THEN", "ENDIF"}
    rules = [("NUMBER", r"\d+(\.\d*)?"), ("ASSIGN", r":="), ("END", r";"), ("ID", r"[A-Za-z]+"), ("OP", r"[+\-*/]"),
             ("NEWLINE", r"\n"), ("SKIP", r"[ \t]+"), ("MISMATCH", r".")]
    pattern = "|".join(f"(?P<{name}>{rule})" for name, rule in rules)
    line, start = 1, 0
    for match in re.finditer(pattern, code):
        kind, value, column = match.lastgroup, match.group(), match.start() - start
        if kind == "NUMBER":
            value = float(value) if "." in value else int(value)
        elif kind == "ID" and value in keywords:
            kind = value
        elif kind == "NEWLINE":
            start = match.end()
            line += 1
            continue
        elif kind == "SKIP":
            continue
        elif kind == "MISMATCH":
            raise RuntimeError(f"{value!r} unexpected on line {line}")
        yield Token(kind, value, line, column)


for token in tokens("IF quantity THEN\n  total := total + price * 2.50;\nENDIF;\n"):
    print(token)
try:
    print(list(tokens("a ? b")))
except RuntimeError as error:
    print(error)
