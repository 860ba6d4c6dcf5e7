# Iterators of one `tee`, each with a thread of its own. Where there is no GIL a lock has to keep the others
# away, which would meet a RuntimeError.
import itertools, sys, threading
has_gil = getattr(sys, "_is_gil_enabled", lambda: True)()
lock = threading.Lock()
def locked(it):
    while True:
        with lock:
            item = next(it, None)
        if item is None: return
        yield item
for k in range(3):
    a,b,c=itertools.tee(range(3000),3)
    def f(it,out): out.append(sum(it if has_gil else locked(it)))
    os=[[],[],[]]
    t=[threading.Thread(target=f,args=z) for z in zip((a,b,c),os)]
    for x in t:x.start()
    for x in t:x.join()
    print(os)
a,b=itertools.tee(x*x for x in range(5)); print(next(a),list(b),list(a)); 
def g():
    yield 1; raise ValueError('v')
a,b=itertools.tee(g()); print(next(a),next(b))
for i in (a,b,a):
    try: print(next(i,'end'))
    except ValueError as e: print(e)
import copy
a,=itertools.tee([1,2,3],1); next(a); b=copy.copy(a); print(list(a),list(b))
a,b=itertools.tee(map(str,[1,2])); print(list(a),list(b), list(itertools.tee(itertools.tee('ab')[0])[1]))
