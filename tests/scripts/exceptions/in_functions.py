trail = []


def low(n):
    trail.append(f"low {n}")
    if n == 0:
        raise ValueError("zero")
    if n == 1:
        raise KeyError("one")
    return 10 // (n - 2)


def middle(n):
    try:
        return low(n)
    except KeyError as error:
        trail.append("translated")
        raise LookupError("translated") from error
    finally:
        trail.append("middle cleanup")


def high(n):
    try:
        return middle(n)
    except (ValueError, LookupError) as error:
        return repr(error)


for n in range(5):
    try:
        print(n, high(n))
    except ZeroDivisionError as error:
        print(n, "escaped:", error)
print(trail)


def parse_all(texts):
    good, bad = [], []
    for text in texts:
        try:
            value = int(text)
        except ValueError as error:
            bad.append(str(error))
        else:
            good.append(value)
    return good, bad


print(parse_all(["1", "two", "3", "", "-4"]))


def retry(times, action):
    for attempt in range(1, times + 1):
        try:
            return action(attempt)
        except ArithmeticError:
            if attempt == times:
                raise


print(retry(3, lambda n: 6 // (n - 1)))
try:
    retry(2, lambda n: n / 0)
except ZeroDivisionError as error:
    print("gave up:", error)


def deep(n):
    if n == 0:
        raise RuntimeError("from the bottom")
    try:
        deep(n - 1)
    finally:
        trail.append(n)


trail.clear()
try:
    deep(5)
except RuntimeError as error:
    print(error, trail)
squares = []
for value in (1, "x", 3):
    try:
        squares.append(value**2)
    except TypeError as error:
        squares.append(None)
print(squares, [value for value in squares if value is not None])


def default(mapping, key):
    try:
        return mapping[key]
    except KeyError:
        return "default"


print(
    default({"a": 1}, "a"),
    default({}, "a"),
    sum(default({n: n}, m) == m for n in range(3) for m in range(3)),
)
