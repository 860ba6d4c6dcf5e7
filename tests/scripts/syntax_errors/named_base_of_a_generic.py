# exit: 1
class Named[T](base := object):
    pass
