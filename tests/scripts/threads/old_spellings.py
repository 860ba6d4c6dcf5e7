# exit: 1
import threading
def work():
    me = threading.currentThread()
    print(me.getName(), me.isDaemon())
t = threading.Thread(target=work, name="w")
t.setName("worker")
for _ in range(3):
    t.setDaemon(False)
print(t.getName(),
      t.getName())
e = threading.Event()
print(e.isSet(), e.isSet(), threading.activeCount())
c = threading.Condition()
with c: c.notifyAll()
t.start(); t.join()
print(list(map(threading.Thread.getName, [t])))
class X(threading.Thread):
    def run(self):
        print(self.getName())
a = X(name="x"); a.start(); a.join()
try:
    c.notifyAll()
except RuntimeError as e:
    print(e)
from threading import currentThread, Condition
print(currentThread().name)
threading.currentThread(); threading.activeCount()
threading.currentThread(1)
