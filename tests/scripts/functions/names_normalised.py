ﬁ = 3
print(fi, ﬁ)


class Å:
    µ = 1


print(Å.μ, Å.__name__)


def f(ſ):
    return ſ


print(f(**{"s": 1}))
