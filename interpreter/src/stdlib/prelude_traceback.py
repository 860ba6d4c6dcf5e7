def _exception_texts(exception):
    """Before an uncaught exception is shown: str() of it and of those it is chained to."""
    for link in _untold(exception):
        try:
            text = str(link)
        except BaseException:
            text = '<exception str() failed>'
        _note_text(link, text)


def _call_excepthook(hook, exception):
    """The main thread dies of the exception, and the script has set `sys.excepthook`."""
    try:
        hook(type(exception), exception, exception.__traceback__)
    except Exception:
        _unsupported("an exception in `sys.excepthook`")


def _print_thread_exception(name, exception):
    _exception_texts(exception)
    _print_told_exception(name, exception)


def _told_text(exception):
    _exception_texts(exception)
    return _told_exception_text(exception)


# Places and texts of the warnings that were shown, each of which is shown once.
_warned = set()


def _warn_unawaited(coroutine):
    text = f"coroutine '{coroutine.__qualname__}' was never awaited"
    place = _place()
    where, source = "sys:1", ""
    if place is not None:
        where = f"{place[0]}:{place[1]}"
        source = place[2] and f"  {place[2]}\n"
    if (where, text) in _warned:
        return
    _warned.add((where, text))
    import sys

    sys.stderr.write(
        f"{where}: RuntimeWarning: {text}\n{source}"
        "RuntimeWarning: Enable tracemalloc to get the object allocation traceback\n"
    )


def _last_words(dead):
    """Objects have died, the first one last in the list: the `finally` of suspended generators,
    `__del__` of the others."""
    while dead:
        thing = dead.pop()
        where = thing
        try:
            if _is_unawaited(thing):
                _close(thing)
                _warn_unawaited(thing)
            elif _is_async_generator(thing) and _async_loop() is not None:
                _async_loop()._close_later(thing)
            elif _is_generator(thing):
                _close(thing)
            elif hasattr(type(thing), '_told'):
                where = object.__getattribute__(thing, '_callback')
                type(thing)._told(thing)
            else:
                # The class may have lost it since.
                if hasattr(type(thing), '__del__'):
                    where = type(thing).__del__
                    where(thing)
        except BaseException as error:
            _exception_texts(error)
            _print_ignored(repr(where), error)
        # What dies with it dies before the next one has its say.
        thing = where = None


def _clear_up(last, found, speaks):
    """A thread has found garbage: the last words due, the objects, whether anybody is told."""
    _last_words(last)
    _clear(speaks, found)
