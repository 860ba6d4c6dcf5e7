# Numbers as text, from everywhere text is made of them.
value = 1 / 7
print(
    value,
    str(value),
    repr(value),
    f"{value}",
    "%s" % value,
    "{}".format(value),
    [value],
    format(value),
)
print(
    f"{value:.0f} {value:.1f} {value:.10f} {value:.20f} {value:.30f}",
    "%.15g" % value,
    "%.17g" % value,
    f"{0.1:.55f}",
)
for v in (
    1e21,
    1e22,
    123456789.123456789,
    0.1 + 0.7,
    1e-10,
    2.5e-5,
    1e5,
    1e16,
    12345678901234567890.0,
    100000.0,
    1234567.0,
):
    print(v, f"{v:g} {v:.3e} {v:.2f} {v:n}", "%g %e" % (v, v), int(v))
print(
    round(2.5),
    round(3.5),
    f"{2.5:.0f} {3.5:.0f} {0.125:.2f} {0.375:.2f} {1e15:.1f} {2.675:.2f}",
    "%.0f" % 0.5,
    "%.0f" % 1.5,
)
print(
    f"{1e300:.1f}"[:10],
    len(f"{1e300:.1f}"),
    f"{-0.0:.1f} {0.0:+.1f} {-0.04:.1f}",
    f"{9.995:.2f} {99.5:.0f} {999999.5:g} {0.00001:g} {0.0001:g}",
)
print(
    float("1e400"),
    float("-1e-400"),
    float("4.9e-324"),
    float("2.2250738585072014e-308"),
    float("0.1000000000000000055511151231257827"),
    float("123456789012345678901234567890"),
)
print(
    1.7976931348623157e308 * 10,
    5e-324 / 2,
    1e16 + 1.0,
    0.1 + 0.2,
    1.1 + 2.2,
    3 * 0.1,
    1e23,
    9.007199254740993e15,
)
