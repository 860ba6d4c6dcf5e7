# Which operations ask an iterable how long it will be, and when.
class A:
    def __len__(s): print('len',end=' '); return 2
    def __iter__(s): print('iter',end=' '); return iter('ab')
    def __length_hint__(s): print('hint',end=' '); return 3
class B:
    def __iter__(s): print('iter',end=' '); return iter('ab')
    def __length_hint__(s): print('hint',end=' '); return 3
import collections,functools,itertools
def un(x): a,b=x
def st(x): a,*b=x
def star(x): return (lambda *a:a)(*x)
def iadd(x):
    l=[]; l+=x
def sl(x):
    l=[1]; l[:]=x
for f in (list,tuple,sorted,set,frozenset,lambda x:[*x],lambda x:(*x,),lambda x:[].extend(x),iadd,sl,un,st,star,sum if 0 else any,bytearray if 0 else bool,lambda x:list(map(str,x)),lambda x:list(zip(x)),lambda x:','.join(x),lambda x:list(enumerate(x)),dict.fromkeys,collections.deque,collections.Counter,max,lambda x:[i for i in x],lambda x:'a' in x,lambda x:list(filter(None,x)),lambda x:list(itertools.chain(x)),lambda x: {*x},lambda x: list(reversed([*x])),lambda x: list(itertools.islice(x,1))):
    for k in (A,B): f(k()); print('|',end=' ')
    print()

class C:
    def __init__(s, v): s.v = v
    def __iter__(s): return iter('ab')
    def __length_hint__(s):
        if isinstance(s.v, Exception): raise s.v
        return s.v
for v in (-1, 'x', NotImplemented, TypeError('no'), 10):
    for f in (list, tuple, sorted, set, lambda x: [*x]):
        try: print(f(C(v)) == ['a', 'b'], end=' ')
        except (ValueError, TypeError) as e: print(e, end=' ')
    print()
try: list(C(KeyError('k')))
except KeyError as e: print(repr(e))
