x = "global"


def reads():
    return x


def shadows():
    x = "local"
    return x


def writes():
    global x, made
    x = "changed"
    made = "made here"


print(reads(), shadows(), x)
writes()
print(x, made)


def outer():
    x = "outer"

    def inner():
        nonlocal x
        x += "+inner"

        def innermost():
            nonlocal x
            x += "+innermost"

        innermost()
        return x

    result = inner()
    return result, x


print(outer(), x)


def unbound():
    try:
        print(x)
    except UnboundLocalError as error:
        print(error)
    x = 1


unbound()


def free_unbound():
    def inner():
        return later

    try:
        inner()
    except NameError as error:
        print(error)
    later = 5
    return inner()


print(free_unbound())


class Scope:
    x = "class"
    y = [x for _ in range(2)]
    z = x

    def method(self):
        return x


print(Scope.x, Scope.y, Scope.z, Scope().method())
print([x for x in range(3)], x)
len = lambda value: "my len"
print(len([]))
del len
print(len([]))


def counter():
    count = 0

    def step():
        nonlocal count
        count += 1
        return count

    return step


one, two = counter(), counter()
print(one(), one(), two(), one())
