//! What CPython's standard library has: what is not known here is refused by name rather than
//! reported as missing.

use super::library_private::PRIVATE;

/// Modules that are here in part, with the names that they have in CPython 3.13.
const NAMES: &[(&str, &str)] = &[
    (
        "_thread",
        "LockType RLock TIMEOUT_MAX _count _get_main_thread_ident _is_main_interpreter _local \
         _make_thread_handle _set_sentinel _shutdown _ThreadHandle allocate allocate_lock \
         daemon_threads_allowed error exit exit_thread get_ident get_native_id interrupt_main \
         lock stack_size start_joinable_thread start_new start_new_thread",
    ),
    ("atexit", "register unregister"),
    (
        "re",
        "Scanner _compile_template _compiler _constants _parser copyreg enum functools",
    ),
    ("sched", "Event scheduler"),
    ("fractions", "Decimal Fraction"),
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
        "json",
        "JSONDecodeError JSONDecoder JSONEncoder codecs decoder detect_encoding dump dumps \
         encoder load loads scanner",
    ),
    (
        "os",
        "CLD_CONTINUED CLD_DUMPED CLD_EXITED CLD_KILLED CLD_STOPPED CLD_TRAPPED CLONE_FILES \
         CLONE_FS CLONE_NEWCGROUP CLONE_NEWIPC CLONE_NEWNET CLONE_NEWNS CLONE_NEWPID \
         CLONE_NEWTIME CLONE_NEWUSER CLONE_NEWUTS CLONE_SIGHAND CLONE_SYSVSEM CLONE_THREAD \
         CLONE_VM DirEntry EFD_CLOEXEC EFD_NONBLOCK EFD_SEMAPHORE EX_CANTCREAT EX_CONFIG \
         EX_DATAERR EX_IOERR EX_NOHOST EX_NOINPUT EX_NOPERM EX_NOUSER EX_OK EX_OSERR \
         EX_OSFILE EX_PROTOCOL EX_SOFTWARE EX_TEMPFAIL EX_UNAVAILABLE EX_USAGE F_LOCK F_OK \
         F_TEST F_TLOCK F_ULOCK GRND_NONBLOCK GRND_RANDOM GenericAlias MFD_ALLOW_SEALING \
         MFD_CLOEXEC MFD_HUGETLB MFD_HUGE_16GB MFD_HUGE_16MB MFD_HUGE_1GB MFD_HUGE_1MB \
         MFD_HUGE_256MB MFD_HUGE_2GB MFD_HUGE_2MB MFD_HUGE_32MB MFD_HUGE_512KB MFD_HUGE_512MB \
         MFD_HUGE_64KB MFD_HUGE_8MB MFD_HUGE_MASK MFD_HUGE_SHIFT Mapping MutableMapping \
         NGROUPS_MAX O_ACCMODE O_APPEND O_ASYNC O_CLOEXEC O_CREAT O_DIRECT O_DIRECTORY \
         O_DSYNC O_EXCL O_FSYNC O_LARGEFILE O_NDELAY O_NOATIME O_NOCTTY O_NOFOLLOW O_NONBLOCK \
         O_PATH O_RDONLY O_RDWR O_RSYNC O_SYNC O_TMPFILE O_TRUNC O_WRONLY POSIX_FADV_DONTNEED \
         POSIX_FADV_NOREUSE POSIX_FADV_NORMAL POSIX_FADV_RANDOM POSIX_FADV_SEQUENTIAL \
         POSIX_FADV_WILLNEED POSIX_SPAWN_CLOSE POSIX_SPAWN_CLOSEFROM POSIX_SPAWN_DUP2 \
         POSIX_SPAWN_OPEN PRIO_PGRP PRIO_PROCESS PRIO_USER P_ALL P_NOWAIT P_NOWAITO P_PGID \
         P_PID P_PIDFD P_WAIT PathLike RTLD_DEEPBIND RTLD_GLOBAL RTLD_LAZY RTLD_LOCAL \
         RTLD_NODELETE RTLD_NOLOAD RTLD_NOW RWF_APPEND RWF_DSYNC RWF_HIPRI RWF_NOWAIT \
         RWF_SYNC R_OK SCHED_BATCH SCHED_FIFO SCHED_IDLE SCHED_OTHER SCHED_RESET_ON_FORK \
         SCHED_RR SEEK_CUR SEEK_DATA SEEK_END SEEK_HOLE SEEK_SET SPLICE_F_MORE SPLICE_F_MOVE \
         SPLICE_F_NONBLOCK ST_APPEND ST_MANDLOCK ST_NOATIME ST_NODEV ST_NODIRATIME ST_NOEXEC \
         ST_NOSUID ST_RDONLY ST_RELATIME ST_SYNCHRONOUS ST_WRITE TFD_CLOEXEC TFD_NONBLOCK \
         TFD_TIMER_ABSTIME TFD_TIMER_CANCEL_ON_SET TMP_MAX WCONTINUED WCOREDUMP WEXITED \
         WEXITSTATUS WIFCONTINUED WIFEXITED WIFSIGNALED WIFSTOPPED WNOHANG WNOWAIT WSTOPPED \
         WSTOPSIG WTERMSIG WUNTRACED W_OK XATTR_CREATE XATTR_REPLACE XATTR_SIZE_MAX X_OK abc \
         abort access altsep chdir chmod chown chroot close closerange confstr confstr_names \
         copy_file_range cpu_count ctermid curdir defpath device_encoding devnull dup dup2 \
         environ environb error eventfd eventfd_read eventfd_write execl execle execlp \
         execlpe execv execve execvp execvpe extsep fchdir fchmod fchown fdatasync fdopen \
         fork forkpty fpathconf fsdecode fsencode fspath fstat fstatvfs fsync ftruncate fwalk \
         get_blocking get_exec_path get_inheritable get_terminal_size getcwd getcwdb getegid \
         getenv getenvb geteuid getgid getgrouplist getgroups getloadavg getlogin getpgid \
         getpgrp getpid getppid getpriority getrandom getresgid getresuid getsid getuid \
         getxattr grantpt initgroups isatty kill killpg lchown linesep link listdir listxattr \
         lockf login_tty lseek lstat major makedev makedirs memfd_create minor mkdir mkfifo \
         mknod name nice open openpty pardir path pathconf pathconf_names pathsep pidfd_open \
         pipe pipe2 popen posix_fadvise posix_fallocate posix_openpt posix_spawn posix_spawnp \
         pread preadv process_cpu_count ptsname putenv pwrite pwritev read readlink readv \
         register_at_fork remove removedirs removexattr rename renames replace rmdir scandir \
         sched_get_priority_max sched_get_priority_min sched_getaffinity sched_getparam \
         sched_getscheduler sched_param sched_rr_get_interval sched_setaffinity \
         sched_setparam sched_setscheduler sched_yield sendfile sep set_blocking \
         set_inheritable setegid seteuid setgid setgroups setns setpgid setpgrp setpriority \
         setregid setresgid setresuid setreuid setsid setuid setxattr spawnl spawnle spawnlp \
         spawnlpe spawnv spawnve spawnvp spawnvpe splice st stat stat_result statvfs \
         statvfs_result strerror supports_bytes_environ supports_dir_fd \
         supports_effective_ids supports_fd supports_follow_symlinks symlink sync sys sysconf \
         sysconf_names system tcgetpgrp tcsetpgrp terminal_size timerfd_create \
         timerfd_gettime timerfd_gettime_ns timerfd_settime timerfd_settime_ns times \
         times_result truncate ttyname umask uname uname_result unlink unlockpt unsetenv \
         unshare urandom utime wait wait3 wait4 waitid waitid_result waitpid \
         waitstatus_to_exitcode walk write writev",
    ),
    (
        "os.path",
        "abspath altsep basename commonpath commonprefix curdir defpath devnull dirname \
         exists expanduser expandvars extsep genericpath getatime getctime getmtime getsize \
         isabs isdevdrive isdir isfile isjunction islink ismount join lexists normcase \
         normpath os pardir pathsep realpath relpath samefile sameopenfile samestat sep split \
         splitdrive splitext splitroot stat supports_unicode_filenames sys",
    ),
    ("textwrap", "TextWrapper dedent fill indent re shorten wrap"),
    (
        "gc",
        "DEBUG_COLLECTABLE DEBUG_LEAK DEBUG_SAVEALL DEBUG_STATS DEBUG_UNCOLLECTABLE callbacks \
         collect disable enable freeze garbage get_count get_debug get_freeze_count \
         get_objects get_referents get_referrers get_stats get_threshold is_finalized \
         is_tracked isenabled set_debug set_threshold unfreeze",
    ),
    (
        "weakref",
        "CallableProxyType KeyedRef ProxyType ProxyTypes ReferenceType WeakKeyDictionary \
         WeakMethod WeakSet WeakValueDictionary finalize getweakrefcount getweakrefs \
         itertools proxy ref sys",
    ),
    (
        "hashlib",
        "algorithms_available algorithms_guaranteed blake2b blake2s file_digest md5 new \
         pbkdf2_hmac scrypt sha1 sha224 sha256 sha384 sha3_224 sha3_256 sha3_384 sha3_512 \
         sha512 shake_128 shake_256",
    ),
    (
        "io",
        "BlockingIOError BufferedIOBase BufferedRWPair BufferedRandom BufferedReader \
         BufferedWriter BytesIO DEFAULT_BUFFER_SIZE FileIO IOBase IncrementalNewlineDecoder \
         RawIOBase SEEK_CUR SEEK_END SEEK_SET StringIO TextIOBase TextIOWrapper \
         UnsupportedOperation abc open open_code text_encoding",
    ),
    (
        "datetime",
        "MAXYEAR MINYEAR UTC date datetime datetime_CAPI time timedelta timezone tzinfo",
    ),
    (
        "abc",
        "ABC ABCMeta abstractclassmethod abstractmethod abstractproperty abstractstaticmethod \
         get_cache_token update_abstractmethods",
    ),
    (
        "types",
        "AsyncGeneratorType BuiltinFunctionType BuiltinMethodType CellType \
         ClassMethodDescriptorType CodeType CoroutineType DynamicClassAttribute EllipsisType \
         FrameType FunctionType GeneratorType GenericAlias GetSetDescriptorType LambdaType \
         MappingProxyType MemberDescriptorType MethodDescriptorType MethodType \
         MethodWrapperType ModuleType NoneType NotImplementedType SimpleNamespace \
         TracebackType UnionType WrapperDescriptorType coroutine get_original_bases new_class \
         prepare_class resolve_bases",
    ),
    (
        "warnings",
        "WarningMessage catch_warnings defaultaction deprecated filters filterwarnings \
         formatwarning onceregistry resetwarnings showwarning simplefilter sys warn \
         warn_explicit",
    ),
    (
        "pprint",
        "PrettyPrinter isreadable isrecursive pformat pp pprint re saferepr",
    ),
    (
        "numbers",
        "ABCMeta Complex Integral Number Rational Real abstractmethod",
    ),
    (
        "dis",
        "ArgResolver BINARY_OP Bytecode CACHE CALL_INTRINSIC_1 CALL_INTRINSIC_2 \
         COMPILER_FLAG_NAMES CONVERT_VALUE ENTER_EXECUTOR EXTENDED_ARG FOR_ITER \
         FUNCTION_ATTR_FLAGS Formatter HAVE_ARGUMENT Instruction JUMP_BACKWARD LOAD_ATTR \
         LOAD_CONST LOAD_FAST_LOAD_FAST LOAD_GLOBAL LOAD_SUPER_ATTR Positions RETURN_CONST \
         SEND SET_FUNCTION_ATTRIBUTE STORE_FAST_LOAD_FAST STORE_FAST_STORE_FAST UNKNOWN \
         cmp_op code_info collections deoptmap dis disassemble disco distb findlabels \
         findlinestarts get_executor get_instructions hasarg hascompare hasconst hasexc \
         hasfree hasjabs hasjrel hasjump haslocal hasname io main name op opmap opname \
         pretty_flags print_instructions show_code stack_effect sys types",
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
        "collections.abc",
        "ABCMeta AsyncGenerator AsyncIterable AsyncIterator Awaitable Buffer ByteString \
         Callable Collection Container Coroutine EllipsisType FunctionType Generator \
         GenericAlias Hashable ItemsView Iterable Iterator KeysView Mapping MappingView \
         MutableMapping MutableSequence MutableSet Reversible Sequence Set Sized \
         ValuesView abstractmethod async_generator bytearray_iterator bytes_iterator \
         coroutine dict_itemiterator dict_items dict_keyiterator dict_keys \
         dict_valueiterator dict_values framelocalsproxy generator list_iterator \
         list_reverseiterator longrange_iterator mappingproxy range_iterator set_iterator \
         str_iterator sys tuple_iterator zip_iterator",
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
        "importlib",
        "abc import_module invalidate_caches machinery metadata reload resources sys util",
    ),
    (
        "inspect",
        "AGEN_CLOSED AGEN_CREATED AGEN_RUNNING AGEN_SUSPENDED ArgInfo Arguments Attribute \
         BlockFinder BoundArguments BufferFlags CORO_CLOSED CORO_CREATED CORO_RUNNING \
         CORO_SUSPENDED CO_ASYNC_GENERATOR CO_COROUTINE CO_GENERATOR \
         CO_ITERABLE_COROUTINE CO_NESTED CO_NEWLOCALS CO_NOFREE CO_OPTIMIZED CO_VARARGS \
         CO_VARKEYWORDS ClassFoundException ClosureVars EndOfBlock FrameInfo FullArgSpec \
         GEN_CLOSED GEN_CREATED GEN_RUNNING GEN_SUSPENDED OrderedDict Parameter Signature \
         TPFLAGS_IS_ABSTRACT Traceback abc ast attrgetter builtins classify_class_attrs \
         cleandoc collections currentframe dis enum findsource formatannotation \
         formatannotationrelativeto formatargvalues functools get_annotations getabsfile \
         getargs getargvalues getasyncgenlocals getasyncgenstate getattr_static getblock \
         getcallargs getclasstree getclosurevars getcomments getcoroutinelocals \
         getcoroutinestate getdoc getfile getframeinfo getfullargspec getgeneratorlocals \
         getgeneratorstate getinnerframes getlineno getmembers getmembers_static \
         getmodule getmodulename getmro getouterframes getsource getsourcefile \
         getsourcelines importlib indentsize isabstract isasyncgen isasyncgenfunction \
         isawaitable isbuiltin isclass iscode iscoroutine iscoroutinefunction \
         isdatadescriptor isframe isfunction isgenerator isgeneratorfunction \
         isgetsetdescriptor iskeyword ismemberdescriptor ismethod ismethoddescriptor \
         ismethodwrapper ismodule isroutine istraceback itertools linecache make_weakref \
         markcoroutinefunction modulesbyfile namedtuple os re signature stack sys token \
         tokenize trace types unwrap walktree",
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
         set_start_method sys connection dummy forkserver heap managers pool popen_fork \
         queues resource_sharer resource_tracker shared_memory sharedctypes spawn \
         synchronize util",
    ),
    (
        "multiprocessing.connection",
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
        "ABCMeta AbstractSet Annotated Any AnyStr AsyncContextManager AsyncGenerator \
         AsyncIterable AsyncIterator Awaitable BinaryIO ByteString CT_co Callable ChainMap ClassVar \
         Collection Concatenate Container ContextManager Coroutine Counter DefaultDict Deque Dict \
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
    let mut known = { NAMES.iter().chain(PRIVATE) }.filter(|(known, _)| *known == module);
    known.any(|(_, names)| names.split(' ').any(|known| known == name))
}

/// Whether CPython names a class with its module in messages: those of its library written in C.
pub fn is_told_with_module(module: &str, name: &str) -> bool {
    match module {
        "_thread" | "_io" | "datetime" | "weakref" | "itertools" => true,
        "collections" => ["deque", "defaultdict", "OrderedDict"].contains(&name),
        "functools" => name == "partial",
        "time" => name == "struct_time",
        "re" => ["Pattern", "Match", "SRE_Scanner"].contains(&name),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_its_names() {
        assert!(has_name("threading", "settrace") && !has_name("threading", "spam"));
    }
}
