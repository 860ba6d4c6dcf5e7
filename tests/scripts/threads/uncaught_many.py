# exit: 1
import threading
def work(n):
    def inner(x):
        return [1, 2, 3][x] + n
    return inner(n)
t = threading.Thread(target=work, args=(7,), name="calc")
t.start(); t.join()
class Task(threading.Thread):
    def run(self):
        d = {"a": 1}
        d["missing"]["x"]
task = Task(); task.start(); task.join()
def chain():
    try:
        {}["k"]
    except KeyError as e:
        raise RuntimeError("while handling") from e
u = threading.Thread(target=chain); u.start(); u.join()
def ex(): raise SystemExit(3)
v = threading.Thread(target=ex); v.start(); v.join()
print("end")
import sys
sys.exit("bye")
