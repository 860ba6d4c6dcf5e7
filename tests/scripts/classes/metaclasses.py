class SingletonMeta(type):
    _instances = {}
    def __call__(cls, *args, **kwargs):
        if cls not in cls._instances:
            cls._instances[cls] = super().__call__(*args, **kwargs)
        return cls._instances[cls]
class Config(metaclass=SingletonMeta):
    def __init__(self, v=1): self.v = v
a, b = Config(5), Config(7)
print(a is b, a.v, type(Config), Config, type(a))
class Reg(type):
    classes = []
    def __new__(mcs, name, bases, ns, **kw):
        cls = super().__new__(mcs, name, bases, ns)
        mcs.classes.append(name)
        return cls
    def __init__(cls, name, bases, ns, **kw):
        super().__init__(name, bases, ns)
        cls.kw = kw
    def __len__(cls): return 42
    def __iter__(cls): return iter('xyz')
    def __contains__(cls, x): return x == 1
    def __getitem__(cls, k): return (cls.__name__, k)
    @property
    def prop(cls): return 'prop of ' + cls.__name__
    def meth(cls): return cls.__name__.lower()
    def __repr__(cls): return f'<Reg {cls.__name__}>'
class A(metaclass=Reg, flag=3): 
    x = 1
    def f(self): return __class__
class B(A): pass
print(Reg.classes, A.kw, B.kw, len(A), list(B), 1 in A, A['k'], A.prop, B.meth(), A, [B], isinstance(A, Reg), issubclass(Reg, type), A().f())
try: A().meth()
except AttributeError as e: print(e)
class Base:
    subs = []
    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.tag = tag
        Base.subs.append(cls)
class C1(Base, tag='one'): pass
class C2(C1): pass
print(Base.subs, C1.tag, C2.tag)
try:
    class C3(Base, tag=1, other=2): pass
except TypeError as e: print(e)
X = type('X', (Base,), {'v': 10, 'get': lambda self: self.v})
print(X, X().get(), X.__name__, X.__bases__, X.__module__, X.__qualname__)
class Even(type):
    def __instancecheck__(cls, o): return isinstance(o, int) and o % 2 == 0
class E(metaclass=Even): pass
print(isinstance(4, E), isinstance(3, E), isinstance('a', (E, str)))
class M1(type): pass
class M2(type): pass
class P(metaclass=M1): pass
class Q(metaclass=M2): pass
try:
    class R(P, Q): pass
except TypeError as e: print(e)
bases = (list,)
class Star(*bases): pass
print(Star([1,2]))
class Field:
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, obj, owner):
        if obj is None: return self
        return obj.__dict__.get(self.name, 'unset')
    def __set__(self, obj, v): obj.__dict__[self.name] = v * 2
class Model:
    a = Field(); b = Field()
m = Model(); m.a = 4
print(m.a, m.b, Model.a.name, m.__dict__)
class Meta2(type):
    def __getattr__(cls, n): return 'meta ' + n
    def __setattr__(cls, n, v): print('set', n); super().__setattr__(n, v)
class G(metaclass=Meta2): y = 2
print(G.foo, G.y); G.z = 5; print(G.z)
try: type('a', (), {}, 1)
except TypeError as e: print(e)
try: type(1, (), {})
except TypeError as e: print(e)
try: type('a', [], {})
except TypeError as e: print(e)
class Meta3(type):
    @classmethod
    def __prepare__(mcs, name, bases): return {'injected': 1}
class H(metaclass=Meta3): pass
print(H.injected)
