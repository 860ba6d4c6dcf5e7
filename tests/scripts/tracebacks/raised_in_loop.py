# exit: 1
import math
def area(radius):
    if radius < 0:
        raise ValueError("radius must be positive: %r" % radius)
    return math.pi * radius ** 2
def main():
    for r in [1, 2.5, -1]:
        print(f"r={r}: {area(r):.3f}")
if __name__ == "__main__":
    main()
