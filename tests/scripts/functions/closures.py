def adder(n):
    return lambda x: x + n


add_one, add_ten = adder(1), adder(10)
print(add_one(5), add_ten(5), adder(3)(4))

late = [lambda: i for i in range(3)]
early = [lambda i=i: i for i in range(3)]
print([f() for f in late], [f() for f in early])


def make_account(balance):
    history = []

    def deposit(amount):
        nonlocal balance
        balance += amount
        history.append(amount)
        return balance

    def report():
        return balance, history

    return deposit, report


deposit, report = make_account(100)
other_deposit, other_report = make_account(0)
deposit(50)
deposit(-20)
other_deposit(7)
print(report(), other_report())


def compose(*functions):
    def composed(x):
        for function in reversed(functions):
            x = function(x)
        return x

    return composed


print(compose(str, lambda x: x * 2, abs)(-21))


def curry(f):
    return lambda a: lambda b: lambda c: f(a, b, c)


print(curry(lambda a, b, c: (a, b, c))(1)(2)(3))


def three_levels(a):
    def second(b):
        def third(c):
            return [a, b, c, [a + b + c + n for n in range(2)]]

        return third

    return second


print(three_levels(1)(2)(3))
functions = []
for name in ("x", "y"):

    def call(greeting, name=name):
        return greeting + " " + name

    functions.append(call)
print([f("hello") for f in functions], call.__name__)


def parameter_captured(n):
    def bump():
        nonlocal n
        n += 1
        return n

    bump()
    return n, bump()


print(parameter_captured(5))
print((lambda f, n: f(f, n))(lambda f, n: 1 if n == 0 else n * f(f, n - 1), 10))
