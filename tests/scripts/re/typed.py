import re
from typing import Match, Optional, Pattern


def first(pattern: Pattern[str], text: str) -> Optional[Match[str]]:
    return pattern.search(text)


print(first(re.compile("b"), "abc"), Pattern, Match, Pattern[str], first.__annotations__["pattern"])


def second(pattern: re.Pattern[str]) -> "re.Match[str] | None":
    return pattern.match("a")


print(second(re.compile("a")), re.Pattern[str] | None, isinstance(re.compile("a"), Pattern))
match re.match(r"(\w+) (\d+)", "item 5"):
    case re.Match() as m:
        print(m.groups())
    case None:
        print("none")
if (m := re.search(r"\d+", "abc 123")) is not None:
    print(m[0])
