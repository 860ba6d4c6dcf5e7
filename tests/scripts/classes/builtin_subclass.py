class Numbers(list):
    def total(self):
        return sum(self)


class Doubling(dict):
    def __missing__(self, key):
        return key * 2


class Label(str):
    def shout(self):
        return self.upper() + "!"


class Money(int):
    def __repr__(self):
        return f"Money({int(self)})"


numbers = Numbers([1, 2, 3])
numbers.append(4)
numbers.name = "some"
print(
    numbers,
    numbers.total(),
    len(numbers),
    isinstance(numbers, list),
    numbers == [1, 2, 3, 4],
    numbers[1:],
    type(numbers).__name__,
    numbers.name,
)
print(
    Doubling(a=1)["zz"],
    Doubling(a=1),
    Label("hi").shout(),
    Label("a") + "b",
    len(Label("abc")),
    {Label("k"): 1}["k"],
)
print(Money(5), Money(5) + 1, [Money(3)], Money(7) == 7, Money(2) < 3, sorted([Money(3), Money(1)]))
