# What traceback objects and their frames show.

_TRACEBACK = ("tb_frame", "tb_lasti", "tb_lineno", "tb_next")
_FRAME = (
    "clear f_back f_builtins f_code f_globals f_lasti f_lineno f_locals f_trace f_trace_lines "
    "f_trace_opcodes"
).split()
_CODE = (
    "co_argcount co_cellvars co_code co_consts co_exceptiontable co_flags co_freevars co_kwonlyargcount "
    "co_lines co_linetable co_lnotab co_names co_nlocals co_positions co_posonlyargcount co_stacksize "
    "co_varnames replace"
).split()


def attribute_of_traceback(traceback, name):
    if name not in _TRACEBACK:
        raise AttributeError(f"'traceback' object has no attribute '{name}'", name=name, obj=traceback)
    places = _trace_places(traceback._sites)
    if not places or name == "tb_lasti":
        _unsupported(f"`{name}` of this traceback")
    if name == "tb_lineno":
        return places[0][1]
    if name == "tb_frame":
        return frame(places[0], traceback._sites)
    if len(places) == 1:
        return None
    return _new_traceback(traceback._sites[: places[1][5]])


def sites_from(traceback, count):
    """The sites of as many places of a traceback: the outermost ones, or (negative) the innermost."""
    sites = traceback._sites
    places = _trace_places(sites)
    if count >= 0:
        return sites[places[count][5] :] if count < len(places) else sites
    return sites[: places[count][5]] if -count <= len(places) else sites


class frame:
    def __init__(self, place, sites):
        self._place = place
        self._sites = sites

    @property
    def f_code(self):
        return code(self._place)

    def __getattr__(self, name):
        if name in _FRAME or name[:2] == "__":
            _unsupported(f"`{name}` of a frame")
        raise AttributeError(f"'frame' object has no attribute '{name}'", name=name, obj=self)

    def __eq__(self, other):
        _unsupported("comparing frames")

    __hash__ = __eq__

    def __repr__(self):
        _unsupported("`repr` of a frame")


class code:
    def __init__(self, place):
        self.co_filename = place[0]
        self.co_name = place[2]
        self.co_qualname = place[3]
        self.co_firstlineno = place[4]

    def __getattr__(self, name):
        if name in _CODE or name[:2] == "__":
            _unsupported(f"`{name}` of a code object")
        raise AttributeError(f"'code' object has no attribute '{name}'", name=name, obj=self)

    def __eq__(self, other):
        _unsupported("comparing code objects")

    __hash__ = __eq__

    def __repr__(self):
        _unsupported("`repr` of a code object")


for _class in (frame, code):
    _class.__module__ = "builtins"
