class Config:
    base = 10
    derived = base * 2
    table = {n: n * 2 for n in range(3)}
    if base > 5:
        size = "big"
    else:
        size = "small"
    for letter in "abc":
        last = letter

    def helper(x):
        return x + 1

    computed = helper(base)

    class Inner:
        value = "inner"

        def get(self):
            return self.value

    def make(self):
        return self.Inner().get()


print(
    Config.derived,
    Config.table,
    Config.size,
    Config.last,
    Config.letter,
    Config.computed,
    Config().make(),
    Config.Inner.value,
    Config.Inner.__qualname__,
)


def factory(name, bonus):
    class Made:
        label = name

        def score(self, n):
            return n + bonus

    return Made


A, B = factory("A", 1), factory("B", 100)
print(A.label, B.label, A().score(1), B().score(1), A is B, A.__name__)


class Private:
    def __init__(self):
        self.__secret = 42
        self._hint = 1

    def reveal(self):
        return self.__secret

    def __hidden(self):
        return "hidden"

    def call(self):
        return self.__hidden()


p = Private()
print(p.reveal(), p.call(), sorted(p.__dict__), hasattr(p, "__secret"), p._Private__secret)
Config.base = 99
print(Config.base, Config.derived, Config().base)


class Meta:
    "Docstring"

    x: int = 5
    y: str


print(Meta.__doc__, Meta.x, hasattr(Meta, "y"), Meta.__module__)
print(type(Meta()) is Meta)


class Shape:
    def area(self):
        raise NotImplementedError


try:
    Shape().area()
except NotImplementedError as error:
    print(repr(error))
