# exit: 3
"""The builtin `exit`."""

try:
    quit()
except SystemExit as e:
    print(e.code, e.args)
try:
    exit("text")
except SystemExit as e:
    print(repr(e.code))
exit(3)
