pi = 3.141592653589793
e = 2.718281828459045
tau = 6.283185307179586
inf = 1e999
nan = -(inf - inf)


def sumprod(p, q, /):
    left, right = list(p), list(q)
    if len(left) != len(right):
        raise ValueError("Inputs are not the same length")
    for item in left + right:
        if type(item) is not int:
            _unsupported("`math.sumprod` of other numbers than ints")
    total = 0
    for x, y in zip(left, right):
        total += x * y
    return total
