# A return, break or continue in `finally` wins over whatever was on its way.
def override():
    try:
        return "try"
    finally:
        return "finally"


def swallow():
    try:
        raise ValueError("swallowed")
    finally:
        return "swallowed by return"


def swallow_by_break():
    for _ in range(3):
        try:
            raise ValueError("lost")
        finally:
            break
    return "swallowed by break"


def swallow_by_continue():
    turns = 0
    for _ in range(3):
        try:
            turns += 1
            raise ValueError("lost")
        finally:
            continue
    return turns


def return_replaced_by_break():
    while True:
        try:
            return "lost"
        finally:
            break
    return "after the loop"


print(
    override(),
    swallow(),
    swallow_by_break(),
    swallow_by_continue(),
    return_replaced_by_break(),
    sep="\n",
)
