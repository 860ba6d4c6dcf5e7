"""The match statement: every kind of pattern."""
class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y):
        self.x, self.y = x, y

def where(p):
    match p:
        case Point(0, 0): return "origin"
        case Point(0, y): return f"on y at {y}"
        case Point(x=x, y=0): return f"on x at {x}"
        case Point(x, y) if x == y: return f"diagonal {x}"
        case Point(): return "somewhere"
        case _: return "no point"
for p in [Point(0,0), Point(0,3), Point(4,0), Point(5,5), Point(1,2), 7]:
    print(where(p))

def shape(v):
    match v:
        case []: return "empty"
        case [x]: return f"one {x}"
        case [x, y]: return f"two {x} {y}"
        case [first, *middle, last]: return f"{first}..{middle}..{last}"
        case {"type": "circle", "r": r}: return f"circle {r}"
        case {"type": kind, **rest}: return f"{kind} with {rest}"
        case {}: return "mapping"
        case None: return "nothing"
        case True | False: return "bool"
        case int(n) if n > 100: return f"big {n}"
        case 1 | 2 | 3 as small: return f"small {small}"
        case -5: return "minus five"
        case int() | float(): return "number"
        case "a" "b": return "ab"
        case str(s): return f"str {s!r}"
        case (list() | tuple()) as seq: return "never"
        case _: return f"other {type(v).__name__}"
for v in [[], [1], (1,2), [1,2,3,4], range(3), {"type":"circle","r":2}, {"type":"box","w":1,"h":2}, {"z":1}, {}, None, True, 1000, 2, -5, 50, 2.5, "ab", "hello", b"x", {1,2}, print, 3+0]:
    print(shape(v))

def nested(v):
    match v:
        case [["go", direction], *_] | [direction, "please"]:
            return direction
        case {"pos": [x, y], "who": {"name": str(name)}} if name:
            return x, y, name
        case [Point(x=a, y=b), Point(x=c, y=d)]:
            return a, b, c, d
        case (1, (2, (3, z))):
            return z
    return "none"
print(nested([["go", "north"], 1]), nested(["south", "please"]), nested({"pos": (1, 2), "who": {"name": "Bo"}}))
print(nested([Point(1,2), Point(3,4)]), nested((1,(2,(3,4)))), nested("go"))
class Color:
    RED = 1
    BLUE = 2
def color(c):
    match c:
        case Color.RED: return "red"
        case Color.BLUE: return "blue"
        case x: return x
print(color(1), color(2), color(3))
def loop(items):
    out = []
    for item in items:
        match item:
            case 0: continue
            case "stop": break
            case [a, b] if a > b: out.append((b, a))
            case [a, b]: out.append((a, b))
            case other: out.append(other)
    else:
        out.append("done")
    return out
print(loop([0, [2, 1], [1, 2], "x"]), loop([5, "stop", 6]))
match 5:
    case x: print("captured", x)
match "no":
    case 1: print("one")
print("after")
def gen():
    match (yield 1):
        case "a": yield "got a"
        case _: yield "other"
g = gen(); next(g); print(g.send("a"))
try:
    match Point(1, 2):
        case Point(1, 2, 3): pass
except TypeError as e: print(e)
try:
    match 1:
        case int(1, 2): pass
except TypeError as e: print(e)
class Q: pass
try:
    match Q():
        case Q(1): pass
except TypeError as e: print(e)
match = 3; case = 4; _ = 5
print(match, case, _)
match (1, 2), [3]:
    case (a, b), [c]: print(a, b, c)
match {"k": 1, "j": 2}:
    case {"k": 1, **rest}: print(rest)
from collections import deque
match deque([1, 2]):
    case [a, b]: print("deque", a, b)
def unbound(v):
    match v:
        case [x, 2]: pass
        case [y, 3]: return x if False else y
    try: return x
    except UnboundLocalError as e: return str(e)
print(unbound([1, 3]), unbound([9, 9]))
