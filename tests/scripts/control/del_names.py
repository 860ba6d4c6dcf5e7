x = 1
del x
try:
    x
except NameError as error:
    print(error)
x = [1, 2, 3, 4]
del x[0], x[-1]
print(x)
d = {"a": {"b": 1}}
del d["a"]["b"]
print(d)


class Thing:
    kind = "class attribute"


thing = Thing()
thing.kind = "own"
print(thing.kind)
del thing.kind
print(thing.kind)
try:
    del thing.kind
except AttributeError as error:
    print(error)
del Thing.kind
print(hasattr(thing, "kind"))


def local():
    a, b = 1, 2
    del a
    print(b)
    try:
        print(a)
    except UnboundLocalError as error:
        print(error)
    a = 3
    print(a)


local()
del (d, thing)
del [local]
try:
    local()
except NameError as error:
    print(error)
try:
    del never
except NameError as error:
    print(error)


def conditional(flag):
    if flag:
        value = 1
    return value


print(conditional(True))
try:
    conditional(False)
except UnboundLocalError as error:
    print(error)
for i in range(2):
    pass
del i
try:
    print(i)
except NameError as error:
    print(error)
