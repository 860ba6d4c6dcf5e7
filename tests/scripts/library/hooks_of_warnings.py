# What the script puts in the place of `warnings.showwarning` is called.
import warnings

warnings.simplefilter("always")


def shown(message, category, filename, lineno, file=None, line=None):
    print("warning:", message, category.__name__, lineno, file, line)


kept = warnings.showwarning
warnings.showwarning = shown
warnings.warn("one")
warnings.warn("two", DeprecationWarning)
for n in range(2):
    warnings.warn(f"again {n}", RuntimeWarning)
warnings.showwarning = kept

with warnings.catch_warnings(record=True) as log:
    warnings.warn("recorded")
print([str(w.message) for w in log], warnings.showwarning is kept)
print(warnings.formatwarning("text", UserWarning, "file.py", 3, "  x = 1  "))
