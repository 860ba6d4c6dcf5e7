"""What stands on the operand stack dies where an exception leaves a frame; variables live on in the traceback."""


def gen():
    try:
        yield 1
        yield 2
    finally:
        print("fin")
def c():
    for x in gen():
        raise KeyError(x)
try: c()
except KeyError as e: print(e)
print("--")
try:
    for x in gen():
        raise KeyError(x)
except KeyError as e: print(e)
print("--")
def d():
    g = gen()
    for x in g:
        raise KeyError(x)
try: d()
except KeyError as e: print(e)
class D:
    def __del__(self): print("del")
    def __add__(self, o): raise ValueError("add")
def e():
    return D() + 1
try: e()
except ValueError as e: print(e)
def f():
    d = D()
    return d + 1
try: f()
except ValueError as e: print(e)
def g2():
    return [D(), 1 / 0]
try: g2()
except ZeroDivisionError as e: print(e)


class Text(str):
    pass


class Data(bytes):
    pass


print(int(Text("7")), int(Text("7f"), 16), float(Text("1.5")), int(Data(b"12")), complex(Text("1+2j")))
try:
    int(Text("x"))
except ValueError as error:
    print(error)
