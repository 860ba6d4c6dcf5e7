class AppError(Exception):
    """Base of all errors here."""


class NotFound(AppError):
    def __init__(self, name, code=404):
        super().__init__(f"{name} not found")
        self.name = name
        self.code = code


class Conflict(AppError):
    def __str__(self):
        return "conflict: " + "/".join(map(str, self.args))


class Silent(AppError):
    def __init__(self, x):
        self.x = x


for error in (
    AppError(),
    AppError("one"),
    AppError("one", 2),
    NotFound("page"),
    NotFound("x", code=410),
    Conflict("a", 1),
    Silent(5),
):
    try:
        raise error
    except NotFound as e:
        print("NotFound", e, e.name, e.code, e.args, repr(e))
    except AppError as e:
        print(type(e).__name__, str(e), e.args, repr(e))
print(
    issubclass(NotFound, Exception),
    isinstance(Conflict(), AppError),
    NotFound.__mro__[1].__name__,
    AppError.__doc__,
)
print(AppError("x") == AppError("x"), NotFound("q").args)
try:
    raise AppError
except AppError as e:
    print(repr(e), e.args, e.__cause__, e.__context__)


class Retry(Exception):
    def __init__(self, attempts):
        self.attempts = attempts

    def __repr__(self):
        return f"Retry after {self.attempts}"


def unreliable(attempts=[0]):
    attempts[0] += 1
    if attempts[0] < 3:
        raise Retry(attempts[0])
    return "worked"


for _ in range(5):
    try:
        print(unreliable())
        break
    except Retry as e:
        print(repr(e))
try:
    NotFound()
except TypeError as e:
    print(e)
for thing in (5, "text", int, None, object):
    try:
        raise thing
    except TypeError as e:
        print("TypeError:", e)
try:
    try:
        raise ValueError
    except 5:
        pass
except TypeError as e:
    print("TypeError:", e)
error = NotFound("later")
error.extra = "attribute"
try:
    raise error
except AppError as e:
    print(e is error, e.extra)
