# `io`

(
    IOBase,
    TextIOBase,
    BufferedIOBase,
    TextIOWrapper,
    StringIO,
    BytesIO,
    BufferedReader,
    BufferedWriter,
    BufferedRandom,
    UnsupportedOperation,
) = _classes()
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
DEFAULT_BUFFER_SIZE = 8192
