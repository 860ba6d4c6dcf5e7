//! What CPython's standard library has: what is not known here is refused by name rather than
//! reported as missing.

/// Modules that are here in part, with the names that they have in CPython 3.13.
const NAMES: &[(&str, &str)] = &[
    (
        "asyncio",
        "ALL_COMPLETED AbstractChildWatcher AbstractEventLoop AbstractEventLoopPolicy \
         AbstractServer Barrier BaseEventLoop BaseProtocol BaseTransport BoundedSemaphore \
         BrokenBarrierError BufferedProtocol CancelledError Condition DatagramProtocol \
         DatagramTransport DefaultEventLoopPolicy Event EventLoop FIRST_COMPLETED \
         FIRST_EXCEPTION FastChildWatcher Future Handle IncompleteReadError \
         InvalidStateError LifoQueue LimitOverrunError Lock MultiLoopChildWatcher \
         PidfdChildWatcher PriorityQueue Protocol Queue QueueEmpty QueueFull \
         QueueShutDown ReadTransport Runner SafeChildWatcher SelectorEventLoop Semaphore \
         SendfileNotAvailableError Server StreamReader StreamReaderProtocol StreamWriter \
         SubprocessProtocol SubprocessTransport Task TaskGroup ThreadedChildWatcher \
         Timeout TimeoutError TimerHandle Transport WriteTransport all_tasks as_completed \
         base_events base_futures base_subprocess base_tasks constants coroutines \
         create_eager_task_factory create_subprocess_exec create_subprocess_shell \
         create_task current_task eager_task_factory ensure_future events exceptions \
         format_helpers futures gather get_child_watcher get_event_loop \
         get_event_loop_policy get_running_loop iscoroutine iscoroutinefunction isfuture \
         locks log mixins new_event_loop open_connection open_unix_connection protocols \
         queues run run_coroutine_threadsafe runners selector_events set_child_watcher \
         set_event_loop set_event_loop_policy shield sleep sslproto staggered \
         start_server start_unix_server streams subprocess sys taskgroups tasks threads \
         timeout timeout_at timeouts to_thread transports trsock unix_events wait \
         wait_for wrap_future",
    ),
    (
        "bisect",
        "bisect bisect_left bisect_right insort insort_left insort_right",
    ),
    (
        "collections",
        "ChainMap Counter OrderedDict UserDict UserList UserString defaultdict deque \
         namedtuple",
    ),
    (
        "concurrent.futures",
        "ALL_COMPLETED BrokenExecutor CancelledError Executor FIRST_COMPLETED \
         FIRST_EXCEPTION Future InvalidStateError ProcessPoolExecutor \
         ThreadPoolExecutor TimeoutError as_completed process thread wait",
    ),
    (
        "contextlib",
        "AbstractAsyncContextManager AbstractContextManager AsyncContextDecorator \
         AsyncExitStack ContextDecorator ExitStack GenericAlias MethodType aclosing \
         asynccontextmanager chdir closing contextmanager deque nullcontext \
         redirect_stderr redirect_stdout suppress wraps",
    ),
    ("contextvars", "Context ContextVar Token copy_context"),
    ("copy", "Error copy deepcopy dispatch_table error replace"),
    (
        "dataclasses",
        "Field FrozenInstanceError InitVar KW_ONLY MISSING asdict astuple dataclass \
         field fields is_dataclass make_dataclass recursive_repr replace",
    ),
    (
        "enum",
        "CONFORM CONTINUOUS DynamicClassAttribute EJECT Enum EnumCheck EnumDict \
         EnumMeta EnumType Flag FlagBoundary IntEnum IntFlag KEEP MappingProxyType \
         NAMED_FLAGS ReprEnum STRICT StrEnum UNIQUE auto bin global_enum \
         global_enum_repr global_flag_repr global_str member nonmember \
         pickle_by_enum_name pickle_by_global_name property show_flag_values unique \
         verify",
    ),
    (
        "functools",
        "GenericAlias RLock WRAPPER_ASSIGNMENTS WRAPPER_UPDATES cache cached_property \
         cmp_to_key get_cache_token lru_cache namedtuple partial partialmethod \
         recursive_repr reduce singledispatch singledispatchmethod total_ordering \
         update_wrapper wraps",
    ),
    (
        "heapq",
        "heapify heappop heappush heappushpop heapreplace merge nlargest nsmallest",
    ),
    (
        "itertools",
        "accumulate batched chain combinations combinations_with_replacement compress \
         count cycle dropwhile filterfalse groupby islice pairwise permutations product \
         repeat starmap takewhile tee zip_longest",
    ),
    (
        "logging",
        "BASIC_FORMAT BufferingFormatter CRITICAL DEBUG ERROR FATAL FileHandler Filter \
         Filterer Formatter GenericAlias Handler INFO LogRecord Logger LoggerAdapter \
         Manager NOTSET NullHandler PercentStyle PlaceHolder RootLogger StrFormatStyle \
         StreamHandler StringTemplateStyle Template WARN WARNING addLevelName \
         basicConfig captureWarnings critical currentframe debug disable error \
         exception fatal getHandlerByName getHandlerNames getLevelName \
         getLevelNamesMapping getLogRecordFactory getLogger getLoggerClass info \
         lastResort log logAsyncioTasks logMultiprocessing logProcesses logThreads \
         makeLogRecord raiseExceptions root setLogRecordFactory setLoggerClass shutdown \
         warn warning",
    ),
    (
        "math",
        "acos acosh asin asinh atan atan2 atanh cbrt ceil comb copysign cos cosh degrees \
         dist e erf erfc exp exp2 expm1 fabs factorial floor fma fmod frexp fsum gamma \
         gcd hypot inf isclose isfinite isinf isnan isqrt lcm ldexp lgamma log log10 \
         log1p log2 modf nan nextafter perm pi pow prod radians remainder sin sinh sqrt \
         sumprod tan tanh tau trunc ulp",
    ),
    (
        "multiprocessing",
        "ProcessError AuthenticationError Array Barrier BoundedSemaphore BufferTooShort \
         Condition Event JoinableQueue Lock Manager Pipe Pool Process Queue RLock \
         RawArray RawValue Semaphore SimpleQueue TimeoutError Value active_children \
         allow_connection_pickling context cpu_count current_process freeze_support \
         get_all_start_methods get_context get_logger get_start_method log_to_stderr \
         parent_process process reducer reduction set_executable set_forkserver_preload \
         set_start_method sys",
    ),
    (
        "connection dummy forkserver heap managers pool popen_fork queues \
         resource_sharer resource_tracker shared_memory sharedctypes spawn synchronize util \
         multiprocessing.connection",
        "Client Connection Listener Pipe answer_challenge deliver_challenge wait",
    ),
    (
        "multiprocessing.dummy",
        "Array Barrier BoundedSemaphore Condition DummyProcess Event JoinableQueue Lock \
         Manager Namespace Pipe Pool Process Queue RLock Semaphore Value active_children \
         current_process dict freeze_support list shutdown",
    ),
    (
        "multiprocessing.managers",
        "AcquirerProxy ArrayProxy AutoProxy BarrierProxy BaseListProxy BaseManager \
         BaseProxy ConditionProxy DictProxy EventProxy IteratorProxy ListProxy \
         MakeProxyType Namespace NamespaceProxy PoolProxy ProcessLocalSet RebuildProxy \
         RemoteError Server SharedMemoryManager SyncManager Token Value ValueProxy",
    ),
    (
        "multiprocessing.pool",
        "ApplyResult AsyncResult ExceptionWithTraceback IMapIterator \
         IMapUnorderedIterator MapResult MaybeEncodingError Pool RemoteTraceback \
         ThreadPool TimeoutError mapstar starmapstar worker",
    ),
    (
        "multiprocessing.queues",
        "Empty Full JoinableQueue Queue SimpleQueue",
    ),
    (
        "multiprocessing.sharedctypes",
        "Array RawArray RawValue Synchronized SynchronizedArray SynchronizedBase \
         SynchronizedString Value copy synchronized typecode_to_type",
    ),
    (
        "multiprocessing.synchronize",
        "Barrier BoundedSemaphore Condition Event Lock RLock SEM_VALUE_MAX SemLock \
         Semaphore",
    ),
    (
        "operator",
        "abs add and_ attrgetter call concat contains countOf delitem eq floordiv ge \
         getitem gt iadd iand iconcat ifloordiv ilshift imatmul imod imul index indexOf \
         inv invert ior ipow irshift is_ is_not isub itemgetter itruediv ixor le \
         length_hint lshift lt matmul methodcaller mod mul ne neg not_ or_ pos pow rshift \
         setitem sub truediv truth xor",
    ),
    (
        "pickle",
        "ADDITEMS APPEND DEFAULT_PROTOCOL HIGHEST_PROTOCOL PickleBuffer PickleError \
         Pickler PicklingError PyStringMap Unpickler UnpicklingError bytes_types \
         compatible_formats decode_long dump dumps encode_long format_version load loads",
    ),
    (
        "queue",
        "Empty Full LifoQueue PriorityQueue Queue ShutDown SimpleQueue deque heappop \
         heappush time",
    ),
    (
        "random",
        "BPF LOG4 NV_MAGICCONST RECIP_BPF Random SG_MAGICCONST SystemRandom TWOPI \
         betavariate binomialvariate choice choices expovariate gammavariate gauss \
         getrandbits getstate lognormvariate main normalvariate paretovariate randbytes \
         randint random randrange sample seed setstate shuffle triangular uniform \
         vonmisesvariate weibullvariate",
    ),
    (
        "statistics",
        "Counter Decimal Fraction LinearRegression NormalDist StatisticsError acos asin \
         atan bisect_left bisect_right correlation cos cosh count covariance \
         defaultdict erf exp fabs fmean fsum geometric_mean groupby harmonic_mean hypot \
         isfinite isinf itemgetter kde kde_random linear_regression log mean median \
         median_grouped median_high median_low mode multimode namedtuple pi pstdev \
         pvariance quantiles reduce repeat sin sqrt stdev sumprod tan tau variance",
    ),
    (
        "string",
        "Formatter Template ascii_letters ascii_lowercase ascii_uppercase capwords digits \
         hexdigits octdigits printable punctuation whitespace",
    ),
    (
        "sys",
        "abiflags activate_stack_trampoline addaudithook api_version argv audit \
         base_exec_prefix base_prefix breakpointhook builtin_module_names byteorder \
         call_tracing copyright deactivate_stack_trampoline displayhook \
         dont_write_bytecode exc_info excepthook exception exec_prefix executable exit \
         flags float_info float_repr_style get_asyncgen_hooks \
         get_coroutine_origin_tracking_depth get_int_max_str_digits getallocatedblocks \
         getdefaultencoding getdlopenflags getfilesystemencodeerrors \
         getfilesystemencoding getprofile getrecursionlimit getrefcount getsizeof \
         getswitchinterval gettrace getunicodeinternedsize hash_info hexversion \
         implementation int_info intern is_finalizing is_stack_trampoline_active maxsize \
         maxunicode meta_path modules orig_argv path path_hooks path_importer_cache \
         platform platlibdir prefix pycache_prefix set_asyncgen_hooks \
         set_coroutine_origin_tracking_depth set_int_max_str_digits setdlopenflags \
         setprofile setrecursionlimit setswitchinterval settrace stderr stdin \
         stdlib_module_names stdout thread_info unraisablehook version version_info \
         warnoptions _getframe _current_frames",
    ),
    (
        "threading",
        "Barrier BoundedSemaphore BrokenBarrierError Condition Event ExceptHookArgs Lock \
         RLock Semaphore TIMEOUT_MAX Thread ThreadError Timer WeakSet activeCount \
         active_count currentThread current_thread enumerate excepthook get_ident \
         get_native_id getprofile gettrace local main_thread setprofile \
         setprofile_all_threads settrace settrace_all_threads stack_size",
    ),
    (
        "time",
        "CLOCK_BOOTTIME CLOCK_MONOTONIC CLOCK_MONOTONIC_RAW CLOCK_PROCESS_CPUTIME_ID \
         CLOCK_REALTIME CLOCK_TAI CLOCK_THREAD_CPUTIME_ID altzone asctime clock_getres \
         clock_gettime clock_gettime_ns clock_settime clock_settime_ns ctime daylight \
         get_clock_info gmtime localtime mktime monotonic monotonic_ns perf_counter \
         perf_counter_ns process_time process_time_ns pthread_getcpuclockid sleep \
         strftime strptime struct_time thread_time thread_time_ns time time_ns timezone \
         tzname tzset",
    ),
    (
        "timeit",
        "Timer default_number default_repeat default_timer dummy_src_name main reindent \
         repeat template timeit",
    ),
    (
        "traceback",
        "ANSIColors BUILTIN_EXCEPTION_LIMIT FrameSummary StackSummary \
         TracebackException clear_frames extract_stack extract_tb format_exc \
         format_exception format_exception_only format_list format_stack format_tb \
         print_exc print_exception print_last print_list print_stack print_tb suppress \
         walk_stack walk_tb",
    ),
    (
        "typing",
        "ABCMeta AbstractSet Annotated Any AnyStr AsyncGenerator AsyncIterable \
         AsyncIterator Awaitable BinaryIO ByteString CT_co Callable ChainMap ClassVar \
         Collection Concatenate Container Coroutine Counter DefaultDict Deque Dict \
         EXCLUDED_ATTRIBUTES Final ForwardRef FrozenSet Generator Generic GenericAlias \
         Hashable IO ItemsView Iterable Iterator KT KeysView List Literal LiteralString \
         Mapping MappingView MethodDescriptorType MethodWrapperType MutableMapping \
         MutableSequence MutableSet NamedTuple NamedTupleMeta Never NewType NoDefault \
         NoReturn NotRequired Optional OrderedDict ParamSpec ParamSpecArgs \
         ParamSpecKwargs Protocol ReadOnly Required Reversible Self Sequence Set Sized \
         SupportsAbs SupportsBytes SupportsComplex SupportsFloat SupportsIndex \
         SupportsInt SupportsRound T TYPE_CHECKING T_co T_contra Text TextIO Tuple Type \
         TypeAlias TypeAliasType TypeGuard TypeIs TypeVar TypeVarTuple TypedDict Union \
         Unpack VT VT_co V_co ValuesView WrapperDescriptorType abstractmethod \
         assert_never assert_type cast clear_overloads dataclass_transform defaultdict \
         final get_args get_origin get_overloads get_protocol_members get_type_hints \
         is_protocol is_typeddict no_type_check no_type_check_decorator overload override \
         reveal_type runtime_checkable",
    ),
];

/// Whether a module of the standard library has this name in CPython.
pub fn has_name(module: &str, name: &str) -> bool {
    let known = NAMES.iter().find(|(known, _)| *known == module);
    known.is_some_and(|(_, names)| names.split(' ').any(|known| known == name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_its_names() {
        assert!(has_name("threading", "settrace") && !has_name("threading", "spam"));
    }
}
