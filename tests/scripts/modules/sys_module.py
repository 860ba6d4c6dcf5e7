# args: one two --three
import sys

print(
    sys.argv,
    len(sys.argv),
    sys.maxsize == 2**63 - 1,
    type(sys.version).__name__,
    sys.version_info[0],
    sys.version_info >= (3, 9),
)
print(
    sys.getrecursionlimit(),
    type(sys.path).__name__,
    "sys" in sys.modules,
    sys.byteorder,
    sys.float_info.max,
    sys.float_info.epsilon,
)
sys.stdout.write("written ")
sys.stdout.write("twice\n")
print("printed", file=sys.stdout)
sys.stdout.flush()
print(sys.getswitchinterval())
sys.setswitchinterval(0.001)
print(sys.getswitchinterval())
value = []
print(sys.getrefcount(value), sys.getrefcount([]))
again = value
print(sys.getrefcount(value))
try:
    1 / 0
except ZeroDivisionError:
    kind, error, traceback = sys.exc_info()
    print(kind.__name__, error)
    del traceback, error
print(sys.exc_info())
try:
    sys.exit("caught before it ends anything")
except SystemExit as stop:
    print(repr(stop), stop.code)
