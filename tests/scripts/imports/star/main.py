# `from .. import *`: with and without `__all__`, from the library and over names of one's own.
from math import *
from chosen import *
from collections import *

size = "before"
from open_house import *

print(floor(pi), sqrt(16), e > 2)
print(shown, _also)
print(size, helper(2), Counter("aab")["a"])
try:
    _private
except NameError as error:
    print(error)
try:
    hidden
except NameError as error:
    print(error)
try:
    from broken import *
except AttributeError as error:
    print(error)
try:
    from nowhere import *
except ModuleNotFoundError as error:
    print(error)
