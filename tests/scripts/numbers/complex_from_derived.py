"""complex() of objects of classes derived from builtin ones."""


class T(str): pass
class F(float): pass
class I(int): pass
class C(complex): pass
class FC(float):
    def __complex__(self): return 5j
print(complex(T("1+2j")), complex(F(1.5)), complex(I(2), F(3)), complex(C(1j)), complex(C(1j), 2), type(complex(C(1))).__name__, complex(FC(2)))
for a in [(1, T("2")), (T("1"), 2), (T("x"),)]:
    try: print(complex(*a))
    except Exception as e: print(type(e).__name__, e)
