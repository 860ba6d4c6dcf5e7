import functools


def shout(function):
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs).upper() + "!"

    return wrapper


def repeat(times):
    def decorator(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            return " ".join(function(*args, **kwargs) for _ in range(times))

        return wrapper

    return decorator


@shout
def greet(name):
    "Greets."
    return f"hello {name}"


@repeat(times=3)
def echo(word, end=""):
    """Echoes."""
    return word + end


@shout
@repeat(2)
def both(x):
    return x


print(greet("ada"), echo("hi", end="?"), both("ab"))
print(greet.__name__, greet.__doc__, echo.__name__, echo.__doc__, echo.__wrapped__("once"))

registry = {}


def register(name):
    print("registering", name)

    def keep(function):
        registry[name] = function
        return function

    return keep


@register("add")
def add(a, b):
    return a + b


@register("neg")
class Negate:
    def __call__(self, x):
        return -x


print(sorted(registry), registry["add"](1, 2), registry["neg"]()(5))


class CountCalls:
    def __init__(self, function):
        self.function = function
        self.calls = 0

    def __call__(self, *args):
        self.calls += 1
        return self.function(*args)


@CountCalls
def double(x):
    return x * 2


print(double(2), double(5), double.calls)


@lambda f: f()
def value():
    return 42


print(value)


def memoize(function):
    cache = {}

    def wrapper(n):
        if n not in cache:
            cache[n] = function(n)
        return cache[n]

    wrapper.cache = cache
    return wrapper


@memoize
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


print(fibonacci(80), len(fibonacci.cache))
