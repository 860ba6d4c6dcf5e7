//! Attributes that CPython's builtin classes have: what is not known here is refused by name rather
//! than reported as missing.

/// Builtin classes with the attributes that they have in CPython 3.13 beyond those of `object`.
const KNOWN: &[(&str, &str)] = &[
    (
        "object",
        "__class__ __delattr__ __dir__ __doc__ __eq__ __format__ __ge__ __getattribute__ \
         __getstate__ __gt__ __hash__ __init__ __init_subclass__ __le__ __lt__ __ne__ __new__ \
         __reduce__ __reduce_ex__ __repr__ __setattr__ __sizeof__ __str__ __subclasshook__",
    ),
    (
        "type",
        "__abstractmethods__ __annotations__ __base__ __bases__ __basicsize__ __call__ __dict__ \
         __dictoffset__ __flags__ __instancecheck__ __itemsize__ __module__ __mro__ __name__ \
         __or__ __prepare__ __qualname__ __ror__ __subclasscheck__ __subclasses__ \
         __text_signature__ __type_params__ __weakrefoffset__ mro",
    ),
    (
        "int",
        "__abs__ __add__ __and__ __bool__ __ceil__ __divmod__ __float__ __floor__ __floordiv__ \
         __getnewargs__ __index__ __int__ __invert__ __lshift__ __mod__ __mul__ __neg__ __or__ \
         __pos__ __pow__ __radd__ __rand__ __rdivmod__ __rfloordiv__ __rlshift__ __rmod__ \
         __rmul__ __ror__ __round__ __rpow__ __rrshift__ __rshift__ __rsub__ __rtruediv__ \
         __rxor__ __sub__ __truediv__ __trunc__ __xor__ as_integer_ratio bit_count bit_length \
         conjugate denominator from_bytes imag is_integer numerator real to_bytes",
    ),
    (
        "float",
        "__abs__ __add__ __bool__ __ceil__ __divmod__ __float__ __floor__ __floordiv__ \
         __getformat__ __getnewargs__ __int__ __mod__ __mul__ __neg__ __pos__ __pow__ __radd__ \
         __rdivmod__ __rfloordiv__ __rmod__ __rmul__ __round__ __rpow__ __rsub__ __rtruediv__ \
         __sub__ __truediv__ __trunc__ as_integer_ratio conjugate fromhex hex imag is_integer \
         real",
    ),
    (
        "complex",
        "__abs__ __add__ __bool__ __complex__ __getnewargs__ __mul__ __neg__ __pos__ __pow__ \
         __radd__ __rmul__ __rpow__ __rsub__ __rtruediv__ __sub__ __truediv__ conjugate imag real",
    ),
    (
        "str",
        "__add__ __contains__ __getitem__ __getnewargs__ __iter__ __len__ __mod__ __mul__ \
         __rmod__ __rmul__ capitalize casefold center count encode endswith expandtabs find \
         format format_map index isalnum isalpha isascii isdecimal isdigit isidentifier islower \
         isnumeric isprintable isspace istitle isupper join ljust lower lstrip maketrans \
         partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit \
         rstrip split splitlines startswith strip swapcase title translate upper zfill",
    ),
    (
        "bytes",
        "__add__ __buffer__ __bytes__ __contains__ __getitem__ __getnewargs__ __iter__ __len__ \
         __mod__ __mul__ __rmod__ __rmul__ capitalize center count decode endswith expandtabs \
         find fromhex hex index isalnum isalpha isascii isdigit islower isspace istitle isupper \
         join ljust lower lstrip maketrans partition removeprefix removesuffix replace rfind \
         rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title \
         translate upper zfill",
    ),
    (
        "list",
        "__add__ __class_getitem__ __contains__ __delitem__ __getitem__ __iadd__ __imul__ \
         __iter__ __len__ __mul__ __reversed__ __rmul__ __setitem__ append clear copy count \
         extend index insert pop remove reverse sort",
    ),
    (
        "tuple",
        "__add__ __class_getitem__ __contains__ __getitem__ __getnewargs__ __iter__ __len__ \
         __mul__ __rmul__ count index",
    ),
    (
        "dict",
        "__class_getitem__ __contains__ __delitem__ __getitem__ __ior__ __iter__ __len__ __or__ \
         __reversed__ __ror__ __setitem__ clear copy fromkeys get items keys pop popitem \
         setdefault update values",
    ),
    (
        "set",
        "__and__ __class_getitem__ __contains__ __iand__ __ior__ __isub__ __iter__ __ixor__ \
         __len__ __or__ __rand__ __ror__ __rsub__ __rxor__ __sub__ __xor__ add clear copy \
         difference difference_update discard intersection intersection_update isdisjoint \
         issubset issuperset pop remove symmetric_difference symmetric_difference_update union \
         update",
    ),
    (
        "frozenset",
        "__and__ __class_getitem__ __contains__ __iter__ __len__ __or__ __rand__ __ror__ \
         __rsub__ __rxor__ __sub__ __xor__ copy difference intersection isdisjoint issubset \
         issuperset symmetric_difference union",
    ),
    (
        "range",
        "__bool__ __contains__ __getitem__ __iter__ __len__ __reversed__ count index start step \
         stop",
    ),
    ("slice", "indices start step stop"),
    (
        "function",
        "__annotations__ __builtins__ __call__ __closure__ __code__ __defaults__ __dict__ \
         __get__ __globals__ __kwdefaults__ __module__ __name__ __qualname__ __type_params__",
    ),
    (
        "builtin_function_or_method",
        "__call__ __module__ __name__ __qualname__ __self__ __text_signature__",
    ),
    ("method", "__call__ __func__ __get__ __self__"),
    ("module", "__annotations__ __dict__"),
    (
        "property",
        "__delete__ __get__ __isabstractmethod__ __name__ __set__ __set_name__ deleter fdel \
         fget fset getter setter",
    ),
    (
        "staticmethod",
        "__call__ __dict__ __func__ __get__ __isabstractmethod__ __wrapped__",
    ),
    (
        "classmethod",
        "__dict__ __func__ __get__ __isabstractmethod__ __wrapped__",
    ),
    (
        "generator",
        "__class_getitem__ __del__ __iter__ __name__ __next__ __qualname__ close gi_code \
         gi_frame gi_running gi_suspended gi_yieldfrom send throw",
    ),
    (
        "coroutine",
        "__await__ __class_getitem__ __del__ __name__ __qualname__ close cr_await cr_code cr_frame \
         cr_origin cr_running cr_suspended send throw",
    ),
    (
        "async_generator",
        "__aiter__ __anext__ __class_getitem__ __del__ __name__ __qualname__ aclose ag_await ag_code \
         ag_frame ag_running ag_suspended asend athrow",
    ),
    (
        "async_generator_asend",
        "__await__ __del__ __iter__ __next__ close send throw",
    ),
    (
        "coroutine_wrapper",
        "__del__ __iter__ __next__ close send throw",
    ),
    ("NoneType", "__bool__"),
    ("NotImplementedType", "__bool__"),
    ("super", "__get__ __self__ __self_class__ __thisclass__"),
    (
        "dict_keys",
        "__and__ __contains__ __iter__ __len__ __or__ __rand__ __reversed__ __ror__ __rsub__ \
         __rxor__ __sub__ __xor__ isdisjoint mapping",
    ),
    ("dict_values", "__iter__ __len__ __reversed__ mapping"),
    (
        "dict_items",
        "__and__ __contains__ __iter__ __len__ __or__ __rand__ __reversed__ __ror__ __rsub__ \
         __rxor__ __sub__ __xor__ isdisjoint mapping",
    ),
    (
        "TextIOWrapper",
        "_CHUNK_SIZE __module__ __next__ _finalizing buffer close closed detach encoding errors \
         fileno flush isatty line_buffering name newlines read readable readline reconfigure \
         seek seekable tell truncate writable write write_through",
    ),
    (
        "lock",
        "__enter__ __exit__ __module__ _at_fork_reinit acquire acquire_lock locked locked_lock \
         release release_lock",
    ),
    ("enumerate", "__class_getitem__ __iter__ __next__"),
    ("zip", "__iter__ __next__ __setstate__"),
    ("map", "__iter__ __next__"),
    ("filter", "__iter__ __next__"),
    ("reversed", "__iter__ __length_hint__ __next__ __setstate__"),
    (
        "list_iterator",
        "__iter__ __length_hint__ __next__ __setstate__",
    ),
    (
        "BaseException",
        "__cause__ __context__ __dict__ __setstate__ __suppress_context__ __traceback__ \
         add_note args with_traceback",
    ),
    (
        "OSError",
        "characters_written errno filename filename2 strerror",
    ),
    ("ImportError", "msg name name_from path"),
    ("NameError", "name"),
    ("AttributeError", "name obj"),
    (
        "SyntaxError",
        "end_lineno end_offset filename lineno msg offset print_file_and_line text",
    ),
    ("UnicodeDecodeError", "encoding end object reason start"),
    ("UnicodeEncodeError", "encoding end object reason start"),
];

/// Whether objects of the builtin class `class` have an attribute `name` in CPython.
pub fn has_attribute(class: &str, name: &str) -> bool {
    let known = KNOWN.iter().find(|(known, _)| *known == class);
    known.is_some_and(|(_, names)| names.split(' ').any(|known| known == name))
}

/// The names of attributes that objects of a builtin class have in CPython.
pub fn attributes_of(class: &str) -> impl Iterator<Item = &'static str> {
    let known = KNOWN.iter().find(|(known, _)| *known == class);
    known
        .map(|(_, names)| *names)
        .into_iter()
        .flat_map(|names| names.split(' '))
}

#[cfg(test)]
mod tests {
    use super::has_attribute;

    #[test]
    fn knows_its_names() {
        assert!(has_attribute("int", "__add__") && has_attribute("object", "__sizeof__"));
        assert!(!has_attribute("int", "append") && !has_attribute("spam", "__add__"));
    }
}
