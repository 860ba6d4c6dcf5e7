# exit: 1
import sys

print("to stdout")
print("to stderr", file=sys.stderr)
sys.exit("a message goes to stderr")
