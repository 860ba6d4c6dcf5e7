# The functions of `operator` that change their first argument, where it can be changed.
from operator import *

for name in "iadd iand iconcat ifloordiv ilshift imod imul ior ipow irshift isub itruediv ixor".split():
    function = {
        "iadd": iadd, "iand": iand, "iconcat": iconcat, "ifloordiv": ifloordiv,
        "ilshift": ilshift, "imod": imod, "imul": imul, "ior": ior, "ipow": ipow,
        "irshift": irshift, "isub": isub, "itruediv": itruediv, "ixor": ixor,
    }[name]
    for a, b in ((7, 2), ([1], [2]), ({1, 2}, {2, 3}), ("a", "b"), ([1], 2)):
        try:
            result = function(a, b)
            print(name, result, result is a)
        except TypeError as error:
            print(name, error)


class Matrix:
    def __matmul__(self, other):
        return "matmul"

    def __imatmul__(self, other):
        return "imatmul"


print(matmul(Matrix(), 1), imatmul(Matrix(), 1))
