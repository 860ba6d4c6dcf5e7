class E1(OSError):
    def __init__(self, a, b=None):
        self.a = a
        super().__init__(a, b)
try: raise E1(2, "x")
except OSError as e: print(repr(e), str(e), e.errno, e.strerror, e.args, type(e))
class E2(OSError):
    def __init__(self, msg):
        self.msg = msg
try: raise E2("hello")
except OSError as e: print(repr(e), str(e), e.errno, e.strerror, e.args, type(e))
class E3(OSError):
    def __new__(cls, *a):
        print("new", a)
        return super().__new__(cls, *a)
try: raise E3(2, "x", "f")
except OSError as e: print(repr(e), str(e), e.errno, e.strerror, e.filename, e.args, type(e))
class E4(OSError):
    def __new__(cls, *a):
        return super().__new__(cls, *a)
    def __init__(self, *a):
        super().__init__("other")
try: raise E4(2, "x", "f")
except OSError as e: print(repr(e), str(e), e.errno, e.strerror, e.filename, e.args, type(e))
class E5(OSError):
    def __init__(self, *a):
        pass
try: raise E5(2, "x", "f")
except OSError as e: print(repr(e), str(e), e.errno, e.strerror, e.filename, e.args, type(e))
class E6(OSError):
    def __init__(self, code, text, extra):
        super().__init__(code, text)
        self.extra = extra
try: raise E6(2, "gone", "ex")
except OSError as e: print(repr(e), str(e), e.errno, e.strerror, e.filename, e.args, type(e), e.extra)
class E7(FileNotFoundError):
    def __init__(self, path):
        super().__init__(2, "No such", path)
try: raise E7("p")
except OSError as e: print(repr(e), str(e), e.errno, e.strerror, e.filename, e.args, type(e))
class E8(ConnectionError):
    def __init__(self, host, *, port):
        super().__init__(f"{host}:{port}")
        self.host = host
try: raise E8("h", port=3)
except OSError as e: print(repr(e), str(e), e.errno, e.strerror, e.filename, e.args, type(e))
class E9(OSError): pass
try: raise E9(2, "x")
except OSError as e: print(repr(e), type(e))
print(type(OSError(2, "x")), type(OSError(2)), type(OSError(13, "q", "f", None, "g")), OSError(13, "q", "f", None, "g"))
try: E9(1, 2, x=3)
except TypeError as e: print(e)
try: OSError(x=3)
except TypeError as e: print(e)
class E10(OSError):
    def __init__(self, a, **k): super().__init__(a)
print(repr(E10(1, x=2)))
class E11(TimeoutError):
    def __init__(self): super().__init__("timed out")
print(repr(E11()), E11().args)
class E12(OSError):
    def __str__(self): return "S"
print(E12(1,2), repr(E12(1,2)), repr(E12(1,2,3)), E12(1,2,3).args)
