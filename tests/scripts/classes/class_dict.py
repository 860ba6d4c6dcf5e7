class A:
    """doc"""
    x = 1
    def f(self): return self.x
    @classmethod
    def c(cls): pass
    @staticmethod
    def s(): pass
    @property
    def p(self): return 5
class B(A):
    y = 2
print('x' in A.__dict__, 'x' in B.__dict__, A.__dict__['x'], A.__dict__['f'] is A.f, A.__dict__.get('nope'), [n for n in A.__dict__ if not n.startswith('__')], [k for k, v in vars(B).items() if not k.startswith('_')], type(A.__dict__['c']), type(vars(A)['s']), type(A.__dict__['p']), A.__dict__['__doc__'], '__dict__' in A.__dict__, '__init__' in A.__dict__)
try: A.__dict__['zz']
except KeyError as e: print(e)
try: A.__dict__['x'] = 3
except TypeError as e: print(e)
print(type(A.__dict__))
for name, value in vars(A).items():
    if callable(value): print(name)
