# Names, identity and equality.
a = 5
b = 5
print(a is b, a == b, a is not b)
a = b = [1]
c = [1]
print(a is b, a is c, a == c, a != c)
x = None
print(x is None, x == None, x is not None, not x)
text = "hello"
other = text
print(text is other, text == "hel" + "lo")
t = (1, 2)
u = t
u += (3,)
print(t, u, t is u)
d = {}
e = d
e["k"] = 1
print(d, d is e, d is {"k": 1})


def same(x, y):
    return x is y


print(
    same(d, e),
    same(None, None),
    same(True, not False),
    same([], []),
    same(print, print),
    same(int, type(1)),
)
matrix = [[0] * 2] * 2
matrix[0][0] = 1
print(matrix, matrix[0] is matrix[1])
fresh = [[0] * 2 for _ in range(2)]
fresh[0][0] = 1
print(fresh, fresh[0] is fresh[1])
