# What a bound method shows of its function.


def register(function):
    function.route = "/" + function.__name__
    return function


class App:
    @register
    def index(self):
        """The front page."""
        return "hello"

    def plain(self):
        return 1

    plain.calls = 0

    @classmethod
    def make(cls):
        return cls()

    make.__func__.kind = "factory"


app = App()
print(app.index.route, app.index.__doc__, app.index.__name__, app.index.__qualname__)
print([name for name in ("index", "plain") if hasattr(getattr(app, name), "route")])
App.plain.calls += 1
print(app.plain.calls, getattr(app.plain, "nothing", "default"))
print(App.make.kind, app.make.kind, app.index.__func__ is App.index, app.index.__self__ is app)
for attempt in (lambda: app.plain.nothing, lambda: setattr(app.plain, "calls", 5)):
    try:
        attempt()
    except AttributeError as error:
        print(type(error).__name__)


class Callable:
    """Bound by hand, an object shows its attributes, too."""

    tag = "callable"

    def __call__(self, value):
        return value


from types import MethodType

bound = MethodType(Callable(), 3)
print(bound(), bound.tag)


class Base:
    def f(self):
        return "base"


class Derived(Base):
    def f(self):
        proxy = super()
        print(proxy.__self__ is self, proxy.__thisclass__, proxy.__self_class__)
        return proxy.f()

    @classmethod
    def g(cls):
        print(super().__self__, super().__self_class__)


print(Derived().f())
Derived.g()
