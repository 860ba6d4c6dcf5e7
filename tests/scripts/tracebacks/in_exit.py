# exit: 1
class Resource:
    def __enter__(self):
        return self

    def __exit__(self, *details):
        raise RuntimeError("cannot close")


def use():
    with Resource():
        raise ValueError("body failed")


use()
