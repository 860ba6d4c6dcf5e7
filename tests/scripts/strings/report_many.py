import sys, time, threading
def main():
    data = [("alice", 30, 1234.5), ("bob", 5, 99.999), ("Christopher", 100, 0.5)]
    print("%-12s %5s %10s" % ("Name", "Age", "Pay"))
    for n, a, p in data: print("%-12s %5d %10.2f" % (n, a, p))
    print("-" * 29); print("=" * 10 + ">")
    for n, a, p in data: print(f"{n:<12} {a:>5} {p:>10,.1f}")
    print(f"{'Total':<12} {sum(a for _, a, _ in data):>5} {sum(p for *_, p in data):>10,.2f}")
    print(*sorted(data, key=lambda r: -r[1]), sep="\n")
    print("{:>8.3%}|{:+}|{:,}|{:e}|{:.0f}|{:g}|{!r}|{!s}|{:>{}}".format(0.1234, 5, 10**9, 12345.6789, 2.5, 1e-10, "q", "s", "w", 4))
    print(1e3, 1.0, 1.50, 100000000000000000.0, 1e-3, 0.1 + 0.7, 3.14e-10, 2.0 ** 70, 1 / 3 * 3, float(10**16), 1e5, 123456.789e3)
    print(str(3.0), repr(0.1), format(2, ".1f"), format(1e9, ","), round(3.14159, 2), round(2.5), "%.10f" % 0.1, "%.15g" % 0.1, "%s" % 0.1, "%d" % 3.99, int(3.99), -7 // 2, -7 % 2, 7 // -2)
    print([0.1, 1e20, 1.0], (1.5,), {1.5: 2.5}, {0.5}, f"{1.0}", f"{1e16}", f"{0.1+0.2}", f"{10/3:.3}", f"{1234.5678:8.2f}|", f"{5:5}|{5:<5}|{5:^5}|{'s':5}|{5:05}|{-5:05d}|{5.5:07.2f}")
    t = (1, "two", 3.0, None, True, [1], {"k": (1,)}, {1}, b"b", range(2), ...); print(t); print(*t); print(list(map(type, t))[:3])
    print("tab\there", "new\nline", 'q"uo\'te', "back\\slash", "\u00e9", "\x1b[0m" == "\033[0m", repr("\x1b\x00\x7f\xa0\u200b"), "é" < "z", "日本".center(6, "*"), len("日本"), "😀"[0], [c for c in "aé😀"])
    print("a,b;c".replace(";", ",").split(","), "  pad ".strip(), "x".join("abc"), "Hello".find("l"), "Hello".rfind("l"), "hello world".title(), "Hello"[1:4], "Hello"[::-1], "abc" * 2, "l" in "Hello", "a b\tc\nd".split(), "1,2,,3".split(","), "aXbXc".split("X", 1), "%s" % "x" * 3, "ab" "cd", "abc".partition("b"), "abc".isupper(), "ABC".lower(), "hello".capitalize(), "a-b-c".rsplit("-", 1), "mississippi".count("ss"), "abc".startswith("ab"), "path/to/file".rpartition("/")[2], "\n".join(["l1", "l2"]))
main()
