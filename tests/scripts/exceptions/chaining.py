def context():
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError("during")


def cause():
    try:
        1 / 0
    except ZeroDivisionError as error:
        raise KeyError("because") from error


def suppressed():
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError("alone") from None


def from_class():
    raise ValueError("x") from TypeError


def from_finally():
    try:
        raise ValueError("first")
    finally:
        {}["second"]


for function in (context, cause, suppressed, from_class, from_finally):
    try:
        function()
    except Exception as error:
        print(
            function.__name__,
            repr(error),
            repr(error.__cause__),
            repr(error.__context__),
            error.__suppress_context__,
        )


def reraise():
    try:
        [][1]
    except IndexError:
        print("passing on")
        raise


def reraise_named():
    try:
        [][1]
    except IndexError as error:
        raise error


for function in (reraise, reraise_named):
    try:
        function()
    except IndexError as error:
        print(function.__name__, error, error.__context__)
try:
    raise
except RuntimeError as error:
    print("RuntimeError:", error)


def helper():
    raise


try:
    try:
        raise ValueError("outer one")
    except ValueError:
        helper()
except ValueError as error:
    print("helper raised", error)
try:
    raise ValueError from 5
except TypeError as error:
    print("TypeError:", error)
errors = []
for kind in (ValueError, KeyError):
    try:
        try:
            raise kind("a")
        except kind:
            raise RuntimeError("b")
    except RuntimeError as error:
        errors.append(error)
print([type(error.__context__).__name__ for error in errors])
try:
    try:
        raise ValueError("one")
    except ValueError:
        try:
            raise KeyError("two")
        except KeyError:
            pass
        raise
except ValueError as error:
    print(error, error.__context__)
