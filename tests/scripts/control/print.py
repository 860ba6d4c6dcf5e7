import sys

print()
print("a", 1, None, [1], sep="")
print("a", "b", sep=", ", end=".\n")
print("no newline", end="")
print()
print(sep="x")
print("x", end=None, sep=None)
print(*range(5), sep="\n")
print("to stdout", file=sys.stdout, flush=True)
sys.stdout.write("written\n")
print("é€😀", "tab\tbed")
print(print("inner"))
for action in (lambda: print("a", sep=1), lambda: print("a", end=2)):
    try:
        action()
    except TypeError as error:
        print("TypeError:", error)
