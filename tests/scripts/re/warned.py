import re
import warnings

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    for pattern in ["[[a]", "[a--b]", "[a&&b]", "[a||b]", "[a~~b]", "[a-c--]", "[|]", "[&a&]", "x[^[a]", "[a[b]"]:
        re.purge()
        try:
            print(pattern, re.findall(pattern, "a[b-&|~c"))
        except re.error as error:
            print(pattern, error)
for warning in caught:
    print(warning.category.__name__, warning.message)
re.compile("[[]x")
warnings.filterwarnings("ignore", "Possible (nested|other) set")
re.compile("[[]y")
re.compile("[a||y]")
