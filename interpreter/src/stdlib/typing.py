# `typing`, as far as annotations go: its forms can be named and subscripted, not looked at.

TYPE_CHECKING = False


class _Form:
    def __getitem__(self, parameters):
        return self

    def __or__(self, other):
        return self

    def __ror__(self, other):
        return self

    def __call__(self, *args, **kwargs):
        _unsupported("calling a form of `typing`")

    def __repr__(self):
        _unsupported("`repr` of a form of `typing`")

    def __eq__(self, other):
        _unsupported("comparing forms of `typing`")

    def __hash__(self):
        _unsupported("`hash` of a form of `typing`")


Any = Optional = Union = Callable = ClassVar = Final = Literal = NoReturn = Never = Annotated = _Form()
List = Dict = Set = FrozenSet = Tuple = Type = Deque = DefaultDict = Counter = OrderedDict = Any
Iterable = Iterator = Generator = Sequence = MutableSequence = Mapping = MutableMapping = Any
Collection = Container = Hashable = Sized = Awaitable = Coroutine = Any
AsyncIterable = AsyncIterator = AsyncGenerator = AsyncContextManager = ContextManager = Any
Text = AnyStr = Self = LiteralString = Concatenate = TypeAlias = TypeGuard = Any


def TypeVar(name, *constraints, bound=None, covariant=False, contravariant=False):
    return Any


def ParamSpec(name):
    return Any


def cast(typ, val):
    return val
