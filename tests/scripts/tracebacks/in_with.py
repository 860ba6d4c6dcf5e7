# exit: 1
class Resource:
    def __enter__(self):
        print("enter")
        return self

    def __exit__(self, *details):
        print("exit")

    def use(self):
        raise PermissionError("not allowed")


with Resource() as resource:
    resource.use()
