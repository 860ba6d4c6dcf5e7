class Temperature:
    def __init__(self, celsius):
        self.celsius = celsius

    @property
    def celsius(self):
        return self._celsius

    @celsius.setter
    def celsius(self, value):
        if value < -273.15:
            raise ValueError("below absolute zero")
        self._celsius = value

    @property
    def fahrenheit(self):
        "Degrees Fahrenheit."
        return self._celsius * 9 / 5 + 32

    @celsius.deleter
    def celsius(self):
        print("deleting")
        del self._celsius


t = Temperature(100)
print(t.celsius, t.fahrenheit)
t.celsius = 0
t.celsius += 10
print(t.celsius, t.fahrenheit, t.__dict__)
try:
    t.celsius = -300
except ValueError as error:
    print("ValueError:", error)
try:
    t.fahrenheit = 5
except AttributeError as error:
    print("AttributeError:", error)
try:
    del t.fahrenheit
except AttributeError as error:
    print("AttributeError:", error)
del t.celsius
try:
    t.celsius
except AttributeError as error:
    print("AttributeError:", error)
print(
    hasattr(t, "celsius"),
    hasattr(t, "fahrenheit"),
    Temperature.fahrenheit.__doc__,
    type(Temperature.celsius).__name__,
)


class Circle:
    def __init__(self, radius):
        self.radius = radius

    @property
    def area(self):
        return 3 * self.radius**2


class Unit(Circle):
    def __init__(self):
        super().__init__(1)

    @property
    def area(self):
        return super().area + 0.5


print(Circle(2).area, Unit().area)


class Lazy:
    def __init__(self):
        self._value = None

    def get(self):
        if self._value is None:
            print("computed")
            self._value = 42
        return self._value

    value = property(get)


lazy = Lazy()
print(lazy.value, lazy.value)
