# Files beside the script with the names of modules of the library; folders added to sys.path.
import sys
import queue
print(queue.SIZE)
import statistics
print(statistics.mean([1, 2]))
sys.path.append("extra")
import added
print(added.WHERE, added.__name__)
sys.path.insert(0, "extra")
import twice
print(twice.WHERE)
import replaced
print(replaced.answer, type(replaced).__name__)
from replaced import answer
print(answer)
try:
    from replaced import question
except ImportError as error:
    print(str(error).split(" (")[0])
