# Threads that import the same module at once: its text runs once, the others wait for its end.
import threading
import time
def use(n):
    import slow
    seen.append(slow.value)
seen = []
ts = [threading.Thread(target=use, args=(i,)) for i in range(4)]
for t in ts: t.start()
for t in ts: t.join()
print(seen)
def go(name):
    if name == 'left': import left
    else: import right
a = threading.Thread(target=go, args=('left',)); b = threading.Thread(target=go, args=('right',))
a.start(); time.sleep(0.04); b.start(); a.join(); b.join()
import left, right
print(left.done, right.done)
import circ_a
print(circ_a.y)
def tries():
    try: import fails
    except ValueError as e: caught.append(str(e))
caught = []
tries()
tries()
print(caught)
for _ in range(2):
    try: import wrong
    except SyntaxError as e: print('SyntaxError')
import sys
print('fails' in sys.modules, 'wrong' in sys.modules)
