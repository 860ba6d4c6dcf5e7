def _exception_texts(exception):
    """Before an uncaught exception is shown: str() of it and of those it is chained to."""
    for link in _untold(exception):
        try:
            text = str(link)
        except BaseException:
            text = '<exception str() failed>'
        _note_text(link, text)


def _print_thread_exception(name, exception):
    _exception_texts(exception)
    _print_told_exception(name, exception)
