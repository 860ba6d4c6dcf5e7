"""operator: functions that do not bind, and the rest of the names."""
import operator


class Calculator:
    plus = operator.add
    less = operator.lt


print(Calculator().plus(1, 2), Calculator().less(1, 2), operator.add, operator.__add__ is operator.add)
print([f(7, 2) for f in (operator.sub, operator.floordiv, operator.mod, operator.pow, operator.lshift, operator.and_, operator.xor)])
print(operator.abs(-3), operator.index(True), operator.inv(5), operator.not_([]), operator.truth("a"))
items = [1]
same = items
items = operator.iadd(items, [2])
print(items is same, operator.iconcat(items, [3]), operator.imul(2, 3), operator.ipow(2, 5), operator.ior({1}, {2}))
print(operator.call(max, 3, 4), operator.call(dict, a=1), operator.length_hint([1, 2]), operator.length_hint(3, 7))


class Matrix:
    def __matmul__(self, other):
        return ("@", other)

    def __length_hint__(self):
        return 12

    def __index__(self):
        return 3


print(operator.matmul(Matrix(), 1), operator.length_hint(Matrix()), operator.index(Matrix()), "abcd"[Matrix()])
print(operator.countOf([1, 2, 1, 1.0], 1), operator.indexOf("abc", "c"), operator.concat([1], [2]), operator.contains("abc", "b"))
table = {}
operator.setitem(table, "k", 1)
print(table, operator.getitem(table, "k"), operator.delitem(table, "k"), table)
for wrong in (lambda: operator.add(1), lambda: operator.add(1, "a"), lambda: operator.index("a"), lambda: operator.lt(1, "a"),
              lambda: operator.concat(1, 2), lambda: operator.indexOf([1], 2), lambda: operator.neg("a")):
    try:
        print(wrong())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
