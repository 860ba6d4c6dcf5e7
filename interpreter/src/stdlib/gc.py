# `gc`

_enabled = True
garbage = []
callbacks = []


def collect(generation=2):
    if generation not in (0, 1, 2):
        raise ValueError("invalid generation")
    if callbacks:
        _unsupported("`gc.callbacks`")
    dead = _find()
    dead.reverse()
    _last_words(dead)
    return _clear()


def enable():
    global _enabled
    _enabled = True


def disable():
    global _enabled
    _enabled = False


def isenabled():
    return _enabled


def get_threshold():
    _unsupported("`gc.get_threshold()`, as nothing is collected on its own")


def set_threshold(*thresholds):
    _unsupported("`gc.set_threshold()`, as nothing is collected on its own")


def get_count():
    _unsupported("`gc.get_count()`, as nothing is collected on its own")


def get_objects(generation=None):
    _unsupported("`gc.get_objects()`")


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
