

def _session(first):
    """Runs what is entered, input after input; None ends it, SystemExit ends the run."""
    while True:
        try:
            if first is None:
                _await_input()
                function = _next_input()
            else:
                function, first = first, None
            if function is None:
                return
            if function:
                function()
        except SystemExit:
            raise
        except BaseException as error:
            _tell_failure(error)


def _tell_untold_failure(exception):
    _exception_texts(exception)
    _tell_told_failure(exception)


def _display(value):
    """Shows the value of an expression that was entered."""
    if value is not None:
        _set_last(None)
        print(repr(value))
        _set_last(value)
