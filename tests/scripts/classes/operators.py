class Vector:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f"<{self.x} {self.y}>"

    def __add__(self, other):
        if not isinstance(other, Vector):
            return NotImplemented
        return Vector(self.x + other.x, self.y + other.y)

    def __radd__(self, other):
        return self if other == 0 else NotImplemented

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor)

    def __rmul__(self, factor):
        return self * factor

    def __truediv__(self, d):
        return Vector(self.x / d, self.y / d)

    def __floordiv__(self, d):
        return Vector(self.x // d, self.y // d)

    def __mod__(self, d):
        return Vector(self.x % d, self.y % d)

    def __pow__(self, n):
        return Vector(self.x**n, self.y**n)

    def __matmul__(self, other):
        return self.x * other.x + self.y * other.y

    def __neg__(self):
        return self * -1

    def __pos__(self):
        return Vector(+self.x, +self.y)

    def __abs__(self):
        return (self.x**2 + self.y**2) ** 0.5

    def __invert__(self):
        return Vector(self.y, self.x)

    def __eq__(self, other):
        return isinstance(other, Vector) and (self.x, self.y) == (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))

    def __bool__(self):
        return bool(self.x or self.y)

    def __iadd__(self, other):
        print("in place")
        self.x += other.x
        self.y += other.y
        return self

    def __and__(self, other):
        return "and"

    def __ror__(self, other):
        return f"{other} or"

    def __xor__(self, other):
        return "xor"

    def __lshift__(self, other):
        return "<<"

    def __rrshift__(self, other):
        return f"{other} >>"

    def __round__(self, digits=None):
        return f"round {digits}"

    def __divmod__(self, other):
        return "divmod"

    def __int__(self):
        return int(self.x)

    def __float__(self):
        return float(self.y)


a, b = Vector(3, 4), Vector(1, 2)
print(a + b, a - b, a * 2, 2 * a, a / 2, a // 2, a % 2, a**2, a @ b, -a, +a, abs(a), ~a)
print(
    a == Vector(3, 4),
    a != b,
    a == 5,
    bool(Vector(0, 0)),
    len({a, Vector(3, 4), b}),
    sum([a, b]),
    {a: "found"}[Vector(3, 4)],
)
print(
    a & 1,
    5 | a,
    a ^ 1,
    a << 1,
    7 >> a,
    round(a),
    round(a, 2),
    divmod(a, 1),
    int(a),
    float(a),
    a in [b, Vector(3, 4)],
)
c = a
c += b
print(c is a, a)
c -= b
print(c is a, c, a)
for action in (
    lambda: a + 1,
    lambda: 1 + a,
    lambda: "s" + a,
    lambda: a < b,
    lambda: a | 1,
    lambda: a >> 1,
    lambda: len(a),
    lambda: a[0],
    lambda: a(),
    lambda: 1 - a,
):
    try:
        print(action())
    except TypeError as error:
        print("TypeError:", error)
