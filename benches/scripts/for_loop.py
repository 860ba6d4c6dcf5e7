"""An empty `for` loop of 10^7 turns, twice: what a turn costs."""


def loop():
    for i in range(10_000_000):
        pass
    return i


print(loop() + loop())
