pi = 3.141592653589793
e = 2.718281828459045
tau = 6.283185307179586
inf = 1e999
nan = -(inf - inf)


def sumprod(p, q, /):
    left, right = list(p), list(q)
    if len(left) != len(right):
        raise ValueError("Inputs are not the same length")
    total = 0
    done = 0
    for x, y in zip(left, right):
        if type(x) is not int or type(y) is not int:
            break
        total += x * y
        done += 1
    start = done
    floats, done = _products(left, right, start)
    if done > start:
        total += floats
    for x, y in zip(left[done:], right[done:]):
        total += x * y
    return total

