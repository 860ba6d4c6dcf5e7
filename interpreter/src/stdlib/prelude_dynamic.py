# Code that is made while the script runs, and variables as dicts.


def _globals():
    return _variables()[0]


def _locals():
    return _variables()[1]


def _exec(source, globals=None, locals=None, *, closure=None):
    if closure is not None:
        _unsupported("`exec` with a closure")
    if globals is not None and not isinstance(globals, dict):
        raise TypeError("exec() globals must be a dict, not " + _name(globals))
    if locals is not None and not hasattr(type(locals), "__getitem__"):
        raise TypeError("locals must be a mapping or None, not " + _name(locals))
    _carry_out("exec", source, globals, locals)


def _eval(source, globals=None, locals=None):
    if locals is not None and not hasattr(type(locals), "__getitem__"):
        raise TypeError("locals must be a mapping")
    if globals is not None and not isinstance(globals, dict):
        if hasattr(type(globals), "__getitem__"):
            raise TypeError("globals must be a real dict; try eval(expr, {}, mapping)")
        raise TypeError("globals must be a dict")
    return _carry_out("eval", source, globals, locals)


def _carry_out(mode, source, globals, locals):
    if globals is None:
        own, around = _variables()
        globals = own
        locals = around if locals is None else locals
    elif locals is None:
        locals = globals
    file = "<string>"
    if type(source) is _code_class():
        source, file, mode = source._source, source._file, source._mode
    elif _name(source) == "code":
        _unsupported("running the code of a function")
    else:
        source = _code_text(source, mode + "() arg 1 must be a string, bytes or code object")
        if mode == "eval":
            source = source.lstrip(" \t")
    if "__builtins__" not in globals:
        globals["__builtins__"] = _builtins_module()
    result = _run(source, file, mode, globals, locals)
    return result if mode == "eval" else None


def _code_text(source, refusal):
    if isinstance(source, (bytes, bytearray)):
        _unsupported("code as bytes")
    if not isinstance(source, str):
        raise TypeError(refusal)
    if "\0" in source:
        raise SyntaxError("source code string cannot contain null bytes")
    return str(source)


def _compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1):
    source = _code_text(source, "compile() arg 1 must be a string, bytes or AST object")
    if mode not in ("exec", "eval", "single"):
        raise ValueError("compile() mode must be 'exec', 'eval' or 'single'")
    if mode == "single" or flags or type(filename) is not str:
        _unsupported("`compile` in mode 'single', with flags, or with a file name that is no string")
    if mode == "eval":
        source = source.lstrip(" \t")
    _check(source, filename, mode)
    return _code_class()(source, filename, mode)


_code_classes = []


def _code_class():
    if not _code_classes:
        _code_classes.append(_make_code_class())
    return _code_classes[0]


def _make_code_class():
    class code:
        """What `compile` gives: a text that is known to be right."""

        __module__ = "builtins"
        __qualname__ = "code"

        def __init__(self, source, file, mode):
            self._source = source
            self._file = file
            self._mode = mode

        def __getattr__(self, name):
            _unsupported("attributes of a code object")

        def __repr__(self):
            return f'<code object <module> at {hex(id(self))}, file "{self._file}", line 1>'

    return code
