//! Names of the standard library that begin with an underscore, as CPython 3.13 has them: a script that
//! asks for one which is not here is told so, as for the public names of `library`.

/// Modules that are here in part, with such names of theirs.
#[rustfmt::skip]
pub(super) const PRIVATE: &[(&str, &str)] = &[
    ("_heapq",
        "_heapify_max _heappop_max _heapreplace_max"),
    ("_operator",
        "_compare_digest"),
    ("_strptime",
        "_CACHE_MAX_SIZE _TimeRE_cache _cache_lock _calc_julian_from_U_or_W _getlang _regex_cache \
         _strptime _strptime_datetime _strptime_time _thread_allocate_lock"),
    ("_thread",
        "_ExceptHookArgs _ThreadHandle _count _excepthook _get_main_thread_ident _is_main_interpreter \
         _local _make_thread_handle _shutdown"),
    ("abc",
        "_abc_init _abc_instancecheck _abc_register _abc_subclasscheck _get_dump _reset_caches \
         _reset_registry"),
    ("asyncio",
        "_enter_task _get_running_loop _leave_task _register_task _set_running_loop _unregister_task"),
    ("asyncio.events",
        "_RunningLoop _c__get_running_loop _c__set_running_loop _c_get_event_loop _c_get_running_loop \
         _event_loop_policy _get_running_loop _init_event_loop_policy _lock _py__get_running_loop \
         _py__set_running_loop _py_get_event_loop _py_get_running_loop _running_loop \
         _set_running_loop"),
    ("asyncio.futures",
        "_CANCELLED _CFuture _FINISHED _PENDING _PyFuture _asyncio _chain_future _convert_future_exc \
         _copy_future_state _get_loop _set_concurrent_future_state _set_result_unless_cancelled"),
    ("asyncio.locks",
        "_BarrierState _ContextManagerMixin"),
    ("asyncio.runners",
        "_State _cancel_all_tasks"),
    ("asyncio.tasks",
        "_AsCompletedIterator _CTask _GatheringFuture _PyTask _asyncio _c_current_task _c_enter_task \
         _c_leave_task _c_register_eager_task _c_register_task _c_swap_current_task \
         _c_unregister_eager_task _c_unregister_task _cancel_and_wait _current_tasks _eager_tasks \
         _enter_task _leave_task _py_current_task _py_enter_task _py_leave_task \
         _py_register_eager_task _py_register_task _py_swap_current_task _py_unregister_eager_task \
         _py_unregister_task _register_eager_task _register_task _release_waiter _scheduled_tasks \
         _swap_current_task _task_name_counter _unregister_eager_task _unregister_task _wait"),
    ("asyncio.timeouts",
        "_State"),
    ("atexit",
        "_clear _ncallbacks _run_exitfuncs"),
    ("collections",
        "_Link _OrderedDictItemsView _OrderedDictKeysView _OrderedDictValuesView _chain \
         _collections_abc _count_elements _deque_iterator _eq _iskeyword _itemgetter _proxy \
         _recursive_repr _repeat _starmap _sys _tuplegetter"),
    ("collections.abc",
        "_CallableGenericAlias _DeprecateByteStringMeta _check_methods _is_param_expr _type_repr"),
    ("contextlib",
        "_AsyncGeneratorContextManager _BaseExitStack _GeneratorContextManager \
         _GeneratorContextManagerBase _RedirectStream _collections_abc"),
    ("copy",
        "_copy_dispatch _copy_immutable _deepcopy_atomic _deepcopy_dict _deepcopy_dispatch \
         _deepcopy_list _deepcopy_method _deepcopy_tuple _keep_alive _reconstruct"),
    ("dataclasses",
        "_ATOMIC_TYPES _DataclassParams _EMPTY_METADATA _FIELD _FIELDS _FIELD_BASE _FIELD_CLASSVAR \
         _FIELD_INITVAR _FuncBuilder _HAS_DEFAULT_FACTORY _HAS_DEFAULT_FACTORY_CLASS _KW_ONLY_TYPE \
         _MISSING_TYPE _MODULE_IDENTIFIER_RE _PARAMS _POST_INIT_NAME _add_slots _asdict_inner \
         _astuple_inner _dataclass_getstate _dataclass_setstate _field_assign _field_init \
         _fields_in_init_order _frozen_get_del_attr _get_field _get_slots _hash_action _hash_add \
         _hash_exception _hash_set_none _init_fn _init_param _is_classvar _is_dataclass_instance \
         _is_initvar _is_kw_only _is_type _process_class _replace _set_new_attribute _tuple_str"),
    ("dis",
        "_ExceptionTableEntry _ExceptionTableEntryBase _INT_BITS _INT_OVERFLOW _Instruction \
         _NO_LINENO _OPARG_WIDTH _OPNAME_WIDTH _Unknown _all_opmap _all_opname _cache_format _deoptop \
         _disassemble_bytes _disassemble_recursive _disassemble_str _find_imports _find_store_names \
         _format_code_info _get_cache_size _get_code_array _get_code_object _get_const_info \
         _get_const_value _get_instructions_bytes _get_jump_target _get_lineno_width _get_name_info \
         _have_code _inline_cache_entries _intrinsic_1_descs _intrinsic_2_descs _is_backward_jump \
         _make_labels_map _nb_ops _parse_exception_table _parse_varint _specializations \
         _specialized_opmap _try_compile _unpack_opargs"),
    ("enum",
        "_EnumDict _auto_null _dataclass_repr _dedent _high_bit _is_descriptor _is_dunder \
         _is_internal_class _is_private _is_single_bit _is_sunder _iter_bits_lsb \
         _make_class_unpicklable _not_given _old_convert_ _proto_member _reduce_ex_by_global_name \
         _simple_enum _stdlib_enums _test_simple_enum"),
    ("fractions",
        "_FLOAT_FORMAT_SPECIFICATION_MATCHER _GENERAL_FORMAT_SPECIFICATION_MATCHER _PyHASH_INF \
         _PyHASH_MODULUS _RATIONAL_FORMAT _hash_algorithm _round_to_exponent _round_to_figures"),
    ("functools",
        "_CacheInfo _HashedSeq _NOT_FOUND _c3_merge _c3_mro _compose_mro _convert _find_impl \
         _ge_from_gt _ge_from_le _ge_from_lt _gt_from_ge _gt_from_le _gt_from_lt _initial_missing \
         _le_from_ge _le_from_gt _le_from_lt _lru_cache_wrapper _lt_from_ge _lt_from_gt _lt_from_le \
         _make_key _unwrap_partial _unwrap_partialmethod"),
    ("hashlib",
        "_hashlib"),
    ("heapq",
        "_heapify_max _heappop_max _heapreplace_max _siftdown _siftdown_max _siftup _siftup_max"),
    ("inspect",
        "_FrameInfo _KEYWORD_ONLY _NonUserDefinedCallables _POSITIONAL_ONLY _POSITIONAL_OR_KEYWORD \
         _ParameterKind _Traceback _VAR_KEYWORD _VAR_POSITIONAL _check_class _check_instance \
         _descriptor_get _empty _filesbymodname _findclass _finddoc _get_code_position \
         _get_code_position_from_tb _get_dunder_dict_of_class _getmembers _has_code_flag \
         _has_coroutine_mark _is_coroutine_mark _main _missing_arguments _sentinel _shadowed_dict \
         _shadowed_dict_from_weakref_mro_tuple _signature_bound_method _signature_from_builtin \
         _signature_from_callable _signature_from_function _signature_fromstr _signature_get_partial \
         _signature_get_user_defined_method _signature_is_builtin _signature_is_functionlike \
         _signature_strip_non_python_syntax _static_getmro _too_many _void"),
    ("io",
        "_io"),
    ("itertools",
        "_grouper _tee _tee_dataobject"),
    ("json",
        "_default_decoder _default_encoder"),
    ("logging",
        "_STYLES _StderrHandler _addHandlerRef _afterFork _after_at_fork_child_reinit_locks \
         _at_fork_reinit_lock_weakset _checkLevel _defaultFormatter _defaultLastResort _handlerList \
         _handlers _is_internal_frame _levelToName _lock _logRecordFactory _loggerClass _nameToLevel \
         _prepareFork _register_at_fork_reinit_lock _removeHandlerRef _showwarning _srcfile \
         _startTime _str_formatter _warnings_showwarning"),
    ("multiprocessing.connection",
        "_ALLOWED_DIGESTS _CHALLENGE _ConnectionBase _FAILURE _ForkingPickler _LEGACY_LENGTHS \
         _MAX_DIGEST_LEN _MD5ONLY_MESSAGE_LENGTH _MD5_DIGEST_LEN _WELCOME _WaitSelector \
         _check_timeout _create_response _get_digest_name_and_payload _init_timeout _mmap_counter \
         _multiprocessing _validate_family _verify_challenge _winapi _xml_dumps _xml_loads"),
    ("multiprocessing.managers",
        "_BaseDictProxy _SharedMemoryTracker"),
    ("multiprocessing.pool",
        "_PoolCache _helper_reraises_exception"),
    ("multiprocessing.queues",
        "_ForkingPickler _sentinel"),
    ("multiprocessing.sharedctypes",
        "_ForkingPickler _new_value"),
    ("multiprocessing.synchronize",
        "_multiprocessing"),
    ("operator",
        "_abs"),
    ("os",
        "_Environ _check_methods _execvpe _exists _exit _fspath _fwalk _fwalk_close _fwalk_walk \
         _fwalk_yield _get_exports_list _spawnvef _walk_symlinks_as_files _wrap_close"),
    ("os.path",
        "_get_sep _varprog _varprogb"),
    ("pickle",
        "_Framer _HAVE_PICKLE_BUFFER _NoValue _Pickler _Stop _Unframer _Unpickler _compat_pickle \
         _dump _dumps _extension_cache _extension_registry _getattribute _inverted_registry _load \
         _loads _test _tuplesize2code"),
    ("pprint",
        "_StringIO _builtin_scalars _collections _dataclasses _recursion _safe_key _safe_tuple _sys \
         _types _wrap_bytes_repr"),
    ("queue",
        "_PySimpleQueue"),
    ("random",
        "_ONE _Sequence _accumulate _acos _bisect _ceil _cos _e _exp _fabs _floor _index _inst \
         _isfinite _lgamma _log _log2 _os _parse_args _pi _random _repeat _sha512 _sin _sqrt _test \
         _test_generator _urandom"),
    ("sched",
        "_sentinel _time"),
    ("statistics",
        "_SQRT2 _coerce _convert _decimal_sqrt_of_frac _exact_ratio _fail_neg _float_sqrt_of_frac \
         _integer_sqrt_of_frac_rto _isfinite _kernel_invcdfs _mean_stdev _newton_raphson \
         _normal_dist_inv_cdf _quartic_invcdf _quartic_invcdf_estimate _random _rank _sqrt_bit_width \
         _sqrtprod _ss _sum _triweight_invcdf _triweight_invcdf_estimate"),
    ("string",
        "_ChainMap _re _sentinel_dict _string"),
    ("sys",
        "_base_executable _baserepl _clear_internal_caches _clear_type_cache _current_exceptions \
         _current_frames _debugmallocstats _framework _get_cpu_count_config _getframe \
         _getframemodulename _git _home _is_gil_enabled _is_interned _setprofileallthreads \
         _settraceallthreads _stdlib_dir _xoptions"),
    ("textwrap",
        "_leading_whitespace_re _whitespace _whitespace_only_re"),
    ("threading",
        "_CRLock _DeleteDummyThreadOnDel _DummyThread _HAVE_THREAD_NATIVE_ID _LockType _MainThread \
         _PyRLock _RLock _SHUTTING_DOWN _ThreadHandle _active _active_limbo_lock _after_fork \
         _allocate_lock _count _counter _daemon_threads_allowed _dangling _deque _enumerate \
         _get_main_thread_ident _is_main_interpreter _limbo _main_thread _make_invoke_excepthook \
         _make_thread_handle _newname _os _profile_hook _register_atexit _shutdown \
         _start_joinable_thread _sys _thread_local_info _thread_shutdown _threading_atexits _time \
         _trace_hook"),
    ("time",
        "_STRUCT_TM_ITEMS"),
    ("timeit",
        "_globals"),
    ("traceback",
        "_Anchors _CASE_COST _ExceptionPrintContext _MAX_CANDIDATE_ITEMS _MAX_STRING_SIZE _MOVE_COST \
         _RECURSIVE_CUTOFF _Sentinel _WIDE_CHAR_SPECIFIERS _byte_offset_to_character_offset \
         _cause_message _colorize _compute_suggestion_error _context_message _display_width \
         _extract_caret_anchors_from_line_segment _format_final_exc_line _get_code_position \
         _levenshtein_distance _parse_value_tb _print_exception_bltin _safe_string _sentinel \
         _substitution_cost _walk_tb_with_full_positions"),
    ("types",
        "_GeneratorWrapper _calculate_meta"),
    ("typing",
        "_ASSERT_NEVER_REPR_MAX_LENGTH _AnnotatedAlias _AnyMeta _BaseGenericAlias \
         _CallableGenericAlias _CallableType _ConcatenateGenericAlias _DeprecatedGenericAlias _Final \
         _Func _GenericAlias _IdentityCallable _LiteralGenericAlias _NamedTuple _NotIterable \
         _PROTO_ALLOWLIST _ProtocolMeta _SPECIAL_NAMES _Sentinel _SpecialForm _SpecialGenericAlias \
         _TYPING_INTERNALS _TupleType _TypedCacheSpecialForm _TypedDict _TypedDictMeta \
         _TypingEllipsis _UnionGenericAlias _UnpackGenericAlias _abc_instancecheck _abc_subclasscheck \
         _alias _allow_reckless_class_checks _allowed_types _caches _caller \
         _check_generic_specialization _cleanups _collect_type_parameters _compare_args_orderless \
         _deduplicate _deduplicate_unhashable _deprecation_warning_for_no_type_params_passed \
         _eval_type _flatten_literal_params _generic_class_getitem _generic_init_subclass \
         _get_protocol_attrs _get_typeddict_qualifiers _idfunc _is_dunder _is_param_expr \
         _is_typevar_like _is_unpacked_typevartuple _lazy_load_getattr_static _make_nmtuple \
         _make_union _namedtuple_mro_entries _no_init_or_replace_init _overload_dummy \
         _overload_registry _paramspec_prepare_subst _paramspec_subst _prohibited _proto_hook \
         _remove_dups_flatten _sentinel _should_unflatten_callable_args _special _strip_annotations \
         _tp_cache _type_check _type_check_issubclass_arg_1 _type_convert _type_repr _typevar_subst \
         _typevartuple_prepare_subst _unpack_args _value_and_type_iter"),
    ("warnings",
        "_DEPRECATED_MSG _OptionError _add_filter _defaultaction _deprecated _filters_mutated \
         _formatwarning_orig _formatwarnmsg _formatwarnmsg_impl _getaction _getcategory \
         _is_filename_to_skip _is_internal_filename _is_internal_frame _next_external_frame \
         _onceregistry _processoptions _setoption _showwarning_orig _showwarnmsg _showwarnmsg_impl \
         _warn_unawaited_coroutine"),
    ("weakref",
        "_IterationGuard _collections_abc _remove_dead_weakref"),
];
