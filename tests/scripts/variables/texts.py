# eval, exec and compile.
x = 10


def add(a, b):
    return a + b


print(eval("x + 1"), eval(" add(x, 2)"), eval("[i * x for i in range(3)]"), eval("(lambda y: x + y)(5)"))
exec("y = x * 2\nprint('inside', y)")
print(y, exec("1"))
exec("def made(n):\n    return n * x\n")
print(made(3), made.__name__, made.__module__)
x = 20
print(made(3))


def scoped():
    x = "local"
    z = [1]
    print(eval("x"), eval("z + [2]"), eval("add(1, 2)"))
    exec("x = 'changed'; z.append(5)")
    print(x, z)
    taken = {}
    exec("w = x * 2", globals(), taken)
    print(taken)
    exec("w = x * 2", {"x": 3}, taken)
    print(taken)


scoped()
space = {"n": 4, "__builtins__": {"abs": abs}}
print(eval("n * n", space), eval("abs(-n)", space))
for text in ["print(n)", "open('f')", "__import__('os')"]:
    try:
        eval(text, {"n": 1, "__builtins__": {}})
    except NameError as error:
        print("NameError", error)
print(eval("len(a) + b", {"a": [1, 2]}, {"b": 5}))
space = {}
exec(
    """
import math
total = 0
for i in range(5):
    total += i

class Point:
    scale = 2
    def __init__(self, x):
        self.x = x
    def scaled(self):
        return self.x * self.scale * factor

def fact(n):
    return 1 if n < 2 else n * fact(n - 1)
factor = 3
""",
    space,
)
print(space["total"], space["Point"](4).scaled(), space["fact"](10), sorted(k for k in space if k != "__builtins__"))
space["factor"] = 10
print(space["Point"](4).scaled(), "__builtins__" in space)
code = compile("a * b + 1", "<formula>", "eval")
print([eval(code, {"a": a, "b": 2}) for a in range(4)], type(code).__name__)
steps = compile("result = sum(data)", "<steps>", "exec")
for data in ([1, 2], [3, 4]):
    exec(steps)
    print(result)
for text in ["1 +", "x = 5", "def f(:", "for", "'abc", "1 2", "import os", "(1", "return 1"]:
    for what in (eval, exec):
        try:
            what(text)
        except SyntaxError as error:
            print(what.__name__, repr(text), type(error).__name__, error.filename, error.lineno)
        else:
            print(what.__name__, repr(text), "ran")
try:
    compile("a b", "<name>", "exec")
except SyntaxError as error:
    print(error.filename, error.lineno, error.msg)
for what in [lambda: eval(5), lambda: exec("1", 5), lambda: compile("1", "f", "other"), lambda: eval("1/0"), lambda: eval("nowhere")]:
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error)
exec("global made_global\nmade_global = 1", {}, {})
template = "def {name}(x):\n    return x {op} 2\n"
made = {}
for name, op in [("double", "*"), ("half", "/"), ("square", "**")]:
    exec(template.format(name=name, op=op), made)
print([made[name](8) for name in ("double", "half", "square")])


class Calculator:
    def __init__(self):
        self.env = {}

    def run(self, line):
        try:
            return eval(line, self.env)
        except SyntaxError:
            exec(line, self.env)
            return None


calc = Calculator()
for line in ["a = 3", "b = a ** 2", "a + b", "[a, b][::-1]", "del a", "b"]:
    print(calc.run(line))
print(sorted(k for k in calc.env if not k.startswith("__")))
print(eval("x", {"x": 1}, {"x": 2}), eval("[x for _ in range(2)]", {"x": 1}))
exec("a = 1\nclass C:\n    b = 2\n    def m(self): return 5\nprint(C.__qualname__, C.m.__qualname__, C().m())", {"__name__": "made"})
exec("try:\n    1/0\nexcept ZeroDivisionError as e:\n    print('caught', e)\nfinally:\n    print('over')")
exec("def g():\n    yield from range(3)\nprint(list(g()))\nprint(locals() is globals())", {})
