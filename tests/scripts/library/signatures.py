# Signatures of functions, methods, classes and partials; what binds to them; decorators that ask.
import inspect, functools
from dataclasses import dataclass, field
def f(a,/,b,c=3,*args,d,e:int=5,**kw)->str: pass
s=inspect.signature(f)
print(s); print(repr(s)); print(list(s.parameters)); print(s.return_annotation)
for n,p in s.parameters.items(): print(n,p,repr(p),p.kind,p.kind.name,p.kind.description,p.default is inspect.Parameter.empty,p.annotation)
b=s.bind(1,2,d=4,z=9); print(b,b.args,b.kwargs,b.arguments); b.apply_defaults(); print(b,b.args,b.kwargs)
for a,k in [((),{}),((1,),{}),((1,2),{}),((1,2,3,4,5),{'d':1}),((1,),{'b':2,'d':1}),((1,2),{'b':2,'d':1}),((1,2),{'a':2,'d':1})]:
    try: print(s.bind(*a,**k))
    except TypeError as e: print('refused')
def g(x,y=2): pass
for a,k in [((1,2,3),{}),((1,),{'z':2}),((),{'y':2}),((1,),{'x':2})]:
    try: print(inspect.signature(g).bind(*a,**k))
    except TypeError as e: print(e)
print(inspect.signature(g).bind_partial(y=3))
print(inspect.signature(lambda *,k: 0), inspect.signature(lambda: 0), inspect.signature(lambda a,/: 0), inspect.signature(lambda a,*b,**c:0))
class A:
    def __init__(self,x:int,y='q'): pass
    def m(self,z): pass
    @classmethod
    def c(cls,w): pass
    @staticmethod
    def s(v): pass
    def __call__(self,n): pass
class B: pass
class C(A): pass
class D:
    def __new__(cls,k): return object.__new__(cls)
print(inspect.signature(A),inspect.signature(A(1).m),inspect.signature(A.m),inspect.signature(A.c),inspect.signature(A.s),inspect.signature(A(1)),inspect.signature(B),inspect.signature(C),inspect.signature(D))
@dataclass
class P: x:int; y:list=field(default_factory=list); z:str='a'
print(inspect.signature(P))
def deco(fn):
    @functools.wraps(fn)
    def w(*a,**k): return fn(*a,**k)
    return w
@deco
def h(a:int,b:'str'=None)->list[int]: pass
print(inspect.signature(h), inspect.signature(h,follow_wrapped=False), inspect.unwrap(h).__name__)
print(inspect.signature(functools.partial(g,1)),inspect.signature(functools.partial(g,y=5)),inspect.signature(functools.partial(g,x=5)))
print(inspect.getfullargspec(f))
print(inspect.getfullargspec(A.m))
try: inspect.signature(3)
except TypeError as e: print(e)
print(inspect.signature(f)==inspect.signature(f), inspect.signature(f)==inspect.signature(g))
print(s.replace(return_annotation=inspect.Signature.empty), s.replace(parameters=list(s.parameters.values())[:2]))
print(inspect.Parameter('x',inspect.Parameter.KEYWORD_ONLY,default=3,annotation=int), inspect.Parameter('x',0).replace(name='y'))
try: inspect.Signature([inspect.Parameter('x',3),inspect.Parameter('y',1)])
except ValueError as e: print(e)
def enforce(fn):
    sig=inspect.signature(fn)
    def w(*a,**k):
        for n,v in sig.bind(*a,**k).arguments.items():
            t=fn.__annotations__.get(n)
            if t and not isinstance(v,t): raise TypeError(f'{n} must be {t.__name__}')
        return fn(*a,**k)
    return w
@enforce
def add(a:int,b:int)->int: return a+b
print(add(1,2))
try: add(1,'2')
except TypeError as e: print(e)
print([n for n,_ in inspect.getmembers(A,inspect.isfunction)])
def gg():
    yield 1
x=gg(); print(inspect.getgeneratorstate(x)); next(x); print(inspect.getgeneratorstate(x),x.gi_code.co_name,x.gi_yieldfrom); x.close(); print(inspect.getgeneratorstate(x),x.gi_frame)
from typing import Optional, Callable
def tt(a:Optional[int],b:Callable[[int],str],c:'list[int]',d:list[str]|None=None)->dict[str,int]: pass
print(inspect.signature(tt))
