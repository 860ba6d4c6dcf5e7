name, n, pi = "Ada", 7, 3.14159
print(
    f"{name} is {n}",
    f"{n + 1}",
    f"{name!r}",
    f"{name!s:>6}|",
    f"{{literal}}",
    f"{n}{n}",
    f"",
    f"{'nested'}",
)
print(f"{pi:.2f} {pi:8.3f}| {pi:<8.1f}| {pi:^9.2f}| {pi:+.1f} {pi:08.2f} {pi:e} {pi:.3g} {pi:%}")
print(f"{n:5}| {n:<5}| {n:^5}| {n:05} {n:+} {n:x} {n:#x} {n:b} {n:#b} {n:o} {n:,} {n:*^7}")
print(f"{name:10}| {name:>10}| {name:^10}| {name:-<10} {name:.2} {name:>5.1}|")
width, precision = 10, 3
print(f"{pi:{width}.{precision}}| {name:>{width}}| {n:{'0'}{4}}")
print(f"{n=} {pi=:.2f} {name=} {n + 1=} { n = }")
print(f"{[1, 2, 3]} {(1,)} {({'a': 1})} {None} {True}")
print(
    f"{'yes' if n > 5 else 'no'} {max(1, 2)} {name.upper()} {name[0]} {[i * i for i in range(3)]} {(lambda x: x * 2)(4)}"
)
print(f"multi " f"line {n}" " plain")
print(f"""triple {name}
{n}""")
print(rf"raw\n {n}", f"tab\t{n}", f"{chr(65)}\u00e9")


class Money:
    def __init__(self, cents):
        self.cents = cents

    def __str__(self):
        return f"{self.cents / 100:.2f} EUR"

    def __format__(self, spec):
        return f"<{spec}>" if spec else str(self)


print(f"{Money(150)} {Money(150):abc} {Money(150)!s:>10}", format(Money(5), "x"), format(Money(5)))
