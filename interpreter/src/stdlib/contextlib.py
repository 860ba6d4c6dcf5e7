# `contextlib`.

import sys
from abc import ABC, abstractmethod
from collections import deque as _deque
from functools import wraps
from types import MethodType as _MethodType


def _has_methods(cls, *names):
    """Whether a class has all these methods, none of them set to None."""
    for name in names:
        for base in cls.__mro__:
            members = dict(_class_items(base))
            if name in members:
                if members[name] is None:
                    return NotImplemented
                break
        else:
            return NotImplemented
    return True


class AbstractContextManager(ABC):
    __slots__ = ()

    @classmethod
    def __class_getitem__(cls, item, /):
        return _alias(cls, item)

    def __enter__(self):
        return self

    @abstractmethod
    def __exit__(self, exc_type, exc_value, traceback):
        return None

    @classmethod
    def __subclasshook__(cls, C):
        if cls is AbstractContextManager:
            return _has_methods(C, "__enter__", "__exit__")
        return NotImplemented


class AbstractAsyncContextManager(ABC):
    __slots__ = ()

    @classmethod
    def __class_getitem__(cls, item, /):
        return _alias(cls, item)

    async def __aenter__(self):
        return self

    @abstractmethod
    async def __aexit__(self, exc_type, exc_value, traceback):
        return None

    @classmethod
    def __subclasshook__(cls, C):
        if cls is AbstractAsyncContextManager:
            return _has_methods(C, "__aenter__", "__aexit__")
        return NotImplemented


class ContextDecorator:
    def _recreate_cm(self):
        return self

    def __call__(self, func):
        @wraps(func)
        def inner(*args, **kwds):
            with self._recreate_cm():
                return func(*args, **kwds)

        return inner


class AsyncContextDecorator:
    def _recreate_cm(self):
        return self

    def __call__(self, func):
        @wraps(func)
        async def inner(*args, **kwds):
            async with self._recreate_cm():
                return await func(*args, **kwds)

        return inner


class _GeneratorContextManagerBase:
    def __init__(self, func, args, kwds):
        self.gen = func(*args, **kwds)
        self.func, self.args, self.kwds = func, args, kwds
        doc = getattr(func, "__doc__", None)
        self.__doc__ = type(self).__doc__ if doc is None else doc

    def _recreate_cm(self):
        return self.__class__(self.func, self.args, self.kwds)


class _GeneratorContextManager(
    _GeneratorContextManagerBase, AbstractContextManager, ContextDecorator
):
    def __enter__(self):
        del self.args, self.kwds, self.func
        try:
            return next(self.gen)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(self, typ, value, traceback):
        if typ is None:
            try:
                next(self.gen)
            except StopIteration:
                return False
            try:
                raise RuntimeError("generator didn't stop")
            finally:
                self.gen.close()
        if value is None:
            value = typ()
        try:
            self.gen.throw(value)
        except StopIteration as error:
            return error is not value
        except RuntimeError as error:
            if error is value:
                error.__traceback__ = traceback
                return False
            if isinstance(value, StopIteration) and error.__cause__ is value:
                value.__traceback__ = traceback
                return False
            raise
        except BaseException as error:
            if error is not value:
                raise
            error.__traceback__ = traceback
            return False
        try:
            raise RuntimeError("generator didn't stop after throw()")
        finally:
            self.gen.close()


class _AsyncGeneratorContextManager(
    _GeneratorContextManagerBase, AbstractAsyncContextManager, AsyncContextDecorator
):
    async def __aenter__(self):
        del self.args, self.kwds, self.func
        try:
            return await anext(self.gen)
        except StopAsyncIteration:
            raise RuntimeError("generator didn't yield") from None

    async def __aexit__(self, typ, value, traceback):
        if typ is None:
            try:
                await anext(self.gen)
            except StopAsyncIteration:
                return False
            try:
                raise RuntimeError("generator didn't stop")
            finally:
                await self.gen.aclose()
        if value is None:
            value = typ()
        try:
            await self.gen.athrow(value)
        except StopAsyncIteration as error:
            return error is not value
        except RuntimeError as error:
            if error is value:
                error.__traceback__ = traceback
                return False
            is_stop = isinstance(value, (StopIteration, StopAsyncIteration))
            if is_stop and error.__cause__ is value:
                value.__traceback__ = traceback
                return False
            raise
        except BaseException as error:
            if error is not value:
                raise
            error.__traceback__ = traceback
            return False
        try:
            raise RuntimeError("generator didn't stop after athrow()")
        finally:
            await self.gen.aclose()


def asynccontextmanager(func):
    @wraps(func)
    def helper(*args, **kwds):
        return _AsyncGeneratorContextManager(func, args, kwds)

    return helper


def contextmanager(func):
    @wraps(func)
    def helper(*args, **kwds):
        return _GeneratorContextManager(func, args, kwds)

    return helper


class aclosing(AbstractAsyncContextManager):
    def __init__(self, thing):
        self.thing = thing

    async def __aenter__(self):
        return self.thing

    async def __aexit__(self, *exc_info):
        await self.thing.aclose()


class closing(AbstractContextManager):
    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *exc_info):
        self.thing.close()


class suppress(AbstractContextManager):
    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        pass

    def __exit__(self, exctype, excinst, exctb):
        if exctype is None:
            return None
        if issubclass(exctype, self._exceptions):
            return True
        if issubclass(exctype, BaseExceptionGroup):
            match, rest = excinst.split(self._exceptions)
            if rest is None:
                return True
            raise rest
        return False


class nullcontext(AbstractContextManager, AbstractAsyncContextManager):
    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    def __exit__(self, *excinfo):
        pass

    async def __aenter__(self):
        return self.enter_result

    async def __aexit__(self, *excinfo):
        pass


class _Redirect(AbstractContextManager):
    def __init__(self, new_target):
        self._new_target = new_target
        self._old_targets = []

    def __enter__(self):
        self._old_targets.append(getattr(sys, self._stream))
        setattr(sys, self._stream, self._new_target)
        return self._new_target

    def __exit__(self, exctype, excinst, exctb):
        setattr(sys, self._stream, self._old_targets.pop())


class redirect_stdout(_Redirect):
    _stream = "stdout"


class redirect_stderr(_Redirect):
    _stream = "stderr"


class _Suspect:
    """Puts the exceptions that the callbacks of a stack raise into the order that nested `with`
    statements would give them."""

    def __init__(self, error):
        self.around = sys.exception()
        self.error = error
        self.was_raised = False
        self.suppressed = False

    def details(self):
        if self.error is None:
            return None, None, None
        return type(self.error), self.error, self.error.__traceback__

    def suppress(self):
        self.suppressed = True
        self.was_raised = False
        self.error = None

    def replace(self, new):
        link = new
        while True:
            context = link.__context__
            if context is None or context is self.error:
                break
            if context is self.around:
                link.__context__ = self.error
                break
            link = context
        self.was_raised = True
        self.error = new

    def end(self, received):
        if self.was_raised:
            context = self.error.__context__
            try:
                raise self.error
            except BaseException:
                self.error.__context__ = context
                raise
        return received and self.suppressed


class _BaseExitStack:
    def __init__(self):
        # Whether it is a plain function, not to be awaited, and the callback.
        self._exit_callbacks = _deque()

    def pop_all(self):
        new = type(self)()
        new._exit_callbacks = self._exit_callbacks
        self._exit_callbacks = _deque()
        return new

    def push(self, exit):
        method = getattr(type(exit), "__exit__", None)
        if method is None:
            self._exit_callbacks.append((True, exit))
        else:
            self._push_method(exit, method)
        return exit

    def _push_method(self, manager, method, is_async=False):
        self._exit_callbacks.append((not is_async, _MethodType(method, manager)))

    def enter_context(self, cm):
        cls = type(cm)
        enter, exit = _methods(cls, "__enter__", "__exit__", "the context manager protocol")
        result = enter(cm)
        self._push_method(cm, exit)
        return result

    def callback(self, callback, /, *args, **kwds):
        def leave(*details):
            callback(*args, **kwds)

        leave.__wrapped__ = callback
        self._exit_callbacks.append((True, leave))
        return callback


def _methods(cls, enter, exit, protocol):
    try:
        return getattr(cls, enter), getattr(cls, exit)
    except AttributeError:
        name = f"{cls.__module__}.{cls.__qualname__}"
        raise TypeError(f"'{name}' object does not support {protocol}") from None


class ExitStack(_BaseExitStack, AbstractContextManager):
    def __enter__(self):
        return self

    def __exit__(self, *exc_details):
        suspect = _Suspect(exc_details[1])
        while self._exit_callbacks:
            is_sync, leave = self._exit_callbacks.pop()
            try:
                if leave(*suspect.details()):
                    suspect.suppress()
            except BaseException as error:
                suspect.replace(error)
        return suspect.end(exc_details[1] is not None)

    def close(self):
        self.__exit__(None, None, None)


class AsyncExitStack(_BaseExitStack, AbstractAsyncContextManager):
    async def enter_async_context(self, cm):
        cls = type(cm)
        enter, exit = _methods(
            cls, "__aenter__", "__aexit__", "the asynchronous context manager protocol"
        )
        result = await enter(cm)
        self._push_method(cm, exit, True)
        return result

    def push_async_exit(self, exit):
        method = getattr(type(exit), "__aexit__", None)
        if method is None:
            self._exit_callbacks.append((False, exit))
        else:
            self._push_method(exit, method, True)
        return exit

    def push_async_callback(self, callback, /, *args, **kwds):
        async def leave(*details):
            await callback(*args, **kwds)

        leave.__wrapped__ = callback
        self._exit_callbacks.append((False, leave))
        return callback

    async def aclose(self):
        await self.__aexit__(None, None, None)

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc_details):
        suspect = _Suspect(exc_details[1])
        while self._exit_callbacks:
            is_sync, leave = self._exit_callbacks.pop()
            try:
                answer = leave(*suspect.details())
                if not is_sync:
                    answer = await answer
                if answer:
                    suspect.suppress()
            except BaseException as error:
                suspect.replace(error)
        return suspect.end(exc_details[1] is not None)
