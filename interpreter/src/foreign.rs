//! Modules of CPython's world that gilscope does not have: the rest of its standard library, and
//! packages that many scripts import. A script that needs one is refused; any other name is a
//! module that CPython would not find either.

/// Why a module of this name is refused: what stands under the import; None for a name that CPython
/// would not find either.
pub fn refusal(name: &str) -> Option<&'static str> {
    let top = name.split('.').next().unwrap_or(name);
    let package = PACKAGES.iter().find(|(names, _)| names.contains(&top));
    let library = STANDARD
        .contains(&top)
        .then_some("not in gilscope's standard library");
    package.map(|(_, why)| *why).or(library)
}

/// Whether CPython's standard library has a module of this name.
pub fn is_standard(name: &str) -> bool {
    STANDARD.contains(&name)
}

/// The modules of CPython's standard library.
pub fn standard() -> &'static [&'static str] {
    STANDARD
}

/// What to write instead of an import of this name; empty when there is nothing to say.
pub fn help(name: &str) -> &'static str {
    let top = name.split('.').next().unwrap_or(name);
    if NETWORK.contains(&top) {
        return "time.sleep(0.2) in its place shows the same overlap: programs/aggregator.py";
    }
    match top {
        "numpy" | "pandas" | "scipy" => "a loop over a list keeps the CPU just as busy",
        "subprocess" => "time.sleep(0.2) in its place waits as for another program",
        "signal" => "Ctrl-C raises KeyboardInterrupt in the main thread",
        "decimal" => "integers are exact at any size: count in cents; or use fractions",
        "array" => "a list does, or a bytearray for bytes",
        "uuid" | "secrets" => "random gives numbers, the same ones in every run with a seed",
        "pathlib" => "os.path does the same with strings",
        "tempfile" | "shutil" => "open(name, \"w\") and os.remove(name) do for a file",
        "ctypes" => "there is no code in C here that could be called",
        "cmath" => "`abs`, `**` and the parts of a complex number are there",
        _ => "",
    }
}

const NETWORK: &[&str] = &[
    "requests", "aiohttp", "httpx", "urllib", "urllib3", "http", "socket", "ssl", "ftplib",
    "smtplib",
];

const PACKAGES: &[(&[&str], &str)] = &[
    (
        NETWORK,
        "the network is simulated here: a wait that releases the GIL is what matters",
    ),
    (
        &[
            "numpy",
            "pandas",
            "scipy",
            "torch",
            "tensorflow",
            "sklearn",
            "matplotlib",
            "PIL",
        ],
        "a package with code in C, which gilscope cannot run",
    ),
    (
        &[
            "flask",
            "django",
            "fastapi",
            "sqlalchemy",
            "pydantic",
            "pytest",
            "yaml",
            "bs4",
            "click",
            "rich",
            "tqdm",
            "psutil",
            "attr",
            "attrs",
            "boto3",
            "redis",
            "celery",
            "trio",
            "anyio",
            "gevent",
            "greenlet",
            "typing_extensions",
            "dateutil",
            "six",
        ],
        "gilscope runs no packages, only the script and modules beside it",
    ),
];

/// The standard library of CPython 3.13.
#[rustfmt::skip]
const STANDARD: &[&str] = &[
    "abc", "argparse", "array", "ast", "asyncio", "atexit", "base64", "bdb", "binascii", "bisect",
    "bz2", "cProfile", "calendar", "cmath", "cmd", "code", "codecs", "codeop",
    "collections", "colorsys", "compileall", "concurrent", "configparser", "contextlib",
    "contextvars", "copy", "copyreg", "csv", "ctypes", "curses", "dataclasses", "datetime", "dbm",
    "decimal", "difflib", "dis", "doctest", "email", "encodings", "ensurepip", "enum", "errno",
    "faulthandler", "fcntl", "filecmp", "fileinput", "fnmatch", "ftplib",
    "functools", "gc", "genericpath", "getopt", "getpass", "gettext", "glob", "graphlib", "grp",
    "gzip", "hashlib", "heapq", "hmac", "html", "http", "imaplib", "importlib", "inspect", "io",
    "ipaddress", "itertools", "json", "keyword", "linecache", "locale", "logging", "lzma",
    "mailbox", "marshal", "math", "mimetypes", "mmap", "modulefinder", "msvcrt",
    "multiprocessing", "netrc", "nt", "ntpath", "nturl2path", "numbers", "opcode", "operator",
    "optparse", "os", "pathlib", "pdb", "pickle", "pickletools", "pkgutil", "platform",
    "plistlib", "poplib", "posix", "posixpath", "pprint", "profile", "pstats", "pty", "pwd",
    "py_compile", "pyclbr", "pydoc", "pydoc_data", "pyexpat", "queue", "quopri", "random", "re",
    "readline", "reprlib", "resource", "rlcompleter", "runpy", "sched", "secrets", "select",
    "selectors", "shelve", "shlex", "shutil", "signal", "site", "smtplib", "socket",
    "socketserver", "sqlite3", "sre_compile", "sre_constants", "sre_parse", "ssl", "stat",
    "statistics", "string", "stringprep", "struct", "subprocess", "symtable", "sys", "sysconfig",
    "syslog", "tabnanny", "tarfile", "tempfile", "termios", "textwrap", "threading", "time",
    "timeit", "tkinter", "token", "tokenize", "tomllib", "trace", "traceback", "tracemalloc",
    "tty", "turtle", "types", "typing", "unicodedata", "unittest", "urllib", "uuid", "venv",
    "warnings", "wave", "weakref", "webbrowser", "winreg", "winsound", "wsgiref", "xml", "xmlrpc",
    "zipapp", "zipfile", "zipimport", "zlib", "zoneinfo", "__future__",
    "_abc", "_aix_support", "_android_support", "_ast", "_asyncio", "_blake2", "_bz2", "_codecs",
    "_codecs_cn", "_codecs_hk", "_codecs_iso2022", "_codecs_jp", "_codecs_kr", "_codecs_tw",
    "_collections", "_collections_abc", "_colorize", "_compat_pickle", "_compression",
    "_contextvars", "_csv", "_ctypes", "_ctypes_test", "_curses", "_curses_panel", "_datetime",
    "_dbm", "_decimal", "_elementtree", "_frozen_importlib", "_frozen_importlib_external",
    "_functools", "_gdbm", "_hashlib", "_imp", "_interpchannels", "_interpqueues", "_interpreters",
    "_io", "_ios_support", "_json", "_locale", "_lsprof", "_lzma", "_markupbase", "_md5",
    "_multibytecodec", "_multiprocessing", "_opcode", "_opcode_metadata", "_osx_support",
    "_overlapped", "_pickle", "_posixshmem", "_posixsubprocess", "_py_abc", "_pydatetime",
    "_pydecimal", "_pyio", "_pylong", "_pyrepl", "_queue", "_random", "_scproxy", "_sha1", "_sha2",
    "_sha3", "_signal", "_sitebuiltins", "_socket", "_sqlite3", "_sre", "_ssl", "_stat",
    "_statistics", "_string", "_struct", "_suggestions", "_symtable", "_sysconfig", "_testbuffer",
    "_testcapi", "_testinternalcapi", "_testlimitedcapi", "_testmultiphase", "_threading_local",
    "_tkinter", "_tokenize", "_tracemalloc", "_typing", "_uuid", "_warnings", "_weakref",
    "_weakrefset", "_winapi", "_wmi", "_xxsubinterpreters", "_zoneinfo", "idlelib",
    "test", "turtledemo", "xxlimited", "xxsubtype",
];
