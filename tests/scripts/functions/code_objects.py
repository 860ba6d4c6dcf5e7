# What `__code__` tells of names, places, parameters and variables.
def d(f): return f
@d
@d
def f(a,b=1,*c,e,**k):
    "doc"
    x=1
    for y in c: print(z:=y)
    import os as q
    def g(): return x
    with open('/dev/null') as (h): pass
    del x
    u: int = 3
    (lambda s: s)
    return g
c=f.__code__
print(c.co_name,c.co_qualname,c.co_firstlineno,c.co_argcount,c.co_kwonlyargcount,c.co_posonlyargcount,c.co_varnames,c.co_cellvars,c.co_freevars,c.co_nlocals,c.co_filename[-5:])
print(c is f.__code__, c==f.__code__, type(c), repr(c)[:14], hash(c)==hash(f.__code__), isinstance(c,type(f.__code__)))
def mk(n):
    def inner(p): return p+n
    return inner
print(mk(1).__code__ is mk(2).__code__, mk(1).__code__.co_freevars, (lambda a,/,b:0).__code__.co_posonlyargcount)
class K:
    def m(self, q): pass
print(K().m.__code__.co_varnames, K.m.__code__.co_name, K.m.__code__.co_qualname)
def dbg(f):
    def w(*a,**k):
        names=f.__code__.co_varnames[:f.__code__.co_argcount]
        print(f.__name__, dict(zip(names,a)),k)
        return f(*a,**k)
    return w
@dbg
def add(x,y): return x+y
add(1,2)

def gen():
    x = yield 1
    yield x
g = gen()
print(g.gi_code.co_name, g.gi_code is gen.__code__, g.gi_yieldfrom)
g.close()
print(g.gi_frame)
async def co():
    pass
c = co()
print(c.cr_code.co_varnames, c.cr_await)
c.close()
print(c.cr_frame)
