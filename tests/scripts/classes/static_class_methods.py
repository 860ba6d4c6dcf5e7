class Date:
    separator = "-"

    def __init__(self, year, month, day):
        self.year, self.month, self.day = year, month, day

    @classmethod
    def parse(cls, text):
        return cls(*map(int, text.split(cls.separator)))

    @staticmethod
    def is_leap(year):
        return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)

    def __str__(self):
        return f"{self.year:04}{self.separator}{self.month:02}{self.separator}{self.day:02}"


class SlashDate(Date):
    separator = "/"


print(
    Date.parse("2024-02-29"),
    SlashDate.parse("2023/12/01"),
    Date(1, 2, 3).parse("1999-1-1"),
    type(SlashDate.parse("1/1/1")).__name__,
)
print([y for y in (1900, 2000, 2023, 2024) if Date.is_leap(y)], Date(1, 1, 1).is_leap(4))


class Registry:
    members = {}

    @classmethod
    def add(cls, member):
        cls.members[member.__name__] = member
        return member

    @classmethod
    def create(cls, name, *args, **kwargs):
        return cls.members[name](*args, **kwargs)


@Registry.add
class Point:
    def __init__(self, x=0, y=0):
        self.x, self.y = x, y


@Registry.add
def origin():
    return "origin"


p = Registry.create("Point", 3, y=4)
print(p.x, p.y, Registry.create("origin"), sorted(Registry.members))
bound = Date.parse
print(bound("2000-01-01"), bound.__self__ is Date)


class Singleton:
    _instance = None

    @classmethod
    def get(cls):
        if cls._instance is None:
            cls._instance = cls()
        return cls._instance


print(Singleton.get() is Singleton.get())


class Child(Singleton):
    @classmethod
    def get(cls):
        return super().get(), "child"


print(Child.get()[1], isinstance(Child.get()[0], Singleton))
