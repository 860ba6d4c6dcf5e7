class Animal:
    sound = "..."

    def __init__(self, name):
        self.name = name

    def speak(self):
        return f"{self.name} says {self.sound}"

    def describe(self):
        return f"{type(self).__name__}: {self.speak()}"


class Dog(Animal):
    sound = "woof"

    def __init__(self, name, tricks=()):
        super().__init__(name)
        self.tricks = list(tricks)

    def describe(self):
        return super().describe() + f", tricks: {self.tricks}"


class Puppy(Dog):
    def speak(self):
        return super().speak().replace("woof", "yip")

    @classmethod
    def litter(cls, *names):
        return [cls(name) for name in names]


for animal in (Animal("thing"), Dog("Rex", ["sit"]), Puppy("Bit")):
    print(animal.describe(), isinstance(animal, Dog), isinstance(animal, (int, Animal)))
print(
    issubclass(Puppy, Animal),
    issubclass(Animal, Dog),
    issubclass(Dog, Dog),
    issubclass(Dog, object),
    [p.name for p in Puppy.litter("x", "y")],
)
print([c.__name__ for c in Puppy.__mro__], Puppy.__bases__ == (Dog,), Animal.__base__ is object)
print(Animal.speak(Dog("Max")), super(Puppy, Puppy("Z")).speak())


class Base:
    def __init__(self):
        self.log = []
        self.setup()

    def setup(self):
        self.log.append("base")


class Derived(Base):
    def setup(self):
        super().setup()
        self.log.append("derived")


class Deeper(Derived):
    pass


class Deepest(Deeper):
    def setup(self):
        super().setup()
        self.log.append("deepest")


print(Deepest().log, Deeper().log, Base().log)
