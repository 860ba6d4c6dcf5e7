# Descriptors of the script: which of `__get__`, `__set__` and `__delete__` they have decides what an
# attribute is.


class Positive:
    """Checks, and leaves the value in the object's own dict."""

    def __set_name__(self, owner, name):
        self.name = name

    def __set__(self, instance, value):
        if value <= 0:
            raise ValueError(f"{self.name} must be positive, not {value!r}")
        instance.__dict__[self.name] = value


class Order:
    count = Positive()
    price = Positive()

    def __init__(self, count, price):
        self.count = count
        self.price = price

    def total(self):
        return self.count * self.price


order = Order(3, 5)
print(order.count, order.price, order.total(), vars(order))
for _ in range(3):
    order.count += 1
    print(order.count, order.total())
for name, value in [("count", 0), ("price", -1)]:
    try:
        setattr(order, name, value)
    except ValueError as error:
        print(error)
try:
    Order(1, 0)
except ValueError as error:
    print(error)
print(type(Order.count).__name__, type(Order.__dict__["price"]).__name__)
try:
    del order.count
except AttributeError as error:
    print("AttributeError", error)
del order.__dict__["count"]
print(type(order.count).__name__)


class Typed:
    def __init__(self, kind):
        self.kind = kind

    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return getattr(instance, self.name, None)

    def __set__(self, instance, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name[1:]} must be {self.kind.__name__}")
        setattr(instance, self.name, value)

    def __delete__(self, instance):
        print("deleting", self.name)
        delattr(instance, self.name)


class Person:
    name = Typed(str)
    age = Typed(int)


person = Person()
print(person.name, person.age)
person.name, person.age = "Ada", 36
print(person.name, person.age, vars(person))
del person.age
print(person.age, vars(person), isinstance(Person.age, Typed))
try:
    del person.age
except AttributeError as error:
    print("AttributeError", error)
try:
    person.age = "old"
except TypeError as error:
    print(error)


class OnlyDelete:
    def __delete__(self, instance):
        print("gone")


class OnlyGet:
    def __get__(self, instance, owner):
        return "computed"


class Mixed:
    a = OnlyDelete()
    b = OnlyGet()


mixed = Mixed()
del mixed.a
try:
    mixed.a = 1
except AttributeError as error:
    print("AttributeError", error)
print(mixed.b)
mixed.b = "own"
print(mixed.b, Mixed.b)
del mixed.b
print(mixed.b)
mixed.__dict__["a"] = "in the dict"
print(mixed.a)


class Lazy:
    """Computes once: without `__set__` the object's own attribute comes first."""

    def __init__(self, function):
        self.function = function
        self.name = function.__name__

    def __get__(self, instance, owner):
        if instance is None:
            return self
        print("computing", self.name)
        value = instance.__dict__[self.name] = self.function(instance)
        return value


class Circle:
    def __init__(self, r):
        self.r = r

    @Lazy
    def area(self):
        return 3 * self.r**2


circle = Circle(2)
print(circle.area, circle.area)
del circle.area
print(circle.area)


class Slotted:
    __slots__ = ("a", "b")
    c = 5


slotted = Slotted()
Slotted.a.__set__(slotted, 1)
print(slotted.a, Slotted.a.__get__(slotted), Slotted.a.__get__(None, Slotted) is Slotted.a, Slotted.a.__name__)
Slotted.a.__delete__(slotted)
for act in [
    lambda: slotted.a,
    lambda: Slotted.a.__get__(slotted, Slotted),
    lambda: Slotted.a.__get__(circle),
    lambda: Slotted.a.__set__(5, 1),
    lambda: delattr(slotted, "a"),
    lambda: delattr(slotted, "c"),
    lambda: setattr(slotted, "c", 1),
]:
    try:
        print(act())
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)


class Documented:
    plain = property(doc="given")

    @plain.getter
    def plain(self):
        "of the getter"
        return 1

    @property
    def other(self):
        "first"

    @other.getter
    def other(self):
        "second"


print(Documented.plain.__doc__, Documented.other.__doc__)


class Disguised:
    @property
    def __class__(self):
        return Circle


print(isinstance(Disguised(), Circle), isinstance(Disguised(), Disguised), type(Disguised()) is Circle)


class Endless:
    pass


Endless.__call__ = Endless()
try:
    Endless()()
except RecursionError:
    print("RecursionError")


class Mod(int):
    def __pow__(self, other, mod=None):
        return f"{int(self)} ** {int(other)} % {mod}"


class Plain(int):
    pass


print(pow(Mod(2), Mod(3), Mod(5)), pow(Mod(2), 3), pow(Plain(2), Plain(3), Plain(5)), pow(2, Plain(3), 5))
