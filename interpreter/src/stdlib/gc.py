# `gc`

_enabled = True
_thresholds = (700, 10, 10)
garbage = []
callbacks = []


# For `__subclasses__`: CPython forgets classes that nobody refers to when it collects.
_has_collected = False


def collect(generation=2):
    global _has_collected
    if generation not in (0, 1, 2):
        raise ValueError("invalid generation")
    if callbacks:
        _unsupported("`gc.callbacks`")
    _has_collected = True
    last, found, speaks = _find()
    _last_words(last)
    return _clear(speaks, found)


def enable():
    global _enabled
    _enabled = True
    _pace(_thresholds[0])


def disable():
    global _enabled
    _enabled = False
    _pace(0)


def isenabled():
    return _enabled


def get_threshold():
    return _thresholds


def set_threshold(*thresholds):
    global _thresholds
    if not 1 <= len(thresholds) <= 3:
        raise TypeError("gc.set_threshold requires 1 to 3 arguments")
    thresholds = tuple([range(threshold).stop for threshold in thresholds])
    _thresholds = thresholds + _thresholds[len(thresholds):]
    if _enabled:
        _pace(_thresholds[0])


def get_count():
    return _pace(), 0, 0


def get_objects(generation=None):
    if generation is not None:
        _unsupported("`gc.get_objects()` of one generation")
    return _objects()


def get_referrers(*objs):
    _unsupported("`gc.get_referrers()`")


def get_referents(*objs):
    _unsupported("`gc.get_referents()`")


def get_stats():
    _unsupported("`gc.get_stats()`")


def set_debug(flags):
    _unsupported("`gc.set_debug()`")


def get_debug():
    return 0


def is_tracked(obj):
    _unsupported("`gc.is_tracked()`")


def freeze():
    pass


def unfreeze():
    pass


def get_freeze_count():
    return 0
