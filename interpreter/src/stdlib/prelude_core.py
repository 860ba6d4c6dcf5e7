"""Twins of natives, and other functions that the VM calls by name.

They run where code of the user may be involved; natives cannot call back. Their frames do not
appear in tracebacks.
"""


def _iterate(iterator):
    """A generator over an iterator of the user's, for ForIter."""
    while True:
        try:
            item = iterator.__next__()
        except StopIteration:
            return
        yield item


def _construct(cls, *args, **kwargs):
    return cls(*args, **kwargs)


def _exception_texts(exception):
    """Before an uncaught exception is shown: str() of it and of those it is chained to."""
    for link in _untold(exception):
        try:
            text = str(link)
        except BaseException:
            text = '<exception str() failed>'
        _note_text(link, text)
