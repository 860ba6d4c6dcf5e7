"""Objects: attributes and methods in a loop, and a class that inherits."""


class Counter:
    def __init__(self, step):
        self.value = 0
        self.step = step

    def advance(self):
        self.value += self.step

    def read(self):
        return self.value


class Wrapping(Counter):
    def __init__(self, step, limit):
        super().__init__(step)
        self.limit = limit

    def advance(self):
        self.value += self.step
        if self.value >= self.limit:
            self.value -= self.limit


def run(n):
    total = 0
    plain, wrapping = Counter(3), Wrapping(7, 1000)
    for _ in range(n):
        plain.advance()
        wrapping.advance()
        total += wrapping.read()
    return total + plain.read()


print(run(2_000_000))
