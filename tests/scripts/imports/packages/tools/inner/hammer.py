def hit():
    return __name__
