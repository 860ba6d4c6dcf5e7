# `hashlib`

_SIZES = {
    "md5": (16, 64),
    "sha1": (20, 64),
    "sha224": (28, 64),
    "sha256": (32, 64),
    "sha384": (48, 128),
    "sha512": (64, 128),
}
algorithms_guaranteed = {
    "blake2b", "blake2s", "md5", "sha1", "sha224", "sha256", "sha384", "sha3_224", "sha3_256",
    "sha3_384", "sha3_512", "sha512", "shake_128", "shake_256",
}


class HASH:
    __module__ = "_hashlib"

    def __init__(self, name, hasher):
        self.name = name
        self._hasher = hasher
        self.digest_size, self.block_size = _SIZES[name]

    def update(self, obj, /):
        _update(self._hasher, obj)

    def digest(self):
        return _digest(self._hasher)

    def hexdigest(self):
        return _digest(self._hasher).hex()

    def copy(self):
        return HASH(self.name, _copy(self._hasher))

    def __repr__(self):
        return f"<{self.name} _hashlib.HASH object @ {id(self):#x}>"


def new(name, data=b"", *, usedforsecurity=True):
    key = name.lower().replace("-", "")
    if key not in _SIZES:
        if key in algorithms_guaranteed:
            _unsupported(f"`hashlib.{key}`")
        raise ValueError("unsupported hash type " + name)
    made = HASH(key, _new(key))
    made.update(data)
    return made


def md5(string=b"", *, usedforsecurity=True):
    return new("md5", string)


def sha1(string=b"", *, usedforsecurity=True):
    return new("sha1", string)


def sha224(string=b"", *, usedforsecurity=True):
    return new("sha224", string)


def sha256(string=b"", *, usedforsecurity=True):
    return new("sha256", string)


def sha384(string=b"", *, usedforsecurity=True):
    return new("sha384", string)


def sha512(string=b"", *, usedforsecurity=True):
    return new("sha512", string)
