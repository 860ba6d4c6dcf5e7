"""Attributes of builtin objects that can be neither set nor deleted."""


class C:
    def m(self):
        pass

    @property
    def p(self):
        return 1


cases = [
    (slice(1, 2), "start stop step"),
    (range(3), "start stop step"),
    (5, "real imag numerator denominator"),
    (1.5, "real imag"),
    (1j, "real imag"),
    (C().m, "__func__ __self__"),
    (C.__dict__["p"], "fget fset fdel"),
    ((), "count"),
    ("text", "upper"),
]
for value, names in cases:
    for name in names.split():
        for change in (lambda: setattr(value, name, 1), lambda: delattr(value, name)):
            try:
                change()
                print("changed", name)
            except AttributeError as error:
                print(type(value).__name__, name, error)
