kinds = [
    BaseException,
    SystemExit,
    KeyboardInterrupt,
    GeneratorExit,
    Exception,
    StopIteration,
    ArithmeticError,
    OverflowError,
    ZeroDivisionError,
    FloatingPointError,
    AssertionError,
    AttributeError,
    EOFError,
    ImportError,
    ModuleNotFoundError,
    LookupError,
    IndexError,
    KeyError,
    MemoryError,
    NameError,
    UnboundLocalError,
    OSError,
    FileNotFoundError,
    PermissionError,
    TimeoutError,
    RuntimeError,
    NotImplementedError,
    RecursionError,
    SyntaxError,
    IndentationError,
    SystemError,
    TypeError,
    ValueError,
    UnicodeError,
    Warning,
]
for kind in kinds:
    print(kind.__name__, "<", kind.__mro__[1].__name__)
print(
    IOError is OSError,
    issubclass(KeyError, LookupError),
    issubclass(SystemExit, Exception),
    issubclass(bool, int),
)
for kind in (LookupError, ArithmeticError, OSError, Exception):
    for action in (lambda: [][0], lambda: {}[1], lambda: 1 / 0, lambda: int("q")):
        try:
            action()
        except kind as error:
            print(kind.__name__, "catches", type(error).__name__)
        except Exception as error:
            print(kind.__name__, "lets through", type(error).__name__)
for error in (
    ValueError(),
    ValueError(1),
    ValueError("a", 2),
    KeyError("k"),
    KeyError("a", "b"),
    StopIteration(5),
    SystemExit(3),
    SystemExit("bye"),
    IndexError("i"),
    OSError("plain"),
    NameError("n"),
    AttributeError("a"),
):
    print(repr(error), "|", str(error), "|", error.args)
print(
    StopIteration(5).value, SystemExit(3).code, SystemExit().code, ImportError("no", name="m").name
)
print(ValueError.__name__, type(ValueError("x")) is ValueError, ValueError("x") != ValueError("x"))
e = ValueError("first")
e.args = ("changed", 2)
print(e, e.args)
